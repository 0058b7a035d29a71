"""A signed record takes corrections and addenda alone, and both show; the database itself sees to it."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
import sqlcipher3.dbapi2
from sqlalchemy.exc import IntegrityError

from data import corrections, proof, signatures, signing, tables, triggers
from data import facts as stored
from data.engine import Database
from data.folder import Folder
from schemas.fact import Fact
from schemas.signature import Meaning
from schemas.staff import Staff
from tests import facts, said, signed
from tests.data import opened

NURSE, OTHER = facts.staff(), facts.staff("Otto Other", id=facts.OTHER_NURSE, initials="OO", roles=facts.OTTOS)
PRESCRIBER = facts.staff("Pat Prescriber", id=facts.PRESCRIBER, initials="PP", roles=("prescriber",))
BOTH = facts.staff("Bo Both", id=facts.PRESCRIBER, initials="BB", roles=("nurse", "prescriber"))
READING, NOTE = facts.reading("14:05", systolic=148, diastolic=92), facts.note()


@pytest.fixture
def ended(clinic: Database) -> Database:
    """A session with a reading, a note and an end; a prescriber works here too."""
    with clinic.write() as connection:
        stored.record(connection, PRESCRIBER)
    opened.save(clinic, READING, NOTE, facts.end())
    return clinic


@pytest.fixture
def complete(ended: Database) -> Database:
    """The same, signed by the nurse."""
    signed.sign(ended, Meaning.COMPLETE, NURSE)
    return ended


def found(database: Database) -> tuple[signatures.Standing, ...]:
    with database.read() as connection:
        return signatures.of_treatment(connection, facts.TREATMENT)


def is_closed(database: Database) -> bool:
    with database.read() as connection:
        return signatures.is_closed(connection, facts.TREATMENT)


def test_both_lines_are_signed_in_their_order_each_with_its_row_in_the_audit(ended: Database) -> None:
    first = signed.sign(ended, Meaning.COMPLETE, NURSE, listed=("2 of 8 due readings not taken.",))
    second = signed.sign(ended, Meaning.REVIEWED, PRESCRIBER, vouched="pin")
    assert [one.signature for one in found(ended)] == [first, second]
    assert all(one.holds for one in found(ended))
    assert [row["what"] for row in opened.audit(ended, first.id)] == ["sign"]
    assert opened.audit(ended, second.id)[0]["treatment_id"] == facts.TREATMENT
    assert is_closed(ended)


REFUSED: list[tuple[str, Meaning, Staff, dict[str, Any], str]] = [
    ("a prescriber for the nurse's line", Meaning.COMPLETE, PRESCRIBER, {}, "This line is a nurse's"),
    ("a nurse for the prescriber's line", Meaning.REVIEWED, NURSE, {}, "This line is a prescriber's"),
    ("the review first", Meaning.REVIEWED, PRESCRIBER, {}, "A nurse signs first"),
    ("another content", Meaning.COMPLETE, NURSE, {"sha256": "0" * 64}, "while you looked"),
    ("an addendum that is not", Meaning.COMPLETE, NURSE, {"addenda": 1}, "opened for an addendum while you looked"),
    ("another's name", Meaning.COMPLETE, NURSE, {"entered_by": facts.OTHER_NURSE}, "This line is a nurse's"),
    ("another's role", Meaning.COMPLETE, NURSE, {"role": "admin"}, "This line is a nurse's"),
    ("said to be both lines' and is not", Meaning.COMPLETE, NURSE, {"both": True}, "was not said as it is"),
    ("no such session", Meaning.COMPLETE, NURSE, {"treatment_id": uuid4()}, "There is no such session"),
]


@pytest.mark.parametrize(("name", "meaning", "by", "fields", "sentence"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_may_not_be_signed_is_refused_in_words(
    name: str, meaning: Meaning, by: Staff, fields: dict[str, Any], sentence: str, ended: Database
) -> None:
    made = signed.signature(ended, meaning, by).model_copy(update=fields)
    before = opened.numbers(ended)
    with pytest.raises(signing.SigningError, match=sentence), ended.write() as connection:
        signing.sign(connection, made, by, one_signs_both=False)
    assert opened.numbers(ended) == before, name


def test_an_open_session_is_not_signed(clinic: Database) -> None:
    with pytest.raises(signing.SigningError, match="end it first"):
        signed.sign(clinic, Meaning.COMPLETE, NURSE)


def test_a_line_is_signed_once_and_a_resend_is_known(complete: Database) -> None:
    with pytest.raises(signing.SigningError, match="signed already"):
        signed.sign(complete, Meaning.COMPLETE, OTHER)
    (one,) = found(complete)
    with complete.write() as connection:
        again = signing.sign(connection, one.signature, NURSE, one_signs_both=False)
    assert again == stored.Receipt(one.signature, created=False)


def test_one_person_signs_both_lines_only_where_the_clinic_lets_her_and_it_shows(ended: Database) -> None:
    signed.sign(ended, Meaning.COMPLETE, BOTH)
    with pytest.raises(signing.SigningError, match="somebody else signs this one"):
        signed.sign(ended, Meaning.REVIEWED, BOTH, both=True)
    second = signed.sign(ended, Meaning.REVIEWED, BOTH, both=True, one_signs_both=True)
    assert second.both


EFFECT = facts.effect()
VOIDS: list[tuple[str, Fact]] = [
    ("a correction", facts.corrected(READING)),
    ("a withdrawal", facts.withdrawn(NOTE)),
    ("another arrival", facts.arrival("13:20")),
    ("an addendum", signed.addendum()),
]


@pytest.mark.parametrize(("name", "fact"), VOIDS, ids=[row[0] for row in VOIDS])
def test_what_comes_after_a_signature_makes_it_void_and_shows(name: str, fact: Fact, complete: Database) -> None:
    signed.sign(complete, Meaning.REVIEWED, PRESCRIBER)
    opened.save(complete, fact)
    told = found(complete)
    assert [one.voided_by for one in told] == [fact.id, fact.id], name
    assert all(one.voided_at == fact.entered_at and not one.holds for one in told)
    assert signatures.last(told, Meaning.COMPLETE) == told[0], "the old signature stays to be seen"


def test_a_second_correction_leaves_the_first_as_what_made_it_void(complete: Database) -> None:
    first = facts.corrected(READING)
    opened.save(complete, first)
    opened.save(complete, facts.corrected(first))
    assert [one.voided_by for one in found(complete)] == [first.id]


NEW: list[Fact] = [facts.reading(pulse=70), facts.note(), facts.event("start"), EFFECT, facts.none_reported()]


@pytest.mark.parametrize("fact", NEW, ids=[type(one).__name__ for one in NEW])
def test_a_signed_session_takes_nothing_new_but_behind_an_addendum(fact: Fact, complete: Database) -> None:
    before = opened.numbers(complete)
    with pytest.raises(stored.SignedError, match="This session is signed"):
        opened.save(complete, fact)
    assert opened.numbers(complete) == before
    opened.save(complete, facts.corrected(READING))
    with pytest.raises(stored.SignedError):
        opened.save(complete, fact)
    opened.save(complete, signed.addendum(), fact)
    assert not is_closed(complete)
    signed.sign(complete, Meaning.COMPLETE, OTHER)
    assert is_closed(complete)
    assert [one.holds for one in found(complete)] == [False, True]


def test_what_was_saved_before_the_signature_is_still_known_when_it_is_sent_again(complete: Database) -> None:
    assert opened.save(complete, NOTE) == stored.Receipt(NOTE, created=False)


def test_other_sessions_are_not_touched(complete: Database) -> None:
    other = facts.note(treatment_id=opened.OTHER_TREATMENT)
    opened.save(complete, other, facts.corrected(other))
    assert found(complete)[0].holds


def test_a_move_voids_the_signature_of_where_it_was_and_of_where_it_goes(complete: Database) -> None:
    lost = facts.note(treatment_id=opened.OTHER_TREATMENT)
    opened.save(complete, lost)
    moved = facts.corrected(lost, treatment_id=facts.TREATMENT)
    gone = facts.withdrawn(lost, how="moved", moved_to=moved.id)
    with complete.write() as connection:
        corrections.move(connection, moved, gone)
    assert found(complete)[0].voided_by == moved.id


def test_who_is_administrator_only_opens_nothing_and_an_open_session_needs_no_addendum(complete: Database) -> None:
    admin = facts.staff("Tom", id=facts.OTHER_NURSE, roles=("admin",))
    with pytest.raises(signing.SigningError, match="writes no clinical entry"), complete.write() as connection:
        signing.open_again(connection, signed.addendum(), admin)
    one = signed.addendum()
    with complete.write() as connection:
        signing.open_again(connection, one, NURSE)
        assert signing.open_again(connection, one, NURSE) == stored.Receipt(one, created=False)
        with pytest.raises(signing.SigningError, match="no addendum is needed"):
            signing.open_again(connection, signed.addendum(), NURSE)
        assert signatures.addenda(connection, facts.TREATMENT) == (one,)


def test_a_follow_up_stands_beside_the_record_with_its_own_signature_and_voids_nothing(complete: Database) -> None:
    call = signed.afterword(effects=[{"name": "Nausea", "severity": 1, "since": "the same evening"}])
    own = signed.written(call, NURSE)
    with complete.write() as connection:
        signing.sign_afterword(connection, call, own, NURSE)
        assert signatures.afterwords(connection, facts.TREATMENT) == (call,)
        twice = signing.sign_afterword(connection, call, signed.written(call, NURSE), NURSE)
        assert twice == stored.Receipt(call, created=False), "pressed twice it is signed once"
    assert [(one.signature, one.holds) for one in found(complete)][1:] == [(own, True)]
    assert found(complete)[0].holds
    assert is_closed(complete)
    opened.save(complete, facts.corrected(READING))
    assert [one.holds for one in found(complete)] == [False, True], "its own signature is of its own words"


def test_a_review_is_a_prescribers_and_a_signature_is_of_this_text(complete: Database) -> None:
    review, admin = signed.afterword(sort="review", plan="40 mg again"), facts.staff(roles=("admin",))
    cases = [
        (review, signed.written(review, NURSE), NURSE, "A review is a prescriber's"),
        (review, signed.written(signed.afterword(), PRESCRIBER), PRESCRIBER, "of another text"),
        (signed.afterword(), signed.written(review, NURSE), admin, "writes no clinical entry"),
    ]
    for told, signature, by, sentence in cases:
        with pytest.raises(signing.SigningError, match=sentence), complete.write() as connection:
            signing.sign_afterword(connection, told, signature, by)
    with complete.write() as connection:
        signing.sign_afterword(connection, review, signed.written(review, PRESCRIBER), PRESCRIBER)


def test_who_has_signed_in_this_unlocked_time_is_known(complete: Database) -> None:
    with complete.read() as connection:
        assert signatures.has_signed(connection, signed.UNLOCKED)
        assert not signatures.has_signed(connection, uuid4())
        assert list(signatures.of_treatments(connection, [facts.TREATMENT, uuid4()])) == [facts.TREATMENT]


def test_a_fact_changed_behind_a_signature_is_found_though_the_audit_was_made_anew(
    complete: Database, folder: Folder
) -> None:
    with complete.read() as connection:
        assert proof.prove(connection, ()).fault is None
    with opened.plainly(folder) as other:
        other.execute("DROP TRIGGER voiding_no_delete")
        other.execute("DELETE FROM voiding")
        other.execute("DROP TRIGGER note_no_delete")
        other.execute("DROP TRIGGER audit_no_delete")
        (seq,) = other.execute("SELECT seq FROM audit WHERE object_id = ?", (NOTE.id.hex,)).fetchone()
        assert seq
        other.execute("DELETE FROM note")
        other.execute("DELETE FROM audit WHERE object_id = ?", (NOTE.id.hex,))
    with complete.read() as connection:
        (fault,) = proof.of_signatures(connection)
    assert "was signed with another content" in fault


# What each table is to a signed session; docs/security.md says the same to people.
KINDS = dict.fromkeys(triggers.CLINICAL, "refused") | dict.fromkeys(triggers.VOIDING, "voids")
NEUTRAL = {"afterword", "signature", "voiding", "alert_event", "treatment"}


def test_every_table_that_speaks_of_a_session_is_refused_voids_or_is_neutral() -> None:
    kept = {str(row.__tablename__) for row in tables.APPEND_ONLY}
    of_sessions = {name for name in kept if "treatment_id" in tables.METADATA.tables[name].c} | {"treatment", "voiding"}
    beside = {
        "audit",
        "seat",
        "appointment",
        "emergency_entry",
        "quarantined",
        "dose_order",
        "assessment",
    }  # who did what, at which chair, what comes next, and what is said of the patient herself: no part of the record
    assert of_sessions == set(KINDS) | NEUTRAL | beside


RAISED = facts.raised()


def one_of_each() -> Iterator[Fact]:
    """A fact of every kind that a session holds, as it would be entered anew."""
    effect = facts.effect()
    yield from (facts.end(), facts.reading(pulse=70), facts.event("start"), effect, facts.change(effect, severity=1))
    yield from (facts.none_reported(), facts.intervention(), facts.note(), facts.answer(RAISED.id), facts.call())
    yield from (facts.checked(), facts.decided(), facts.judged())


@pytest.mark.parametrize("table", sorted(set(KINDS) - {"arrival"}))
def test_plain_sql_is_refused_or_voids_as_the_table_says(table: str, clinic: Database, folder: Folder) -> None:
    last = facts.note()
    opened.keep(clinic, RAISED)
    opened.save(clinic, *one_of_each(), last)
    signed.sign(clinic, Meaning.COMPLETE, NURSE)
    with opened.plainly(folder) as other:
        if table in triggers.VOIDING:
            of = {"id": uuid4().hex, "entered_at": "2026-03-02 16:20:00", "entered_by": facts.NURSE.hex}
            of |= {"treatment_id": facts.TREATMENT.hex, "reason": "plainly"}
            more = {"fact_id": last.id.hex, "how": "withdrawn"} if table == "retraction" else {}
            put(other, table, of | more)
            assert not found(clinic)[0].holds
            return
        names = [column[1] for column in other.execute(f"PRAGMA table_info({table})")]
        row = dict(zip(names, other.execute(f"SELECT * FROM {table}").fetchone(), strict=True))  # noqa: S608 - ours
        fresh = row | {"id": uuid4().hex}
        with pytest.raises(sqlcipher3.dbapi2.IntegrityError, match=f"{table}: the session is signed"):
            put(other, table, fresh)
        assert found(clinic)[0].holds
        put(other, table, fresh | {"replaces": row["id"], "reason": "plainly"})
    assert not found(clinic)[0].holds


def test_plain_sql_signs_nothing_that_has_not_seen_every_addendum(complete: Database) -> None:
    opened.save(complete, signed.addendum())
    late = signed.signature(complete, Meaning.COMPLETE, NURSE).model_copy(update={"addenda": 0})
    with pytest.raises(IntegrityError, match="an addendum came before it"):
        opened.save(complete, late)


def test_what_is_no_part_of_the_record_voids_nothing(complete: Database) -> None:
    chair = said.chair("4")
    opened.keep(complete, facts.raised())
    opened.say(complete, chair, said.seat(chair))
    told = said.risky(treatment_id=facts.TREATMENT)
    opened.say(complete, told, said.instead(told), said.closing(told))
    assert found(complete)[0].holds


def put(connection: Any, table: str, row: dict[str, object]) -> None:  # noqa: ANN401 - the driver has no types
    marks = ",".join("?" * len(row))
    connection.execute(f"INSERT INTO {table} ({','.join(row)}) VALUES ({marks})", list(row.values()))  # noqa: S608 - ours
