from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from app.entries import registration
from app.entries.sent import Problems
from schemas.patient import Sex
from tests import facts

TODAY = date(2026, 3, 2)
FORM = {
    "record_number": "C-7",
    "given_name": "Zoë",
    "family_name": "Ångström",
    "born": "1984-03-02",
    "sex": "female",
    "phone": "0176 1234",
}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1984-03-02", date(1984, 3, 2)),
        ("1984-3-2", date(1984, 3, 2)),
        ("  1984-03-02 ", date(1984, 3, 2)),
        ("2 Mar 1984", date(1984, 3, 2)),
        ("2. March 1984", date(1984, 3, 2)),
        ("02  mar   1984", date(1984, 3, 2)),
        ("29 Feb 1984", date(1984, 2, 29)),
        ("2026-03-02", TODAY),
    ],
)
def test_a_date_of_birth_is_read_in_the_two_forms_that_cannot_be_confused(text: str, day: date) -> None:
    assert registration.born(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "write it as"),
        ("02.03.1984", "write it as"),
        ("03/02/1984", "write it as"),
        ("84-03-02", "write it as"),
        ("2 3 1984", "write it as"),
        ("2 Mär 1984", "write it as"),
        ("2 Xyz 1984", "write it as"),
        ("1984-03-02T00:00", "write it as"),
        ("١٩٨٤-٠٣-٠٢", "write it as"),
        ("1985-02-29", "no day of the calendar"),
        ("1984-13-01", "no day of the calendar"),
        ("0000-01-01", "no day of the calendar"),
        ("31 Feb 1984", "no day of the calendar"),
        ("2026-03-03", "in the future"),
        ("2048-03-02", "in the future"),
    ],
)
def test_a_date_of_birth_that_is_none_or_could_be_two_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(Problems) as problems:
        registration.born(text, TODAY)
    assert sentence in problems.value.refusals[0]["text"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"given_name": ""}, "Still needed: a given name."),
        ({"given_name": None, "family_name": "  "}, "Still needed: a given name, a family name."),
        ({"record_number": None}, "Still needed: the record number."),
        ({"sex": None}, 'Still needed: the sex ("unknown" is an answer).'),
        ({"born": None}, "Date of birth"),
        ({"born": "1899-12-31"}, "Date of birth: lies before 1900"),
        ({"given_name": "Ana\u202e"}, "Given name: holds a mark that turns the direction"),
        ({"family_name": "a\0b"}, "Family name: holds a control character"),
        ({"family_name": "\ud800"}, "Family name: holds half a character"),
        ({"family_name": "Or\u200btiz"}, "Family name: holds a mark that cannot be seen"),
        ({"family_name": "Ortiz\nRoth"}, "Family name: goes over one line"),
        ({"family_name": "x" * 101}, "Family name"),
        ({"record_number": "1" * 33}, "Record number"),
        ({"sex": "robot"}, "Sex"),
        ({"phone": "12"}, "Phone"),
    ],
)
def test_what_cannot_be_registered_is_said_by_the_name_of_its_field(
    change: dict[str, str | None], sentence: str
) -> None:
    with pytest.raises(Problems) as problems:
        registration.patient(FORM | change, uuid4(), facts.staff(), datetime(2026, 3, 2, tzinfo=UTC))
    assert sentence in problems.value.refusals[0]["text"]


@pytest.mark.parametrize(
    ("change", "field", "value"),
    [
        ({}, "phone", "0176 1234"),
        ({"phone": "  "}, "phone", None),
        ({"phone": None}, "phone", None),
        ({"sex": "unknown"}, "sex", Sex.UNKNOWN),
        ({"family_name": "O'Brien <b>&amp;"}, "family_name", "O'Brien <b>&amp;"),
        ({"given_name": "Zoe\u0308"}, "given_name", "Zoë"),
        ({"given_name": "  李雷 "}, "given_name", "李雷"),
    ],
)
def test_names_of_people_are_kept_as_they_are_written(change: dict[str, str | None], field: str, value: object) -> None:
    made = registration.patient(FORM | change, uuid4(), facts.staff(), datetime(2026, 3, 2, tzinfo=UTC))
    assert getattr(made, field) == value


def test_everything_that_is_wrong_with_a_form_is_said_at_once() -> None:
    with pytest.raises(Problems) as problems:
        registration.patient(FORM | {"born": "3.2.84", "sex": None}, uuid4(), facts.staff(), datetime.now(UTC))
    assert [one["code"] for one in problems.value.refusals] == ["missing", "born"]
