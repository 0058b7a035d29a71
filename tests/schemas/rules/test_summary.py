"""A session in a few numbers: ten sessions reckoned by hand, then every edge of the return."""

import pytest

from schemas.correction import Retraction
from schemas.fact import ClinicalFact
from schemas.reading import Reading
from schemas.rules import summary
from schemas.rules.baseline import Pressure
from tests import facts

Facts = list[ClinicalFact | Retraction]
START = facts.event("start", "14:00")


def bp(at: str, told: str, **fields: object) -> Reading:
    """A pressure as it is typed: "148/92", "148/-" or "-/92"."""
    signs = dict(zip(("systolic", "diastolic"), told.split("/"), strict=True))
    return facts.reading(at, **{name: int(value) for name, value in signs.items() if value != "-"}, **fields)


def series(told: str) -> list[Reading]:
    """Pressures at minutes from 14:00: "-5 120/80, 10 140/90"."""
    read = [one.split() for one in told.split(", ") if one]
    return [bp(f"{13 if int(at) < 0 else 14 + int(at) // 60}:{int(at) % 60:02d}", value) for at, value in read]


TYPO = bp("14:20", "184/92")
LATE_PEAK = bp("14:30", "170/95")
SESSIONS: list[tuple[str, Facts, tuple[object, ...]]] = [
    # name, facts, (baseline, pre-dose, peak, delta, peak minutes, state, minutes, taken)
    (
        "a usual infusion",
        [START, *series("-5 122/78, 10 128/82, 20 136/87, 30 142/90, 40 140/89, 55 134/85, 70 126/80")],
        ((122, 78), None, (142, 90), (20, 12), 30, "returned", 55, 7),
    ),
    (
        "no rise",
        [START, *series("-5 130/80, 10 132/82, 20 143/88, 40 138/84")],
        ((130, 80), None, (143, 88), (13, 8), 20, "no_rise", None, 4),
    ),
    (
        "not yet back when the record ends",
        [START, *series("-5 120/80, 20 140/90, 40 150/95")],
        ((120, 80), None, (150, 95), (30, 15), 40, "not_yet", None, 3),
    ),
    (
        "up, back, up again and back",
        [START, *series("-5 120/80, 10 140/85, 20 125/80, 30 120/92, 45 124/82, 60 122/80")],
        ((120, 80), None, (140, 92), (20, 12), 10, "returned", 45, 6),
    ),
    (
        "peaks at different times, the first of two equal ones counted",
        [START, *series("0 118/76, 10 150/80, 20 150/96, 30 120/80")],
        ((118, 76), None, (150, 96), (32, 20), 10, "returned", 30, 4),
    ),
    (
        "not started",
        [*series("-20 150/95, -10 168/101"), facts.end("14:30", facts.EndHow.NOT_STARTED)],
        (None, (168, 101), (None, None), (None, None), None, "unknown", None, 2),
    ),
    (
        "no baseline was taken",
        [START, *series("10 140/90, 40 150/95, 60 120/80")],
        (None, None, (150, 95), (None, None), 40, "unknown", None, 3),
    ),
    (
        "a typing error corrected after the repeat",
        [START, *series("-5 120/80, 25 148/92, 60 121/80"), TYPO, facts.corrected(TYPO, systolic=148)],
        ((120, 80), None, (148, 92), (28, 12), 20, "returned", 60, 4),
    ),
    (
        "half pressures count for peak and above, not for the return",
        [START, *series("-5 120/80, 20 160/-, 30 -/99, 40 118/-, 50 119/80")],
        ((120, 80), None, (160, 99), (40, 19), 20, "returned", 50, 5),
    ),
    (
        "a reading moved from the wrong patient",
        [START, *series("-5 120/80, 20 130/85"), LATE_PEAK, facts.moved(LATE_PEAK, facts.PATIENT)],
        ((120, 80), None, (130, 85), (10, 5), 20, "no_rise", None, 3 - 1),
    ),
]


def pair(pressure: Pressure | None) -> tuple[int, int] | None:
    """The two numbers of a pressure."""
    return pressure and (pressure.systolic, pressure.diastolic)


@pytest.mark.parametrize(("told", "expected"), [row[1:] for row in SESSIONS], ids=[row[0] for row in SESSIONS])
def test_ten_sessions_reckoned_by_hand(told: Facts, expected: tuple[object, ...]) -> None:
    for order in (told, told[::-1]):
        found = summary.summary(facts.record_with(*order))
        peak = (found.peak_systolic, found.peak_diastolic)
        delta = (found.peak_delta_systolic, found.peak_delta_diastolic)
        state = (found.return_state, found.return_minutes, found.readings_taken)
        assert (pair(found.baseline), pair(found.pre_dose), peak, delta, found.peak_minutes, *state) == expected


@pytest.mark.parametrize(
    ("after", "state", "minutes"),
    [
        # baseline 120/80: above is over 132 or over 88
        ("", "unknown", None),
        ("10 132/88", "no_rise", None),
        ("10 133/88", "not_yet", None),
        ("10 132/89", "not_yet", None),
        ("10 132/-", "unknown", None),
        ("10 -/88", "unknown", None),
        ("10 133/-", "not_yet", None),
        ("10 -/89", "not_yet", None),
        ("10 120/-, 20 121/80", "no_rise", None),
        ("10 133/80, 20 132/-", "not_yet", None),
        ("10 133/80, 20 132/88", "returned", 20),
        ("10 133/80, 20 132/88, 30 -/89", "not_yet", None),
        ("10 133/80, 20 90/50", "returned", 20),
        ("0 180/110, 10 120/80", "unknown", None),
    ],
)
def test_the_rise_is_over_with_the_first_whole_pressure_after_the_last_one_above(
    after: str, state: str, minutes: int | None
) -> None:
    before = [] if after.startswith("0 ") else [bp("13:55", "120/80")]
    start = facts.event("start", "13:59" if after.startswith("0 ") else "14:00")
    found = summary.summary(facts.record_with(start, *before, *series(after)))
    assert (found.return_state, found.return_minutes) == (state, minutes)


@pytest.mark.parametrize(
    ("told", "baseline", "above"),
    [
        ("110/77", (100, 70), False),
        ("111/77", (100, 70), True),
        ("110/78", (100, 70), True),
        ("124/70", (113, 70), False),
        ("125/70", (113, 70), True),
        ("-/78", (100, 70), True),
        ("110/-", (100, 70), False),
    ],
)
def test_above_is_over_110_percent_unrounded(told: str, baseline: tuple[int, int], above: bool) -> None:
    known = Pressure(*baseline, taken_at=facts.instant("13:55"), reading_id=facts.PATIENT)
    assert summary.above(bp("14:10", told), known) is above


def test_a_reading_in_the_minute_of_the_start_is_before_it() -> None:
    record = facts.record_with(facts.event("start", "14:00:10"), bp("14:00:50", "150/90"), bp("14:01", "140/85"))
    found = summary.summary(record)
    assert (pair(found.baseline), found.peak_systolic, found.peak_minutes) == ((150, 90), 140, 1)


def test_a_corrected_start_moves_baseline_peak_and_minutes() -> None:
    told = series("-5 120/80, 10 140/90, 40 150/95")
    later = facts.corrected(START, at="14:15")
    found = summary.summary(facts.record_with(START, later, *told))
    assert (pair(found.baseline), found.peak_delta_systolic, found.peak_minutes) == ((140, 90), 10, 25)


def test_pulse_alone_has_no_peak_and_what_was_refused_is_counted() -> None:
    told = [
        facts.reading("14:10", pulse=88, not_measured={"systolic": "declined", "diastolic": "declined"}),
        facts.reading("14:20", not_measured={"spo2": "probe_off"}),
    ]
    wrong = facts.reading("14:30", not_measured={"pulse": "asleep"})
    found = summary.summary(facts.record_with(START, *told, wrong, facts.withdrawn(wrong)))
    assert (found.peak_systolic, found.peak_minutes) == (None, None)
    assert (found.readings_taken, found.signs_not_measured) == (2, 3)
