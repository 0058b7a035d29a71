"""How closely the pressure was looked at: the first hour, the due nearest the expected peak, position, time."""

import pytest

from schemas.rules.outcome import counted, looked
from tests import facts
from tests.schemas.rules.schedule.test_schedule import IM, PAIN, PROTOCOLS, Q10, Q15, REMS, session
from tests.schemas.rules.test_summary import START, bp, series


@pytest.mark.parametrize(
    ("told", "end", "readings", "gap"),
    [
        ("-5 120/80, 10 130/80, 20 130/80, 30 130/80, 40 130/80, 50 130/80, 60 130/80", "16:00", 6, 10),
        ("10 130/80, 20 130/80, 45 130/80, 60 130/80", "16:00", 4, 25),
        ("", "16:00", 0, 60),
        ("25 130/80, 45 130/80, 60 130/80", "16:00", 3, 25),
        ("10 130/80, 20 130/80", "16:00", 2, 40),
        ("10 130/80, 20 130/80", "14:35", 2, 15),
        ("20 130/80, 40 130/80", "14:30", 2, 20),
        ("60 130/80", "16:00", 1, 60),
        ("61 130/80", "16:00", 0, 60),
        ("20 130/-, 40 -/80, 60 130/80", "16:00", 3, 20),
        ("0 130/80, 30 130/80, 60 130/80", "16:00", 2, 30),
        ("10 130/80, 22 130/80", None, 2, 12),
        ("", "13:50", 0, 0),
    ],
    ids=[
        "every ten minutes, the baseline not among them",
        "a gap between two",
        "nothing in the whole hour is a gap of an hour",
        "what lies before the first is a gap",
        "what lies after the last is a gap",
        "a session that ended in the hour has none after its end",
        "a reading after the end still belongs to it",
        "minute 60 belongs to the hour",
        "minute 61 does not",
        "half a pressure counts",
        "minute 0 is before the start",
        "a session that runs goes as far as it was written down",
        "an end before the start leaves no time",
    ],
)
def test_the_first_hour_has_so_many_pressures_and_so_long_a_gap(
    told: str, end: str | None, readings: int, gap: int
) -> None:
    record = facts.record_with(START, *series(told), *([facts.end(end)] if end else []))
    assert looked.first_hour(record, counted.until(record)) == looked.Hour(readings, gap)


def test_a_reading_without_a_pressure_is_no_look_at_it() -> None:
    record = facts.record_with(START, facts.reading("14:20", pulse=80), facts.end("15:00"))
    assert looked.first_hour(record, counted.until(record)) == looked.Hour(0, 60)


def test_without_a_start_there_is_no_first_hour() -> None:
    record = facts.record_with(bp("14:20", "120/80"))
    assert looked.first_hour(record, counted.until(record)) is None


PEAKS = [
    ("both dues within it taken", Q10, "start 14:00, full 14:30, full 14:40, stop 14:40, leave 16:00", False),
    ("the later one missed", Q10, "start 14:00, full 14:30, stop 14:40, leave 16:00", True),
    ("the earlier one missed", Q10, "start 14:00, full 14:40, stop 14:40, leave 16:00", True),
    ("another one missed", Q10, "start 14:00, full 14:30, full 14:40, stop 14:40, leave 16:00", False),
    ("half a pressure at it", Q10, "start 14:00, full 14:30, half 14:40, stop 14:40, leave 16:00", True),
    ("another sign missed at it", Q10, "start 14:00, full 14:30, bp 14:40, stop 14:40, leave 16:00", False),
    ("tried without a pressure", Q10, "start 14:00, full 14:30, asleep 14:40, stop 14:40, leave 16:00", True),
    ("the only one within it taken, its neighbour missed", Q15, "start 14:00, full 14:30, leave 15:40", False),
    ("the only one within it missed", Q15, "start 14:00, full 14:15, full 14:45, leave 15:40", True),
    ("devices, the check at 40 minutes", REMS, "device 14:00, device 14:05, full 14:44, leave 16:00", False),
    ("devices, too late for it", REMS, "device 14:00, device 14:05, full 14:51, leave 16:00", True),
    ("single doses", IM, "dose 14:00, full 14:30, full 14:40, leave 16:00", False),
    ("pain, every quarter of an hour", PAIN, "start 14:00, full 14:30, stop 15:00, leave 16:00", False),
    ("stopped early, the next after the stop taken", Q10, "start 14:00, stop 14:20, full 14:35, leave 16:00", False),
    ("stopped early, none after it", Q10, "start 14:00, full 14:10, stop 14:20, leave 16:00", True),
    ("left before it", Q10, "start 14:00, full 14:10, stop 14:20, leave 14:25", True),
    ("left between its two dues", Q10, "start 14:00, full 14:10, full 14:30, leave 14:35", True),
    ("it runs and is not there yet", Q10, "start 14:00, full 14:10, full 14:20", True),
    ("it runs and was there", Q10, "start 14:00, full 14:30, full 14:40", False),
    ("no pressure after the start", Q10, "full 13:50, start 14:00, rest 14:30, leave 16:00", None),
    ("no start", Q10, "full 13:50, leave 14:30", None),
]


@pytest.mark.parametrize(("key", "told", "expected"), [row[1:] for row in PEAKS], ids=[row[0] for row in PEAKS])
def test_a_peak_is_at_least_so_high_where_the_due_nearest_the_expected_one_has_no_pressure(
    key: str, told: str, expected: bool | None
) -> None:
    record = session(PROTOCOLS[key], told)
    assert looked.peak_at_least(record, counted.until(record)) is expected


def test_a_protocol_that_asks_for_the_baseline_alone_does_not_tell_whether_the_peak_was_seen() -> None:
    only = PROTOCOLS[Q10].model_copy(update={"schedule": PROTOCOLS[Q10].schedule[:1]})
    record = session(only, "full 13:50, start 14:00, full 14:30, leave 16:00")
    assert looked.peak_at_least(record, counted.until(record)) is None


def test_without_a_timetable_nobody_knows_whether_the_peak_was_seen() -> None:
    record = facts.record_with(START, *series("-5 120/80, 30 140/90"), facts.end("16:00"))
    assert looked.peak_at_least(record, counted.until(record)) is None


@pytest.mark.parametrize(
    ("told", "minute"),
    [
        ("-5 120/80, 10 140/90, 20 140/-, 30 120/80", 20),
        ("-5 120/80, 10 140/90", 10),
        ("-5 120/80, 10 140/90, 30 -/80", 10),
        ("-5 120/80, 10 132/88", None),
        ("10 140/90, 20 120/80", None),
        ("0 180/110, 10 120/80", None),
    ],
    ids=[
        "the last one above, half of one too",
        "the only one above",
        "half a pressure that is not above does not end it",
        "none is above",
        "no baseline",
        "what was above before the start",
    ],
)
def test_the_rise_lasted_at_least_until_the_last_reading_above(told: str, minute: int | None) -> None:
    assert looked.above_until(facts.record_with(START, *series(told))) == minute


SITTING, SUPINE = {"position": "sitting", "cuff_site": "left_arm"}, {"position": "supine", "cuff_site": "left_arm"}
OTHER_ARM, ONLY_POSITION = {"position": "sitting", "cuff_site": "right_arm"}, {"position": "sitting"}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([SITTING], [SITTING, SITTING], False),
        ([SITTING], [SITTING, SUPINE], True),
        ([SITTING], [OTHER_ARM], True),
        ([SUPINE], [SITTING, {}], True),
        ([SITTING], [SITTING, {}], None),
        ([SITTING], [ONLY_POSITION], None),
        ([{}], [{}], None),
        ([SUPINE, SITTING], [SITTING], False),
        ([], [SITTING], False),
        ([], [], None),
    ],
    ids=[
        "the same throughout",
        "another position",
        "another arm",
        "another position, though one says nothing",
        "one says nothing",
        "one says nothing of the cuff",
        "nothing is said",
        "a reading before the baseline does not count",
        "one alone did not change",
        "no pressure at all",
    ],
)
def test_position_and_cuff_changed_where_two_of_the_readings_that_count_differ(
    before: list[dict[str, object]], after: list[dict[str, object]], expected: bool | None
) -> None:
    told = [bp(f"13:{50 + place}", "120/80", **said) for place, said in enumerate(before)]
    told += [bp(f"14:{10 + place}", "130/80", **said) for place, said in enumerate(after)]
    lying = facts.reading("14:40", pulse=70, position="standing", cuff_site="left_leg")
    assert looked.position_changed(facts.record_with(START, *told, lying)) is expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([START, *series("-5 120/80, 40 130/80"), facts.end("16:00")], 40),
        ([START, *series("40 130/80"), facts.reading("15:10", pulse=70), facts.end("15:00")], 70),
        (
            [
                START,
                *series("40 130/80"),
                facts.reading("15:00", not_measured={"systolic": "declined", "diastolic": "declined"}),
            ],
            40,
        ),
        ([START, *series("-5 120/80"), facts.end("16:00")], 0),
        ([*series("-5 120/80"), facts.end("16:00")], None),
    ],
    ids=[
        "to the last reading, not to the end",
        "any sign, after the end too",
        "what was declined was not observed",
        "nobody looked after the start",
        "no start",
    ],
)
def test_observed_is_from_the_start_to_the_last_value(told: list[facts.ClinicalFact], expected: int | None) -> None:
    assert looked.observed_minutes(facts.record_with(*told)) == expected
