"""The audit: one row for each fact, its digest computed anew from what lies there, and its line as it was typed."""

import json
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from uuid import uuid4

import pytest

from data import acting, audit
from data import facts as stored
from data.engine import Database
from schemas.fact import Fact
from schemas.reading import Reading
from schemas.staff import Role
from tests import facts
from tests.data import opened

READING = facts.reading("14:05:30", systolic=148, diastolic=92, note="Zoë – 雪", time_stated="14:05")
NOTE, OTHERS = facts.note(), facts.note(treatment_id=opened.OTHER_TREATMENT)
LINE = "148/92 88 97 t36,8 “as typed”"


def test_the_row_says_who_did_what_to_what_and_when(clinic: Database) -> None:
    opened.save(clinic, READING, line=LINE)
    (row,) = opened.audit(clinic, READING.id)
    assert row.pop("seq") > 0
    assert {len(row.pop("previous")), len(row.pop("hash"))} == {64}
    assert row == {
        "at": READING.entered_at,
        "who": facts.NURSE,
        "what": "create",
        "kind": "reading",
        "object_id": READING.id,
        "treatment_id": facts.TREATMENT,
        "patient_id": facts.PATIENT,
        "sha256": audit.digest(READING),
        "line": LINE,
        "reason": None,
        "role": None,
        "tablet": None,
        "outcome": None,
    }


def test_the_digest_is_that_of_the_canonical_json() -> None:
    told = json.dumps(READING.model_dump(mode="json"), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert audit.digest(READING) == sha256(told.encode("utf-8")).hexdigest()
    assert '"taken_at":"2026-03-02T14:05:30Z"' in told


CHANGES = [{"systolic": 149}, {"note": None}, {"entered_at": facts.instant("14:06")}, {"entered_by": facts.OTHER_NURSE}]


@pytest.mark.parametrize("change", CHANGES, ids=[str(*change) for change in CHANGES])
def test_whatever_changes_the_digest_changes(change: dict[str, object]) -> None:
    assert audit.digest(READING.model_copy(update=change)) != audit.digest(READING)


def test_the_same_instant_of_another_zone_has_the_same_digest() -> None:
    there = READING.model_dump() | {"taken_at": datetime.fromisoformat("2026-03-02T09:05:30-05:00")}
    assert audit.digest(Reading.model_validate(there)) == audit.digest(READING)


OF_NO_SESSION: list[tuple[Fact, object, object]] = [
    (facts.staff(), None, None),
    (facts.patient(), None, facts.PATIENT),
    (facts.treatment(), facts.TREATMENT, facts.PATIENT),
]


@pytest.mark.parametrize(("fact", "treatment", "patient"), OF_NO_SESSION, ids=["staff", "patient", "session"])
def test_people_and_sessions_have_their_rows_too(
    fact: Fact, treatment: object, patient: object, clinic: Database
) -> None:
    (row,) = opened.audit(clinic, fact.id)
    assert (row["what"], row["treatment_id"], row["patient_id"]) == ("create", treatment, patient)


def test_the_version_grows_with_every_fact_of_the_session_and_with_no_other(clinic: Database) -> None:
    def version() -> int:
        with clinic.read() as connection:
            return audit.version(connection, facts.TREATMENT)

    first = version()
    opened.save(clinic, OTHERS)
    assert version() == first
    opened.save(clinic, NOTE)
    second = version()
    assert second > first
    opened.save(clinic, NOTE)
    assert version() == second
    opened.save(clinic, facts.withdrawn(NOTE))
    assert version() > second


def test_a_session_that_does_not_exist_has_version_nought(clinic: Database) -> None:
    with clinic.read() as connection:
        assert audit.version(connection, uuid4()) == 0


def test_what_was_stored_before_a_thing_is_known_by_order_not_by_clocks(clinic: Database) -> None:
    late = facts.note(entered_at="09:00")
    opened.save(clinic, NOTE, OTHERS, READING, late)
    with clinic.read() as connection:
        found = [audit.earlier(connection, facts.TREATMENT, one.id) for one in (NOTE, READING, late)]
        assert audit.earlier(connection, facts.TREATMENT, uuid4()) == frozenset()
        assert audit.earlier(connection, facts.TREATMENT, OTHERS.id) == frozenset()
    begun = {facts.TREATMENT}
    assert found == [begun, begun | {NOTE.id}, begun | {NOTE.id, READING.id}]


BY = acting.Acting(facts.NURSE, frozenset({Role.ADMIN, Role.NURSE}), tablet_id=uuid4())


@pytest.mark.parametrize(
    ("by", "role", "tablet"),
    [
        (BY, "nurse,admin", BY.tablet_id),
        (replace(BY, tablet_id=None), "nurse,admin", None),
        (acting.PROGRAM, None, None),
    ],
    ids=["a person at a tablet", "a person elsewhere", "the program, in her name"],
)
def test_the_row_says_in_which_roles_and_on_which_tablet(
    clinic: Database, by: acting.Acting, role: str | None, tablet: object
) -> None:
    with clinic.write(by) as connection:
        stored.record(connection, READING)
    (row,) = opened.audit(clinic, READING.id)
    assert (row["role"], row["tablet"]) == (role, tablet)


def test_what_somebody_else_vouches_for_names_no_roles_of_its_author(clinic: Database) -> None:
    with clinic.write(BY) as connection, acting.vouching(connection):
        stored.record(connection, READING.model_copy(update={"entered_by": facts.OTHER_NURSE}))
    (row,) = opened.audit(clinic, READING.id)
    assert (row["who"], row["role"], row["tablet"]) == (facts.OTHER_NURSE, None, BY.tablet_id)
