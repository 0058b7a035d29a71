from datetime import datetime

import pytest

from schemas.reading import NAMES
from tests import facts
from tests.data.exports import clinic

HEADER = (
    "reading_id session_id patient_id taken_at minutes_from_start phase sign value unit_ucum loinc reason_not_measured "
    "reason_words position cuff_site note source repeat_of entered_by entered_at status valid replaces reason "
    "unclaimed_at_tablet claimed_by claimed_at"
)


def test_the_columns_are_the_agreed_ones_in_their_order() -> None:
    assert list(clinic.sheet("readings.csv", clinic.infusion())[0]) == HEADER.split()


def test_every_value_of_every_reading_is_there_once_and_unchanged() -> None:
    record = clinic.infusion()
    told = {
        (str(reading.id), name): "" if (value := getattr(reading, name)) is None else str(value)
        for reading in record.readings
        for name in NAMES
        if getattr(reading, name) is not None or name in reading.not_measured
    }
    rows = clinic.sheet("readings.csv", record)
    assert len(rows) == len(told)
    assert {(row["reading_id"], row["sign"]): row["value"] for row in rows} == told
    assert told[str(clinic.no(10)), "weight_kg"] == "82.0"
    assert told[str(clinic.no(16)), "pulse"] == "0"


def test_what_a_reading_says_beside_its_signs_stands_in_each_of_its_rows() -> None:
    record = clinic.infusion()
    told = {str(reading.id): reading for reading in record.readings}
    for row in clinic.sheet("readings.csv", record):
        reading = told[row["reading_id"]]
        assert datetime.fromisoformat(row["taken_at"]) == reading.taken_at
        assert datetime.fromisoformat(row["entered_at"]) == reading.entered_at
        assert row["taken_at"].endswith("-05:00")
        assert row["position"] == (reading.position or "")
        assert row["cuff_site"] == (reading.cuff_site or "")
        assert clinic.entered(row["note"]) == (reading.note or "")
        assert row["source"] == reading.source
        assert row["repeat_of"] == str(reading.repeat_of or "")


def test_a_sign_not_measured_has_no_value_and_its_reason() -> None:
    rows = [row for row in clinic.sheet("readings.csv", clinic.infusion()) if row["reading_id"] == str(clinic.no(18))]
    assert [(row["sign"], row["value"], row["reason_not_measured"], row["reason_words"]) for row in rows] == [
        ("systolic", "150", "", ""),
        ("diastolic", "", "no_reading", ""),
        ("spo2", "", "other", "'+1"),
    ]


@pytest.mark.parametrize(
    ("sign", "unit", "loinc"),
    [
        ("systolic", "mm[Hg]", "8480-6"),
        ("diastolic", "mm[Hg]", "8462-4"),
        ("pulse", "/min", "8867-4"),
        ("spo2", "%", "59408-5 2708-6"),
        ("temperature_c", "Cel", "8310-5"),
        ("weight_kg", "kg", "29463-7"),
        ("oxygen_l_min", "L/min", ""),
        ("moaas", "{score}", ""),
        ("pain", "{score}", "72514-3"),
    ],
)
def test_a_sign_carries_its_unit_and_its_codes(sign: str, unit: str, loinc: str) -> None:
    rows = [row for row in clinic.sheet("readings.csv", clinic.infusion()) if row["sign"] == sign]
    assert rows
    assert {(row["unit_ucum"], row["loinc"]) for row in rows} == {(unit, loinc)}


@pytest.mark.parametrize(
    ("number", "minutes", "phase"),
    [
        (10, "-20", "baseline"),
        (13, "10", "infusion"),
        (14, "15", "infusion"),
        (18, "30", "infusion"),
        (19, "60", "observation"),
    ],
)
def test_minutes_and_phase_count_from_the_start_for_struck_rows_too(number: int, minutes: str, phase: str) -> None:
    rows = clinic.sheet("readings.csv", clinic.infusion())
    told = {(row["minutes_from_start"], row["phase"]) for row in rows if row["reading_id"] == str(clinic.no(number))}
    assert told == {(minutes, phase)}


def test_without_a_start_minutes_are_unknown() -> None:
    (row,) = clinic.sheet("readings.csv", facts.record_with(facts.reading("14:05", pulse=70)))
    assert (row["minutes_from_start"], row["phase"]) == ("", "baseline")
