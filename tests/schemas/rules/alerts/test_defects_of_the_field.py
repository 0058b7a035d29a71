"""Defects that other products are known for, each as the sentence that holds here.

Steps and facts are said as in test_threads and test_alerts; every answer was worked out by hand from docs/clinical.md.
"""

from datetime import datetime, timedelta
from typing import Final

import pytest

from schemas.protocol import Direction, Level, Limit, Protocol
from schemas.reading import SignName
from schemas.record import Record
from schemas.rules import alerts, minutes, schedule
from schemas.rules.alerts import State, Thread
from tests import facts
from tests.schemas.rules.alerts.test_alerts import PROTOCOL, record, said
from tests.schemas.rules.alerts.test_threads import added, session
from tests.schemas.rules.schedule.test_schedule import PROTOCOLS
from tests.schemas.rules.schedule.test_schedule import session as planned

Signs = dict[str, int]

HIGH: Final = "systolic:high:value"
LOW: Final = "systolic:low:value"
BELOW: Final = "diastolic:high:value"
SPO2: Final = "spo2:low:value"
PULSE: Final = "pulse:high:value"
SLOW: Final = "pulse:low:value"
BREATH: Final = "respirations:low:value"
APART: Final = "dissociation:high:value"
REASONS: Final = ("declined", "asleep", "probe_off", "equipment", "no_reading")
FULL: Final[Signs] = {"systolic": 120, "diastolic": 80, "pulse": 70, "spo2": 98}


def threads(told: Record, now: str, key: str) -> list[Thread]:
    """The alerts of one key."""
    return [one for one in alerts.threads(told, facts.instant(now)) if one.key == key]


def stood(told: Record, now: str, key: str) -> list[str]:
    """The alerts of one key in words: "red active 205", "back" where it is within the limits again."""
    return [
        f"{one.worst.rank.value} {one.state.value} {one.worst.value:g}{' back' if one.back else ''}"
        for one in threads(told, now, key)
    ]


# --- A critical value hidden by an earlier, milder one ---------------------------------------------------------------

WORSE: Final[list[tuple[str, str, str, str, list[str]]]] = [
    ("nobody has seen the caution", HIGH, "14:00 165/90; 14:05 205/90", "14:05", ["red active 205"]),
    ("somebody has seen it", HIGH, f"14:00 165/90; 14:01 ack {HIGH}; 14:05 205/90", "14:05", ["red active 205"]),
    (
        "somebody has resolved it",
        HIGH,
        f"14:00 165/90; 14:01 resolve {HIGH} wrong cuff; 14:05 205/90",
        "14:05",
        ["caution resolved 165", "red active 205"],
    ),
    (
        "a first value at the call level was seen, and the second is critical, too soon to be a repeat",
        HIGH,
        f"14:00 182/90; 14:01 ack {HIGH}; 14:02 205/90",
        "14:02",
        ["red active 205"],
    ),
    (
        "a first value at the call level was seen and is confirmed",
        HIGH,
        f"14:00 182/90; 14:01 ack {HIGH}; 14:05 183/90",
        "14:05",
        ["red active 183"],
    ),
    (
        "a first value at the call level was seen and nobody measured again",
        HIGH,
        f"14:00 182/90; 14:01 ack {HIGH}; 14:11 look",
        "14:11",
        ["red active 182"],
    ),
    (
        "a caution was seen, then the call level came and was confirmed",
        HIGH,
        f"14:00 165/90; 14:01 ack {HIGH}; 14:05 182/90; 14:09 183/90",
        "14:09",
        ["red active 183"],
    ),
    (
        "a caution was seen, then the call level came and nobody measured again",
        HIGH,
        f"14:00 165/90; 14:01 ack {HIGH}; 14:05 182/90; 14:16 look",
        "14:16",
        ["red active 182"],
    ),
    ("a low pressure", LOW, f"14:00 95/60; 14:01 ack {LOW}; 14:05 78/50", "14:05", ["red active 78"]),
    ("a diastolic", BELOW, f"14:00 150/102; 14:01 ack {BELOW}; 14:05 150/121", "14:05", ["red active 121"]),
    ("a fast pulse", PULSE, f"14:00 h115; 14:01 ack {PULSE}; 14:02 h151", "14:02", ["red active 151"]),
    ("a slow pulse", SLOW, f"14:00 h48; 14:01 ack {SLOW}; 14:02 h34", "14:02", ["red active 34"]),
    ("oxygen", SPO2, f"14:00 s94; 14:01 ack {SPO2}; 14:02 s87", "14:02", ["red active 87"]),
    ("breathing", BREATH, f"14:00 r11; 14:01 ack {BREATH}; 14:02 r7", "14:02", ["red active 7"]),
    ("dissociation", APART, f"14:00 d2; 14:01 ack {APART}; 14:02 d3; 14:04 d3", "14:04", ["red active 3"]),
    (
        "the milder one was the newest of three",
        HIGH,
        f"14:00 165/90; 14:02 ack {HIGH}; 14:05 170/90; 14:10 161/90; 14:15 200/90",
        "14:15",
        ["red active 200"],
    ),
]


@pytest.mark.parametrize(("what", "key", "steps", "now", "answer"), WORSE, ids=[row[0] for row in WORSE])
def test_an_earlier_milder_alert_never_hides_a_worse_value(
    what: str, key: str, steps: str, now: str, answer: list[str]
) -> None:
    assert stood(session(steps), now, key) == answer, what


def past(limit: Limit) -> int:
    """The mildest whole value that crosses this limit."""
    beyond = 0 if limit.inclusive else 1
    return int(limit.value) + (beyond if limit.direction is Direction.HIGH else -beyond)


ONCE: Final = [
    (name, limit)
    for name, protocol in PROTOCOLS.items()
    for limit in protocol.limits
    if limit.level is Level.ONCE and protocol.limit(limit.sign, limit.direction, Level.CAUTION) is not None
]


@pytest.mark.parametrize(("name", "once"), ONCE, ids=[f"{name} {one.sign} {one.direction.value}" for name, one in ONCE])
def test_in_every_shipped_protocol_a_value_past_once_is_red_at_once_after_a_seen_caution(
    name: str, once: Limit
) -> None:
    protocol = PROTOCOLS[name]
    caution = protocol.limit(once.sign, once.direction, Level.CAUTION)
    assert caution is not None
    first = facts.reading("14:00", **{once.sign: past(caution)})
    told = facts.record_with(first, protocol=protocol, treatment=facts.treatment("13:00"))
    key = f"{once.sign}:{once.direction.value}:value"
    (seen,) = threads(told, "14:00", key)
    told = added(told, "alert_events", seen.seen)
    told = added(told, "alert_answers", facts.answer(seen.seen.id, "14:01"))
    assert [one.state for one in threads(told, "14:01", key)] == [State.ACKNOWLEDGED]
    told = added(told, "readings", facts.reading("14:02", **{once.sign: past(once)}))
    assert stood(told, "14:02", key) == [f"red active {past(once)}"]


# --- Unknown read as normal ------------------------------------------------------------------------------------------

BEYOND: Final[list[tuple[str, Signs]]] = [(HIGH, {"systolic": 205}), (SPO2, {"spo2": 87}), (PULSE, {"pulse": 155})]


def unmeasured(sign: str, reason: str) -> dict[str, object]:
    """A reading of everything else, in which this sign says why it has no value."""
    rest = {name: value for name, value in FULL.items() if name != sign}
    return {**rest, "not_measured": {sign: reason}}


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize(("key", "signs"), BEYOND, ids=[row[0] for row in BEYOND])
def test_a_sign_that_was_not_measured_is_not_back_within_its_limits(key: str, signs: Signs, reason: str) -> None:
    (sign,) = signs
    later = facts.reading("14:05", **unmeasured(sign, reason))
    told = facts.record_with(facts.reading("14:00", **signs), later, protocol=PROTOCOL)
    (thread,) = threads(told, "14:06", key)
    assert (thread.state, thread.back, thread.latest and thread.latest.value.number) == (
        State.ACTIVE,
        False,
        signs[sign],
    )


@pytest.mark.parametrize(("key", "signs"), BEYOND, ids=[row[0] for row in BEYOND])
def test_a_set_that_is_silent_about_a_sign_says_nothing_of_it(key: str, signs: Signs) -> None:
    later = facts.reading("14:05", temperature_c=36.8)
    told = facts.record_with(facts.reading("14:00", **signs), later, protocol=PROTOCOL)
    assert [one.back for one in threads(told, "14:06", key)] == [False]


@pytest.mark.parametrize("reason", REASONS)
def test_a_try_without_a_value_is_no_repeat(reason: str) -> None:
    tried = facts.reading("14:05", pulse=70, not_measured={"systolic": reason, "diastolic": reason})
    told = facts.record_with(facts.reading("14:00", systolic=182, diastolic=90), tried, protocol=PROTOCOL)
    (asked,) = alerts.repeats(told, facts.instant("14:06"))
    assert asked.signs == {"systolic"}
    assert stood(told, "14:11", HIGH) == ["red active 182"]


@pytest.mark.parametrize(
    ("before", "lacking"),
    [
        ("", {"systolic", "diastolic", "pulse", "spo2"}),
        ("13:50 120/- h70 s98, ", {"systolic", "diastolic"}),
        ("13:50 120/80 s98, ", {"pulse"}),
    ],
)
def test_without_a_baseline_a_change_is_unknown_and_that_is_said(before: str, lacking: set[SignName]) -> None:
    told = record(f"{before}14:00 start, 14:10 165/85 h70 s98")
    flags = [one for one in alerts.flags(told, ()) if one.kind is alerts.Kind.NO_BASELINE]
    assert {name for one in flags for name in one.signs} == lacking
    assert len(flags) == len(lacking - {"diastolic"}), "one for each sign, a pressure being one"
    changes = [one for one in alerts.alerts(told, facts.instant("14:11")) if one.key.delta]
    assert bool(changes) is ("systolic" not in lacking)


def test_an_alert_whose_sign_nobody_measured_since_stays_open_for_hours() -> None:
    told = record("14:00 205/90, 15:00 h70 s98, 16:00 h70 s98")
    assert stood(told, "18:00", HIGH) == ["red active 205"]


# --- An active milder alert that suppresses a worse one of another kind ----------------------------------------------


def test_a_seen_caution_of_one_sign_leaves_the_red_of_another_active() -> None:
    told = session(f"14:00 165/90; 14:01 ack {HIGH}; 14:02 s87")
    assert stood(told, "14:02", HIGH) == ["caution acknowledged 165"]
    assert stood(told, "14:02", SPO2) == ["red active 87"]


def test_a_seen_caution_of_the_value_leaves_the_red_of_the_change_active() -> None:
    told = session(f"13:50 135/80 h70 s98; 14:00 start; 14:05 160/80; 14:06 ack {HIGH}; 14:10 176/80")
    assert stood(told, "14:10", HIGH) == ["caution acknowledged 160"]
    assert stood(told, "14:10", "systolic:high:change") == ["red active 41"]


def test_dues_that_were_not_taken_and_seen_leave_a_red_flag_active() -> None:
    told = session("13:50 120/80 h70 s98; 14:00 start; 14:16 look; 14:17 ack not_taken:10")
    told = added(told, "effects", facts.effect("14:18", effect="syncope"))
    states = {one.key: (one.worst.rank.value, one.state) for one in alerts.threads(told, facts.instant("14:18"))}
    assert states["not_taken:10"] == ("caution", State.ACKNOWLEDGED)
    assert states["effect:Syncope"] == ("red", State.ACTIVE)


# --- One combined flag for a pressure --------------------------------------------------------------------------------

PRESSURES: Final[list[tuple[str, str, str, list[str]]]] = [
    ("diastolic alone, once", "14:00 150/120", "14:01", ["diastolic high: red once 14:00"]),
    ("diastolic alone, half a pressure", "14:00 -/120", "14:01", ["diastolic high: red once 14:00"]),
    ("diastolic alone, a caution", "14:00 130/100", "14:01", ["diastolic high: caution caution 14:00"]),
    (
        "diastolic alone, nobody measured again",
        "14:00 150/112",
        "14:11",
        ["diastolic high: caution repeat_asked 14:00, red repeat_missing 14:11"],
    ),
    (
        "diastolic alone, by its change",
        "13:50 120/70, 14:00 start, 14:10 140/95",
        "14:11",
        ["change diastolic high: red change 14:10"],
    ),
    (
        "a low systolic beside a diastolic that rose",
        "13:50 120/60, 14:00 start, 14:10 95/86",
        "14:11",
        ["change diastolic high: red change 14:10", "systolic low: caution caution 14:10"],
    ),
    (
        "a critical systolic beside a diastolic at its caution",
        "14:00 205/101",
        "14:01",
        ["diastolic high: caution caution 14:00", "systolic high: red once 14:00"],
    ),
    (
        "the systolic is well again and the diastolic is not",
        "14:00 182/112, 14:05 150/113",
        "14:06",
        [
            "diastolic high: caution repeat_asked 14:00, red confirmed 14:05",
            "systolic high: caution repeat_asked 14:00, back 14:05",
        ],
    ),
    (
        "from too high to too low within ten minutes",
        "14:00 205/90, 14:08 78/50",
        "14:09",
        ["systolic high: red once 14:00, back 14:08", "systolic low: red once 14:08"],
    ),
    (
        "a systolic that confirms beside a diastolic that does not",
        "14:00 182/112, 14:05 184/-",
        "14:11",
        [
            "diastolic high: caution repeat_asked 14:00, red repeat_missing 14:11",
            "systolic high: caution repeat_asked 14:00, red confirmed 14:05",
        ],
    ),
]


@pytest.mark.parametrize(("what", "told", "now", "answer"), PRESSURES, ids=[row[0] for row in PRESSURES])
def test_each_number_of_a_pressure_is_an_alert_of_its_own(what: str, told: str, now: str, answer: list[str]) -> None:
    found = alerts.alerts(record(told), facts.instant(now))
    assert sorted(said(one) for one in found) == answer, what


@pytest.mark.parametrize("act", ["ack", "resolve"])
def test_an_answer_about_one_number_says_nothing_about_the_other(act: str) -> None:
    told = session(f"14:00 205/121; 14:01 {act} {HIGH} cuff on the wrong arm")
    assert [one.state for one in threads(told, "14:01", HIGH)] != [State.ACTIVE]
    assert stood(told, "14:01", BELOW) == ["red active 121"]


# --- Limits judged on the newest reading only ------------------------------------------------------------------------

LATE: Final[list[tuple[str, str, str, str, list[str]]]] = [
    ("critical, and over since", HIGH, "14:20 120/80; 14:25 late 14:10 205/90", "14:25", ["red active 205 back"]),
    ("critically low", LOW, "14:20 120/80; 14:25 late 14:10 78/50", "14:25", ["red active 78 back"]),
    ("a diastolic", BELOW, "14:20 120/80; 14:25 late 14:10 150/121", "14:25", ["red active 121 back"]),
    (
        "critical, below a newer caution that was seen",
        HIGH,
        f"14:20 165/90; 14:21 ack {HIGH}; 14:25 late 14:10 205/90",
        "14:25",
        ["red active 205", "caution withdrawn 165"],
    ),
    (
        "critical, below a newer caution that was resolved",
        HIGH,
        f"14:20 165/90; 14:21 resolve {HIGH} wrong cuff; 14:25 late 14:10 205/90",
        "14:25",
        ["red active 205", "caution resolved 165"],
    ),
    (
        "it makes the newer value a second one",
        HIGH,
        "14:10 183/90; 14:20 120/80; 14:25 late 14:05 184/90",
        "14:25",
        ["red active 183 back"],
    ),
    (
        "it is itself the second of an older one",
        HIGH,
        "14:00 182/90; 14:20 120/80; 14:25 late 14:05 184/90",
        "14:25",
        ["red active 184 back"],
    ),
    (
        "at the call level, and nobody measured again in time",
        HIGH,
        "14:20 120/80; 14:25 late 14:05 182/90",
        "14:25",
        ["red active 182 back"],
    ),
]


@pytest.mark.parametrize(("what", "key", "steps", "now", "answer"), LATE, ids=[row[0] for row in LATE])
def test_a_late_entry_of_an_older_value_is_held_against_the_limits(
    what: str, key: str, steps: str, now: str, answer: list[str]
) -> None:
    assert stood(session(steps), now, key) == answer, what


def test_a_late_entry_that_confirms_a_newer_value_is_known_since_it_was_written_down() -> None:
    second = facts.reading("14:10", systolic=183, diastolic=90)
    first = facts.reading("14:05", systolic=184, diastolic=90, entered_at="14:30")
    told = facts.record_with(second, first, protocol=PROTOCOL, treatment=facts.treatment("13:00"))
    (found,) = alerts.alerts(told, facts.instant("14:31"))
    assert found.worst.why is alerts.Why.CONFIRMED
    assert (found.worst.true_at, found.worst.known_at) == (facts.instant("14:10"), facts.instant("14:30"))


@pytest.mark.parametrize(
    ("what", "baseline", "start"), [("a baseline", "14:30", "14:00"), ("a start", "13:50", "14:30")]
)
def test_a_change_is_known_since_what_it_is_counted_from_was_written_down(what: str, baseline: str, start: str) -> None:
    told = facts.record_with(
        facts.reading("13:50", systolic=110, diastolic=80, entered_at=baseline),
        facts.event("start", "14:00", entered_at=start),
        facts.reading("14:10", systolic=155, diastolic=80),
        protocol=PROTOCOL,
        treatment=facts.treatment("13:00"),
    )
    (found,) = alerts.alerts(told, facts.instant("14:31"))
    assert (found.worst.why, found.worst.true_at) == (alerts.Why.CHANGE, facts.instant("14:10"))
    assert found.worst.known_at == facts.instant("14:30"), what


# --- Overdue by the calendar day -------------------------------------------------------------------------------------

BEGUN: Final = facts.instant("14:00")
LOOKS: Final = range(0, 91, 3)


def told_at(begun: datetime, protocol: Protocol, zone: str = "UTC") -> list[object]:
    """What dues and alerts say every three minutes of a session that began then, as minutes from its start."""
    amount = {} if protocol.infusion else {"dose_mg": 56}
    act = "start" if protocol.infusion else "device" if protocol.key == "esketamine_rems" else "dose"
    late = timedelta(minutes=1)
    made = facts.record_with(
        facts.reading(begun - 10 * late, **FULL),
        facts.event(act, begun, **amount),
        facts.reading(begun + 21 * late, **FULL | {"systolic": 182}),
        facts.reading(begun + 40 * late, spo2=91),
        protocol=protocol,
        treatment=facts.treatment(begun - 30 * late, zone=zone, planned_doses=protocol.planned_doses),
    )
    return [_look(made, begun, begun + minute * late) for minute in LOOKS]


def _look(made: Record, begun: datetime, now: datetime) -> tuple[object, ...]:
    dues = [(minutes.between(begun, one.due_at), one.state) for one in schedule.schedule(made, now)]
    raised = [
        (one.key, one.why, minutes.between(begun, one.true_at), minutes.between(begun, one.known_at))
        for one in alerts.pending(made, now)
    ]
    asked = [(minutes.between(begun, one.due_at), one.signs) for one in alerts.repeats(made, now)]
    return dues, sorted(raised), asked


@pytest.mark.parametrize("key", PROTOCOLS)
@pytest.mark.parametrize("minute", [0, 1, 10, 13, 16, 21, 24, 32, 45, 59])
def test_midnight_in_a_session_changes_no_due_and_no_alert(key: str, minute: int) -> None:
    midnight = facts.instant("00:00") + timedelta(days=1)
    begun = midnight - timedelta(minutes=minute)
    assert told_at(begun, PROTOCOLS[key]) == told_at(BEGUN, PROTOCOLS[key])


@pytest.mark.parametrize(
    ("zone", "turn"),
    [
        ("Europe/Berlin", "2026-03-29T01:00+00:00"),
        ("Europe/Berlin", "2026-10-25T01:00+00:00"),
        ("America/New_York", "2026-11-01T06:00+00:00"),
        ("Pacific/Auckland", "2026-03-02T11:00+00:00"),
        ("Europe/Berlin", "2026-12-31T23:00+00:00"),
    ],
)
def test_nor_does_a_clock_that_is_put_on_or_back_nor_midnight_in_another_zone(zone: str, turn: str) -> None:
    begun = datetime.fromisoformat(turn) - timedelta(minutes=15)
    assert told_at(begun, PROTOCOL, zone) == told_at(BEGUN, PROTOCOL)


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-03-02T23:59+00:00", "later"),
        ("2026-03-03T00:02+00:00", "due_now"),
        ("2026-03-03T00:05+00:00", "due_now"),
        ("2026-03-03T00:06+00:00", "overdue"),
        ("2026-03-03T00:10+00:00", "overdue"),
        ("2026-03-03T00:11+00:00", "missed"),
    ],
)
def test_what_is_due_after_midnight_is_late_by_minutes_and_not_by_the_day(now: str, state: str) -> None:
    told = facts.record_with(
        facts.reading("23:50", **FULL),
        facts.event("start", "23:55"),
        protocol=PROTOCOL,
        treatment=facts.treatment("23:30"),
    )
    dues = schedule.schedule(told, datetime.fromisoformat(now))
    assert [one.state.value for one in dues][1] == state


# --- A due clock that runs only while somebody looks -----------------------------------------------------------------

UNSEEN: Final = "14:00 start, 14:10 182/112 h125 s91 r9, 14:33 s94"
FOLLOWS: Final = [
    ("diastolic:high:value", "repeat_asked", "14:10"),
    ("diastolic:high:value", "repeat_missing", "14:21"),
    ("no_baseline:diastolic-systolic", "no_baseline", "14:00"),
    ("no_baseline:pulse", "no_baseline", "14:00"),
    ("no_baseline:spo2", "no_baseline", "14:00"),
    ("not_taken:20", "not_taken", "14:26"),
    ("not_taken:30", "not_taken", "14:36"),
    ("not_taken:40", "not_taken", "14:46"),
    ("not_taken:50", "not_taken", "14:56"),
    ("pulse:high:value", "repeat_asked", "14:10"),
    ("pulse:high:value", "repeat_missing", "14:21"),
    ("respirations:low:value", "repeat_asked", "14:10"),
    ("respirations:low:value", "repeat_missing", "14:21"),
    ("spo2:low:value", "repeat_asked", "14:10"),
    ("spo2:low:value", "repeat_missing", "14:21"),
    ("systolic:high:value", "repeat_asked", "14:10"),
    ("systolic:high:value", "repeat_missing", "14:21"),
]


def looked_at(told: Record, times: list[datetime]) -> Record:
    """The session, with what follows stored at each of these times by what was written down until then."""
    for now in times:
        here = told.model_copy(
            update={
                "readings": tuple(one for one in told.readings if one.entered_at <= now),
                "drug_events": tuple(one for one in told.drug_events if one.entered_at <= now),
            }
        )
        made = alerts.pending(here, now)
        told = told.model_copy(update={"alert_events": (*told.alert_events, *made)})
    return told


@pytest.mark.parametrize("every", [1, 7, 31, 60])
def test_what_followed_does_not_hang_on_when_somebody_looked(every: int) -> None:
    times = [BEGUN + timedelta(minutes=minute) for minute in range(every, 61, every)]
    told = looked_at(record(UNSEEN), [*times, facts.instant("15:00")])
    withdrawn = {one.withdraws for one in told.alert_events}
    live = [one for one in told.alert_events if one.withdraws is None and one.id not in withdrawn]
    assert sorted((one.key, one.why, f"{one.true_at:%H:%M}") for one in live) == FOLLOWS
    assert all(one.known_at == one.true_at for one in live)
    assert withdrawn == {None}, "nothing was told too early and taken back"


@pytest.mark.parametrize(
    ("now", "flagged"), [("16:10", False), ("16:11", True), ("18:00", True)], ids=["the window's end", "after", "hours"]
)
def test_a_last_check_that_stays_open_is_told_when_its_window_has_passed(now: str, flagged: bool) -> None:
    told = planned(PROTOCOLS["esketamine_rems"], "full 13:50, device 14:00, full 14:40")
    dues = schedule.schedule(told, facts.instant(now))
    assert [one.state.value for one in dues] == ["taken", "taken", "overdue"]
    flags = [one for one in alerts.flags(told, dues) if one.kind is alerts.Kind.NOT_TAKEN]
    assert [f"{one.due_at:%H:%M} {one.true_at:%H:%M}" for one in flags] == (["16:00 16:11"] if flagged else [])


def test_a_last_check_that_nobody_made_is_told_once_the_session_has_ended() -> None:
    told = planned(PROTOCOLS["esketamine_rems"], "full 13:50, device 14:00, full 14:40, leave 16:30")
    dues = schedule.schedule(told, facts.instant("16:31"))
    assert [one.state.value for one in dues] == ["taken", "taken", "missed"]
    flags = [one for one in alerts.flags(told, dues) if one.kind is alerts.Kind.NOT_TAKEN]
    assert [f"{one.due_at:%H:%M}" for one in flags] == ["16:00"]
