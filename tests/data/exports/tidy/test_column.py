from datetime import UTC, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.exports.tidy.column import Kind, cell
from tests.data.exports import clinic

BERLIN = ZoneInfo("Europe/Berlin")


class Colour(StrEnum):
    """Any enumeration."""

    RED = "red"


@pytest.mark.parametrize(
    ("kind", "value", "written"),
    [
        (Kind.WHOLE, 148, "148"),
        (Kind.WHOLE, 0, "0"),
        (Kind.WHOLE, -5, "-5"),
        (Kind.NUMBER, 97, "97"),
        (Kind.NUMBER, 36.8, "36.8"),
        (Kind.NUMBER, 82.0, "82.0"),
        (Kind.NUMBER, 0.0, "0.0"),
        (Kind.NUMBER, 0.1 + 0.2, "0.30000000000000004"),
        (Kind.NUMBER, 0.00001, "0.00001"),
        (Kind.YES_NO, True, "true"),
        (Kind.YES_NO, False, "false"),
        (Kind.CODE, Colour.RED, "red"),
        (Kind.CODE, "", ""),
        (Kind.ID, clinic.no(0), "00000000-0000-0000-0000-000000001000"),
        *((kind, None, "") for kind in Kind),
    ],
)
def test_a_value_stands_as_it_was_entered(kind: Kind, value: object, written: str) -> None:
    assert cell(kind, value, BERLIN) == written


@pytest.mark.parametrize(
    ("hour", "written"),
    [
        (0, "2026-10-25T02:30:15+02:00"),
        (1, "2026-10-25T02:30:15+01:00"),
        (2, "2026-10-25T03:30:15+01:00"),
    ],
)
def test_a_time_says_its_offset_so_that_the_hour_that_occurs_twice_is_two(hour: int, written: str) -> None:
    assert cell(Kind.TIME, datetime(2026, 10, 25, hour, 30, 15, tzinfo=UTC), BERLIN) == written


def test_a_part_of_a_second_is_kept() -> None:
    assert cell(Kind.TIME, datetime(2026, 1, 1, 0, 0, 0, 5, tzinfo=UTC), BERLIN) == "2026-01-01T01:00:00.000005+01:00"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("'=1", "''=1"),
        ("a=1", "a=1"),
        ("1-2", "1-2"),
        ("'tis", "'tis"),
        ("−1", "−1"),
        ("", ""),
    ],
)
def test_free_text_that_a_spreadsheet_would_run_gets_a_mark(text: str, written: str) -> None:
    assert cell(Kind.TEXT, text, BERLIN) == written


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.TEXT])
def test_only_free_text_gets_a_mark(kind: Kind) -> None:
    assert cell(kind, "-1", BERLIN) == "-1"


@settings(deadline=None)  # a slow moment of the machine is no fault
@given(st.text(st.characters(exclude_categories=["Cs"])) | st.from_regex(r"\A'*[=+\-@\t\r].?"))
def test_any_text_is_found_again_and_none_begins_a_formula(text: str) -> None:
    written = cell(Kind.TEXT, text, BERLIN)
    assert clinic.entered(written) == text
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r"))
