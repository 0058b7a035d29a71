"""The clinic's medians are what the frames of every patient say, one value a patient, from five patients on."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from statistics import median
from typing import Any
from uuid import UUID, uuid4

import pytest

from app.charts.trends import plain
from data import frames, identities, patients, records, rises, statements, treatments
from data.engine import Database
from data.rises import Median
from schemas.fact import ClinicalFact
from schemas.reading import Reading
from tests import facts, said
from tests.data import opened

SINCE = facts.instant("00:00", date(2024, 1, 1))
KETAMINE = ("ketamine", "intravenous")


def infusion(
    session: UUID,
    day: date,
    rise: int,
    mg: float = 40,
    weight: float | None = 80.0,
    **more: Any,  # noqa: ANN401
) -> Iterator[ClinicalFact]:
    """A weight, a baseline and a rise of so much; `more` is a medicine before the peak."""
    at = {name: facts.instant(name, day) for name in ("13:50", "14:00", "14:10", "14:30", "14:40")}
    own: dict[str, Any] = {"treatment_id": session}
    yield facts.reading(at["13:50"], systolic=120, diastolic=80, weight_kg=weight, **own)
    yield facts.event("start", at["14:00"], dose_mg=mg, duration_minutes=40, **own)
    if more:
        yield facts.intervention(at["14:10"], **more, **own)
    yield facts.reading(at["14:30"], systolic=120 + rise, diastolic=90, **own)
    yield facts.event("stop", at["14:40"], stop_says="planned", **own)


def person(database: Database, *given: Mapping[str, Any]) -> UUID:
    """A patient with these infusions, a day apart."""
    patient = facts.patient(id=uuid4(), record_number=uuid4().hex[:8])
    with database.write() as connection:
        patients.register(connection, patient)
    for number, told in enumerate(given):
        day = date(2026, 2, 1) + timedelta(days=number)
        session = uuid4()
        own = {"id": session, "patient_id": patient.id, "protocol_id": opened.protocol_id()}
        with database.write() as connection:
            treatments.begin(connection, facts.treatment(facts.instant("13:30", day), **own))
        is_over = told.get("is_over", True)
        opened.save(database, *infusion(session, day, **{name: one for name, one in told.items() if name != "is_over"}))
        if is_over:
            opened.save(database, facts.end(facts.instant("15:10", day), treatment_id=session))
    return patient.id


def medians(database: Database) -> tuple[Median, ...]:
    with database.read() as connection:
        return rises.medians(connection, *KETAMINE, SINCE)


def test_each_patient_is_one_value_however_often_she_came(clinic: Database) -> None:
    person(clinic, *({"rise": 60} for _ in range(9)), {"rise": 20})
    for rise in (10, 12, 14):
        person(clinic, {"rise": rise})
    assert medians(clinic) == (), "of four patients nothing is said"
    person(clinic, {"rise": 16}, {"rise": 18}, {"rise": 50, "mg": 80.0})
    assert medians(clinic) == (Median(dose=0.5, median=14.0, patients=5),)


def test_what_has_no_place_at_a_dose_is_left_out(clinic: Database) -> None:
    for rise in (10, 12, 14, 16):
        person(clinic, {"rise": rise})
    person(clinic, {"rise": 90, "drug": "labetalol", "dose": "10 mg"})
    assert medians(clinic) == (), "a medicine for pressure came before that peak"
    person(clinic, {"rise": 90, "drug": "Something new", "dose": "10 mg"})
    assert medians(clinic) == (), "nobody knows whether that one was"
    fifth = person(clinic, {"rise": 18, "mg": 41.6})
    assert medians(clinic) == (Median(0.5, 14.0, 5),), "0.52 mg/kg is brought to its tenth"
    with clinic.write() as connection:
        statements.say(connection, said.restriction(facts.OTHER_NURSE, patient_id=fifth))
    assert medians(clinic) == (), "a record that is for named people is in no figure of the clinic"


def test_a_session_that_is_not_over_is_in_no_figure_of_the_clinic(clinic: Database) -> None:
    for rise in (10, 12, 14, 16):
        person(clinic, {"rise": rise})
    person(clinic, {"rise": 90, "is_over": False})
    assert medians(clinic) == (), "it may still rise"
    person(clinic, {"rise": 18, "mg": 36.0})
    person(clinic, {"rise": 18, "mg": 40.0})
    assert medians(clinic) == (Median(0.5, 15.0, 6),), "0.45 mg/kg is rounded half up, as everywhere"


def test_somebody_registered_twice_is_one_patient(clinic: Database) -> None:
    people = [person(clinic, {"rise": rise}) for rise in (10, 12, 14, 16, 18)]
    assert [one.patients for one in medians(clinic)] == [5]
    with clinic.write() as connection:
        identities.merge(connection, said.merge(people[0], people[1]))
    assert medians(clinic) == ()


def test_only_the_newest_sessions_are_read(clinic: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    for rise in (10, 12, 14, 16, 18, 99):
        person(clinic, {"rise": rise})
    assert [one.patients for one in medians(clinic)] == [6]
    with clinic.read() as connection:
        assert rises.medians(connection, *KETAMINE, facts.instant("00:00", date(2027, 1, 1))) == ()
    monkeypatch.setattr(rises, "NEWEST", 4)
    assert medians(clinic) == ()


def test_they_are_what_the_frames_of_all_patients_say(clinic: Database) -> None:
    for number in range(6):
        told = [{"rise": 10 + 3 * number + visit, "mg": 40.0 + 8 * (visit % 2)} for visit in range(4)]
        person(clinic, *told, {"rise": 70, "drug": "captopril", "dose": "25 mg"})
    first = person(clinic, {"rise": 30}, {"rise": 31, "weight": None})
    wrong = first_reading(clinic, first)
    opened.save(clinic, facts.corrected(wrong, weight_kg=64.0, reason="two digits swapped"))
    with clinic.read() as connection:
        every = [found for one in records.ids(connection) if (found := records.of_treatment(connection, one))]
    of_session = {str(one.treatment.id): one.patient.id for one in every}
    frame, values = frames.sessions(every), {}
    for row in plain.rows(frame, list(frame.columns)):
        amount, rise = row["dose_mg_per_kg"], row["delta_systolic"]
        if (row["drug"], row["route"]) == KETAMINE and None not in (amount, rise) and row["peak_treated"] is False:
            at = values.setdefault(round(amount, 1), {})
            at.setdefault(of_session[row["treatment_id"]], []).append(rise)
    expected = tuple(
        Median(dose, float(median(median(one) for one in of_each.values())), len(of_each))
        for dose, of_each in sorted(values.items())
        if len(of_each) >= 5
    )
    assert medians(clinic) == expected
    assert [(one.dose, one.patients) for one in expected] == [(0.5, 6), (0.6, 7)]


def first_reading(database: Database, patient: UUID) -> Reading:
    """The first reading of this patient's first session, in which she was weighed."""
    with database.read() as connection:
        record, *_ = records.of_patient(connection, patient)
    return min(record.readings, key=lambda one: one.taken_at)
