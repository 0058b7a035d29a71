"""What is asked of a schedule: what comes next, what is owed, how many were not taken, and how late."""

from datetime import timedelta

import pytest

from schemas.cadence import Part
from schemas.rules import schedule
from schemas.rules.schedule import Count, State
from tests import facts
from tests.schemas.rules.schedule.test_schedule import PROTOCOLS, session

BEGUN = "full 13:50, start 14:00"


@pytest.mark.parametrize(
    ("told", "now", "due", "owed", "count"),
    [
        ("", "13:40", "13:30", None, Count(0, 1)),
        (BEGUN, "14:01", "14:10", None, Count(0, 1)),
        (f"{BEGUN}, full 14:08", "14:09", "14:20", None, Count(0, 2)),
        (BEGUN, "14:13", "14:10", None, Count(0, 2)),
        (BEGUN, "14:16", "14:20", "14:10", Count(1, 2)),
        (f"{BEGUN}, bp 14:10", "14:16", "14:20", "14:10", Count(1, 2)),
        (f"{BEGUN}, bp 14:10, rest 14:16", "14:16", "14:20", None, Count(1, 2)),
        (f"{BEGUN}, asleep 14:10", "14:16", "14:20", None, Count(0, 2)),
        (f"{BEGUN}, stop 14:05, leave 15:00", "15:01", None, None, Count(3, 4)),
    ],
)
def test_the_board_knows_what_comes_next_and_what_is_owed(
    told: str, now: str, due: str | None, owed: str | None, count: Count
) -> None:
    record = session(PROTOCOLS["iv_q10_q15"], told)
    dues = schedule.schedule(record, facts.instant(now))
    following, owing = schedule.next_due(dues), schedule.owed(record, dues)
    assert (None if following is None else f"{following.due_at:%H:%M}") == due
    assert (None if owing is None else f"{owing.due_at:%H:%M}") == owed
    assert schedule.counted(dues) == count


def test_how_late_a_reading_was_and_since_when_it_is_known_are_two_figures() -> None:
    record = session(PROTOCOLS["iv_q10_q15"], f"{BEGUN}, bp 14:08 14:30, rest 14:12 14:40")
    due = schedule.schedule(record, facts.instant("14:50"))[1]
    assert due.state is State.TAKEN
    assert sorted(due.late.values()) == [-2, 2]
    assert due.known_at == facts.instant("14:40")
    assert due.lacking == frozenset()


def test_an_open_due_says_its_window_and_what_it_lacks() -> None:
    due = schedule.schedule(session(PROTOCOLS["iv_q10_q15"], f"{BEGUN}, bp 14:10"), facts.instant("14:11"))[1]
    assert (due.part, due.state, due.known_at, due.why_not) == (Part.DURING, State.OVERDUE, None, None)
    assert due.opens_at == facts.instant("14:07")
    assert due.closes_at == facts.instant("14:15")
    assert due.lacking == {"pulse", "spo2"}


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (f"{BEGUN}, stop 14:05", "the drug was stopped"),
        (f"{BEGUN}, stop 14:05, full 14:06, full 14:12", "the pressure was near baseline twice in a row"),
        (f"{BEGUN}, leave 14:06", "the session had ended"),
    ],
)
def test_a_due_that_is_not_needed_says_why(told: str, why: str) -> None:
    dues = schedule.schedule(session(PROTOCOLS["iv_q10_q15"], told), facts.instant("14:40"))
    assert why in {due.why_not for due in dues if due.state is State.NOT_NEEDED}
    assert all(due.why_not is None for due in dues if due.state is not State.NOT_NEEDED)


def test_a_protocol_without_a_timetable_asks_for_nothing() -> None:
    record = session(facts.protocol(), BEGUN)
    dues = schedule.schedule(record, facts.instant("15:00"))
    assert dues == ()
    assert schedule.next_due(dues) is None
    assert schedule.counted(dues) == Count(0, 0)


def test_a_corrected_start_moves_every_due() -> None:
    start = facts.event("start", "14:00")
    record = facts.record_with(
        start,
        facts.corrected(start, at="14:05", entered_at="14:08"),
        protocol=PROTOCOLS["iv_q10_q15"],
        treatment=facts.treatment("13:30"),
    )
    dues = schedule.schedule(record, facts.instant("14:12"))
    assert [f"{due.due_at:%H:%M}" for due in dues] == ["13:30", "14:15", "14:25"]


@pytest.mark.parametrize("day", ["2026-03-29T00:30+00:00", "2026-10-25T00:30+00:00", "2026-03-02T23:45+00:00"])
def test_dues_go_on_over_midnight_and_over_a_change_of_the_clocks(day: str) -> None:
    start = facts.datetime.fromisoformat(day)
    record = facts.record_with(
        facts.event("start", start),
        protocol=PROTOCOLS["iv_q10_q15"],
        treatment=facts.treatment(start - timedelta(minutes=30), zone="Europe/London"),
    )
    dues = schedule.schedule(record, start + timedelta(minutes=61))[1:]
    assert [(due.due_at - start) // timedelta(minutes=1) for due in dues] == [10, 20, 30, 40, 50, 60, 70]
