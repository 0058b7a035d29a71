"""An emergency entry is nobody's until a named person claims it, and nobody never comes in."""

import pytest
from pydantic import ValidationError

from schemas.emergency import UNCLAIMED
from tests import facts, said

NOTE, TABLET = facts.note(), said.tablet()


@pytest.mark.parametrize(("by", "claimed"), [(UNCLAIMED, False), (facts.NURSE, True)])
def test_nobody_enters_it_and_a_named_person_claims_it(by: object, claimed: bool) -> None:
    assert said.emergency(NOTE, TABLET, entered_by=by, claimed=claimed).claimed is claimed


@pytest.mark.parametrize(("by", "claimed"), [(UNCLAIMED, True), (facts.NURSE, False)])
def test_nobody_claims_nothing_and_a_named_person_says_nothing_else_of_it(by: object, claimed: bool) -> None:
    with pytest.raises(ValidationError, match="Who claims an entry is a named person"):
        said.emergency(NOTE, TABLET, entered_by=by, claimed=claimed)


def test_nobody_has_no_account() -> None:
    with pytest.raises(ValidationError, match="never has an account"):
        said.account(staff_id=UNCLAIMED)
