"""A stored fact is never changed: not through the writer, not by a second program that sets nothing but its key."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlcipher3.dbapi2
from sqlalchemy import Connection, UniqueConstraint, text
from sqlalchemy.exc import IntegrityError

from data import entry_keys, quarantine, statements, tables, triggers
from data.engine import Database
from data.folder import Folder
from data.safety import stored
from schemas.account import Tablet
from schemas.signature import Meaning
from tests import facts, said, sealing, signed
from tests.data import opened

TABLES = [str(row.__tablename__) for row in tables.APPEND_ONLY]
KEYS = {"audit": "seq", "voiding": "signature_id", "quarantine_end": "quarantined_id"}  # where it is not the id
CHANGEABLE = {
    "draft",
    "sign_in",
    "open_treatment",
    "tablet_token",
    "secret",
    "shift",
    "misses",
    "notice",
    "same_person",
    "second_factor",
    "provider_subject",
    "restricted_notice",
    "outcome",
    "outcome_effect",
    "outcome_stale",
    "outcome_until",
}
# Columns beside the key that a second row could share, so that REPLACE would take the first one's place.
UNIQUE = [
    (table.name, next(iter(key.columns.keys())))
    for table in tables.METADATA.sorted_tables
    for key in table.constraints
    if isinstance(key, UniqueConstraint) and "id" not in key.columns
]


RAISED = facts.raised()
STILL_KEPT = uuid4()


def enrolled(connection: Connection) -> UUID:
    """A tablet of the clinic's."""
    return statements.newest(connection, Tablet)[0].tablet_id


def one_of_each() -> Iterator[Any]:
    """Two facts of each clinical kind, the second a correction of the first, and a retraction."""
    effect, note = facts.effect(), facts.note()
    told = (
        facts.end(),
        facts.reading(pulse=70),
        facts.event("start"),
        effect,
        facts.none_reported(),
        facts.intervention(),
        note,
        facts.change(effect, severity=1),
    )
    told += (facts.answer(RAISED.id), facts.call(alert_id=RAISED.id), facts.checked(), facts.decided(), facts.judged())
    for fact in told:
        yield fact
        yield facts.corrected(fact)
    yield facts.arrival("13:20")
    last = facts.note()
    yield last
    yield facts.withdrawn(last)


@pytest.fixture(scope="module")
def full(shared: Database) -> Database:
    """At least one row in each table that refuses change."""
    opened.keep(shared, RAISED, facts.raised(carries=RAISED.id, withdraws=RAISED.id))
    opened.save(shared, *one_of_each())
    opened.say(shared, *said.one_of_each())
    nurse, call = facts.staff(), signed.afterword()
    newer = signed.afterword(replaces=call.id, reason="typed wrongly")
    opened.save(shared, signed.addendum(), call, newer, signed.written(call, nurse))
    elsewhere = {"treatment_id": opened.OTHER_TREATMENT}
    opened.save(shared, facts.end(**elsewhere), last := facts.note(**elsewhere))
    signed.sign(shared, Meaning.COMPLETE, nurse, **elsewhere)
    opened.save(shared, facts.withdrawn(last, **elsewhere))
    with shared.write() as connection:
        entry_keys.add(connection, sealing.key(uuid4(), "public", tablet_id=enrolled(connection)))
        quarantine.keep(connection, ended := sealing.kept(), None)
        quarantine.keep(connection, sealing.kept(id=STILL_KEPT), None)
        quarantine.end(
            connection, ended, quarantine.Verdict(nurse, facts.instant("15:00"), accepted=False, reason="no")
        )
    assert all(count for name, count in opened.numbers(shared).items() if name not in CHANGEABLE)
    return shared


def row_of(connection: Any, table: str) -> dict[str, object]:  # noqa: ANN401 - the driver has no types
    names = [column[1] for column in connection.execute(f"PRAGMA table_info({table})")]
    told = "replaces IS NOT NULL" if "replaces" in names else "1"
    return dict(zip(names, connection.execute(f"SELECT * FROM {table} WHERE {told}").fetchone(), strict=True))  # noqa: S608 - names of our own


def put(connection: Any, how: str, table: str, row: dict[str, object]) -> None:  # noqa: ANN401
    marks = ",".join("?" * len(row))
    connection.execute(f"{how} INTO {table} ({','.join(row)}) VALUES ({marks})", list(row.values()))


def test_every_table_but_those_of_sign_in_drafts_and_what_follows_refuses_change() -> None:
    assert set(TABLES) == set(tables.METADATA.tables) - CHANGEABLE


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", ["UPDATE {table} SET {key} = {key}", "DELETE FROM {table}"])
def test_a_row_is_neither_changed_nor_removed(
    table: str, statement: str, full: Database, shared_folder: Folder
) -> None:
    before = opened.numbers(full)
    told = statement.format(table=table, key=KEYS.get(table, "id"))
    with pytest.raises(IntegrityError, match="a fact is never changed"), full.write() as connection:
        connection.execute(text(told))
    with opened.plainly(shared_folder) as other, pytest.raises(sqlcipher3.dbapi2.IntegrityError, match="never changed"):
        other.execute(told)
    assert opened.numbers(full) == before


WAYS = ["INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE", "INSERT OR ROLLBACK", "INSERT"]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("how", WAYS)
def test_a_row_is_not_replaced_by_a_plain_second_program(
    table: str, how: str, full: Database, shared_folder: Folder
) -> None:
    with opened.plainly(shared_folder) as other:
        assert other.execute("PRAGMA recursive_triggers").fetchone() == (0,)
        row = row_of(other, table)
        with pytest.raises(sqlcipher3.dbapi2.IntegrityError, match="never changed"):
            put(other, how, table, row)
        assert row_of(other, table) == row


def test_nineteen_columns_are_unique_beside_the_keys() -> None:
    assert len(UNIQUE) == 19


@pytest.mark.parametrize(("table", "column"), UNIQUE)
def test_a_row_of_another_id_takes_no_place_by_a_unique_column(
    table: str, column: str, full: Database, shared_folder: Folder
) -> None:
    before = opened.numbers(full)
    with opened.plainly(shared_folder) as other:
        row = row_of(other, table)
        assert row[column] is not None
        with pytest.raises(sqlcipher3.dbapi2.IntegrityError, match="never changed"):
            put(other, "INSERT OR REPLACE", table, row | {"id": uuid4().hex})
        assert row_of(other, table) == row
    assert opened.numbers(full) == before


NUMBERED = {"audit", *(table.name for table in statements.TABLES.values())}  # their key is the number of the row


@pytest.mark.parametrize("table", [name for name in TABLES if name not in NUMBERED | {"reading"}])
def test_a_row_of_another_id_takes_no_place_by_the_hidden_number_of_the_row(
    table: str, full: Database, shared_folder: Folder
) -> None:
    before = opened.numbers(full)
    with opened.plainly(shared_folder) as other:
        row, rowid = row_of(other, table), other.execute(f"SELECT min(rowid) FROM {table}").fetchone()[0]  # noqa: S608 - names of our own
        fresh = {KEYS.get(table, "id"): uuid4().hex, "rowid": rowid} | {
            name: uuid4().hex for name in ("record_number", "fact_id", "key", "replaces") if name in row
        }
        with pytest.raises(sqlcipher3.dbapi2.IntegrityError, match="never changed"):
            put(other, "INSERT OR REPLACE", table, row | fresh)
    assert opened.numbers(full) == before


@pytest.mark.parametrize("table", TABLES)
def test_an_upsert_changes_nothing(table: str, full: Database, shared_folder: Folder) -> None:
    key = KEYS.get(table, "id")
    with opened.plainly(shared_folder) as other:
        names = list(row_of(other, table))
        told = f"INSERT INTO {table} SELECT * FROM {table} WHERE 1 ON CONFLICT DO UPDATE SET {names[-1]} = {key}"  # noqa: S608 - names of our own
        with pytest.raises(sqlcipher3.dbapi2.IntegrityError, match="never changed"):
            other.execute(told)


def test_the_triggers_can_be_made_again_without_a_difference(empty: Database) -> None:
    query = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
    with empty.write() as connection:
        before = connection.execute(query).all()
        triggers.make(connection)
        assert connection.execute(query).all() == before
    assert len(before) == 3 * len(TABLES) + 2 * len(triggers.CLINICAL) + len(triggers.VOIDING) + 1


def test_a_table_that_is_not_there_gets_no_trigger() -> None:
    assert list(triggers.statements(frozenset())) == []
    assert {one.split()[-1] for one in triggers.statements(frozenset({"note"})) if one.startswith("DROP")} == {
        "note_no_update",
        "note_no_delete",
        "note_no_replace",
    }


def test_drafts_may_be_changed(clinic: Database, folder: Folder) -> None:
    with opened.plainly(folder) as other:
        row = (facts.TREATMENT.hex, facts.NURSE.hex, uuid4().hex, "148/", "2026-03-02 14:00:00")
        other.execute("INSERT INTO draft VALUES (?, ?, ?, ?, ?)", row)
        other.execute("UPDATE draft SET text = ''")
        other.execute("DELETE FROM draft")


REFERENCES = [
    (table.name, column.name)
    for table in tables.METADATA.sorted_tables
    for column in table.columns
    if column.foreign_keys
]


@pytest.mark.parametrize(("table", "column"), REFERENCES)
def test_a_reference_that_leads_nowhere_is_refused(
    table: str, column: str, full: Database, shared_folder: Folder
) -> None:
    at = "2026-03-02 14:00:00"
    kept: dict[str, dict[str, object]] = {
        "sign_in": {"token_sha256": "x", "id": uuid4().hex, "staff_id": facts.NURSE.hex, "how": "pin", "limited": 0}
        | {"signed_in_at": at, "locks_at": at, "ends_at": at},
        "tablet_token": {"token_sha256": "x", "tablet_id": facts.NURSE.hex},
        "secret": {"staff_id": facts.NURSE.hex, "sort": "pin", "hash": "x", "given": 0, "set_at": at},
        "notice": {"id": uuid4().hex, "staff_id": facts.NURSE.hex, "fact_id": uuid4().hex, "at": at}
        | {"treatment_id": facts.TREATMENT.hex},
        "open_treatment": {"treatment_id": facts.TREATMENT.hex},
        "outcome": {"patient_id": facts.PATIENT.hex, "treatment_id": facts.TREATMENT.hex, "drug": "ketamine"}
        | {"protocol_id": opened.protocol_id().hex, "route": "intravenous", "how": "given"}
        | dict.fromkeys(("effects", "effects_severe", "effects_unstated", "corrections", *stored.DELAYS), 0),
        "outcome_effect": {"treatment_id": facts.TREATMENT.hex, "effect": "nausea"},
        "outcome_stale": {"treatment_id": facts.TREATMENT.hex},
        "restricted_notice": {"about": uuid4().hex, "staff_id": facts.NURSE.hex, "patient_id": facts.PATIENT.hex}
        | {"at": at},
        "same_person": {"patient_id": facts.PATIENT.hex, "person_id": facts.PATIENT.hex},
        "provider_subject": {"issuer": "x", "subject": "x", "staff_id": facts.NURSE.hex, "set_at": at},
        "second_factor": {"staff_id": facts.NURSE.hex, "confirmed": 1, "secret": "x", "set_at": at},
        "quarantine_end": {"quarantined_id": STILL_KEPT.hex, "by_id": facts.NURSE.hex, "at": at}
        | {"accepted": 0, "reason": "x"},
        "shift": {"id": uuid4().hex, "staff_id": facts.NURSE.hex, "opened_at": at, "ends_at": at, "wrong_pins": 0},
    }
    draft = {
        "treatment_id": facts.TREATMENT.hex,
        "author": facts.NURSE.hex,
        "draft_id": "x",
        "text": "",
        "typed_at": "",
    }
    with opened.plainly(shared_folder) as other:
        told: dict[str, object] = (kept | {"draft": draft}).get(table) or row_of(other, table)
    told.pop("seq", None)  # a new row has a new number
    fresh = {name: uuid4().hex for name in ("id", "record_number", "fact_id", "replaces") if name in told}
    row = told | fresh | {column: uuid4().hex}
    with pytest.raises(sqlcipher3.dbapi2.IntegrityError, match="FOREIGN KEY"), full.write() as connection:
        put(connection.connection.driver_connection, "INSERT", table, row)
    assert opened.audit(full)
