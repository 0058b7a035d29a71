"""Of a session's emergency entries those wait for a name that hold and that nobody has claimed."""

import pytest

from schemas.emergency import UNCLAIMED
from schemas.fact import ClinicalFact
from schemas.rules import emergency
from tests import facts, said

TABLET = said.tablet()
READING, NOTE = facts.reading("14:00", systolic=88, entered_by=UNCLAIMED), facts.note("14:00", entered_by=UNCLAIMED)
MADE = tuple(said.emergency(one, TABLET, entered_by=UNCLAIMED, claimed=False) for one in (READING, NOTE))
CLAIMED = said.again(MADE[0], entered_by=facts.NURSE, claimed=True)

CASES = [
    ("both wait", (), (), (READING, NOTE)),
    ("one is claimed", (), (CLAIMED,), (NOTE,)),
    ("one is withdrawn", (facts.withdrawn(NOTE),), (), (READING,)),
    ("one is corrected", (facts.corrected(READING, entered_by=facts.NURSE),), (), (NOTE,)),
]


@pytest.mark.parametrize(("name", "more", "claims", "left"), CASES, ids=[case[0] for case in CASES])
def test_what_nobody_has_claimed_waits_while_it_holds(
    name: str, more: tuple[ClinicalFact, ...], claims: tuple[object, ...], left: tuple[ClinicalFact, ...]
) -> None:
    record = facts.record_with(READING, NOTE, *more).model_copy(update={"emergencies": (*MADE, *claims)})
    assert [one.fact_id for one in emergency.unclaimed(record)] == [one.id for one in left]


def test_a_session_without_any_has_none() -> None:
    assert emergency.unclaimed(facts.record_with(READING)) == ()
