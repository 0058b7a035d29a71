"""A touch holds at once, is in the record within the minute, and stands before no save."""

import pytest

from app.access import touched
from data import sign_ins
from data.engine import BusyError
from tests import entered, facts
from tests.app.house import COOKIE, House
from tests.app.trouble import held


def test_what_was_touched_is_written_down_and_what_has_locked_is_forgotten(house: House) -> None:
    client = house.tablet()
    client.post("/login", data={"user_name": "nia", "password": entered.PASSWORD})
    token = client.cookies[COOKIE]
    house.at("15:05")
    client.post("/api/touch", json={"where": "elsewhere"})
    until = touched.until(token)
    assert until is not None
    assert f"{until:%H:%M:%S}" == "15:15:15"
    touched.keep()
    with house.database.read() as connection:
        there = sign_ins.whose(connection, token, facts.instant("15:06"))
    assert there is not None
    assert there.sign_in.locks_at == until
    house.at("15:16")
    touched.keep()
    assert touched.until(token) is None
    assert client.get("/api/session").status_code == 401


def test_a_touch_that_could_not_be_written_down_is_with_the_next_minute(house: House) -> None:
    client = house.tablet()
    client.post("/login", data={"user_name": "nia", "password": entered.PASSWORD})
    token = client.cookies[COOKIE]
    house.at("15:05")
    client.post("/api/touch", json={"where": "elsewhere"})
    with held(house), pytest.raises(BusyError):
        touched.keep()
    touched.keep()
    with house.database.read() as connection:
        there = sign_ins.whose(connection, token, facts.instant("15:06"))
    assert there is not None
    assert there.sign_in.locks_at == touched.until(token)
