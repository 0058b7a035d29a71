"""What all tables share: their metadata with named constraints, times in UTC, and the columns of a clinical fact."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Dialect, Enum, MetaData, TypeDecorator, UniqueConstraint
from sqlalchemy.orm import declared_attr, registry
from sqlmodel import Field, SQLModel

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcTime(TypeDecorator[datetime]):
    """An aware instant, stored in UTC. A naive one is refused: SQLite would drop an offset without a word."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The instant in UTC without its zone, as it lies in the file."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A time without a zone cannot be stored.")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The stored instant, aware again."""
        return None if value is None else value.replace(tzinfo=UTC)


def words_of(kind: type[StrEnum], name: str) -> Enum:
    """A column of the enumeration's values (not its member names), with a CHECK of its own."""
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )


class Table(SQLModel, registry=registry(metadata=METADATA)):
    """The root of every table. The registry is this project's own, so a second import cannot mix two sets of tables."""


class FactColumns(Table):
    """Who entered it and when."""

    id: UUID = Field(primary_key=True)
    entered_at: datetime = Field(sa_type=UtcTime)
    entered_by: UUID = Field(foreign_key="staff.id")


class ClinicalColumns(FactColumns):
    """A fact of one session; at most one correction may replace it."""

    treatment_id: UUID = Field(foreign_key="treatment.id", index=True)
    replaces: UUID | None = None
    reason: str | None = None

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:  # noqa: N805 - SQLAlchemy calls it with the class
        """Two corrections of one fact cannot both be stored: the second author has to see the first."""
        return (UniqueConstraint("replaces"),)
