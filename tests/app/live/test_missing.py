"""What a session's record lacks is said before it is signed, and nothing that is there."""

import pytest

from app.live import missing
from schemas.fact import ClinicalFact
from tests import facts

NAUSEA = facts.effect("14:10")
MILD, ENDED = facts.change(NAUSEA, "14:15", severity=1), facts.change(NAUSEA, "14:40", ended=True)
NOT_STATED, NOT_ENDED = "Nausea, since 14:10: severity not stated.", "Nausea had not ended."


@pytest.mark.parametrize(
    ("told", "lacking"),
    [
        ((NAUSEA,), {NOT_STATED, NOT_ENDED}),
        ((NAUSEA, MILD), {NOT_ENDED}),
        ((NAUSEA, MILD, ENDED), set()),
        ((NAUSEA, ENDED), {NOT_STATED}),
        ((), {"Nobody asked for effects."}),
        ((facts.none_reported(),), set()),
    ],
    ids=["neither", "a severity", "a severity, and it ended", "it ended", "nobody asked", "none reported"],
)
def test_of_an_effect_lacks_what_was_never_said(told: tuple[ClinicalFact, ...], lacking: set[str]) -> None:
    found = missing.listed(facts.record_with(*told), facts.instant("16:00"))
    assert {one for one in found if "ausea" in one or "effects" in one} == lacking
