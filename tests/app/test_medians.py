"""The clinic's medians are worked out once an hour, and stand in the picture of the rise with their n."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection

from app.charts.trends.known import known
from app.charts.trends.overlaid import View
from app.charts.trends.pictures import PICTURES
from app.medians import Medians
from data import rises
from data.rises import Median
from tests import facts
from tests.app.charts import sessions
from tests.app.house import House

NOW = facts.instant("15:00")
INFUSION = ("ketamine", "intravenous")


def test_they_are_asked_for_once_an_hour_and_anew_when_the_clock_was_set_back(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    real = rises.medians

    def noting(connection: Connection, drug: str, route: str, since: object) -> tuple[Median, ...]:
        asked.append(drug)
        return real(connection, drug, route, since)  # type: ignore[arg-type]

    monkeypatch.setattr(rises, "medians", noting)
    held = Medians()
    with house.database.read() as connection:
        for minutes in (0, 59, 60, 61, -5):
            held.of(connection, *INFUSION, NOW + timedelta(minutes=minutes))
        assert asked == ["ketamine"] * 3
        held.of(connection, "esketamine", "intranasal", NOW)
    assert asked[-1] == "esketamine"


def test_they_stand_in_the_picture_of_the_rise_and_in_its_points(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rises, "medians", lambda *_: (Median(0.5, 18.5, 6),))
    told = known((sessions.full(),), "UTC")
    with house.database.read() as connection:
        beside = Medians().beside(connection, told, NOW)
    assert PICTURES["rise"](told, View("UTC")).points == []
    picture = PICTURES["rise"](beside, View("UTC"))
    (point,) = picture.points
    assert (point["what"], point["dose"], point["rise"], point["patients"]) == ("clinic's median", 0.5, 18.5, 6)
