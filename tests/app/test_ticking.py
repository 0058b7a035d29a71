"""The tick: what only time raises is stored once, in open sessions, with the moment at which it became true."""

import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from app import clinic, clock, ticking
from data import acts, heads
from data.exports import access_report
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


def ended() -> None:
    """Waits until a stopped thread has ended: what it still does would be in the next test's log."""
    for thread in threading.enumerate():
        if thread.name == "ticking":
            thread.join(20)


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
    discarded: list[int] = []
    monkeypatch.setattr(ticking, "discard_drafts", lambda: discarded.append(1))
    stopped = ticking.start()
    begun.set()
    assert stopped.wait(20)
    ended()
    assert len(looks) == 3, "a fault does not end it"
    assert len(discarded) >= 2, "and the rest is done all the same"


def test_the_audits_head_is_written_out_at_the_start_and_then_once_an_hour(
    house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "clinic.heads"
    here = replace(clinic.current(), heads=file)
    monkeypatch.setattr(clinic, "current", lambda: here)
    house.at("14:00")
    written = ticking.write_head(None)
    house.saved("readings", line="120/80 70 98")
    for time in ("14:01", "14:59"):
        house.at(time)
        assert ticking.write_head(written) == written
    house.at("15:00")
    ticking.write_head(written)
    first, second = heads.read(file)
    assert [f"{one.at:%H:%M}" for one in (first, second)] == ["14:00", "15:00"]
    assert second.head.count == first.head.count + 1
    house.at("13:30")  # a clock that was set back must not end it for as long
    ticking.write_head(second.at)
    assert len(heads.read(file)) == 3


def test_what_nobody_came_back_to_for_a_day_is_gone_and_the_audit_says_so_without_repeating_it(house: House) -> None:
    place, draft, other = f"/api/treatments/{facts.TREATMENT}/draft", uuid4(), house.sign_in(facts.OTHER_NURSE)
    house.client.put(place, json={"id": str(draft), "text": "her secret"})
    house.at(facts.instant("15:00") + timedelta(hours=20))
    other.put(place, json={"id": str(uuid4()), "text": "148/9"})
    house.at(facts.instant("15:00") + timedelta(hours=23, minutes=59))
    assert ticking.discard_drafts() == 0
    house.at(facts.instant("15:00") + timedelta(hours=24, seconds=2))
    assert ticking.discard_drafts() == 1
    assert house.client.get(place).status_code == 204
    assert other.get(place).json()["text"] == "148/9"
    with house.database.read() as connection:
        (row,) = [one for one in acts.of_patient(connection, facts.PATIENT) if one["kind"] == "draft"]
    assert (row["what"], row["object_id"], row["who"], row["treatment_id"]) == ("discard", draft, None, None)
    assert (row["reason"], row["outcome"]) == ("not saved within 24 hours", f"of {facts.NURSE}")
    assert access_report.person(row, {}) == "the program"
    assert "secret" not in str(dict(row))
    assert ticking.discard_drafts() == 0


def test_where_no_file_is_named_no_head_is_written(house: House) -> None:
    house.at("14:00")
    assert ticking.write_head(None) is None


def test_it_looks_just_after_a_minute_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: facts.instant("14:00") + timedelta(seconds=42))
    assert ticking._wait() == pytest.approx(18.5)


def test_what_was_taken_in_time_and_written_down_late_says_how_long_it_was_overdue(house: House) -> None:
    house.at("13:55")
    house.saved("readings", line="120/80 70 98 16")
    house.at("14:00")
    house.saved("drug-events", act="start", dose_mg=40)
    house.at("14:17")
    assert ticking.tick() == 1
    house.saved("readings", line="124/82 72 98 16", stated="-7")
    (alert,) = house.client.get(f"/api/treatments/{facts.TREATMENT}").json()["alerts"]
    assert (alert["words"], alert["state"]) == ("Not taken at 14:10: BP, pulse, SpO2", "withdrawn")
    assert "taken in time and written down at 14:17; until then it was overdue" in alert["more"]
