"""Acts in the audit: rows without a fact, in the chain like all others, found by day, person and patient."""

from datetime import datetime, timedelta

import pytest

from data import acts, audit, chain, proof
from data.engine import Database
from schemas.act import Act, Did
from tests import facts
from tests.data import opened


def act(at: datetime, **more: object) -> Act:
    told = {"at": at, "who": facts.NURSE, "roles": "nurse", "did": Did.VIEW, "kind": "treatment"}
    return Act.model_validate(told | {"object_id": facts.TREATMENT, "patient_id": facts.PATIENT} | more)


def noted(clinic: Database, *told: Act) -> None:
    with clinic.write() as connection:
        for one in told:
            acts.note(connection, one)


def test_a_look_is_a_row_of_the_chain_and_leaves_the_sessions_version_as_it_is(clinic: Database) -> None:
    with clinic.read() as connection:
        before, version = chain.head(connection), audit.version(connection, facts.TREATMENT)
    noted(clinic, act(facts.instant("14:00"), words="ali", outcome="1 found"))
    with clinic.read() as connection:
        assert chain.head(connection).count == before.count + 1
        assert audit.version(connection, facts.TREATMENT) == version
        *_, row = acts.of_patient(connection, facts.PATIENT)
    told = {name: row[name] for name in ("what", "kind", "role", "line", "outcome", "object_id", "treatment_id")}
    assert told == {
        "what": "view",
        "kind": "treatment",
        "role": "nurse",
        "line": "ali",
        "outcome": "1 found",
        "object_id": facts.TREATMENT,
        "treatment_id": None,
    }


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["14:02", "14:01", "14:00"]),
        ({"who": facts.OTHER_NURSE}, ["14:01"]),
        ({"patient_id": facts.PATIENT}, ["14:01", "14:00"]),
        ({"patient_id": facts.PATIENT, "who": facts.NURSE}, ["14:00"]),
        ({"start": facts.instant("14:01")}, ["14:02", "14:01"]),
        ({"end": facts.instant("14:01")}, ["14:00"]),
        ({"start": facts.instant("14:00") + timedelta(days=3)}, []),
    ],
)
def test_rows_are_found_by_time_person_and_patient_the_newest_first(
    clinic: Database, asked: dict[str, object], found: list[str]
) -> None:
    noted(
        clinic,
        *(act(facts.instant("09:00") + timedelta(days=back), patient_id=None) for back in range(-40, -2)),
        act(facts.instant("14:00")),
        act(facts.instant("14:01"), who=facts.OTHER_NURSE),
        act(facts.instant("14:02"), patient_id=None),
    )
    day = {"start": facts.instant("13:59"), "end": facts.instant("23:00") + timedelta(days=5)}
    with clinic.read() as connection:
        told = acts.between(connection, acts.Asked(**(day | asked)), 10)  # type: ignore[arg-type]
    assert [f"{row['at']:%H:%M}" for row in told if row["what"] == "view"] == found


def test_a_clock_that_was_set_back_hides_no_row(clinic: Database) -> None:
    noted(clinic, act(facts.instant("14:00")), act(facts.instant("10:00")), act(facts.instant("14:30")))
    with clinic.read() as connection:
        asked = acts.Asked(facts.instant("09:30"), facts.instant("10:30"))
        told = acts.between(connection, asked, 10)
    assert [f"{row['at']:%H:%M}" for row in told if row["what"] == "view"] == ["10:00"]
    with clinic.read() as connection:
        assert len(acts.between(connection, acts.Asked(facts.instant("09:00"), facts.instant("15:00")), 2)) == 2


def test_the_record_with_acts_in_its_audit_is_proven(clinic: Database) -> None:
    opened.save(clinic, facts.note())
    noted(clinic, act(facts.instant("14:00")))
    with clinic.read() as connection:
        assert proof.prove(connection, []).fault is None
