"""Worked histories: what is raised, answered, corrected and withdrawn, and what the alerts of the session then are.

Each step is a time and what happens: readings as in test_alerts, "ack" or "resolve" of the alert of a key, "withdraw"
or "correct" of the reading of a time. After every step what follows is stored, as the server does. Answers were worked
out by hand from docs/clinical.md.
"""

import re
from typing import Final
from uuid import uuid4

import pytest

from schemas.record import Record
from schemas.rules import alerts
from schemas.rules.alerts import State
from tests import facts
from tests.schemas.rules.alerts.test_alerts import PROTOCOL, fact

SYSTOLIC: Final = "systolic:high:value"


def stored(record: Record, now: str) -> Record:
    """The record with what followed from it stored at this time."""
    made = alerts.pending(record, facts.instant(now))
    return record.model_copy(update={"alert_events": (*record.alert_events, *made)})


def added(record: Record, kind: str, new: object) -> Record:
    return record.model_copy(update={kind: (*getattr(record, kind), new)})


def done(record: Record, now: str, what: str) -> Record:
    """The record after one step."""
    verb, _, rest = what.partition(" ")
    if verb in {"ack", "resolve"}:
        key, _, words = rest.partition(" ")
        thread = [one for one in alerts.threads(record, facts.instant(now)) if one.key == key][-1]
        act = {"ack": "acknowledged", "resolve": "resolved"}[verb]
        new = facts.answer(thread.seen.id, now, act, words=words or None)
        return added(record, "alert_answers", new)
    if verb in {"withdraw", "correct"}:
        at, _, signs = rest.partition(" ")
        old = next(one for one in record.readings if one.taken_at == facts.instant(at))
        if verb == "withdraw":
            return added(record, "retractions", facts.withdrawn(old, now))
        systolic, diastolic = map(int, signs.split("/"))
        return added(record, "readings", facts.corrected(old, entered_at=now, systolic=systolic, diastolic=diastolic))
    late = re.match(r"late (\S+) (.*)", what)
    if late:
        systolic, diastolic = map(int, late[2].split("/"))
        new_reading = facts.reading(late[1], systolic=systolic, diastolic=diastolic, entered_at=now)
        return added(record, "readings", new_reading)
    new = fact(f"{now} {what}")
    return added(record, "drug_events" if what == "start" else "readings", new)


def session(steps: str) -> Record:
    """The session after all steps, "14:00 182/90; 14:01 ack systolic:high:value"."""
    record = facts.record_with(protocol=PROTOCOL, treatment=facts.treatment("13:00"))
    for step in filter(None, steps.split("; ")):
        now, what = step.split(" ", 1)
        record = stored(record if what == "look" else done(record, now, what), now)
    return record


def said(record: Record, now: str) -> list[str]:
    """The threads of the systolic pressure: "red active 182", "back" where it is within the limits again."""
    return [
        f"{one.worst.rank.value} {one.state.value} {one.worst.value:g}{' back' if one.back else ''}"
        for one in alerts.threads(record, facts.instant(now))
        if one.key == SYSTOLIC
    ]


HISTORIES: Final[list[tuple[str, str, list[str]]]] = [
    ("nothing happened", "14:00 120/80", []),
    ("raised and not seen", "14:00 165/90", ["caution active 165"]),
    ("seen", f"14:00 165/90; 14:01 ack {SYSTOLIC}", ["caution acknowledged 165"]),
    (
        "a worse level raises again",
        f"14:00 165/90; 14:01 ack {SYSTOLIC}; 14:05 205/90",
        ["red active 205"],
    ),
    (
        "the same level goes on under its answer",
        f"14:00 165/90; 14:01 ack {SYSTOLIC}; 14:05 168/90; 14:10 120/80; 14:20 166/90",
        ["caution acknowledged 166"],
    ),
    (
        "a red one waits to be resolved after a fall to caution",
        f"14:00 205/90; 14:01 ack {SYSTOLIC}; 14:05 165/90; 14:20 164/90",
        ["red acknowledged 205"],
    ),
    (
        "back within the limits it waits for a person",
        "14:00 165/90; 14:10 120/80",
        ["caution active 165 back"],
    ),
    (
        "resolved by a person, it is over",
        f"14:00 165/90; 14:10 120/80; 14:11 resolve {SYSTOLIC}",
        ["caution resolved 165 back"],
    ),
    (
        "after it a new alert",
        f"14:00 165/90; 14:10 120/80; 14:11 resolve {SYSTOLIC}; 14:20 166/90",
        ["caution resolved 165", "caution active 166"],
    ),
    (
        "a value that stays beyond its limit after it was resolved raises nothing anew",
        f"14:00 165/90; 14:01 resolve {SYSTOLIC} cuff on the leg; 14:05 166/90",
        ["caution resolved 165"],
    ),
    (
        "a red that comes after one was resolved is new, though the value was never back within",
        f"14:00 206/90; 14:04 165/90; 14:05 resolve {SYSTOLIC} rested; 14:08 207/90",
        ["red resolved 206", "red active 207"],
    ),
    (
        "also where the value was still there when it was resolved",
        f"14:00 206/90; 14:01 resolve {SYSTOLIC} known; 14:08 207/90; 14:09 208/90",
        ["red resolved 206", "red active 207"],
    ),
    (
        "and where the new red is one that was held",
        f"14:00 206/90; 14:01 resolve {SYSTOLIC} known; 14:05 186/90",
        ["red resolved 206", "red active 186"],
    ),
    (
        "a caution that goes on after a red was resolved is no news",
        f"14:00 206/90; 14:04 165/90; 14:05 resolve {SYSTOLIC} rested; 14:08 166/90",
        ["red resolved 206"],
    ),
    (
        "a value at the call level is worse than the caution that was seen",
        f"14:00 165/90; 14:01 ack {SYSTOLIC}; 14:05 185/90",
        ["caution active 185"],
    ),
    (
        "and than the caution that was resolved",
        f"14:00 165/90; 14:01 resolve {SYSTOLIC} cuff on the leg; 14:05 185/90",
        ["caution resolved 165", "caution active 185"],
    ),
    (
        "what counts at once is worse than what was held and seen",
        f"14:00 185/90; 14:05 186/90; 14:06 ack {SYSTOLIC}; 14:10 207/90",
        ["red active 207"],
    ),
    (
        "a worse one does",
        f"14:00 165/90; 14:01 resolve {SYSTOLIC} cuff on the leg; 14:05 205/90",
        ["caution resolved 165", "red active 205"],
    ),
    ("a slip corrected takes its alert away in sight", "14:00 205/90; 14:02 correct 14:00 125/90", [
        "red withdrawn 205 back"
    ]),
    ("so does a reading withdrawn", "14:00 205/90; 14:02 withdraw 14:00", ["red withdrawn 205 back"]),
    (
        "the same level from the corrected reading goes on under its answer",
        f"14:00 205/90; 14:01 ack {SYSTOLIC}; 14:02 correct 14:00 202/90",
        ["red acknowledged 202"],
    ),
    (
        "and under its resolution",
        f"14:00 205/90; 14:01 resolve {SYSTOLIC} line flushed; 14:02 correct 14:00 202/90",
        ["red resolved 202"],
    ),
    (
        "a correction to a worse level is active",
        f"14:00 165/90; 14:01 ack {SYSTOLIC}; 14:02 correct 14:00 205/90",
        ["caution withdrawn 165", "red active 205"],
    ),
    (
        "a late entry raises what is over since",
        "14:20 120/80; 14:25 late 14:10 205/90",
        ["red active 205 back"],
    ),
    (
        "a late repeat takes back that it was missing",
        "14:00 182/90; 14:12 look; 14:15 late 14:05 150/90",
        ["caution active 182 back", "red withdrawn 182 back"],
    ),
    (
        "nobody measured again: raised by the time alone",
        "14:00 182/90; 14:11 look",
        ["red active 182"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "steps", "expected"), HISTORIES, ids=[row[0] for row in HISTORIES])
def test_a_history_leads_to_these_alerts(name: str, steps: str, expected: list[str]) -> None:
    last = re.findall(r"\d\d:\d\d(?= \S)", steps.rsplit("; ", maxsplit=1)[-1])[0]
    assert said(session(steps), last) == expected


@pytest.mark.parametrize("steps", [row[1] for row in HISTORIES], ids=[row[0] for row in HISTORIES])
def test_what_is_stored_says_what_follows_so_that_nothing_is_stored_twice(steps: str) -> None:
    record = session(steps)
    now = max(one.stored_at for one in record.alert_events) if record.alert_events else facts.instant("14:00")
    assert alerts.pending(record, now) == ()
    assert len({one.id for one in record.alert_events}) == len(record.alert_events)


def test_what_only_time_raises_is_the_same_after_a_server_that_slept() -> None:
    record = facts.record_with(fact("14:00 182/90"), protocol=PROTOCOL, treatment=facts.treatment("13:00"))
    awake = stored(stored(record, "14:00"), "14:11")
    asleep = stored(record, "17:00")
    told = [{(one.key, one.why, one.true_at, one.known_at) for one in told.alert_events} for told in (awake, asleep)]
    assert told[0] == told[1]
    assert max(one.true_at for one in asleep.alert_events) == facts.instant("14:11")


def test_what_was_withdrawn_and_follows_again_is_raised_again() -> None:
    record = session("14:00 205/90; 14:02 correct 14:00 125/90; 14:04 correct 14:00 125/90")
    newest = max(record.readings, key=lambda one: one.entered_at)
    back = added(record, "readings", facts.corrected(newest, entered_at="14:06", systolic=205))
    assert said(stored(back, "14:06"), "14:06")[-1].startswith("red active 205")


def test_a_withdrawn_answer_answers_nothing() -> None:
    record = session(f"14:00 165/90; 14:01 ack {SYSTOLIC}")
    (answer,) = record.alert_answers
    assert said(added(record, "retractions", facts.withdrawn(answer, "14:03")), "14:03") == ["caution active 165"]


def test_an_answer_to_another_sessions_alert_answers_none_here() -> None:
    record = added(session("14:00 165/90"), "alert_answers", facts.answer(uuid4(), "14:01"))
    assert said(record, "14:01") == ["caution active 165"]


def test_who_has_seen_one_due_that_was_not_taken_has_not_seen_the_next_and_a_late_entry_takes_its_own_back() -> None:
    record = session("13:50 120/80 h70 s98; 14:00 start; 14:16 look; 14:17 ack not_taken:10; 14:26 look")
    states = {one.key: one.state for one in alerts.threads(record, facts.instant("14:26"))}
    assert states == {"not_taken:10": State.ACKNOWLEDGED, "not_taken:20": State.ACTIVE}
    late = added(
        record, "readings", facts.reading("14:21", systolic=120, diastolic=80, pulse=70, spo2=98, entered_at="14:30")
    )
    states = {one.key: one.state for one in alerts.threads(stored(late, "14:30"), facts.instant("14:30"))}
    assert states == {"not_taken:10": State.ACKNOWLEDGED, "not_taken:20": State.WITHDRAWN}


def test_what_was_withdrawn_stays_in_sight_beside_a_new_episode_that_nobody_has_seen() -> None:
    steps = f"14:00 205/90; 14:01 ack {SYSTOLIC}; 14:02 correct 14:00 125/78; 14:10 184/78"
    assert said(session(steps), "14:10") == ["red withdrawn 205", "caution active 184"]


@pytest.mark.parametrize(
    ("told", "known_at"),
    [
        ((facts.effect("14:10", effect="syncope", entered_at="14:12"),), "14:12"),
        ((facts.event("start", "14:00", entered_at="14:03"),), "14:03"),
    ],
)
def test_a_flag_is_known_when_it_was_written_down(told: tuple[object, ...], known_at: str) -> None:
    record = facts.record_with(*told, protocol=PROTOCOL, treatment=facts.treatment("13:00"))  # type: ignore[arg-type]
    found = [one for one in alerts.flags(record, ()) if one.kind in {alerts.Kind.EFFECT, alerts.Kind.NO_BASELINE}]
    assert {one.known_at for one in found} == {facts.instant(known_at)}


def test_a_corrected_onset_was_not_the_first_to_tell_of_a_red_flag() -> None:
    first = facts.effect("14:10", effect="syncope", entered_at="14:12")
    later = facts.corrected(first, onset_at="14:08", entered_at="14:30")
    record = facts.record_with(first, later, protocol=PROTOCOL, treatment=facts.treatment("13:00"))
    (flag,) = [one for one in alerts.flags(record, ()) if one.kind is alerts.Kind.EFFECT]
    assert (flag.true_at, flag.known_at) == (facts.instant("14:08"), facts.instant("14:12"))


def test_a_severe_headache_is_known_when_its_severity_was_written_down() -> None:
    ache = facts.effect("14:10", effect="headache")
    worse = facts.change(ache, "14:20", severity=3, entered_at="14:24")
    record = facts.record_with(ache, worse, protocol=PROTOCOL, treatment=facts.treatment("13:00"))
    (flag,) = [one for one in alerts.flags(record, ()) if one.kind is alerts.Kind.EFFECT]
    assert (flag.true_at, flag.known_at) == (facts.instant("14:20"), facts.instant("14:24"))


def test_with_the_sessions_end_its_time_stops() -> None:
    told = facts.record_with(
        fact("14:00 182/90"), facts.end("14:08"), protocol=PROTOCOL, treatment=facts.treatment("13:00")
    )
    assert said(told, "15:00") == ["caution active 182"], "no repeat is missed by somebody who has left"


def test_a_change_from_a_baseline_that_was_corrected_since_is_told_by_its_new_number() -> None:
    before, at_start = (
        facts.reading("13:20", systolic=126, diastolic=80),
        facts.reading("13:30", systolic=128, diastolic=79),
    )
    start = facts.event("start", "13:30")
    record = facts.record_with(
        before,
        at_start,
        start,
        facts.reading("14:00", systolic=186),
        protocol=PROTOCOL,
        treatment=facts.treatment("13:00"),
    )
    record = stored(record, "14:00")

    def changes(record: Record) -> list[tuple[float | None, str]]:
        found = alerts.threads(record, facts.instant("14:10"))
        return [(one.worst.value, one.state.value) for one in found if one.key == "systolic:high:change"]

    assert changes(record) == [(58, "active")]
    thread = next(one for one in alerts.threads(record, facts.instant("14:01")) if one.key == "systolic:high:change")
    record = added(record, "alert_answers", facts.answer(thread.seen.id, "14:02", "acknowledged"))
    record = stored(added(record, "drug_events", facts.corrected(start, at="13:29", entered_at="14:05")), "14:05")
    assert changes(record) == [(60, "acknowledged")], "the same answers, the number that holds"
    assert alerts.pending(record, facts.instant("14:06")) == ()
