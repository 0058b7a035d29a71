"""The proof finds whatever was changed behind the triggers' back, and names the first of it."""

from collections.abc import Callable

import pytest
from sqlcipher3.dbapi2 import Connection

from data import chain, proof, quarantine
from data.chain import Head
from data.engine import Database
from data.folder import Folder
from data.heads import Written
from data.quarantine import Verdict
from tests import facts, said, sealing
from tests.data import opened

AT = facts.instant("14:00")
KEPT, ENDED = sealing.kept(), sealing.kept()
READING = facts.reading("14:05", systolic=148, diastolic=92)
TOLD = said.risky(treatment_id=facts.TREATMENT)
DONE = said.closing(TOLD)


def again(database: Database) -> None:
    """Makes the chain anew from the rows that are there, as somebody would who knows this program."""
    previous = chain.BEGINNING
    for row in opened.audit(database):
        told = row | {"previous": previous}
        previous = chain.sealed(told)
        new = {"previous": told["previous"], "hash": previous}
        with database.write() as connection:
            connection.execute(chain.AUDIT.update().where(chain.AUDIT.c.seq == row["seq"]).values(new))


def statements(*told: str) -> Callable[[Connection], None]:
    def run(other: Connection) -> None:
        for one in told:
            other.execute(one)

    return run


CHANGES: list[tuple[str, Callable[[Connection], None], str]] = [
    ("a row changed", statements("UPDATE audit SET who = NULL WHERE seq = 3"), "Row 3 of the audit was changed"),
    ("a row's line changed", statements("UPDATE audit SET line = 'x' WHERE line = '148/92'"), "was changed, or is"),
    ("a row removed", statements("DELETE FROM audit WHERE seq = 2"), "Row 2 of the audit is missing"),
    (
        "two rows swapped",
        statements(
            "UPDATE audit SET seq = -1 WHERE seq = 2",
            "UPDATE audit SET seq = 2 WHERE seq = 3",
            "UPDATE audit SET seq = 3 WHERE seq = -1",
        ),
        "Row 2 of the audit was changed",
    ),
    (
        "a row added between",
        statements(
            "UPDATE audit SET seq = -seq WHERE seq > 3",
            "UPDATE audit SET seq = 1 - seq WHERE seq < 0",
            "INSERT INTO audit (seq, at, what) VALUES (4, '2026-03-02 14:00:00', 'create')",
        ),
        "Row 4 of the audit was changed",
    ),
    (
        "a row added behind",
        statements("INSERT INTO audit (at, what) VALUES ('2026-03-02 14:00:00', 'create')"),
        "was changed, or is not the one",
    ),
    ("the end cut off", statements("DELETE FROM audit WHERE seq > 4"), "The audit has 4 rows, and had"),
    ("a reading changed", statements("UPDATE reading SET systolic = 118"), f"reading {READING.id} was changed behind"),
    (
        "a reading's time made no time",
        statements("UPDATE reading SET taken_at = 'noon'"),
        "A row of reading was changed",
    ),
    (
        "a reading made impossible",
        statements("UPDATE reading SET systolic = 9999"),
        f"reading {READING.id} was changed",
    ),
    ("a row's time made no time", statements("UPDATE audit SET at = 'noon' WHERE seq = 4"), "Row 4 of the audit was"),
    ("a reading removed", statements("DELETE FROM reading"), f"reading {READING.id} of row"),
    (
        "a reading put with another patient, whose weights it would change",
        statements("UPDATE reading SET patient_id = replace(patient_id, '0a', '0b')"),
        f"reading {READING.id} was put with another patient",
    ),
    (
        "what is kept aside changed",
        statements("UPDATE quarantined SET body = replace(body, '148/92', '119/72')"),
        f"quarantined {KEPT.id} was changed behind",
    ),
    (
        "what is kept aside put under another name",
        statements("UPDATE quarantined SET author = replace(author, '01', '02')"),
        f"quarantined {KEPT.id} was changed behind",
    ),
    ("what is kept aside removed", statements("DELETE FROM quarantined"), f"quarantined {KEPT.id} of row"),
    (
        "a word on what is kept aside turned round",
        statements("UPDATE quarantine_end SET accepted = 1 - accepted"),
        f"quarantine_end {ENDED.id} was changed behind",
    ),
    ("a scale changed", statements("UPDATE assessment SET items = '[0]'"), f"assessment {TOLD.id} was changed behind"),
    (
        "a closing turned round",
        statements("UPDATE risk_closing SET withdrawn = 1"),
        f"risk_closing {DONE.id} was changed",
    ),
    (
        "a scale put with another patient's session",
        statements("UPDATE assessment SET patient_id = replace(patient_id, '0a', '0b')"),
        f"assessment {TOLD.id} was changed behind",
    ),
    (
        "a reading added",
        statements(
            "INSERT INTO note (id, entered_at, entered_by, treatment_id, words, at) SELECT"
            " '00000000000000000000000000000abc', entered_at, entered_by, treatment_id, 'never', taken_at FROM reading"
        ),
        "A row of note (00000000-0000-0000-0000-000000000abc) lies in the record",
    ),
]


def tampered(folder: Folder, change: Callable[[Connection], None]) -> None:
    with opened.plainly(folder) as other:
        for (name,) in other.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            other.execute(f"DROP TRIGGER {name}")
        other.execute("PRAGMA ignore_check_constraints = ON")
        change(other)


def head(database: Database) -> Head:
    with database.read() as connection:
        return chain.head(connection)


@pytest.mark.parametrize(("name", "change", "sentence"), CHANGES, ids=[row[0] for row in CHANGES])
def test_what_was_changed_behind_the_triggers_is_found(
    name: str, change: Callable[[Connection], None], sentence: str, clinic: Database, folder: Folder
) -> None:
    opened.save(clinic, READING, line="148/92")
    opened.say(clinic, TOLD, DONE)
    with clinic.write() as connection:
        for kept in (KEPT, ENDED):
            quarantine.keep(connection, kept, None)
        verdict = Verdict(facts.staff(), facts.instant("15:00"), accepted=False, reason="entered twice")
        quarantine.end(connection, ENDED, verdict)
    written = Written(head(clinic), AT)
    with clinic.read() as connection:
        whole = proof.prove(connection, [written])
    assert (whole.fault, whole.proven) == (None, written), name
    tampered(folder, change)
    with clinic.read() as connection:
        assert sentence in (proof.prove(connection, [written]).fault or "")


def test_a_chain_that_was_made_anew_does_not_end_in_a_head_that_was_kept_outside(
    clinic: Database, folder: Folder
) -> None:
    opened.save(clinic, READING, line="148/92")
    early, late = Written(Head(2, opened.audit(clinic)[1]["hash"]), AT), Written(head(clinic), AT)
    tampered(folder, statements("UPDATE audit SET at = '2026-03-01 10:00:00.000000' WHERE seq = 4"))
    again(clinic)
    with clinic.read() as connection:
        assert proof.prove(connection, ()).fault is None, "the record alone cannot tell"
        found = proof.prove(connection, [early, late])
    assert found.fault is not None
    assert "the chain was made anew" in found.fault
    assert found.proven == early
