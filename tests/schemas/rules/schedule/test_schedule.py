"""Worked sessions: what each protocol asks for, and in which state it is at a given minute.

One row a session. The facts are said in words ("start 14:00", "full 14:10", "bp 14:21"), the answer as the dues by
their time with their state. Arrival is at 13:30. Every answer was worked out by hand from docs/clinical.md.
"""

from typing import Final

import pytest

from data import protocols
from schemas.fact import ClinicalFact
from schemas.protocol import Protocol
from schemas.record import Record
from schemas.rules import schedule
from tests import facts

PROTOCOLS: Final = {one.key: one for one in protocols.shipped()}
MORE: Final = {"respirations": 14, "moaas": 5, "pain": 2}
ACTS: Final = {"start", "pause", "resume", "stop", "bolus", "dose", "device", "rate_change"}


def fact(told: str) -> ClinicalFact:
    """One fact from its words."""
    what, at, *more = told.split()
    entered = {"entered_at": more[0]} if more else {}
    signs: dict[str, dict[str, object]] = {
        "full": {"systolic": 120, "diastolic": 80, "pulse": 70, "spo2": 98} | MORE,
        "high": {"systolic": 150, "diastolic": 95, "pulse": 70, "spo2": 98},
        "low": {"systolic": 88, "diastolic": 60, "pulse": 70, "spo2": 98},
        "bp": {"systolic": 120, "diastolic": 80},
        "half": {"systolic": 120, "pulse": 70, "spo2": 98},
        "rest": {"pulse": 70, "spo2": 98},
        "weight": {"weight_kg": 80},
        "asleep": {"not_measured": dict.fromkeys(("systolic", "diastolic", "pulse", "spo2"), "asleep")},
        "noprobe": {"systolic": 120, "diastolic": 80, "pulse": 70, "not_measured": {"spo2": "probe_off"}},
    }
    if what == "leave":
        return facts.end(at)
    if what == "last":
        return facts.event("stop", at, no_more_follows=True)
    if what in ACTS:
        amounts = {"dose_mg": 56} if what in {"device", "dose", "bolus"} else {}
        return facts.event(what, at, **amounts)
    return facts.reading(at, **signs[what], **entered)


def session(protocol: Protocol, told: str, **fields: object) -> Record:
    """The record of a session under this protocol with the facts that the words tell."""
    arrived = facts.treatment("13:30", planned_doses=protocol.planned_doses, **fields)
    return facts.record_with(*(fact(part) for part in told.split(", ") if part), treatment=arrived, protocol=protocol)


def said(record: Record, now: str) -> str:
    """The dues in words."""
    return ", ".join(f"{one.due_at:%H:%M} {one.state.value}" for one in schedule.schedule(record, facts.instant(now)))


Q1015, Q10, Q15, REMS, PAIN, IM, SUB = (
    "iv_q10_q15", "iv_q10", "iv_q15", "esketamine_rems", "pain_infusion", "im", "sublingual",
)  # fmt: skip
IM_DUES: Final = ["14:10", "14:20", "14:30", "14:40", "14:50", "15:00", "15:15", "15:30", "15:45", "16:00"]
WORKED: Final[list[tuple[str, str, str, str, str]]] = [
    ("nobody has come near yet", Q1015, "", "13:31", "13:30 due_now"),
    ("the baseline is taken", Q1015, "full 13:50", "13:51", "13:30 taken"),
    ("the baseline taken in two readings", Q1015, "bp 13:40, rest 13:50", "13:51", "13:30 taken"),
    ("half a pressure is none", Q1015, "half 13:50, start 14:00", "14:01", "13:30 partial, 14:10 later"),
    ("a start without a baseline", Q1015, "start 14:00", "14:01", "13:30 missed, 14:10 later"),
    ("early is taken", Q1015, "full 13:50, start 14:00, full 14:07", "14:08", "13:30 taken, 14:10 taken, 14:20 later"),
    (
        "too early is an extra",
        Q1015,
        "full 13:50, start 14:00, full 14:06",
        "14:08",
        "13:30 taken, 14:10 due_now, 14:20 later",
    ),
    ("due at its own minute", Q1015, "full 13:50, start 14:00", "14:10", "13:30 taken, 14:10 due_now, 14:20 later"),
    ("overdue a minute later", Q1015, "full 13:50, start 14:00", "14:11", "13:30 taken, 14:10 overdue, 14:20 later"),
    ("overdue to the end", Q1015, "full 13:50, start 14:00", "14:15", "13:30 taken, 14:10 overdue, 14:20 later"),
    ("missed after it", Q1015, "full 13:50, start 14:00", "14:16", "13:30 taken, 14:10 missed, 14:20 later"),
    (
        "written down late but taken in time",
        Q1015,
        "full 13:50, start 14:00, full 14:12 14:40",
        "14:16",
        "13:30 taken, 14:10 taken, 14:20 later",
    ),
    (
        "every sign tried in vain",
        Q1015,
        "full 13:50, start 14:00, asleep 14:10, noprobe 14:20",
        "14:26",
        "13:30 taken, 14:10 attempted, 14:20 attempted, 14:30 later",
    ),
    (
        "a value follows inside the window",
        Q1015,
        "full 13:50, start 14:00, noprobe 14:10, rest 14:12",
        "14:13",
        "13:30 taken, 14:10 taken, 14:20 later",
    ),
    (
        "a reading without a required sign is an extra",
        Q1015,
        "full 13:50, start 14:00, weight 14:10",
        "14:16",
        "13:30 taken, 14:10 missed, 14:20 later",
    ),
    (
        "an unscheduled repeat serves nothing twice",
        Q1015,
        "full 13:50, start 14:00, full 14:10, full 14:14",
        "14:21",
        "13:30 taken, 14:10 taken, 14:20 overdue, 14:30 later",
    ),
    (
        "an early stop spares what would have come",
        Q1015,
        "full 13:50, start 14:00, full 14:10, stop 14:18",
        "14:19",
        "13:30 taken, 14:10 taken, 14:20 not_needed, 14:33 later",
    ),
    (
        "what was taken of it stays taken",
        Q1015,
        "full 13:50, start 14:00, full 14:10, full 14:18, stop 14:18",
        "14:19",
        "13:30 taken, 14:10 taken, 14:20 taken, 14:33 later",
    ),
    (
        "the minute of the stop still belongs to the drug",
        Q1015,
        "full 13:50, start 14:00, full 14:10, stop 14:20",
        "14:26",
        "13:30 taken, 14:10 taken, 14:20 missed, 14:30 not_needed, 14:35 later",
    ),
    (
        "a longer infusion goes on asking and moves what comes after",
        Q1015,
        "full 13:50, start 14:00, full 14:10, full 14:20, full 14:30, full 14:40, full 14:50, stop 14:55",
        "14:56",
        "13:30 taken, 14:10 taken, 14:20 taken, 14:30 taken, 14:40 taken, 14:50 taken, 15:00 not_needed, 15:10 later",
    ),
    (
        "a pause does not stop the asking",
        Q1015,
        "full 13:50, start 14:00, pause 14:05, full 14:10, resume 14:15",
        "14:16",
        "13:30 taken, 14:10 taken, 14:20 later",
    ),
    (
        "between a stop and a resume nothing is due during",
        Q1015,
        "full 13:50, start 14:00, full 14:10, stop 14:15, resume 14:25",
        "14:26",
        "13:30 taken, 14:10 taken, 14:20 not_needed, 14:30 later",
    ),
    (
        "a bolus after the stop is the new stop",
        Q1015,
        "full 13:50, start 14:00, full 14:10, stop 14:18, full 14:33, bolus 14:40",
        "14:41",
        "13:30 taken, 14:10 taken, 14:20 not_needed, 14:33 taken, 14:55 later",
    ),
    (
        "near baseline twice in a row ends it, a later rise does not reopen it",
        Q1015,
        "full 13:50, start 14:00, full 14:10, stop 14:10, full 14:25, full 14:40, high 14:48",
        "14:56",
        "13:30 taken, 14:10 taken, 14:20 not_needed, 14:25 taken, 14:40 taken, 14:55 not_needed",
    ),
    (
        "a rise between them begins the row of two anew",
        Q1015,
        "full 13:50, start 14:00, full 14:10, stop 14:10, full 14:25, high 14:40, full 14:55",
        "14:56",
        "13:30 taken, 14:10 taken, 14:20 not_needed, 14:25 taken, 14:40 taken, 14:55 taken, 15:10 later",
    ),
    (
        "half a pressure neither counts nor breaks the row",
        Q1015,
        "full 13:50, start 14:00, full 14:10, stop 14:10, full 14:25, half 14:32, full 14:40",
        "14:41",
        "13:30 taken, 14:10 taken, 14:20 not_needed, 14:25 taken, 14:40 taken, 14:55 not_needed",
    ),
    (
        "a pressure that is too low is not near baseline",
        Q1015,
        "full 13:50, start 14:00, full 14:10, stop 14:10, low 14:25, low 14:40",
        "14:41",
        "13:30 taken, 14:10 taken, 14:20 not_needed, 14:25 taken, 14:40 taken, 14:55 later",
    ),
    (
        "without a baseline the condition never holds",
        Q1015,
        "start 14:00, full 14:10, stop 14:10, full 14:25, full 14:40",
        "14:41",
        "13:30 missed, 14:10 taken, 14:20 not_needed, 14:25 taken, 14:40 taken, 14:55 later",
    ),
    (
        "the end closes what had come by its readings and spares the rest",
        Q1015,
        "full 13:50, start 14:00, bp 14:10, full 14:20, stop 14:20, leave 14:36",
        "14:36",
        "13:30 taken, 14:10 partial, 14:20 taken, 14:30 not_needed, 14:35 missed, 14:50 not_needed",
    ),
    ("a session without the drug", Q1015, "full 13:50, leave 14:00", "14:30", "13:30 taken"),
    ("a session in which nothing was done", Q1015, "leave 14:00", "14:30", "13:30 missed"),
    (
        "after an infusion of 45 minutes, 60 and 90 from the start",
        Q15,
        "full 13:50, start 14:00, full 14:15, full 14:30, full 14:45, stop 14:45",
        "14:46",
        "13:30 taken, 14:15 taken, 14:30 taken, 14:45 taken, 15:00 later, 15:30 later",
    ),
    (
        "the last check of esketamine stays open",
        REMS,
        "bp 13:50, device 14:00, device 14:05, full 14:41",
        "17:00",
        "13:30 taken, 14:40 taken, 16:00 overdue",
    ),
    (
        "and is taken however late",
        REMS,
        "bp 13:50, device 14:00, device 14:05, full 14:41, full 17:10",
        "17:11",
        "13:30 taken, 14:40 taken, 16:00 taken",
    ),
    (
        "or missed when the session ends",
        REMS,
        "bp 13:50, device 14:00, bp 14:41, leave 16:20",
        "17:00",
        "13:30 taken, 14:40 partial, 16:00 missed",
    ),
    (
        "half-hourly four times, then hourly, until the session ends",
        PAIN,
        "full 13:50, start 14:00, full 14:15, stop 14:15, full 14:45, full 15:15, full 15:45, full 16:15",
        "16:20",
        "13:30 taken, 14:15 taken, 14:30 not_needed, 14:45 taken, 15:15 taken, 15:45 taken, 16:15 taken, 17:15 later",
    ),
    (
        "IM counts everything from the dose",
        IM,
        "full 13:50, dose 14:00",
        "14:03",
        "13:30 taken, " + ", ".join(f"{at} later" for at in IM_DUES),
    ),
    (
        "sublingual too",
        SUB,
        "full 13:50, dose 14:00",
        "14:03",
        "13:30 taken, 14:15 later, 14:30 later, 14:45 later, 15:00 later, 15:30 later, 16:00 later",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("what", "key", "told", "now", "answer"), WORKED, ids=[row[0] for row in WORKED])
def test_a_worked_session_asks_for_what_its_protocol_says(
    what: str, key: str, told: str, now: str, answer: str
) -> None:
    assert said(session(PROTOCOLS[key], told), now) == answer, what
