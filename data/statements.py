"""Statements: said once, whole, with an audit row; the newest about a thing holds, the older ones stay."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, Table, exists, select

from data import acting, audit, restrictions, tables
from data.facts import ConflictError
from schemas.account import Account, Display, OneShift, Tablet
from schemas.assessment import Assessment, RiskClosing
from schemas.background import Background
from schemas.emergency import EmergencyEntry
from schemas.identity import Demographics, Merge
from schemas.order import Order
from schemas.restriction import BreakGlass, Restriction
from schemas.staff import Role
from schemas.statement import Appointment, Chair, Duty, Offer, OxygenScale, Seat, Statement

Kind = TypeVar("Kind", bound=Statement)

# Each kind's table, and the columns that together say what it speaks of.
_NAMES: Final[Mapping[type[Statement], tuple[str, tuple[str, ...]]]] = {
    Chair: ("chair", ("chair_id",)),
    Seat: ("seat", ("treatment_id",)),
    Duty: ("duty", ("chair_id", "duty_on")),
    Appointment: ("appointment", ("appointment_id",)),
    Offer: ("offer", ("protocol_id",)),
    OxygenScale: ("oxygen_scale", ("patient_id",)),
    Account: ("account", ("staff_id",)),
    Tablet: ("tablet", ("tablet_id",)),
    Demographics: ("demographics", ("patient_id",)),
    Merge: ("merge", ("patient_id",)),
    Display: ("display", ("tablet_id",)),
    EmergencyEntry: ("emergency_entry", ("fact_id",)),
    Restriction: ("restriction", ("patient_id",)),
    BreakGlass: ("break_glass", ("id",)),
    OneShift: ("one_shift", ("staff_id",)),
    Assessment: ("assessment", ("assessment_id",)),
    RiskClosing: ("risk_closing", ("said_id",)),
    Background: ("background", ("patient_id", "item")),
    Order: ("dose_order", ("patient_id",)),
}
_ABOUT_PATIENTS: Final = frozenset({"patient_id", "treatment_id"})
_SAID_BY: Final[Mapping[type[Statement], tuple[Role, ...]]] = {
    OxygenScale: (Role.PRESCRIBER,),
    Offer: (Role.PRESCRIBER, Role.ADMIN),
    Account: (Role.ADMIN,),
    Tablet: (Role.ADMIN,),
    EmergencyEntry: acting.TREATING,
    Restriction: (Role.PRESCRIBER, Role.ADMIN),
    BreakGlass: acting.TREATING,
    OneShift: (Role.ADMIN,),
    Assessment: acting.TREATING,
    RiskClosing: acting.TREATING,
    Background: acting.TREATING,
    Order: (Role.PRESCRIBER,),
}
_OF_RESTRICTED: Final = (Restriction, BreakGlass)  # said of a record by who does not see it
TABLES: Final[Mapping[type[Statement], Table]] = {
    kind: tables.METADATA.tables[name] for kind, (name, _) in _NAMES.items()
}


def _of_newest(kind: type[Statement]) -> Select[Any]:
    table, (_, about) = TABLES[kind], _NAMES[kind]
    later = table.alias()
    same = (later.c[name] == table.c[name] for name in about)
    return select(table).where(~exists().where(later.c.seq > table.c.seq, *same)).order_by(table.c.seq)


# Said once: building such a statement takes longer than running it.
_NEWEST: Final = {kind: _of_newest(kind) for kind in TABLES}
_COMPUTED: Final = {"entered_at"}


def say(connection: Connection, said: Statement, **more: object) -> bool:
    """Stores the statement and its audit row; False where it was stored before. Raises ConflictError for other content.

    `more` are columns that only its table has.

    To be asked in the transaction in which what it rests on was read.
    """
    _refuse_without_right(connection, said)
    table = TABLES[type(said)]
    row = connection.execute(select(table).where(table.c.id == said.id)).mappings().one_or_none()
    if row is not None:
        stored = _read(type(said), row)
        if stored.model_dump(exclude=_COMPUTED) != said.model_dump(exclude=_COMPUTED):
            raise ConflictError(stored, said)
        return False
    connection.execute(table.insert(), said.model_dump() | more)
    audit.write(connection, said, kind=table.name, patient_id=getattr(said, "patient_id", None), line=None)
    return True


def _refuse_without_right(connection: Connection, said: Statement) -> None:
    """Raises RightsError: nobody says anything in another's name, and each thing is said by those whose it is."""
    acting.require(connection, *_SAID_BY.get(type(said), acting.ANYBODY), to=f"say this of a {TABLES[type(said)].name}")
    acting.require_herself(connection, said.entered_by)
    if not isinstance(said, _OF_RESTRICTED):
        restrictions.require_about(connection, said)


def _refuse_nobody(connection: Connection, kind: type[Statement]) -> None:
    """Raises RightsError where what is looked for is of patients and nobody looks."""
    if not _ABOUT_PATIENTS.isdisjoint(kind.model_fields):
        acting.of(connection)


def newest(connection: Connection, kind: type[Kind], *where: ColumnElement[bool]) -> tuple[Kind, ...]:
    """What holds of each thing of this kind, in the order in which it was said; `where` is asked of what holds."""
    _refuse_nobody(connection, kind)
    return tuple(_read(kind, row) for row in connection.execute(_NEWEST[kind].where(*where)).mappings())


def every(connection: Connection, kind: type[Kind], *where: ColumnElement[bool], **told: object) -> tuple[Kind, ...]:
    """All of this kind that `where` asks for, holding or not, the oldest first; `told` fills its parameters."""
    _refuse_nobody(connection, kind)
    query = select(TABLES[kind]).where(*where).order_by(TABLES[kind].c.seq)
    return tuple(_read(kind, row) for row in connection.execute(query, told).mappings())


def by_id(connection: Connection, kind: type[Kind], said_id: UUID) -> Kind | None:
    """The statement of this kind with this id, whether it holds or not, or None."""
    _refuse_nobody(connection, kind)
    row = connection.execute(select(TABLES[kind]).where(TABLES[kind].c.id == said_id)).mappings().one_or_none()
    return None if row is None else _read(kind, row)


def of(connection: Connection, kind: type[Kind], about: UUID) -> Kind | None:
    """What holds of this thing, or None where nothing was ever said of it."""
    told = history(connection, kind, about)
    return told[-1] if told else None


def history(connection: Connection, kind: type[Kind], about: UUID) -> tuple[Kind, ...]:
    """All that was said of this thing, the oldest first."""
    _refuse_nobody(connection, kind)
    table, (_, (name, *_more)) = TABLES[kind], _NAMES[kind]
    query = select(table).where(table.c[name] == about).order_by(table.c.seq)
    return tuple(_read(kind, row) for row in connection.execute(query).mappings())


def _read(kind: type[Kind], row: RowMapping) -> Kind:
    columns: dict[str, Any] = {name: value for name, value in row.items() if name in kind.model_fields}
    return kind.model_validate(columns)


def between(kind: type[Statement], column: str, start: datetime, end: datetime) -> ColumnElement[bool]:
    """The condition that a time of what holds lies from `start` to before `end`."""
    at = TABLES[kind].c[column]
    return (at >= start) & (at < end)
