"""Which facts hold: neither withdrawn nor replaced nor moved away, changes of an effect with their episode."""

from enum import StrEnum
from uuid import UUID

from schemas.correction import RetractionHow
from schemas.record import KINDS, Record
from schemas.rules import minutes
from schemas.rules.once import once


class Status(StrEnum):
    """What became of a fact; only a final one holds, the others stay on every screen and in every export, marked."""

    FINAL = "final"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"


_BY_RETRACTION = {RetractionHow.WITHDRAWN: Status.WITHDRAWN, RetractionHow.MOVED: Status.MOVED}


@once
def statuses(record: Record) -> dict[UUID, Status]:
    """The status of every clinical fact of the record, by its id.

    A retraction says more than a correction and comes first; of several the one entered first. Withdrawing a correction
    does not bring back what it replaced: both stay struck through.
    """
    retracted: dict[UUID, Status] = {}
    for retraction in sorted(record.retractions, key=lambda one: (one.entered_at, one.id)):
        retracted.setdefault(retraction.fact_id, _BY_RETRACTION[retraction.how])
    found: dict[UUID, Status] = {}
    for kind in KINDS:
        facts = getattr(record, kind)
        replaced = {fact.replaces for fact in facts}
        for fact in facts:
            own = Status.REPLACED if fact.id in replaced else Status.FINAL
            found[fact.id] = retracted.get(fact.id, own)
    return found | _of_changes(record, found)


@once
def only(record: Record) -> Record:
    """The record with the facts that hold; its retractions stay.

    Where a chain of corrections matters (episodes, the order within one minute) a rule takes the whole record.
    """
    status = statuses(record)
    holding = {kind: tuple(fact for fact in getattr(record, kind) if status[fact.id] is Status.FINAL) for kind in KINDS}
    return record.model_copy(update=holding)


def _of_changes(record: Record, found: dict[UUID, Status]) -> dict[UUID, Status]:
    """A change that holds itself goes where its episode went."""
    first = minutes.firsts(record.effects)
    episode: dict[UUID, Status] = {}
    for effect in sorted(record.effects, key=lambda one: (one.entered_at, one.id)):
        begun, status = first[effect.id].id, found[effect.id]
        before = episode.get(begun, Status.REPLACED)
        # One beginning that holds is enough; otherwise its newest retracted fact says where it went.
        if before is not Status.FINAL and status is not Status.REPLACED:
            episode[begun] = status
    return {
        change.id: episode.get(first[change.effect_id].id, Status.REPLACED)
        for change in record.effect_changes
        if found[change.id] is Status.FINAL and change.effect_id in first
    }
