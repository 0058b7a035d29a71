"""Places: which session is at which chair, which chairs are free, and who looks after whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from data import chairs, staff
from schemas.staff import Staff
from schemas.statement import Chair


@dataclass(frozen=True)
class Places:
    """The chairs by id, at which of them each open session is, and who looks after which that day."""

    chairs: Mapping[UUID, Chair]
    taken: Mapping[UUID, UUID]
    on_duty: Mapping[UUID, UUID]
    people: Mapping[UUID, Staff]

    def of(self, session: UUID) -> dict[str, str]:
        """Chair, room and who is on, as a card shows them; nothing where nothing was said."""
        chair = self.chairs.get(self.taken[session]) if session in self.taken else None
        return {"chair": "", "room": "", "on": ""} if chair is None else self._said(chair)

    def free(self) -> list[dict[str, str]]:
        """Chairs in use at which nobody is."""
        busy = set(self.taken.values())
        free = [one for one in self.chairs.values() if one.in_use and one.chair_id not in busy]
        return [{"id": str(one.chair_id)} | self._said(one) for one in free]

    def name(self, chair_id: UUID | None) -> str:
        """The chair's name, or nothing."""
        found = None if chair_id is None else self.chairs.get(chair_id)
        return "" if found is None else found.name

    def _said(self, chair: Chair) -> dict[str, str]:
        who = self.people[self.on_duty[chair.chair_id]] if chair.chair_id in self.on_duty else None
        return {"chair": chair.name, "room": chair.room or "", "on": "" if who is None else _short(who.name)}


def _short(name: str) -> str:
    """Bea N. for Bea Novak: a card has little room."""
    first, *more = name.split()
    return " ".join([first, *(f"{part[0]}." for part in more[-1:])])


def places(connection: Connection, on: date) -> Places:
    """As they stand; `on` is the clinic's day."""
    return Places(
        chairs={one.chair_id: one for one in chairs.all_of(connection)},
        taken=chairs.taken(connection),
        on_duty=chairs.on_duty(connection, on),
        people=staff.by_ids(connection),
    )
