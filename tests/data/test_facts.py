"""A fact is stored once, whole, with its audit row, and comes back as it was; a resend is known, a conflict shown."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import StatementError

from data import audit, rows, statements, tables, targets
from data import facts as stored
from data.engine import Database
from schemas.correction import Retraction
from schemas.fact import ClinicalFact, Fact
from schemas.reading import CuffSite, NotMeasured, Position
from schemas.treatment import Treatment
from tests import facts
from tests.data import opened

EFFECT = facts.effect(relatedness="possible", judged_by=facts.NURSE, serious=False)
FULL = facts.reading(
    "14:05:30",
    systolic=148,
    diastolic=92,
    temperature_c=36.8,
    weight_kg=82.5,
    oxygen_l_min=0.0,
    moaas=5,
    not_measured={"pulse": NotMeasured.DECLINED, "spo2": NotMeasured.OTHER},
    reason_words={"spo2": "nail varnish – 雪"},
    position=Position.SEMI_RECLINED,
    cuff_site=CuffSite.LEFT_ARM,
    note="first\nsecond",
    time_stated="14:05",
)
STOP = facts.event("stop", "14:40", dose_mg=40.5, stop_says="mg", no_more_follows=True)
NEW = [
    facts.staff("Pat Prescriber", id=facts.PRESCRIBER, initials="PP", roles=("prescriber", "admin")),
    facts.patient(id=uuid4(), record_number="C-9", given_name="Zoë", phone="+44 20 7946 0000"),
    facts.treatment(id=uuid4(), protocol_id=opened.protocol_id(), planned_dose_mg=41.25, entered_afterwards=True),
    facts.arrival("13:20"),
    facts.end("15:50", time_stated="15:50"),
    FULL,
    facts.reading(pulse=0),
    facts.event("start", dose_mg=40, duration_minutes=40, concentration_mg_ml=0.4),
    STOP,
    EFFECT,
    facts.effect(words="legs feel far away"),
    facts.none_reported(),
    facts.intervention(drug="Ondansetron", dose="4 mg", route="IV", ordered_by="Dr. P", response="better"),
    facts.note(words="Robert'); DROP TABLE note;--"),
]
NAMES = [f"{type(fact).__name__} {place}" for place, fact in enumerate(NEW)]


@pytest.mark.parametrize("fact", NEW, ids=NAMES)
def test_a_fact_comes_back_as_it_was_with_one_audit_row(fact: Fact, clinic: Database) -> None:
    before = opened.numbers(clinic)
    more = {"search": "found"} if type(fact).__name__ == "Patient" else {}
    with clinic.write() as connection:
        receipt = stored.record(connection, fact, line="as typed", **more)
    assert receipt == stored.Receipt(fact, created=True)
    assert opened.fact(clinic, type(fact), fact.id) == fact
    (row,) = opened.audit(clinic, fact.id)
    assert row["sha256"] == audit.digest(fact) == audit.digest(opened.fact(clinic, type(fact), fact.id))  # type: ignore[arg-type]
    table = rows.TABLES[type(fact)].name
    added = {name: count - before[name] for name, count in opened.numbers(clinic).items() if count != before[name]}
    assert added == {table: 1, "audit": 1}


@pytest.mark.parametrize("fact", NEW, ids=NAMES)
def test_the_same_again_is_the_same_receipt_and_adds_nothing(fact: Fact, clinic: Database) -> None:
    more: dict[str, Any] = {"search": "found"} if type(fact).__name__ == "Patient" else {}
    later = fact.model_copy(update={"entered_at": fact.entered_at + timedelta(minutes=20)})
    with clinic.write() as connection:
        stored.record(connection, fact, **more)
    before = opened.numbers(clinic)
    with clinic.write() as connection:
        again = stored.record(connection, later, line="another line", **more)
    assert again == stored.Receipt(fact, created=False)
    assert opened.numbers(clinic) == before


STATED = facts.reading("14:05", id=UUID(int=77), systolic=148, diastolic=92, time_stated="14:05")
CONTENTS = [
    ("another value", {"systolic": 149}, True),
    ("a sign less", {"diastolic": None}, True),
    ("another time stated", {"time_stated": "14:06"}, True),
    ("no time stated", {"time_stated": None}, True),
    ("another author", {"entered_by": facts.OTHER_NURSE}, True),
    ("another session", {"treatment_id": opened.OTHER_TREATMENT}, True),
    ("another note", {"note": "x"}, True),
    ("an instant computed anew", {"taken_at": facts.instant("14:05:03")}, False),
    ("received later", {"entered_at": facts.instant("14:25")}, False),
]


@pytest.mark.parametrize(("name", "change", "conflict"), CONTENTS, ids=[row[0] for row in CONTENTS])
def test_other_content_under_an_id_is_a_conflict_that_shows_both(
    name: str, change: dict[str, Any], conflict: bool, clinic: Database
) -> None:
    opened.save(clinic, STATED)
    before, sent = opened.numbers(clinic), STATED.model_copy(update=change)
    if not conflict:
        assert opened.save(clinic, sent) == stored.Receipt(STATED, created=False)
    else:
        with pytest.raises(stored.ConflictError) as raised:
            opened.save(clinic, sent)
        assert (raised.value.stored, raised.value.sent) == (STATED, sent)
        assert "148" not in str(raised.value)
    assert opened.record(clinic).readings == (STATED,)
    assert opened.numbers(clinic) == before


def test_an_id_belongs_to_one_fact_of_whatever_kind(clinic: Database) -> None:
    note = facts.note()
    opened.save(clinic, note)
    sent: list[Fact] = [
        facts.reading(id=note.id, pulse=70),
        facts.effect(id=note.id),
        facts.withdrawn(note, id=note.id),
        facts.patient(id=note.id, record_number="C-3"),
    ]
    for fact in sent:
        with pytest.raises(stored.ConflictError) as raised:
            opened.save(clinic, fact)
        assert (raised.value.stored, raised.value.sent) == (note, fact)
    assert opened.record(clinic).facts() == (note,)


def test_a_conflict_undoes_what_was_stored_before_it_in_the_same_transaction(clinic: Database) -> None:
    opened.save(clinic, STATED)
    before = opened.numbers(clinic)
    with pytest.raises(stored.ConflictError):
        opened.save(clinic, facts.note(), STATED.model_copy(update={"systolic": 160}))
    assert opened.numbers(clinic) == before


NOWHERE = uuid4()
UNKNOWN: list[Fact] = [
    facts.reading(treatment_id=NOWHERE, pulse=70),
    facts.withdrawn(facts.note(), treatment_id=NOWHERE),
]


@pytest.mark.parametrize("fact", UNKNOWN, ids=lambda fact: type(fact).__name__)
def test_a_session_that_does_not_exist_takes_nothing(fact: Fact, clinic: Database) -> None:
    before = opened.numbers(clinic)
    with pytest.raises((LookupError, targets.CorrectionError), match="nothing was saved"):
        opened.save(clinic, fact)
    assert opened.numbers(clinic) == before


def test_every_fact_of_a_record_has_exactly_one_audit_row(clinic: Database) -> None:
    told = [*NEW[3:], facts.withdrawn(STOP)]
    opened.save(clinic, *told)
    found = opened.audit(clinic)
    assert len({row["object_id"] for row in found}) == len(found)
    numbers = opened.numbers(clinic)
    assert len(found) == sum(numbers[table.name] for table in rows.TABLES.values())
    assert [row["seq"] for row in found] == list(range(1, len(found) + 1))


TIMES = [
    ("treatment", "arrived_at"),
    ("reading", "taken_at"),
    ("drug_event", "at"),
    ("effect", "onset_at"),
    ("note", "entered_at"),
    ("treatment_end", "ended_at"),
]
ROWS: dict[str, Fact] = {
    "treatment": facts.treatment(id=uuid4(), protocol_id=opened.protocol_id()),
    "reading": facts.reading(pulse=70),
    "drug_event": facts.event("start"),
    "effect": facts.effect(),
    "note": facts.note(),
    "treatment_end": facts.end(),
}


@pytest.mark.parametrize(("name", "column"), TIMES)
def test_a_time_without_a_zone_is_refused_by_the_table(name: str, column: str, clinic: Database) -> None:
    table, before = tables.METADATA.tables[name], opened.numbers(clinic)
    told = ROWS[name].model_dump() | {"patient_id": facts.PATIENT, column: datetime(2026, 3, 2, 14, 5)}  # noqa: DTZ001
    row = {name: value for name, value in told.items() if name in table.c}
    with pytest.raises(StatementError, match="without a zone") as refused, clinic.write() as connection:
        connection.execute(insert(table), row)
    assert "2026" not in str(refused.value)
    assert opened.numbers(clinic) == before


def test_a_time_of_another_zone_comes_back_as_the_same_instant(clinic: Database) -> None:
    there = datetime.fromisoformat("2026-03-02T10:00:00.123456-05:00")
    reading = facts.reading(there, pulse=70, entered_at=there)
    opened.save(clinic, reading)
    (found,) = opened.record(clinic).readings
    assert found.taken_at == there
    assert found.taken_at.isoformat() == "2026-03-02T15:00:00.123456+00:00"


def test_a_column_without_a_time_stays_without(clinic: Database) -> None:
    table = tables.METADATA.tables["sign_in"]
    with clinic.write() as connection:
        at = facts.instant("14:00")
        told = {"token_sha256": "x", "id": uuid4(), "staff_id": facts.NURSE, "how": "pin", "limited": False}
        times = {"signed_in_at": at, "locks_at": at, "ends_at": at, "signed_out_at": None}
        connection.execute(insert(table), told | times)
        assert connection.execute(table.select()).mappings().one()["signed_out_at"] is None


def test_every_clinical_kind_has_a_table_and_every_table_of_facts_a_kind() -> None:
    assert set(rows.CLINICAL) == {kind for kind in rows.TABLES if issubclass(kind, ClinicalFact)}
    fact_tables = {table.name for table in rows.TABLES.values()}
    others = {
        "audit",
        "draft",
        "sign_in",
        "open_treatment",
        "tablet_token",
        "secret",
        "second_factor",
        "provider_subject",
        "shift",
        "misses",
        "notice",
        "restricted_notice",
        "protocol",
        "alert_event",
        "voiding",
        "same_person",
        "outcome",
        "outcome_effect",
        "outcome_stale",
        "outcome_until",
        "entry_key",
        "quarantined",
        "quarantine_end",
        *(one.name for one in statements.TABLES.values()),
    }
    assert fact_tables == set(tables.METADATA.tables) - others
    assert len(rows.TABLES) == len(fact_tables)
    assert {Retraction, Treatment} <= set(rows.TABLES)


def test_what_was_never_stored_is_not_found(clinic: Database) -> None:
    with clinic.read() as connection:
        assert rows.anywhere(connection, uuid4()) is None
        assert rows.by_id(connection, Treatment, facts.PATIENT) is None
        assert rows.anywhere(connection, facts.PATIENT) == facts.patient()
