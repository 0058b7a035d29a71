"""SpO2, sedation and dissociation: the limits, what is usual, and what cannot be compared."""

from typing import Any

import pytest

from schemas.rules.story import Kind, Urgency
from schemas.rules.story.about import Extreme
from tests import facts
from tests.schemas.rules.story.visits import IV, patient, point, rests, told, usual

O2 = facts.reading("14:01", oxygen_l_min=2.0)
NOT_STATED = [facts.reading("13:50", systolic=120, diastolic=80), *usual()[1:]]
FREE = IV.model_copy(update={"limits": ()})


def four(**signs: int) -> list[list[Any]]:
    return [usual(**signs) for _ in range(4)]


NAMES = {"spo2": Kind.SPO2, "moaas": Kind.SEDATION, "dissociation": Kind.DISSOCIATION}
LIMITS = [
    ("spo2", 91, True),
    ("spo2", 92, False),
    ("spo2", 30, True),
    ("moaas", 3, True),
    ("moaas", 4, False),
    ("moaas", 0, True),
    ("dissociation", 3, True),
    ("dissociation", 2, False),
]


@pytest.mark.parametrize(("sign", "value", "is_told"), LIMITS)
def test_a_sign_at_its_limit_is_told_in_the_first_session_too(sign: str, value: int, *, is_told: bool) -> None:
    found = told(NAMES[sign], patient(usual(**{sign: value})))
    assert (found is not None) is is_told
    assert found is None or (found.urgency, found.compared.n) == (Urgency.SAFETY, 1)


USUAL = [
    # name, sign, earlier sessions, this one, whether it is told
    ("SpO2 3 under the median", "spo2", four(), usual(spo2=94), True),
    ("SpO2 2 under it", "spo2", four(), usual(spo2=95), False),
    ("SpO2 too few to compare", "spo2", four()[:3], usual(spo2=94), False),
    ("SpO2 one was as low", "spo2", [*four(), usual(spo2=94)], usual(spo2=94), False),
    ("SpO2 not measured", "spo2", four(), usual()[:2], False),
    ("SpO2 not measured in one of four", "spo2", [*four()[:3], usual()[:2]], usual(spo2=94), False),
    ("SpO2 on oxygen against air", "spo2", four(), usual(O2, spo2=94), False),
    ("SpO2 on air against oxygen", "spo2", [usual(O2) for _ in range(4)], usual(spo2=94), False),
    ("SpO2 all on oxygen", "spo2", [usual(O2) for _ in range(4)], usual(O2, spo2=94), True),
    ("SpO2 where nobody stated the oxygen", "spo2", [NOT_STATED] * 4, [*NOT_STATED, facts.reading(spo2=94)], False),
    ("SpO2 where nobody stated it now", "spo2", four(), [*NOT_STATED, facts.reading(spo2=94)], False),
    ("sedation 2 levels deeper", "moaas", four(moaas=5), usual(moaas=3), True),
    ("sedation 1 level deeper", "moaas", four(moaas=5), usual(moaas=4), False),
    ("sedation never measured before", "moaas", four(), usual(moaas=3), False),
    ("sedation too few to compare", "moaas", four(moaas=5)[:3], usual(moaas=3), False),
    ("sedation not measured", "moaas", four(moaas=5), usual(), False),
    ("dissociation 2 levels higher", "dissociation", four(dissociation=0), usual(dissociation=2), True),
    ("dissociation 1 level higher", "dissociation", four(dissociation=0), usual(dissociation=1), False),
    ("dissociation lower", "dissociation", four(dissociation=2), usual(dissociation=0), False),
]


@pytest.mark.parametrize(
    ("sign", "earlier", "now", "is_told"), [row[1:] for row in USUAL], ids=[row[0] for row in USUAL]
)
def test_a_sign_is_told_that_is_further_out_than_ever_and_far_from_the_median(
    sign: str, earlier: list[Any], now: list[Any], *, is_told: bool
) -> None:
    records = patient(*earlier, now, protocols=[FREE] * (len(earlier) + 1))
    found = told(NAMES[sign], records)
    assert (found is not None) is is_told
    assert found is None or (found.urgency, found.compared.n) == (Urgency.CHANGE, len(earlier) + 1)


def test_it_says_its_value_minute_oxygen_and_rows() -> None:
    records = patient(*four(), usual(spo2=91))
    found = point(Kind.SPO2, records)
    (limit,) = [row for row in IV.limits if (row.sign, row.level) == ("spo2", "call")]
    assert found.about == Extreme("spo2", 91, 30, limit, usual=97, most=True, oxygen_l_min=0.0)
    assert rests(found, records) == ["5 14:30", "1 14:10", "2 14:10", "3 14:10", "4 14:10"]


def test_at_a_limit_it_says_what_is_usual_though_it_is_not_the_furthest() -> None:
    found = point(Kind.SEDATION, patient(*four(moaas=5)[:3], usual(moaas=2), usual(moaas=3)))
    assert isinstance(found.about, Extreme)
    assert (found.about.usual, found.about.most, found.about.oxygen_l_min) == (5, False, None)


def test_before_the_start_nothing_is_an_effect_of_the_drug() -> None:
    early = facts.reading("13:55", spo2=85, moaas=1, dissociation=3)
    records = patient(usual(early))
    assert [told(kind, records) for kind in NAMES.values()] == [None, None, None]
