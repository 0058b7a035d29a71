"""The whole minute: how the times of a session compare, and the order of what happened within one minute."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from schemas.fact import ClinicalFact

Kind = TypeVar("Kind", bound=ClinicalFact)

_MINUTE = timedelta(minutes=1)


def cut(at: datetime) -> datetime:
    """The instant cut to its minute, in UTC."""
    return at.astimezone(UTC).replace(second=0, microsecond=0)


def between(earlier: datetime, later: datetime) -> int:
    """Whole minutes from one instant to the other, each cut to its minute first; negative the other way round."""
    return (cut(later) - cut(earlier)) // _MINUTE


def firsts(facts: Iterable[Kind]) -> dict[UUID, Kind]:
    """By the id of each of these facts: the fact that its chain of corrections began with.

    A link to a fact that is not among them (it was moved here from another session) begins a chain, and that id leads
    to the same beginning. Corrections that go in a circle, which no screen can make, begin anywhere in it.
    """
    by_id = {fact.id: fact for fact in facts}
    found: dict[UUID, Kind] = {}
    for fact in by_id.values():
        first, seen = fact, {fact.id}
        while first.replaces in by_id and first.replaces not in seen:
            first = by_id[first.replaces]
            seen.add(first.id)
        if first.replaces in seen:  # a circle: the same beginning for all in it
            first = by_id[min(_circle(first, by_id))]
        found[fact.id] = first
    for fact in sorted(by_id.values(), key=lambda one: one.id, reverse=True):
        if fact.replaces is not None:
            found.setdefault(fact.replaces, found[fact.id])
    return found


def in_order(facts: Iterable[Kind], moment: Callable[[Kind], datetime]) -> tuple[Kind, ...]:
    """All facts of one kind by the minute of their moment; within one minute as they were first entered.

    A stated time is a minute without its second, so that seconds cannot tell what came first within it: "resume @14:20"
    said after a pause at 14:20:30 follows that pause. A correction keeps the place of what it corrects.
    """
    all_of_them = tuple(facts)
    first = firsts(all_of_them)

    def place(fact: Kind) -> tuple[datetime, datetime, datetime, UUID]:
        return cut(moment(fact)), first[fact.id].entered_at, moment(fact), fact.id

    return tuple(sorted(all_of_them, key=place))


def _circle(member: Kind, by_id: dict[UUID, Kind]) -> set[UUID]:
    circle = {member.id}
    following = member.replaces
    while following is not None and following not in circle:
        circle.add(following)
        following = by_id[following].replaces
    return circle
