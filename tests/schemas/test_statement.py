"""Statements refuse what does not hold together: two units, a session of somebody who has not come, no reason."""

from typing import Any

import pytest

from schemas.statement import Appointment, OxygenScale
from tests import facts, said


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"planned_dose_mg": 42.0, "planned_dose_mg_per_kg": 0.5}, "in mg or in mg/kg, not both"),
        ({"state": "come"}, "Who has come has a session"),
        ({"state": "expected", "treatment_id": facts.TREATMENT}, "nobody else has"),
        ({"state": "not_come", "treatment_id": facts.TREATMENT}, "nobody else has"),
        ({"state": "cancelled"}, "needs its reason"),
        ({"planned_dose_mg": "42"}, "valid number"),
        ({"words": ""}, "at least 1"),
        ({"diagnosis": "x"}, "not permitted"),
    ],
)
def test_a_planned_session_that_does_not_hold_together_is_refused(fields: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        said.appointment(**fields)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"planned_dose_mg": 42.0},
        {"state": "come", "treatment_id": facts.TREATMENT},
        {"state": "not_come"},
        {"state": "cancelled", "words": "fever"},
    ],
)
def test_one_that_holds_together_is_a_planned_session(fields: dict[str, Any]) -> None:
    assert isinstance(said.appointment(**fields), Appointment)


@pytest.mark.parametrize("scale", [0, 3, 1.5, "1", None])
def test_there_are_two_scales_for_oxygen(scale: object) -> None:
    with pytest.raises(ValueError, match="scale"):
        said.statement(OxygenScale, patient_id=facts.PATIENT, scale=scale, words="x")
