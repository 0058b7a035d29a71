import pytest
from pydantic import ValidationError

from tests import facts, said


def test_a_registration_is_not_merged_with_itself() -> None:
    with pytest.raises(ValidationError, match="not merged with itself"):
        said.merge(facts.PATIENT, facts.PATIENT)
    assert said.merge(facts.PATIENT, None).into_id is None


@pytest.mark.parametrize(
    ("fields", "about"),
    [
        ({"reason": ""}, "reason"),
        ({"record_number": ""}, "record_number"),
        ({"date_of_birth": "1899-12-31"}, "date_of_birth"),
        ({"family_name": "a\nb"}, "family_name"),
        ({"sex": "x"}, "sex"),
    ],
)
def test_what_is_no_identity_is_refused(fields: dict[str, str], about: str) -> None:
    with pytest.raises(ValidationError, match=about):
        said.demographics(**fields)
