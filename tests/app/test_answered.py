"""What the log says of requests, of refusals, and of what an operator watches for."""

from collections.abc import Callable
from io import StringIO

import pytest

from app import answered
from tests import entered, facts
from tests.app.house import Browser, House
from tests.app.logged import lines

SECRET = "her secret"


@pytest.mark.parametrize(
    ("method", "path", "told"),
    [
        ("GET", f"/api/treatments/{facts.TREATMENT}?x=y", {"route": "/api/treatments/{treatment}", "level": "debug"}),
        ("GET", "/api/treatments/her%20name", {"route": "/api/treatments/{treatment}", "status": 404, "level": "info"}),
        ("POST", "/api/treatments/x/her%20name", {"route": "/api/treatments/{treatment}/{kind}", "level": "info"}),
        ("GET", "/chair?session=her%20name", {"route": "/chair", "status": 404}),
        ("GET", "/her%20name", {"route": "other", "status": 404}),
        ("GET", "/media/her%20name", {"route": "/media/"}),
        ("HERNAME", "/secrets", {"method": "other", "status": 405, "route": "/secrets"}),
        ("GET", "/assets/panel.js", {"level": "debug"}),
        ("POST", "/api/touch", {"level": "debug"}),
    ],
)
def test_a_request_is_told_by_its_template(
    house: House, stream: StringIO, method: str, path: str, told: dict[str, object]
) -> None:
    house.client.request(method, path, json={})
    line = lines(stream)[-1]
    expected = {"event": "request", "method": method, "who": str(facts.NURSE), "address": "127.0.0.1"} | told
    assert {key: line[key] for key in expected} == expected
    assert line["ms"] >= 0
    assert "her" not in stream.getvalue().replace("other", "").lower()


@pytest.mark.parametrize(
    ("headers", "path", "told"),
    [
        ({"host": "evil.example"}, "/api/board", {"why": "host", "level": "warning", "status": 400}),
        ({"origin": "http://evil.example"}, "/api/touch", {"why": "origin", "level": "warning", "status": 403}),
        ({}, "/export/session/x.zip", {"why": "nobody", "level": "info", "status": 401}),
        ({}, "/api/board", {"why": "nobody", "level": "debug", "status": 401}),
        ({}, "/chair", {"why": "nobody", "level": "info", "status": 303}),
    ],
)
def test_what_the_gate_refuses_is_told_with_why(
    house: House, stream: StringIO, headers: dict[str, str], path: str, told: dict[str, object]
) -> None:
    Browser(**headers).request("POST" if path == "/api/touch" else "GET", path)
    line = lines(stream)[-1]
    assert {key: line[key] for key in told} == told
    assert (line["event"], "who" in line) == ("refused", False)


def test_an_answer_that_broke_off_is_an_error(stream: StringIO) -> None:
    answered._tell({"type": "http", "path": "/", "method": "GET"}, 0, 1.5)
    (told,) = lines(stream)
    assert (told["level"], told["status"], told["route"], "address" in told) == ("error", 0, "/", False)


NIA = {"user_name": "nia", "password": entered.PASSWORD}


def comes_in(house: House) -> None:
    house.tablet().post("/login", data=NIA)


def is_wrong(house: House) -> None:
    Browser().post("/login", data=NIA | {"password": SECRET})


def has_no_tablet(house: House) -> None:
    Browser().post("/login", data={"staff": str(facts.NURSE), "pin": "135790"})


def waits(house: House) -> None:
    for _ in range(6):
        is_wrong(house)


def locks(house: House) -> None:
    house.client.get("/login")


def changes_her_pin(house: House) -> None:
    house.client.post("/secrets", data={"password": entered.PASSWORD, "pin": "804613", "pin_again": "804613"})


def guesses_a_password(house: House) -> None:
    house.client.post("/secrets", data={"password": SECRET, "pin": "804613", "pin_again": "804613"})


def takes_out_what_she_may_not(house: House) -> None:
    house.client.get(f"/export/access/{facts.PATIENT}.csv")


def revokes_a_tablet(house: House) -> None:
    with house.database.write() as connection:
        entered.add(connection, entered.admin(facts.PRESCRIBER))
        made, _ = entered.tablet(connection, facts.NURSE)
    house.sign_in(facts.PRESCRIBER).post("/tablet", data={"revoke": str(made.tablet_id)})


@pytest.mark.parametrize(
    ("does", "told"),
    [
        (comes_in, {"event": "sign_in", "level": "info", "who": str(facts.NURSE), "how": "password"}),
        (is_wrong, {"event": "sign_in_refused", "level": "warning", "how": "password", "why": "wrong"}),
        (has_no_tablet, {"event": "sign_in_refused", "level": "warning", "how": "pin", "why": "no tablet"}),
        (waits, {"event": "sign_in_refused", "level": "warning", "how": "password", "why": "waits"}),
        (locks, {"event": "lock", "level": "info", "who": str(facts.NURSE)}),
        (changes_her_pin, {"event": "secret", "level": "info", "who": str(facts.NURSE), "how": "pin"}),
        (guesses_a_password, {"event": "secret", "level": "warning", "who": str(facts.NURSE), "why": "wrong"}),
        (takes_out_what_she_may_not, {"event": "no_right", "level": "warning", "kind": "access report"}),
        (revokes_a_tablet, {"event": "tablet", "level": "warning", "how": "revoked", "who": str(facts.PRESCRIBER)}),
    ],
)
def test_what_an_operator_watches_for_is_told(
    house: House, stream: StringIO, does: Callable[[House], None], told: dict[str, object]
) -> None:
    does(house)
    *_, line = [one for one in lines(stream) if one["event"] == told["event"]]
    assert {key: line.get(key) for key in told} == told
    assert "nia" not in stream.getvalue()
    assert SECRET not in stream.getvalue()
