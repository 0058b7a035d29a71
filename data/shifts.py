"""Shifts: from a person's own full sign-in on, her PIN opens the clinic's tablets until the shift ends."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, RowMapping, select, update

from data import tables

_TABLE: Final = tables.METADATA.tables[tables.ShiftRow.__tablename__]


@dataclass(frozen=True)
class Shift:
    """One shift; `wrong_pins` counts all of them in it, on every tablet."""

    id: UUID
    staff_id: UUID
    opened_at: datetime
    ends_at: datetime
    wrong_pins: int


def begin(connection: Connection, shift: Shift) -> None:
    """Opens the shift."""
    connection.execute(_TABLE.insert(), vars(shift))


def running(connection: Connection, at: datetime) -> dict[UUID, Shift]:
    """Whose shifts run now, by person; of several the one that ends last."""
    query = select(_TABLE).where(_TABLE.c.opened_at <= at, _TABLE.c.ends_at > at).order_by(_TABLE.c.ends_at)
    return {row["staff_id"]: _shift(row) for row in connection.execute(query).mappings()}


def of(connection: Connection, staff_id: UUID, at: datetime) -> Shift | None:
    """The person's running shift, or None."""
    query = (
        select(_TABLE)
        .where(_TABLE.c.staff_id == staff_id, _TABLE.c.opened_at <= at, _TABLE.c.ends_at > at)
        .order_by(_TABLE.c.ends_at.desc())
        .limit(1)
    )
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else _shift(row)


def end(connection: Connection, staff_id: UUID, at: datetime) -> None:
    """Ends the person's running shifts now."""
    mine = _TABLE.c.staff_id == staff_id
    connection.execute(update(_TABLE).where(mine, _TABLE.c.ends_at > at).values(ends_at=at))


def extend(connection: Connection, shift_id: UUID, until: datetime) -> None:
    """Lets the shift go on until then."""
    connection.execute(update(_TABLE).where(_TABLE.c.id == shift_id).values(ends_at=until))


def count_wrong_pin(connection: Connection, shift_id: UUID) -> None:
    """One wrong PIN more in this shift."""
    more = _TABLE.c.wrong_pins + 1
    connection.execute(update(_TABLE).where(_TABLE.c.id == shift_id).values(wrong_pins=more))


def forgive(connection: Connection, shift_id: UUID) -> None:
    """The person's password makes the wrong PINs of her shift good."""
    connection.execute(update(_TABLE).where(_TABLE.c.id == shift_id).values(wrong_pins=0))


def _shift(row: RowMapping) -> Shift:
    return Shift(**dict(row))
