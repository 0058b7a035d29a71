from uuid import UUID

import pytest

from schemas.record import Record
from tests import facts
from tests.data.exports import clinic

HEADER = (
    "session_id patient_id entered_under session_number protocol drug route planned_dose_mg planned_dose_mg_per_kg "
    "planned_doses given_dose_mg given_dose_mg_per_kg arrived_at started_at stopped_at discharged_at ended_by end_how "
    "entered_afterwards baseline_systolic baseline_diastolic peak_systolic peak_diastolic peak_delta_systolic "
    "peak_delta_diastolic peak_minutes pre_dose_systolic pre_dose_diastolic return_minutes return_state readings_taken "
    "signs_not_measured signed_by signed_at"
)
WHOLE = {
    "session_id": str(facts.TREATMENT),
    "patient_id": str(facts.PATIENT),
    "entered_under": str(facts.PATIENT),
    "session_number": "1",
    "protocol": "iv_test v1",
    "drug": "ketamine",
    "route": "intravenous",
    "planned_dose_mg": "41.0",
    "planned_dose_mg_per_kg": "0.5",
    "planned_doses": "1",
    "given_dose_mg": "40.0",
    "given_dose_mg_per_kg": "0.49",
    "arrived_at": "2026-03-02T08:20:00-05:00",
    "started_at": "2026-03-02T09:00:00-05:00",
    "stopped_at": "2026-03-02T09:40:00-05:00",
    "discharged_at": "2026-03-02T10:50:00-05:00",
    "ended_by": str(facts.NURSE),
    "end_how": "left_with_escort",
    "entered_afterwards": "false",
    "baseline_systolic": "132",
    "baseline_diastolic": "84",
    "peak_systolic": "168",
    "peak_diastolic": "92",
    "peak_delta_systolic": "36",
    "peak_delta_diastolic": "8",
    "peak_minutes": "10",
    "return_minutes": "60",
    "return_state": "returned",
    "readings_taken": "5",
    "signs_not_measured": "2",
}


def test_the_columns_are_the_agreed_ones_in_their_order() -> None:
    assert list(clinic.sheet("sessions.csv", clinic.infusion())[0]) == HEADER.split()


@pytest.mark.parametrize("column", HEADER.split())
def test_a_whole_session_stands_in_one_row(column: str) -> None:
    (row,) = clinic.sheet("sessions.csv", clinic.infusion())
    assert row[column] == WHOLE.get(column, "")


def test_a_session_without_a_start_shows_its_last_pressure_as_the_pre_dose_value() -> None:
    record = facts.record_with(
        facts.reading("13:40", systolic=150, diastolic=90),
        facts.reading("13:45", systolic=142, diastolic=88),
        treatment=facts.treatment(entered_afterwards=True),
    )
    (row,) = clinic.sheet("sessions.csv", record)
    assert (row["pre_dose_systolic"], row["pre_dose_diastolic"]) == ("142", "88")
    assert (row["baseline_systolic"], row["peak_systolic"], row["started_at"]) == ("", "", "")
    assert (row["return_state"], row["entered_afterwards"]) == ("unknown", "true")


def test_sessions_are_numbered_by_corrected_arrival_within_their_patient() -> None:
    bob, set_back = UUID(int=11), UUID(int=102)
    told = [
        session(101, "09:00"),
        facts.record_with(
            facts.arrival("08:00", replaces=set_back, treatment_id=set_back),
            treatment=facts.treatment("10:00", id=set_back),
        ),
        session(103, "11:00"),
        session(104, "07:00", patient=bob),
    ]
    rows = clinic.by_id("sessions.csv", *told)
    numbers = [rows[str(UUID(int=number))]["session_number"] for number in (101, 102, 103, 104)]
    assert numbers == ["2", "1", "3", "1"]


def session(number: int, arrived_at: str, patient: UUID = facts.PATIENT) -> Record:
    return facts.record_with(
        patient=facts.patient(id=patient),
        treatment=facts.treatment(arrived_at, id=UUID(int=number), patient_id=patient),
    )
