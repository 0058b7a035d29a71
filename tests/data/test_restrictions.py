"""A restricted record is read and charted by whom it names, and for an hour by who breaks the glass; nobody else."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection

from data import (
    acting,
    alerts,
    appointments,
    assessments,
    audit,
    backgrounds,
    chairs,
    claims,
    drafts,
    emergencies,
    facts,
    identities,
    notices,
    orders,
    patients,
    records,
    restricting,
    restrictions,
    signatures,
    signing,
    statements,
    targets,
    treatments,
)
from data.acting import Acting
from data.engine import Database
from data.restrictions import RestrictedError
from schemas.restriction import OPEN_FOR
from schemas.signature import Meaning
from schemas.staff import Role
from tests import facts as made
from tests import said, signed
from tests.data import opened

NOW = made.instant("15:00")
NAMED, NOT_NAMED = made.OTHER_NURSE, made.NURSE
BOTH = frozenset({Role.NURSE, Role.PRESCRIBER})
PLANNED = said.appointment()
TOLD = said.risky(entered_by=NAMED)


def person(staff_id: UUID, at: datetime = NOW, roles: frozenset[Role] = BOTH) -> Acting:
    return Acting(staff_id, roles, at)


def restrict(database: Database, *staff_ids: UUID, **fields: object) -> None:
    with database.write() as connection:
        seen = restrictions.named(connection, made.PATIENT)
        restricting.restrict(connection, said.restriction(*staff_ids, **fields), seen)


def break_glass(database: Database, at: str = "14:50") -> None:
    told = said.glass(at)
    with database.write(person(NOT_NAMED, told.entered_at)) as connection:
        restricting.break_glass(connection, told)


@pytest.fixture
def restricted(clinic: Database) -> Database:
    """Alice's record, with a note and a planned session, is for Otto alone; Nia is not named."""
    opened.save(clinic, made.note(entered_by=NAMED))
    opened.say(clinic, PLANNED, TOLD)
    restrict(clinic, NAMED)
    return clinic


# --- every function of data/ that reaches a patient's record, by whom it is asked


@dataclass(frozen=True)
class Case:
    """One function as it is asked; `signs`: not under broken glass; `lists`: hides instead of refusing."""

    does: Callable[[Connection, UUID], Any]
    signs: bool = False
    lists: bool = False


def draft() -> drafts.Draft:
    return drafts.Draft(uuid4(), "148/92", NOW)


def alice(connection: Connection) -> Any:  # noqa: ANN401
    with acting.by_program(connection):
        return records.of_treatment(connection, made.TREATMENT)


T, P = made.TREATMENT, made.PATIENT
CASES: dict[str, Case] = {
    "records.of_treatment": Case(lambda c, _: records.of_treatment(c, T)),
    "records.with_elsewhere": Case(lambda c, _: records.with_elsewhere(c, alice(c))),
    "records.of_patient": Case(lambda c, _: records.of_patient(c, P)),
    "records.state": Case(lambda c, _: records.state(c, P)),
    "records.to_take_out": Case(lambda c, _: records.to_take_out(c, P), signs=True),
    "records.oxygen_scale": Case(lambda c, _: (records.oxygen_scale(c, P), True)),
    "treatments.by_id": Case(lambda c, _: treatments.by_id(c, T)),
    "treatments.of_patient": Case(lambda c, _: treatments.of_patient(c, P)),
    "treatments.begin": Case(
        lambda c, who: treatments.begin(c, made.treatment(id=uuid4(), entered_by=who, protocol_id=opened.protocol_id()))
    ),
    "treatments.open_ones": Case(
        lambda c, _: [one for one in treatments.open_ones(c) if one.patient_id == P], lists=True
    ),
    "treatments.arrived_between": Case(
        lambda c, _: [
            one
            for one in treatments.arrived_between(c, NOW - timedelta(days=1), NOW + timedelta(days=1))
            if one.patient_id == P
        ],
        lists=True,
    ),
    "facts.record of a note": Case(lambda c, who: facts.record(c, made.note(entered_by=who))),
    "facts.record of an addendum": Case(lambda c, who: facts.record(c, signed.addendum(entered_by=who)), signs=True),
    "targets.refuse_stale": Case(
        lambda c, who: (
            targets.refuse_stale(c, made.withdrawn(alice(c).notes[0], entered_by=who)),
            True,
        )
    ),
    "drafts.keep": Case(lambda c, who: (drafts.keep(c, T, who, draft()), True)),
    "drafts.of": Case(lambda c, who: (drafts.of(c, T, who), True)),
    "drafts.authors": Case(lambda c, _: (drafts.authors(c, T), True)),
    "signatures.of_treatment": Case(lambda c, _: (signatures.of_treatment(c, T), True)),
    "signatures.is_closed": Case(lambda c, _: (signatures.is_closed(c, T), True)),
    "signatures.addenda": Case(lambda c, _: (signatures.addenda(c, T), True)),
    "signatures.afterwords": Case(lambda c, _: (signatures.afterwords(c, T), True)),
    "alerts.of_treatment": Case(lambda c, _: (alerts.of_treatment(c, T), True)),
    "alerts.store": Case(lambda c, _: (alerts.store(c, [made.raised()], P), True)),
    "emergencies.of_treatment": Case(lambda c, _: (emergencies.of_treatment(c, T), True)),
    "claims.unclaimed": Case(lambda c, _: (claims.unclaimed(c, T), True)),
    "appointments.by_id": Case(lambda c, _: appointments.by_id(c, PLANNED.appointment_id)),
    "appointments.of_patient": Case(lambda c, _: appointments.of_patient(c, P)),
    "appointments.between": Case(
        lambda c, _: appointments.between(c, NOW - timedelta(days=1), NOW + timedelta(days=1)), lists=True
    ),
    "appointments.plan": Case(
        lambda c, who: appointments.plan(c, [said.appointment(NOW + timedelta(days=7), entered_by=who)], "UTC")
    ),
    "chairs.sit": Case(lambda c, who: (chairs.sit(c, said.seat(None, entered_by=who)), True)),
    "backgrounds.of_patient": Case(lambda c, _: (backgrounds.of_patient(c, P), True)),
    "backgrounds.changes": Case(lambda c, _: (backgrounds.changes(c, T), True)),
    "backgrounds.say": Case(lambda c, who: backgrounds.say(c, [said.known(entered_by=who)])),
    "orders.of_patient": Case(lambda c, _: (orders.of_patient(c, P), True)),
    "orders.changes": Case(lambda c, _: (orders.changes(c, T), True)),
    "orders.starts": Case(lambda c, _: (orders.starts(c, P), True)),
    "orders.of_next": Case(lambda c, _: (orders.of_next(c, P), True)),
    "orders.last_weight": Case(lambda c, _: (orders.last_weight(c, P), True)),
    "orders.elsewhere": Case(lambda c, _: orders.elsewhere(c, made.treatment())),
    "orders.write": Case(lambda c, who: orders.write(c, said.order(entered_by=who), None)),
    "statements.say of a scale": Case(lambda c, who: statements.say(c, said.scale(entered_by=who))),
    "assessments.said": Case(lambda c, _: assessments.said(c, TOLD.id)),
    "assessments.of_patient": Case(lambda c, _: assessments.of_patient(c, P)),
    "assessments.to_take_out": Case(lambda c, _: assessments.to_take_out(c, P), signs=True),
    "assessments.open_risks": Case(lambda c, _: assessments.open_risks(c, [P]), lists=True),
    "assessments.changes": Case(lambda c, _: assessments.changes(c, T)),
    "assessments.enter": Case(lambda c, who: assessments.enter(c, said.assessment(entered_by=who))),
    "assessments.enter a correction": Case(lambda c, who: assessments.enter(c, said.instead(TOLD, entered_by=who))),
    "assessments.close": Case(lambda c, who: assessments.close(c, said.closing(TOLD, entered_by=who))),
    "identities.history": Case(lambda c, _: (identities.history(c, P), True)),
    "identities.merged": Case(lambda c, _: (identities.merged(c, P), True)),
    "identities.correct": Case(
        lambda c, who: identities.correct(c, said.demographics(entered_by=who), patients.by_id(c, P))  # type: ignore[arg-type]
    ),
    "identities.merge away": Case(
        lambda c, who: identities.merge(c, said.merge(P, opened.OTHER_PATIENT, entered_by=who)), signs=True
    ),
    "identities.merge into": Case(
        lambda c, who: identities.merge(c, said.merge(opened.OTHER_PATIENT, P, entered_by=who)), signs=True
    ),
    "patients.as_registered": Case(lambda c, _: patients.as_registered(c, P)),
    "patients.others": Case(lambda c, _: (patients.others(c, P), True)),
    "the phone of patients.by_id": Case(lambda c, _: patients.by_id(c, P).phone, lists=True),  # type: ignore[union-attr]
    "the phone of patients.find": Case(lambda c, _: patients.find(c, "alice")[0].phone, lists=True),
    "the phone of patients.by_ids": Case(lambda c, _: patients.by_ids(c, [P])[P].phone, lists=True),
    "restricting.history": Case(lambda c, _: restricting.history(c, P)),
    "restrictions.seen_sessions": Case(lambda c, _: restrictions.seen_sessions(c, [T]), lists=True),
}


@pytest.fixture
def by_whom(restricted: Database) -> Database:
    with restricted.write() as connection:  # a phone, to be hidden
        identities.correct(connection, said.demographics(), patients.by_id(connection, P))  # type: ignore[arg-type]
    return restricted


@pytest.mark.parametrize("name", CASES)
def test_who_is_named_and_the_program_are_let_through_who_is_not_is_refused_and_glass_opens_but_what_it_never_does(
    name: str, by_whom: Database
) -> None:
    case = CASES[name]

    def asked(by: Acting, who: UUID) -> object:
        with by_whom.write(by) as connection:
            try:
                return case.does(connection, who)
            finally:
                connection.rollback()

    def refused(by: Acting) -> None:
        if case.lists:
            assert not asked(by, NOT_NAMED)
        else:
            with pytest.raises(RestrictedError):
                asked(by, NOT_NAMED)

    assert asked(person(NAMED), NAMED)
    assert asked(acting.PROGRAM, NAMED)
    refused(person(NOT_NAMED))
    break_glass(by_whom)
    if case.signs:
        refused(person(NOT_NAMED))
    else:
        assert asked(person(NOT_NAMED), NOT_NAMED)
    refused(person(NOT_NAMED, made.instant("15:50")))  # 60 minutes later


# --- signing


@pytest.mark.parametrize("broken", [False, True], ids=["without glass", "with broken glass"])
def test_nobody_but_who_is_named_signs_opens_for_an_addendum_or_signs_what_comes_afterwards(
    broken: bool,
    restricted: Database,
) -> None:
    opened.save(restricted, made.end("14:00", entered_by=NAMED))
    if broken:
        break_glass(restricted)
    nurse = made.staff()
    line = signed.signature(restricted, Meaning.COMPLETE, nurse)
    call = signed.afterword()
    tries: tuple[Callable[[Connection], object], ...] = (
        lambda c: signing.sign(c, line, nurse, one_signs_both=True),
        lambda c: signing.sign_afterword(c, call, signed.written(call, nurse), nurse),
        lambda c: signing.open_again(c, signed.addendum(), nurse),
        lambda c: facts.record(c, line),
        lambda c: facts.record(c, call),
    )
    for does in tries:
        with pytest.raises(RestrictedError), restricted.write(person(NOT_NAMED)) as connection:
            does(connection)
    assert opened.audit(restricted, line.id) == []


# --- for how long, of whom, and who is told


def sees(database: Database, by: Acting, patient_id: UUID = P) -> bool:
    with database.read(by) as connection:
        return restrictions.may_see(connection, patient_id)


def test_glass_is_open_for_60_minutes_and_to_the_one_who_broke_it(restricted: Database) -> None:
    third = made.staff("Tia Third", id=UUID(int=3), initials="TT")
    opened.save(restricted, third)
    break_glass(restricted, "14:50")
    assert [sees(restricted, person(NOT_NAMED, made.instant(at))) for at in ("14:49", "14:50", "15:49", "15:50")] == [
        False,
        True,
        True,
        False,
    ]
    assert not sees(restricted, person(third.id))


def test_the_audit_has_the_act_with_its_reason_and_those_who_are_named_are_told(restricted: Database) -> None:
    told = said.glass("14:50")
    with restricted.write(person(NOT_NAMED)) as connection:
        assert restricting.break_glass(connection, told)
        assert not restricting.break_glass(connection, told), "pressing twice opens once"
    (row,) = opened.audit(restricted, told.id)
    assert (row["who"], row["kind"], row["patient_id"], row["reason"]) == (NOT_NAMED, "break_glass", P, "she fainted")
    with restricted.write(person(NAMED)) as connection:
        (one,) = restricting.unseen(connection, NAMED)
        assert (one.by, one.reason, one.is_opened, one.patient_id) == (NOT_NAMED, "she fainted", True, P)
        assert restricting.count(connection, NAMED) == 1
        restricting.seen(connection, NAMED, [one.about], NOW)
        assert restricting.count(connection, NAMED) == 0
    with restricted.read(person(NOT_NAMED)) as connection:
        assert restricting.unseen(connection, NOT_NAMED) == ()
        with pytest.raises(acting.RightsError):
            restricting.unseen(connection, NAMED)


def test_there_is_no_glass_to_break_where_one_is_named_or_nobody_is_restricted(restricted: Database) -> None:
    for told in (
        said.glass("14:50", entered_by=NAMED),
        said.glass("14:50", entered_by=NAMED, patient_id=opened.OTHER_PATIENT),
    ):
        with pytest.raises(restricting.RestrictionError), restricted.write(person(NAMED)) as connection:
            restricting.break_glass(connection, told)
    break_glass(restricted)
    with pytest.raises(restricting.RestrictionError), restricted.write(person(NOT_NAMED)) as connection:
        restricting.break_glass(connection, said.glass("14:55"))


def test_an_administrator_who_is_nothing_else_breaks_no_glass(restricted: Database) -> None:
    admin = person(NOT_NAMED, roles=frozenset({Role.ADMIN}))
    with pytest.raises(acting.RightsError), restricted.write(admin) as connection:
        restricting.break_glass(connection, said.glass("14:50"))


@pytest.mark.parametrize(
    ("who", "roles", "may"),
    [
        (NAMED, {Role.PRESCRIBER}, True),
        (NAMED, {Role.NURSE}, False),
        (NOT_NAMED, {Role.PRESCRIBER}, False),
        (NOT_NAMED, {Role.ADMIN}, True),
    ],
    ids=["a named prescriber", "a named nurse", "a prescriber who is not named", "an administrator"],
)
def test_for_whom_a_record_is_say_named_prescribers_and_administrators(
    who: UUID,
    roles: set[Role],
    may: bool,
    restricted: Database,
) -> None:
    break_glass(restricted)  # which is no naming
    told, by = said.restriction(NOT_NAMED, entered_by=who), person(who, roles=frozenset(roles))
    if not may:
        with pytest.raises(acting.RightsError), restricted.write(by) as connection:
            restricting.restrict(connection, told, frozenset({NAMED}))
        return
    with restricted.write(by) as connection:
        assert restricting.restrict(connection, told, frozenset({NAMED}))
        assert not restricting.restrict(connection, told, frozenset({NAMED})), "pressing twice says it once"
    with restricted.read(acting.PROGRAM) as connection:
        assert restricting.history(connection, P)[-1] == told
    assert sees(restricted, person(NOT_NAMED))
    assert not sees(restricted, person(NAMED))
    other = NAMED if who == NOT_NAMED else NOT_NAMED
    with restricted.read(person(other)) as connection:
        reasons = {one.about: one.reason for one in restricting.unseen(connection, other)}
    # Whom the record names no more is told that, and not why: the reason may tell as much as the record.
    assert reasons[told.id] == (told.reason if other == NOT_NAMED else None)


def test_who_says_it_second_is_told_and_nobody_is_named_who_does_not_work_here(restricted: Database) -> None:
    for told, seen in ((said.restriction(NOT_NAMED), None), (said.restriction(uuid4()), frozenset({NAMED}))):
        with pytest.raises(restricting.RestrictionError), restricted.write(person(NAMED)) as connection:
            restricting.restrict(connection, told, seen)


def test_what_is_for_everybody_again_is_everybodys(restricted: Database) -> None:
    restrict(restricted)
    assert sees(restricted, person(NOT_NAMED))
    with restricted.read(person(NOT_NAMED)) as connection:
        assert restrictions.hidden(connection) == frozenset()


def test_the_registrations_of_one_person_count_together_and_apart_again_each_for_itself(restricted: Database) -> None:
    double, by = opened.OTHER_PATIENT, person(NOT_NAMED)
    assert sees(restricted, by, double)
    with restricted.write() as connection:
        identities.merge(connection, said.merge(P, double))
    assert not sees(restricted, by, double)
    with restricted.read(by) as connection:
        assert restrictions.hidden(connection) == {P, double}
        assert treatments.open_ones(connection) == ()
    break_glass(restricted)
    assert sees(restricted, by, double)
    with restricted.read(by) as connection:
        assert restrictions.hidden(connection) == frozenset()
        assert restrictions.hidden(connection, even_opened=True) == {P, double}
    restrict(restricted, NAMED, NOT_NAMED)  # said of each of them
    with restricted.write() as connection:
        identities.merge(connection, said.merge(P, None))
    with restricted.read() as connection:
        assert restrictions.named(connection, P) == restrictions.named(connection, double) == {NAMED, NOT_NAMED}


def test_of_two_restrictions_of_one_person_both_have_to_name_her(restricted: Database) -> None:
    with restricted.write() as connection:
        told = said.restriction(NOT_NAMED, patient_id=opened.OTHER_PATIENT)
        restricting.restrict(connection, told, None)
        identities.merge(connection, said.merge(opened.OTHER_PATIENT))
        assert restrictions.named(connection, P) == frozenset()
    assert not any(sees(restricted, person(one)) for one in (NAMED, NOT_NAMED))


def test_a_notice_of_a_record_that_is_not_hers_any_more_is_not_shown(clinic: Database) -> None:
    opened.save(clinic, note := made.note(), made.withdrawn(note, entered_by=NAMED))
    for seen in (1, 0):
        with clinic.read(person(NOT_NAMED)) as connection:
            assert notices.count(connection, NOT_NAMED) == len(notices.unseen(connection, NOT_NAMED)) == seen
        restrict(clinic, NAMED)


def test_a_list_of_signatures_leaves_out_what_is_hidden_and_the_whole_of_them_is_the_programs(
    restricted: Database,
) -> None:
    opened.save(restricted, made.end("14:00"))
    signed.sign(restricted, Meaning.COMPLETE, made.staff())
    with restricted.read(person(NAMED)) as connection:
        assert set(signatures.of_treatments(connection, [T])) == {T}
    with restricted.read(person(NOT_NAMED)) as connection:
        assert signatures.of_treatments(connection, [T]) == {}
        assert treatments.ends(connection, [T]) == {}
        with pytest.raises(RestrictedError):
            signatures.all_that_hold(connection)
    with restricted.read() as connection:
        assert len(signatures.all_that_hold(connection)) == 1


def test_a_save_in_a_record_that_nobody_restricted_looks_once_by_an_index(clinic: Database) -> None:
    from sqlalchemy import event

    asked: list[str] = []
    event.listen(clinic.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    with clinic.write(person(NOT_NAMED)) as connection:
        facts.record(connection, made.note())
        about = [one for one in asked if "restriction" in one]
        assert len(about) == 1, "and none at broken glass"
        plan = connection.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT patient_id FROM restriction WHERE patient_id = x'00'"
        ).all()
    assert "USING INDEX ix_restriction_patient_id" in str(plan) or "COVERING INDEX" in str(plan)


def test_the_hour_is_60_minutes_and_the_audit_proves_what_was_said(restricted: Database) -> None:
    assert timedelta(minutes=60) == OPEN_FOR
    break_glass(restricted)
    with restricted.read() as connection:
        (told,) = restricting.history(connection, P)
    (row,) = opened.audit(restricted, told.id)
    assert row["sha256"] == audit.digest(told)
