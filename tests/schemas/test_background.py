"""What is known of a patient refuses a yes that names nothing, and a test that does not apply to a liver."""

from datetime import date
from typing import Any

import pytest

from schemas.background import MEDICINES, BackgroundItem, BackgroundSays
from tests import said


@pytest.mark.parametrize(
    ("item", "says", "fields", "sentence"),
    [
        ("opioid", "yes", {"words": None}, "A yes names what it is"),
        ("allergies", "yes", {"words": None}, "A yes names what it is"),
        ("liver", "does_not_apply", {}, "Only a pregnancy test may not apply"),
        ("liver", "perhaps", {}, "says"),
        ("kidney", "no", {}, "item"),
        ("liver", "no", {"asked_on": None}, "asked_on"),
        ("liver", "no", {"asked_on": date(1899, 12, 31)}, "before 1900"),
        ("liver", "yes", {"words": ""}, "at least 1"),
        ("liver", "yes", {"words": "x" * 121}, "at most 120"),
        ("liver", "yes", {"words": "two\nlines"}, "goes over one line"),
        ("liver", "no", {"score": 3}, "not permitted"),
    ],
)
def test_what_does_not_hold_together_is_refused(item: str, says: str, fields: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        said.known(item, says, **fields)


@pytest.mark.parametrize(
    ("item", "says", "words"),
    [
        *((item, "yes", "its name") for item in (*MEDICINES, "allergies")),
        *((item, "no", None) for item in BackgroundItem),
        *((item, "unknown", None) for item in BackgroundItem),
        ("pregnancy", "does_not_apply", None),
        ("pregnancy", "yes", None),
        ("psychosis_or_mania", "yes", None),
        ("opioid", "unknown", "a white tablet, name not known"),
    ],
)
def test_what_holds_together_is_said(item: str, says: str, words: str | None) -> None:
    assert said.known(item, says, words=words).says is BackgroundSays(says)
