"""The tick: what only time raises is stored once, in open sessions, with the moment at which it became true."""

import threading
from datetime import timedelta

import pytest

from app import clock, ticking
from tests import facts
from tests.app.house import House


def test_a_repeat_that_never_came_is_stored_without_anybody_looking(house: House) -> None:
    house.at("14:00")
    house.saved("readings", line="182/90 88 97")
    house.at("14:05")
    assert ticking.tick() == 0, "the save itself has stored what followed from it"
    house.at("15:30")
    assert ticking.tick() == 1
    (missing,) = [one for one in house.record().alert_events if one.why == "repeat_missing"]
    assert missing.true_at == facts.instant("14:11")
    assert f"{missing.stored_at:%H:%M}" == "15:30"
    assert ticking.tick() == 0


def test_a_session_that_has_ended_is_left_alone(house: House) -> None:
    house.at("14:00")
    house.saved("readings", line="182/90 88 97")
    house.saved("ends", how="left_with_escort")
    house.at("15:30")
    assert ticking.tick() == 0


def test_the_thread_ticks_until_it_is_stopped(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[int] = []
    begun = threading.Event()  # the thread may look before `start` has answered

    def tick() -> None:
        assert begun.wait(20)
        looks.append(1)
        if len(looks) < 3:
            raise ZeroDivisionError
        stopped.set()

    monkeypatch.setattr(ticking, "_wait", lambda: 0)
    monkeypatch.setattr(ticking, "tick", tick)
    stopped = ticking.start()
    begun.set()
    assert stopped.wait(20)
    assert len(looks) == 3, "a fault does not end it"


def test_it_looks_just_after_a_minute_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: facts.instant("14:00") + timedelta(seconds=42))
    assert ticking._wait() == pytest.approx(18.5)
