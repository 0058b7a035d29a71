"""The record of one session holds every kind of fact."""

import pytest
from pydantic import ValidationError

from schemas.fact import ClinicalFact
from schemas.record import KINDS, Record, Weighing
from tests import facts

NAUSEA = facts.effect()
ONE_OF_EACH = (
    facts.arrival("13:20"),
    facts.end(),
    facts.reading(pulse=88),
    facts.event("start"),
    NAUSEA,
    facts.change(NAUSEA, severity=1),
    facts.none_reported(),
    facts.intervention(),
    facts.note(),
    facts.answer(facts.raised().id),
    facts.call(),
    facts.checked(),
    facts.decided(),
)


def test_every_clinical_fact_of_the_record_is_among_its_facts() -> None:
    record = facts.record_with(*ONE_OF_EACH, facts.withdrawn(ONE_OF_EACH[2]))
    assert record.facts() == ONE_OF_EACH


def test_every_kind_of_clinical_fact_has_its_place() -> None:
    assert {type(fact) for fact in ONE_OF_EACH} == {kind for kind in _leaves(ClinicalFact) if kind.__module__ in _OURS}
    assert set(KINDS) <= set(Record.model_fields)


def test_a_record_without_facts_has_none() -> None:
    assert facts.record_with().facts() == ()


@pytest.mark.parametrize(("kg", "accepted"), [(19.9, False), (20, True), (350, True), (350.1, False), ("82", False)])
def test_a_weight_from_another_session_has_the_bounds_of_weight(kg: object, accepted: bool) -> None:
    told = {"taken_at": facts.instant("09:00"), "weight_kg": kg, "treatment_id": facts.TREATMENT}
    if accepted:
        assert Weighing.model_validate(told).weight_kg == kg
    else:
        with pytest.raises(ValidationError, match="weight_kg"):
            Weighing.model_validate(told)


_OURS = {type(fact).__module__ for fact in ONE_OF_EACH}


def _leaves(kind: type[ClinicalFact]) -> set[type[ClinicalFact]]:
    below = kind.__subclasses__()
    return {leaf for one in below for leaf in _leaves(one)} if below else {kind}
