"""The lowest SpO2 with the oxygen that held then, the highest dissociation, the deepest sedation."""

import pytest

from schemas.rules.outcome import worst
from schemas.rules.outcome.worst import Lowest
from tests import facts

r = facts.reading
START = facts.event("start", "14:00")
TYPO = r("14:25", spo2=78)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([r("14:10", spo2=96), r("14:20", spo2=93), r("14:30", spo2=97)], Lowest(93, None)),
        ([r("13:50", oxygen_l_min=0.0), r("14:20", spo2=93)], Lowest(93, 0)),
        ([r("13:50", oxygen_l_min=0.0), r("14:20", spo2=93, oxygen_l_min=2.0)], Lowest(93, 2)),
        ([r("14:20", spo2=93), r("14:21", oxygen_l_min=2.0)], Lowest(93, None)),
        ([r("14:10", oxygen_l_min=0.0), r("14:20", spo2=93), r("14:21", spo2=97, oxygen_l_min=2.0)], Lowest(93, 0)),
        ([r("14:10", oxygen_l_min=2.0), r("14:15", oxygen_l_min=0.0), r("14:20", spo2=93)], Lowest(93, 0)),
        ([r("14:10", spo2=93, oxygen_l_min=1.0), r("14:20", spo2=93, oxygen_l_min=4.0)], Lowest(93, 1)),
        ([r("13:50", spo2=90), r("14:00", spo2=91), r("14:10", spo2=95)], Lowest(95, None)),
        ([r("14:20", spo2=93), TYPO, facts.withdrawn(TYPO)], Lowest(93, None)),
        ([r("14:20", spo2=30)], Lowest(30, None)),
        ([r("14:20", not_measured={"spo2": "probe_off"})], None),
        ([], None),
    ],
    ids=[
        "the lowest of three, oxygen never stated",
        "on air, said before the start",
        "oxygen said with it",
        "what was given after it did not hold then",
        "what was changed after it did not either",
        "what was changed before it did",
        "the first of two equal ones",
        "before the start it is not the drug's",
        "a withdrawn value was never low",
        "the lowest that can be entered",
        "not measured is not low",
        "nothing was measured",
    ],
)
def test_the_lowest_spo2_has_the_oxygen_that_held_then(told: list[facts.ClinicalFact], expected: Lowest | None) -> None:
    for order in (told, told[::-1]):
        assert worst.spo2(facts.record_with(START, *order)) == expected


def test_without_a_start_nothing_is_lowest_or_highest() -> None:
    record = facts.record_with(r("14:10", spo2=90, dissociation=3, moaas=2))
    assert (worst.spo2(record), worst.dissociation(record), worst.moaas(record)) == (None, None, None)


@pytest.mark.parametrize(
    ("told", "dissociation", "moaas"),
    [
        ([r("14:10", dissociation=1, moaas=5), r("14:30", dissociation=2, moaas=3)], 2, 3),
        ([r("14:10", dissociation=0, moaas=0)], 0, 0),
        ([r("14:10", dissociation=2), r("14:30", moaas=4)], 2, 4),
        ([r("13:50", dissociation=3, moaas=1)], None, None),
        ([r("14:10", pulse=70)], None, None),
    ],
    ids=["the worst of two", "none is a rating", "each by itself", "before the start", "not rated"],
)
def test_dissociation_is_worst_at_its_highest_and_sedation_at_its_lowest(
    told: list[facts.ClinicalFact], dissociation: int | None, moaas: int | None
) -> None:
    record = facts.record_with(START, *told)
    assert (worst.dissociation(record), worst.moaas(record)) == (dissociation, moaas)
