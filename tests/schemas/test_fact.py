"""What every fact promises: frozen, no stray fields, readable text, aware times, corrections that say why."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from pydantic import TypeAdapter, ValidationError

from schemas.fact import Instant, Line, MilliGrams, Name, Prose, Text, TimeStated, Words
from schemas.reading import Reading
from tests import facts


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Alice", "Alice"),
        ("  Alice ", "Alice"),
        ("A\u0301ine", "\u00c1ine"),
        ("O'Brien-\u0141\u00f3d\u017a", "O'Brien-\u0141\u00f3d\u017a"),
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"),
        ("\u05d3\u05d5\u05d3", "\u05d3\u05d5\u05d3"),
        ("one\ntwo\tthree", "one\ntwo\tthree"),
        ("", ""),
    ],
)
def test_text_is_kept_as_a_person_would_write_it(typed: str, kept: str) -> None:
    assert TypeAdapter(Text).validate_python(typed) == kept


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("half \ud83d", "half a character"),
        ("half \ufffd", "could not be read"),
        ("half \udfff end", "half a character"),
        ("\ud800", "half a character"),
        *((f"Bob{mark}by", "turns the direction") for mark in "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e"),
        *((f"Bob{mark}by", "turns the direction") for mark in "\u2066\u2067\u2068\u2069"),
        *((f"Bob{mark}by", "cannot be seen") for mark in "\u00ad\u200b\u2060\ufeff"),
        ("NUL\x00", "control character"),
        ("bell\x07", "control character"),
        ("escape\x1b[31m", "control character"),
        ("return\r", "control character"),
        ("delete\x7f", "control character"),
        ("next line\x85", "control character"),
    ],
)
def test_text_that_hides_or_reorders_what_is_read_is_refused(typed: str, why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        TypeAdapter(Text).validate_python(typed)


@pytest.mark.parametrize("typed", ["one\ntwo", "one\u2028two", "one\u2029two", "one\ttwo"])
def test_a_name_stays_on_one_line(typed: str) -> None:
    for kind in (Line, Name, TimeStated):
        with pytest.raises(ValidationError, match="one line"):
            TypeAdapter(kind).validate_python(typed)


@pytest.mark.parametrize(
    ("kind", "shortest", "longest"), [(Name, 1, 100), (Words, 1, 500), (Prose, 1, 2000), (TimeStated, 0, 40)]
)
def test_text_has_its_length_and_blanks_around_it_do_not_count(kind: type[str], shortest: int, longest: int) -> None:
    read = TypeAdapter(kind).validate_python
    assert read("x" * longest) == "x" * longest
    assert read(f" {'x' * longest} ") == "x" * longest
    assert len(read("x" * shortest)) == shortest
    with pytest.raises(ValidationError, match="at most"):
        read("x" * (longest + 1))


@pytest.mark.parametrize("typed", ["", "   ", "\n\t "])
@pytest.mark.parametrize("kind", [Name, Words, Prose])
def test_blanks_are_no_words(kind: type[str], typed: str) -> None:
    with pytest.raises(ValidationError, match="at least 1"):
        TypeAdapter(kind).validate_python(typed)


@pytest.mark.parametrize(
    "told",
    [
        "2026-03-02T14:05:00+00:00",
        "2026-03-02T14:05:00Z",
        "2026-03-02T15:05:00+01:00",
        "2026-03-02T00:05:00-14:00",
        datetime(2026, 3, 2, 9, 5, tzinfo=ZoneInfo("America/New_York")),
        datetime(2026, 3, 2, 14, 5, tzinfo=UTC),
    ],
)
def test_an_instant_is_kept_in_utc_whatever_zone_it_was_told_in(told: object) -> None:
    kept = TypeAdapter(Instant).validate_python(told)
    assert kept == datetime(2026, 3, 2, 14, 5, tzinfo=UTC)
    assert kept.tzinfo is UTC


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ("2026-03-02T14:05:00", "timezone info"),
        (datetime(2026, 3, 2, 14, 5), "timezone info"),  # noqa: DTZ001 - a naive time is the case
        (1_772_460_300, "not a date and time"),
        (5.0, "not a date and time"),
        (True, "not a date and time"),
        (None, "not a date and time"),
        (date(2026, 3, 2), "not a date and time"),
        ("1772460300", "not a date and time"),
        ("-1772460300", "not a date and time"),
        ("14:05", "not a date and time"),
        ("2026-13-02T14:05:00Z", "valid datetime"),
        (datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))), "outside the calendar"),
        (datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-2))), "outside the calendar"),
    ],
)
def test_what_is_no_instant_with_a_zone_is_refused(told: object, why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        TypeAdapter(Instant).validate_python(told)


@pytest.mark.parametrize(
    ("told", "accepted"),
    [(0.001, True), (1, True), (2000, True), (0, False), (-1, False), (2000.001, False), ("50", False), (True, False)],
)
def test_an_amount_is_a_number_above_0_and_at_most_2000_mg(told: object, accepted: bool) -> None:
    if accepted:
        assert TypeAdapter(MilliGrams).validate_python(told) == told
    else:
        with pytest.raises(ValidationError):
            TypeAdapter(MilliGrams).validate_python(told)


def test_a_fact_cannot_be_changed() -> None:
    reading = facts.reading(pulse=88)
    with pytest.raises(ValidationError, match="frozen"):
        reading.pulse = 89


def test_a_stray_field_is_refused_by_name() -> None:
    with pytest.raises(ValidationError, match="bmi"):
        facts.reading(pulse=88, bmi=22)


def test_what_was_typed_does_not_stand_in_the_error() -> None:
    with pytest.raises(ValidationError) as refused:
        facts.patient(given_name="Secretname\x00")
    assert "Secretname" not in str(refused.value)


@pytest.mark.parametrize("missing", ["id", "entered_at", "entered_by", "treatment_id"])
def test_a_clinical_fact_names_itself_its_session_and_who_entered_it_when(missing: str) -> None:
    told = facts.reading(pulse=88).model_dump()
    del told[missing]
    with pytest.raises(ValidationError, match=missing):
        Reading.model_validate(told)


def test_a_correction_needs_what_it_replaces_and_the_reason() -> None:
    wrong = facts.reading(pulse=97)
    assert facts.corrected(wrong, pulse=79).replaces == wrong.id
    with pytest.raises(ValidationError, match="needs both"):
        facts.reading(pulse=79, replaces=wrong.id)
    with pytest.raises(ValidationError, match="needs both"):
        facts.reading(pulse=79, reason="swapped")
    with pytest.raises(ValidationError, match="at least 1"):
        facts.reading(pulse=79, replaces=wrong.id, reason="  ")


def test_a_fact_cannot_replace_itself() -> None:
    reading = facts.reading(pulse=97)
    with pytest.raises(ValidationError, match="replace itself"):
        facts.corrected(reading, id=reading.id)


def test_a_fact_survives_json() -> None:
    reading = facts.reading(
        "14:05:30", systolic=148, weight_kg=82.5, not_measured={"spo2": "other"}, reason_words={"spo2": "nail varnish"}
    )
    assert Reading.model_validate_json(reading.model_dump_json()) == reading
