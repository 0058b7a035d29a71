"""Moving: what was entered for the wrong patient becomes an entry of the session to which it belongs."""

from typing import Final
from uuid import UUID, uuid5

from app.entries.sent import Sent, fact, refusal
from schemas.alert import AlertAnswer
from schemas.correction import Retraction, RetractionHow
from schemas.effect import Effect, EffectChange
from schemas.fact import ClinicalFact
from schemas.record import Record
from schemas.rules import course, minutes
from schemas.treatment import Arrival, TreatmentEnd

# What only makes sense beside what it was said of.
_STAYS: Final = {
    EffectChange: "This belongs to its effect: move the effect, and it goes with it.",
    AlertAnswer: "This answers an alert of this session: withdraw it here, and answer at the other session.",
    Arrival: "The arrival is this session's own: withdraw it here, and set the other one's.",
}
# Links to entries that stay behind.
_LINKS: Final = ("repeat_of", "reading_id", "alert_id")


def moved(entry: Sent, to: Record) -> tuple[Retraction, tuple[ClinicalFact, ...]]:
    """The mark at the old entry, and what becomes of it in session `to`: the entry first, then what goes with it.

    The time at which it happened and what was measured stay; who moved it and when are new. Raises Problems.
    """
    old = _what(entry)
    reason = entry.text("reason")
    if reason is None:
        raise refusal("reason", "Say why it is moved.")
    if entry.stored is None and isinstance(old, TreatmentEnd) and course.course(to).ended_at is not None:
        raise refusal("end.ended", "The other session has ended already: withdraw this end instead.")
    at, by = entry.received, entry.author.id
    mark = fact(
        Retraction,
        id=uuid5(entry.draft, "mark"),
        entered_at=at,
        entered_by=by,
        treatment_id=old.treatment_id,
        fact_id=old.id,
        how=RetractionHow.MOVED,
        moved_to=entry.draft,
        reason=reason,
    )
    became = _copy(old, entry, to, entry.draft, reason)
    with_it = [
        _copy(change, entry, to, uuid5(entry.draft, str(change.id)), reason, effect_id=became.id)
        for change in (_changes(entry.record, old) if isinstance(old, Effect) else ())
    ]
    return mark, (became, *with_it)


def _what(entry: Sent) -> ClinicalFact:
    """The entry to be moved; once it is moved it is found all the same, for whoever asks again."""
    wanted = entry.text("fact_id")
    old = next((one for one in entry.record.facts() if str(one.id) == wanted), None)
    if old is None:
        raise refusal("move.gone", "This entry is not in this session: look at what stands there now.")
    if type(old) in _STAYS:
        raise refusal("move.stays", _STAYS[type(old)])
    return old


def _changes(record: Record, effect: Effect) -> tuple[EffectChange, ...]:
    """What was said of the episode and was not itself corrected or withdrawn."""
    first = minutes.firsts(record.effects)
    gone = {one.fact_id for one in record.retractions} | {one.replaces for one in record.effect_changes}
    return tuple(
        one
        for one in record.effect_changes
        if one.id not in gone and one.effect_id in first and first[one.effect_id].id == first[effect.id].id
    )


def _copy(old: ClinicalFact, entry: Sent, to: Record, new: UUID, reason: str, **more: object) -> ClinicalFact:
    told = old.model_dump() | {name: None for name in _LINKS if name in type(old).model_fields}
    told |= {"id": new, "entered_at": entry.received, "entered_by": entry.author.id}
    return fact(type(old), **told | {"treatment_id": to.treatment.id, "replaces": old.id, "reason": reason} | more)
