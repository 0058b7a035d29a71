"""The baseline is the last value at or before the start, each sign for itself; a later value never becomes it."""

import pytest

from schemas.correction import Retraction
from schemas.fact import ClinicalFact
from schemas.reading import Reading
from schemas.rules import baseline
from tests import facts

Facts = list[ClinicalFact | Retraction]
START = facts.event("start", "14:00:30")
r = facts.reading


def both(systolic: int, diastolic: int, at: str, **fields: object) -> Reading:
    """A reading of a blood pressure."""
    return r(at, systolic=systolic, diastolic=diastolic, **fields)


BEFORE, LAST = both(121, 79, "13:40", pulse=70), both(124, 80, "13:55")
WRONG = both(184, 80, "13:58")
RIGHT = facts.corrected(WRONG, systolic=148)


@pytest.mark.parametrize(
    ("told", "pressure"),
    [
        ([], None),
        ([START], None),
        ([BEFORE, LAST], None),
        ([START, BEFORE, LAST], (124, 80)),
        ([START, LAST, BEFORE], (124, 80)),
        ([START, BEFORE, r("13:55", systolic=140)], (121, 79)),
        ([START, BEFORE, r("13:55", diastolic=90)], (121, 79)),
        ([START, r("13:50", systolic=140), r("13:55", diastolic=90)], None),
        ([START, BEFORE, both(130, 82, "14:00:59")], (130, 82)),
        ([START, BEFORE, both(130, 82, "14:01")], (121, 79)),
        ([START, both(130, 82, "14:01")], None),
        ([START, BEFORE, WRONG], (184, 80)),
        ([START, BEFORE, WRONG, RIGHT], (148, 80)),
        ([START, BEFORE, WRONG, RIGHT, facts.withdrawn(RIGHT)], (121, 79)),
        ([START, BEFORE, LAST, facts.withdrawn(LAST)], (121, 79)),
        ([START, BEFORE, LAST, facts.moved(LAST, facts.PATIENT)], (121, 79)),
        ([START, facts.corrected(START, at="13:45"), BEFORE, LAST], (121, 79)),
        ([START, both(120, 70, "13:55", entered_at="13:57"), LAST], (120, 70)),
    ],
)
def test_the_baseline_pressure_is_the_last_with_both_numbers_at_or_before_the_start(
    told: Facts, pressure: tuple[int, int] | None
) -> None:
    for order in (told, told[::-1]):
        found = baseline.baseline_pressure(facts.record_with(*order))
        assert (found and (found.systolic, found.diastolic)) == pressure


@pytest.mark.parametrize(
    ("sign", "value", "at"),
    [
        ("pulse", 70, "13:40"),
        ("spo2", 97, "13:58"),
        ("temperature_c", 36.8, "13:58"),
        ("oxygen_l_min", 0, "13:58"),
        ("respirations", None, None),
        ("weight_kg", None, None),
        ("systolic", 124, "13:55"),
        ("diastolic", 80, "13:55"),
    ],
)
def test_each_sign_has_its_own_baseline(sign: str, value: float | None, at: str | None) -> None:
    record = facts.record_with(
        START,
        BEFORE,
        LAST,
        r("13:58", spo2=97, temperature_c=36.8, oxygen_l_min=0.0, not_measured={"pulse": "probe_off"}),
        r("13:59", systolic=150),
        r("14:10", respirations=14, weight_kg=80.0, pulse=99),
    )
    found = baseline.baseline(record, sign)
    assert (found and found.value) == value
    assert (found and found.taken_at) == (at and facts.instant(at))


def test_without_a_start_no_sign_has_a_baseline() -> None:
    assert baseline.baseline(facts.record_with(BEFORE), "pulse") is None


@pytest.mark.parametrize(
    ("told", "pressure"),
    [
        ([], None),
        ([BEFORE, LAST, r("13:59", systolic=150)], (124, 80)),
        ([BEFORE, LAST, facts.withdrawn(LAST)], (121, 79)),
        ([BEFORE, LAST, facts.event("stop", "14:00")], (124, 80)),
        ([BEFORE, LAST, START], None),
        ([BEFORE, START, facts.withdrawn(START)], (121, 79)),
    ],
)
def test_the_pre_dose_pressure_is_the_last_whole_one_of_a_session_without_a_start(
    told: Facts, pressure: tuple[int, int] | None
) -> None:
    found = baseline.pre_dose_pressure(facts.record_with(*told))
    assert (found and (found.systolic, found.diastolic)) == pressure


TEN, TWENTY, TWENTY_LATER = (
    r("14:10", pulse=80, spo2=97),
    r("14:20:10", pulse=90),
    r("14:20:40", pulse=95, entered_at="14:21"),
)


@pytest.mark.parametrize(
    ("sign", "at", "but", "value"),
    [
        ("pulse", "14:09", None, None),
        ("pulse", "14:10", None, 80),
        ("pulse", "14:10", TEN, None),
        ("pulse", "14:15", None, 80),
        ("pulse", "14:20", None, 95),
        ("pulse", "14:20:10", TWENTY, 80),
        ("pulse", "14:20:40", TWENTY_LATER, 90),
        ("pulse", "14:30", TWENTY_LATER, 90),
        ("pulse", "14:30", TWENTY, 95),
        ("spo2", "14:30", None, 97),
        ("pain", "14:30", None, None),
    ],
)
def test_the_previous_value_is_the_nearest_earlier_of_that_sign(
    sign: str, at: str, but: Reading | None, value: float | None
) -> None:
    record = facts.record_with(TWENTY_LATER, TEN, TWENTY)
    found = baseline.previous(record, sign, facts.instant(at), but=but and but.id)
    assert (found and found.value) == value


def test_a_struck_through_reading_has_a_previous_value_and_is_none() -> None:
    wrong = facts.corrected(TWENTY, pulse=88)
    record = facts.record_with(TEN, TWENTY, wrong)
    assert baseline.previous(record, "pulse", TWENTY.taken_at, but=TWENTY.id).value == 80
    assert baseline.previous(record, "pulse", facts.instant("14:30")).value == 88


@pytest.mark.parametrize(
    ("reading", "change"),
    [
        (both(148, 92, "14:20"), (24, 12)),
        (both(110, 70, "14:20"), (-14, -10)),
        (r("14:20", systolic=148), (24, None)),
        (r("14:20", diastolic=92), (None, 12)),
        (r("14:20", pulse=88), (None, None)),
        (LAST, (0, 0)),
    ],
)
def test_the_change_from_baseline_is_of_the_number_that_is_there(
    reading: Reading, change: tuple[int | None, int | None]
) -> None:
    assert baseline.change(facts.record_with(START, LAST, reading), reading) == change
    assert baseline.change(facts.record_with(START, reading), r("14:30", pulse=88)) == (None, None)


def test_without_a_baseline_every_change_is_unknown() -> None:
    later = both(148, 92, "14:20")
    assert baseline.change(facts.record_with(START, later), later) == (None, None)
