"""Claims: a fact is entered at a tablet without a person, and is hers who says so later; signing asks what is left."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid5

from sqlalchemy import Connection

from data import acting, acts, emergencies, facts, records, staff, statements, targets
from schemas.account import Tablet
from schemas.act import Act, Did
from schemas.emergency import UNCLAIMED, EmergencyEntry
from schemas.fact import ClinicalFact
from schemas.record import Record
from schemas.rules import emergency
from schemas.staff import Role, Staff

MOST: Final = 30
WITHIN: Final = timedelta(minutes=10)


class TooManyError(Exception):
    """The tablet has entered as much as it may for now; the text is a sentence."""


class ClaimedError(Exception):
    """Somebody else claimed it meanwhile, or it does not hold any more; the text is a sentence."""


@dataclass(frozen=True)
class Claimer:
    """Who claims, when, and at which of the clinic's tablets; `person` is None for who enters without a sign-in."""

    person: Staff | None
    at: datetime
    tablet_id: UUID | None


def nobody(at: datetime) -> Staff:
    """The author of what nobody has signed in for. She has no account, and the schema refuses her one."""
    told = {"id": UNCLAIMED, "entered_at": at, "entered_by": UNCLAIMED, "name": "Unclaimed", "initials": "–"}
    return Staff.model_validate(told | {"roles": (Role.NURSE,)})


@acting.reads
def enter(
    connection: Connection, record: Record, made: Sequence[ClinicalFact], tablet: Tablet, line: str | None
) -> tuple[facts.Receipt, ...]:
    """Stores the facts, whose author is nobody, with the tablet they were entered at, and what was done in the audit.

    Raises TooManyError beyond 30 facts in 10 minutes at one tablet, and what `facts.record` raises; CorrectionError
    for a fact of another session.
    """
    if any(fact.treatment_id != record.treatment.id for fact in made):
        raise targets.CorrectionError("This belongs to another session: nothing was saved.")
    at = made[0].entered_at
    if staff.by_id(connection, UNCLAIMED) is None:
        staff.add(connection, nobody(at))
    receipts = tuple(facts.record(connection, fact, line=line) for fact in made)
    new = [one.fact for one in receipts if one.created]
    if not new:
        return receipts
    if emergencies.made_since(connection, tablet.tablet_id, at - WITHIN) + len(new) > MOST:
        raise TooManyError(
            f"{MOST} emergency entries within {WITHIN // timedelta(minutes=1)} minutes at this tablet: nothing was "
            "saved. Sign in, or use another tablet."
        )
    for fact in new:
        told = {"id": uuid5(fact.id, "emergency"), "entered_at": at, "entered_by": UNCLAIMED, "fact_id": fact.id}
        told |= {"treatment_id": record.treatment.id, "patient_id": record.patient.id}
        told |= {"tablet_id": tablet.tablet_id, "tablet": tablet.name}
        statements.say(connection, EmergencyEntry.model_validate(told))
    _note(connection, Did.EMERGENCY, record, Claimer(None, at, tablet.tablet_id), f"{len(new)} stored")
    return receipts


@acting.reads
def claim(connection: Connection, record: Record, wanted: Iterable[UUID], by: Claimer) -> tuple[EmergencyEntry, ...]:
    """Says that these entries of the session are this person's; what she has claimed before is not said again.

    Raises ClaimedError where one is another's by now, or not here to be claimed; then none is.
    """
    if by.person is None:
        raise ValueError("Nobody claims nothing.")
    stands, open_ones = emergency.standing(record), {one.fact_id for one in emergency.unclaimed(record)}
    found = [stands.get(fact_id) for fact_id in dict.fromkeys(wanted)]
    hers = [one for one in found if one is not None and one.claimed and one.entered_by == by.person.id]
    new = [one for one in found if one is not None and one.fact_id in open_ones]
    if len(hers) + len(new) < len(found):
        raise ClaimedError(
            "Somebody has claimed, corrected or withdrawn this meanwhile: look at what stands there now."
        )
    for one in new:
        told = one.model_dump() | {"id": uuid5(one.fact_id, "claim"), "entered_at": by.at, "entered_by": by.person.id}
        mine = EmergencyEntry.model_validate(told | {"claimed": True})
        statements.say(connection, mine)
        hers.append(mine)
    if new:
        _note(connection, Did.CLAIM, record, by, f"{len(new)} claimed")
    return tuple(hers)


def _note(connection: Connection, did: Did, record: Record, by: Claimer, outcome: str) -> None:
    """The tablet and the session at one look; each fact and each claim has its own row beside it."""
    who = by.person
    told = {
        "at": by.at,
        "who": None if who is None else who.id,
        "roles": None if who is None else acting.role_words(who.roles),
        "did": did,
        "kind": "treatment",
        "object_id": record.treatment.id,
        "patient_id": record.patient.id,
        "tablet": by.tablet_id,
        "outcome": outcome,
    }
    acts.note(connection, Act.model_validate(told))


@acting.reads
def unclaimed(connection: Connection, treatment_id: UUID) -> tuple[EmergencyEntry, ...]:
    """The session's emergency entries that hold and that nobody has claimed: signing needs there to be none."""
    record = records.of_treatment(connection, treatment_id)
    return () if record is None else emergency.unclaimed(record)
