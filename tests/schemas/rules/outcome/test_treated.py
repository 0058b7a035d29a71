"""Whether a medicine for pressure came before the peak, or before the return."""

import pytest

from schemas.fact import ClinicalFact
from schemas.rules.outcome import medicines, treated
from tests import facts
from tests.schemas.rules.test_summary import START, bp, series


@pytest.mark.parametrize(
    ("drug", "expected"),
    [
        ("labetalol", True),
        ("Labetalol", True),
        ("LABETALOL HCl 10 mg", True),
        ("sodium nitroprusside", True),
        ("Nifedipine/ondansetron", True),
        ("ondansetron", False),
        ("Ondansetron ODT", False),
        ("oxygen", False),
        ("lorazepam", None),
        ("labetolol", None),
        ("Labetalolum", None),
        ("10 mg", None),
        ("ラベタロール", None),
    ],
)
def test_what_a_medicine_is_for_is_told_by_its_name_alone(drug: str, expected: bool | None) -> None:
    assert treated.is_for_pressure(drug) is expected


def test_no_medicine_is_in_both_lists_and_all_are_written_as_they_are_compared() -> None:
    both = medicines.FOR_PRESSURE | medicines.NOT_FOR_PRESSURE
    assert not medicines.FOR_PRESSURE & medicines.NOT_FOR_PRESSURE
    assert {name for name in both if name != name.casefold() or not name.isalpha()} == set()


def given(told: str) -> list[ClinicalFact]:
    """Medicines by their minutes: "20 labetalol, 40 ondansetron"."""
    read = [one.split() for one in told.split(", ") if one]
    return [facts.intervention(f"{13 if int(at) < 0 else 14}:{int(at) % 60:02d}", drug=drug) for at, drug in read]


RISE = "-5 120/80, 10 135/85, 30 150/95, 40 145/92, 55 125/80"
CASES = [
    # name, pressures, medicines, before the peak, before the return
    ("nothing was given", RISE, "", False, False),
    ("before the peak is before the return too", RISE, "20 labetalol", True, True),
    ("in the minute of the peak it came after it", RISE, "30 labetalol", False, True),
    ("between the peak and the return", RISE, "50 labetalol", False, True),
    ("in the minute of the return", RISE, "55 labetalol", False, False),
    ("after the return", RISE, "58 labetalol", False, False),
    ("in the minute of the start", RISE, "0 labetalol", False, False),
    ("before the start", RISE, "-20 labetalol", False, False),
    ("a medicine for something else", RISE, "20 ondansetron", False, False),
    ("a medicine that nobody knows", RISE, "20 lorazepam", None, None),
    ("a medicine that nobody knows, after the peak", RISE, "40 lorazepam", False, None),
    ("an unknown one beside one for pressure", RISE, "15 lorazepam, 20 labetalol", True, True),
    ("not yet back: whatever was given so far", "-5 120/80, 30 150/95", "50 labetalol", False, True),
    ("no rise, before the peak", "-5 120/80, 20 125/80, 30 130/85", "25 labetalol", True, True),
    ("no rise, after the peak", "-5 120/80, 20 125/80, 30 130/85", "40 labetalol", False, False),
    ("the diastolic has its peak later", "-5 120/80, 20 150/90, 40 140/99", "30 labetalol", True, True),
    ("half pressures have a peak too", "-5 120/80, 30 150/-", "20 labetalol", True, True),
    ("no baseline: the peak alone", "30 150/95, 50 120/80", "20 labetalol", True, True),
    ("no baseline, after the peak", "30 150/95, 50 120/80", "40 labetalol", False, False),
    ("no pressure after the start", "-5 120/80", "20 labetalol", None, None),
]


@pytest.mark.parametrize(
    ("told", "medicines", "peak", "back"), [row[1:] for row in CASES], ids=[row[0] for row in CASES]
)
def test_a_peak_or_a_return_is_treated_after_a_medicine_for_it(
    told: str, medicines: str, peak: bool | None, back: bool | None
) -> None:
    record = facts.record_with(START, *series(told), *given(medicines))
    assert (treated.before_the_peak(record), treated.before_the_return(record)) == (peak, back)


def test_an_action_in_words_is_no_medicine_and_a_withdrawn_one_was_not_given() -> None:
    (slip,) = given("20 labetalol")
    said = facts.intervention("14:20", words="labetalol offered, declined")
    record = facts.record_with(START, *series(RISE), said, slip, facts.withdrawn(slip))
    assert (treated.before_the_peak(record), treated.before_the_return(record)) == (False, False)


def test_without_a_start_nothing_is_treated_or_untreated() -> None:
    record = facts.record_with(bp("13:50", "180/110"), *given("20 labetalol"))
    assert (treated.before_the_peak(record), treated.before_the_return(record)) == (None, None)
