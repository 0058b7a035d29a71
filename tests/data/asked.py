"""Every function of the data layer that takes a connection: what it is called with, and who may call it."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import Connection

from data import (
    acting,
    acts,
    alerts,
    appointments,
    assessments,
    audit,
    backgrounds,
    chairs,
    claims,
    corrections,
    drafts,
    emergencies,
    identities,
    notices,
    open_treatments,
    orders,
    outcomes,
    patients,
    proof,
    quarantine,
    records,
    restricting,
    restrictions,
    reviewing,
    rises,
    rows,
    same_person,
    signatures,
    signing,
    statements,
    targets,
    treatments,
)
from data import facts as stored
from data.exports import safety_table
from data.exports.tidy import beside
from data.quarantine import Verdict
from data.safety import counts, sums
from data.safety.asked import Choice
from schemas.action import Note
from schemas.background import Background
from schemas.record import Record
from schemas.restriction import BreakGlass
from schemas.rules.safety.measures import FIXED
from schemas.staff import Role
from schemas.statement import Appointment
from tests import facts, said, sealing, signed
from tests.data import held
from tests.data.held import NIA

NURSE, PRESCRIBER, ADMIN = ((role,) for role in (Role.NURSE, Role.PRESCRIBER, Role.ADMIN))
FOR_FIGURES = (*PRESCRIBER, *ADMIN)
TREATING, ANYBODY, NO_PERSON = (*NURSE, *PRESCRIBER), tuple(Role), ()
A, T, BY = facts.PATIENT, facts.TREATMENT, facts.NURSE
ALL_SEEN = sums.Seen((), frozenset(), {})
LATER = facts.instant("16:00", date(2026, 3, 3))
DAY = (facts.instant("00:00"), facts.instant("23:59"))


@dataclass(frozen=True)
class Row:
    """How a function is called as Nia; which of the roles may; `named`: it reads or writes in her name alone."""

    call: Callable[[Connection], object]
    roles: tuple[Role, ...] = ANYBODY
    named: bool = False


def _record(connection: Connection, treatment: UUID = T) -> Record:
    found = records.of_treatment(connection, treatment)
    assert found is not None
    return found


def _patient(connection: Connection) -> object:
    seen = patients.registered(connection, A)
    assert seen is not None
    return identities.correct(connection, said.demographics(), seen)


def _ended(connection: Connection) -> None:
    """An entry that the program has kept is withdrawn by Nia."""
    acting.of(connection)
    kept = sealing.kept()
    with acting.by_program(connection):
        quarantine.keep(connection, kept, None)
    quarantine.end(connection, kept, Verdict(NIA, LATER, accepted=False, reason="for tests"))


def _broken(connection: Connection) -> None:
    """A record that is for somebody else alone; the program itself needs to break nothing."""
    acting.of(connection)
    with acting.by_program(connection):
        statements.say(connection, said.restriction(held.NOBODY))
    with suppress(restricting.RestrictionError):
        restricting.break_glass(connection, said.glass())


READS: Final[Mapping[str, Row]] = {
    "quarantine.by_id": Row(lambda one: quarantine.by_id(one, held.NOTE.id)),
    "exports.tidy.beside.of_treatments": Row(lambda one: beside.of_treatments(one, [T])),
    "quarantine.of_treatment": Row(lambda one: quarantine.of_treatment(one, T)),
    "quarantine.changes": Row(lambda one: quarantine.changes(one, T)),
    "quarantine.waiting": Row(lambda one: quarantine.waiting(one, T)),
    "quarantine.waits_in": Row(lambda one: quarantine.waits_in(one, [T])),
    "reviewing.waiting": Row(lambda one: reviewing.waiting(one, *DAY)),
    "reviewing.waits": Row(lambda one: reviewing.waits(one, T)),
    "reviewing.beside": Row(lambda one: reviewing.beside(one, [T])),
    "records.to_take_out": Row(lambda one: records.to_take_out(one, A)),
    "restricting.count": Row(lambda one: restricting.count(one, BY), named=True),
    "restricting.unseen": Row(lambda one: restricting.unseen(one, BY), named=True),
    "restricting.history": Row(lambda one: restricting.history(one, A)),
    "restrictions.closed": Row(restrictions.closed),
    "restrictions.hidden": Row(restrictions.hidden),
    "restrictions.is_named": Row(lambda one: restrictions.is_named(one, A)),
    "restrictions.may_see": Row(lambda one: restrictions.may_see(one, A)),
    "restrictions.named": Row(lambda one: restrictions.named(one, A)),
    "restrictions.opened": Row(lambda one: restrictions.opened(one, A)),
    "restrictions.require": Row(lambda one: restrictions.require(one, A)),
    "restrictions.require_about": Row(lambda one: restrictions.require_about(one, said.scale())),
    "restrictions.require_named": Row(lambda one: restrictions.require_named(one, A, to="export")),
    "restrictions.require_session": Row(lambda one: restrictions.require_session(one, T)),
    "restrictions.seen_sessions": Row(lambda one: restrictions.seen_sessions(one, [T])),
    "statements.by_id": Row(lambda one: statements.by_id(one, BreakGlass, held.NOTE.id)),
    "acts.between": Row(lambda one: acts.between(one, acts.Asked(*DAY), 5), ADMIN),
    "acts.of_patient": Row(lambda one: acts.of_patient(one, A), ADMIN),
    "alerts.of_treatment": Row(lambda one: alerts.of_treatment(one, T)),
    "appointments.between": Row(lambda one: appointments.between(one, *DAY)),
    "appointments.of_patient": Row(lambda one: appointments.of_patient(one, A)),
    "appointments.by_id": Row(lambda one: appointments.by_id(one, held.EXPECTED.appointment_id)),
    "appointments.planned": Row(lambda one: appointments.planned(one, A, facts.DAY, "UTC")),
    "assessments.said": Row(lambda one: assessments.said(one, held.TOLD.id)),
    "assessments.of_patient": Row(lambda one: assessments.of_patient(one, A)),
    "assessments.to_take_out": Row(lambda one: assessments.to_take_out(one, A)),
    "assessments.of_everybody": Row(assessments.of_everybody),
    "assessments.open_anywhere": Row(assessments.open_anywhere),
    "assessments.open_risks": Row(lambda one: assessments.open_risks(one, [A])),
    "assessments.changes": Row(lambda one: assessments.changes(one, T)),
    "audit.version": Row(lambda one: audit.version(one, T)),
    "audit.newest": Row(audit.newest),
    "audit.earlier": Row(lambda one: audit.earlier(one, T, held.NOTE.id)),
    "backgrounds.of_patient": Row(lambda one: backgrounds.of_patient(one, A)),
    "backgrounds.changes": Row(lambda one: backgrounds.changes(one, T)),
    "chairs.taken": Row(chairs.taken),
    "chairs.names": Row(chairs.names),
    "chairs.free": Row(chairs.free),
    "claims.unclaimed": Row(lambda one: claims.unclaimed(one, T)),
    "drafts.of": Row(lambda one: drafts.of(one, T, BY), named=True),
    "drafts.authors": Row(lambda one: drafts.authors(one, T)),
    "drafts.forgotten": Row(lambda one: drafts.forgotten(one, DAY[0])),
    "emergencies.of_treatment": Row(lambda one: emergencies.of_treatment(one, T)),
    "emergencies.made_since": Row(lambda one: emergencies.made_since(one, held.TABLET.tablet_id, DAY[0])),
    "targets.refuse_elsewhere": Row(lambda one: targets.refuse_elsewhere(one, facts.change(held.EFFECT, severity=1))),
    "targets.refuse_unmoved": Row(lambda one: targets.refuse_unmoved(one, facts.note())),
    "targets.refuse_stale": Row(lambda one: targets.refuse_stale(one, facts.withdrawn(held.NOTE))),
    "identities.history": Row(lambda one: identities.history(one, A)),
    "identities.merged": Row(lambda one: identities.merged(one, A)),
    "identities.version": Row(lambda one: identities.version(one, T)),
    "notices.count": Row(lambda one: notices.count(one, BY), named=True),
    "notices.unseen": Row(lambda one: notices.unseen(one, BY), named=True),
    "open_treatments.ids": Row(open_treatments.ids),
    "outcomes.is_behind": Row(outcomes.is_behind),
    "outcomes.waiting": Row(outcomes.waiting),
    "outcomes.work_out": Row(lambda one: outcomes.work_out(one, 5)),
    "outcomes.faults": Row(lambda one: list(outcomes.faults(one, 5))),
    "exports.safety_table.whole": Row(safety_table.whole, FOR_FIGURES),
    "safety.sums.of": Row(lambda one: sums.of(one, FIXED, ALL_SEEN)),
    "safety.sums.effects": Row(lambda one: sums.effects(one, ALL_SEEN, sums.of(one, (), ALL_SEEN))),
    "safety.counts.followed": Row(counts.followed, FOR_FIGURES),
    "safety.counts.of": Row(lambda one: counts.of(one, Choice(), ()), FOR_FIGURES),
    "patients.refuse_taken": Row(lambda one: patients.refuse_taken(one, "C-0001", A)),
    "patients.by_id": Row(lambda one: patients.by_id(one, A)),
    "patients.registered": Row(lambda one: patients.registered(one, A)),
    "patients.as_registered": Row(lambda one: patients.as_registered(one, A)),
    "patients.entered_under": Row(lambda one: patients.entered_under(one, held.record())),
    "patients.others": Row(lambda one: patients.others(one, A)),
    "patients.by_ids": Row(lambda one: patients.by_ids(one, [A])),
    "patients.by_number": Row(lambda one: patients.by_number(one, "C-0001")),
    "patients.find": Row(lambda one: patients.find(one, "alice")),
    "patients.alike": Row(lambda one: patients.alike(one, "Example", "Alice", facts.DAY)),
    "proof.prove": Row(lambda one: proof.prove(one, ()), ADMIN),
    "proof.of_signatures": Row(lambda one: list(proof.of_signatures(one))),
    "records.of_treatment": Row(lambda one: records.of_treatment(one, T)),
    "records.with_stored": Row(lambda one: records.with_stored(one, held.record(), [held.NOTE])),
    "records.with_elsewhere": Row(lambda one: records.with_elsewhere(one, held.record())),
    "records.of_patient": Row(lambda one: records.of_patient(one, A)),
    "records.ids": Row(records.ids),
    "records.state": Row(lambda one: records.state(one, A)),
    "rises.medians": Row(lambda one: rises.medians(one, "ketamine", "intravenous", facts.instant("00:00"))),
    "records.oxygen_scale": Row(lambda one: records.oxygen_scale(one, A)),
    "rows.by_id": Row(lambda one: rows.by_id(one, Note, held.NOTE.id)),
    "rows.stored": Row(lambda one: rows.stored(one, Note, held.NOTE.id)),
    "rows.anywhere": Row(lambda one: rows.anywhere(one, held.NOTE.id)),
    "rows.of_kind": Row(lambda one: rows.of_kind(one, "note", held.NOTE.id)),
    "rows.of_treatment": Row(lambda one: rows.of_treatment(one, Note, T)),
    "same_person.stays": Row(lambda one: same_person.stays(one, A)),
    "same_person.all_of": Row(lambda one: same_person.all_of(one, A)),
    "same_person.by_id": Row(same_person.by_id),
    "signatures.of_treatment": Row(lambda one: signatures.of_treatment(one, T)),
    "signatures.of_treatments": Row(lambda one: signatures.of_treatments(one, [T])),
    "signatures.changes": Row(lambda one: signatures.changes(one, T)),
    "signatures.all_that_hold": Row(signatures.all_that_hold),
    "signatures.is_closed": Row(lambda one: signatures.is_closed(one, T)),
    "signatures.has_signed": Row(lambda one: signatures.has_signed(one, signed.UNLOCKED)),
    "signatures.counted_addenda": Row(lambda one: signatures.counted_addenda(one, T)),
    "signatures.addenda": Row(lambda one: signatures.addenda(one, T)),
    "signatures.afterwords": Row(lambda one: signatures.afterwords(one, T)),
    "statements.newest": Row(lambda one: statements.newest(one, Appointment)),
    "orders.of_patient": Row(lambda one: orders.of_patient(one, A)),
    "orders.changes": Row(lambda one: orders.changes(one, T)),
    "orders.starts": Row(lambda one: orders.starts(one, A)),
    "orders.of_next": Row(lambda one: orders.of_next(one, A)),
    "orders.last_weight": Row(lambda one: orders.last_weight(one, A)),
    "orders.elsewhere": Row(lambda one: orders.elsewhere(one, facts.treatment())),
    "statements.every": Row(lambda one: statements.every(one, Background)),
    "statements.of": Row(lambda one: statements.of(one, Appointment, held.EXPECTED.appointment_id)),
    "statements.history": Row(lambda one: statements.history(one, Appointment, held.EXPECTED.appointment_id)),
    "treatments.by_id": Row(lambda one: treatments.by_id(one, T)),
    "treatments.of_patient": Row(lambda one: treatments.of_patient(one, A)),
    "treatments.open_ones": Row(treatments.open_ones),
    "treatments.arrived_between": Row(lambda one: treatments.arrived_between(one, *DAY)),
    "treatments.ends": Row(lambda one: treatments.ends(one, [T])),
}
WRITES: Final[Mapping[str, Row]] = {
    "acts.note": Row(lambda one: acts.note(one, held.look()), named=True),
    "outcomes.look": Row(outcomes.look),
    "outcomes.keep": Row(lambda one: outcomes.keep(one, ())),
    "outcomes.forget": Row(outcomes.forget),
    "alerts.keep": Row(lambda one: alerts.keep(one, held.record(), DAY[1])),
    "alerts.store": Row(lambda one: alerts.store(one, [facts.raised()], A)),
    "appointments.plan": Row(lambda one: appointments.plan(one, [said.appointment(LATER)], "UTC"), named=True),
    "appointments.change": Row(
        lambda one: appointments.change(one, said.again(held.EXPECTED, state="not_come")), named=True
    ),
    "assessments.enter": Row(lambda one: assessments.enter(one, said.assessment()), TREATING, named=True),
    "assessments.close": Row(lambda one: assessments.close(one, said.closing(held.TOLD)), TREATING, named=True),
    "audit.write": Row(lambda one: audit.write(one, facts.note(), kind="note", patient_id=A, line=None)),
    "audit.write_event": Row(lambda one: audit.write_event(one, facts.raised(), A)),
    "backgrounds.say": Row(lambda one: backgrounds.say(one, [said.known()]), TREATING, named=True),
    "quarantine.keep": Row(lambda one: quarantine.keep(one, sealing.kept(), None), named=True),
    "quarantine.end": Row(_ended, TREATING, named=True),
    "restricting.restrict": Row(
        lambda one: restricting.restrict(one, said.restriction(BY, entered_by=BY), None),
        (*PRESCRIBER, *ADMIN),
        named=True,
    ),
    "restricting.break_glass": Row(_broken, TREATING, named=True),
    "restricting.seen": Row(lambda one: restricting.seen(one, BY, [held.NOTE.id], DAY[0]), named=True),
    "chairs.sit": Row(lambda one: chairs.sit(one, said.seat(held.CHAIR)), named=True),
    "claims.enter": Row(
        lambda one: claims.enter(one, held.record(), [facts.note(entered_by=held.NOBODY)], held.TABLET, None), NO_PERSON
    ),
    "claims.claim": Row(
        lambda one: claims.claim(one, _record(one), [held.EMERGENCY.id], held.CLAIMER), TREATING, named=True
    ),
    "corrections.withdraw": Row(
        lambda one: corrections.withdraw(one, facts.withdrawn(held.NOTE)), TREATING, named=True
    ),
    "corrections.move": Row(lambda one: corrections.move(one, *held.move(held.NOTE)), TREATING, named=True),
    "drafts.keep": Row(lambda one: drafts.keep(one, T, BY, held.DRAFT), TREATING, named=True),
    "drafts.saved": Row(lambda one: drafts.saved(one, T, held.DRAFT.draft_id)),
    "drafts.discard": Row(lambda one: drafts.discard(one, DAY[0])),
    "facts.record": Row(lambda one: stored.record(one, facts.note()), TREATING, named=True),
    "facts.record_moved": Row(lambda one: stored.record_moved(one, facts.note()), TREATING, named=True),
    "identities.correct": Row(_patient, named=True),
    "identities.merge": Row(lambda one: identities.merge(one, said.merge(held.TWICE.id)), named=True),
    "identities.follow": Row(identities.follow),
    "notices.tell": Row(lambda one: notices.tell(one, held.NOTE, facts.note(entered_by=facts.OTHER_NURSE))),
    "notices.seen": Row(lambda one: notices.seen(one, BY, [held.NOTE.id], DAY[0]), named=True),
    "open_treatments.follow": Row(lambda one: open_treatments.follow(one, facts.treatment())),
    "open_treatments.rebuild": Row(open_treatments.rebuild),
    "orders.write": Row(lambda one: orders.write(one, said.order(), held.ORDERED.id), PRESCRIBER, named=True),
    "patients.register": Row(
        lambda one: patients.register(one, facts.patient(id=UUID(int=77), record_number="C-0077")), named=True
    ),
    "rows.insert": Row(lambda one: rows.insert(one, facts.note(), patient_id=A)),
    "same_person.put": Row(lambda one: same_person.put(one, {held.TWICE.id: A})),
    "signing.sign": Row(
        lambda one: signing.sign(one, held.signature(_record(one, held.ENDED)), NIA, one_signs_both=False),
        NURSE,
        named=True,
    ),
    "signing.sign_afterword": Row(
        lambda one: signing.sign_afterword(one, held.CALL, signed.written(held.CALL, NIA), NIA), TREATING, named=True
    ),
    "signing.open_again": Row(
        lambda one: signing.open_again(one, signed.addendum(treatment_id=held.SIGNED), NIA), TREATING, named=True
    ),
    "statements.say": Row(lambda one: statements.say(one, said.seat(None)), named=True),
    "treatments.begin": Row(
        lambda one: treatments.begin(one, facts.treatment(id=UUID(int=78), protocol_id=held.protocol())),
        TREATING,
        named=True,
    ),
}
PATIENT: Final = {**READS, **WRITES}

_IN: Final = "who comes in: asked before anybody is signed in, and of people who work here"
_DEVICES: Final = "the clinic's devices, which know no patient"
_RULE: Final = "the rule itself: in whose name, and in which roles"
_PROTOCOLS: Final = "protocols, which are published for everybody"
NO_PATIENT: Final[Mapping[str, str]] = {
    **{f"accounts.{name}": _IN for name in ("keep", "give_password", "of", "named", "all_of")},
    **{f"misses.{name}": _IN for name in ("at", "add", "clear")},
    **{f"second_factors.{name}": _IN for name in ("offer", "confirm", "of", "has", "used", "forget")},
    **{f"secrets.{name}": _IN for name in ("put", "forget", "of")},
    **{f"shifts.{name}": _IN for name in ("begin", "running", "of", "end", "extend", "count_wrong_pin", "forgive")},
    **{f"sign_ins.{name}": _IN for name in ("begin", "touch", "extend_all", "end", "end_all", "end_tablet")},
    **{f"sign_ins.{name}": _IN for name in ("open_of", "whose", "live", "last_person")},
    **{f"staff.{name}": _IN for name in ("add", "all_of", "by_id", "by_ids")},
    **{f"subjects.{name}": _IN for name in ("put", "of", "whose", "all_of", "forget")},
    **{f"entry_keys.{name}": _IN for name in ("add", "of")},
    **{f"one_shifts.{name}": _IN for name in ("refuse_others", "open_account", "of", "all_of", "over", "close")},
    **{f"tablets.{name}": _DEVICES for name in ("enrol", "keep", "all_of", "whose", "is_enrolled")},
    **{f"displays.{name}": _DEVICES for name in ("light", "put_out", "renew", "lit", "all_lit")},
    **{f"acting.{name}": _RULE for name in ("take", "of", "require", "require_herself", "by_program", "vouching")},
    **{f"rights.{name}": _RULE for name in ("roles", "require")},
    **{f"protocols.{name}": _PROTOCOLS for name in ("store", "keep", "by_id", "all_of", "names", "withdrawn")},
    **{f"protocols.{name}": _PROTOCOLS for name in ("current", "refuse_withdrawn", "publish", "offer")},
    **{f"chairs.{name}": "the places themselves and who looks after them" for name in ("all_of", "in_use", "on_duty")},
    "chairs.keep": "a place; whether somebody sits there is asked of chairs.taken, which asks",
    "chain.head": "the chain: how many rows, and a hash",
    "chain.hash_of": "the chain: the hash of a row",
    "chain.append": "the chain: what its row tells of was asked before, and who failed to come in is told too",
    "triggers.make": "the schema's own triggers",
}
