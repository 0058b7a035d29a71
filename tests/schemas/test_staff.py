"""Who works here."""

import pytest
from pydantic import ValidationError

from schemas.staff import Role
from tests import facts


def test_one_person_may_have_several_roles() -> None:
    assert facts.staff("Pat Prescriber", roles=("prescriber", "admin")).roles == (Role.PRESCRIBER, Role.ADMIN)


@pytest.mark.parametrize("initials", ["N", "NN", "MacD"])
def test_initials_are_one_to_four_characters(initials: str) -> None:
    assert facts.staff(initials=initials).initials == initials


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"initials": ""}, "at least 1"),
        ({"initials": "ABCDE"}, "at most 4"),
        ({"initials": "A\tB"}, "one line"),
        ({"roles": ()}, "at least 1"),
        ({"roles": ("owner",)}, "nurse"),
        ({"name": "Nia"} | {"initials": "\x00"}, "control character"),
    ],
)
def test_a_member_of_staff_needs_initials_and_a_role(fields: dict[str, object], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        facts.staff(**fields)


@pytest.mark.parametrize("name", ["", " ", "x" * 101, "\u2066Nia"])
def test_a_name_that_cannot_be_read_is_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        facts.staff(name)
