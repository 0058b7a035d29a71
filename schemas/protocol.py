"""The protocol a session follows: drug, route, usual dose and limits, each number with its source."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from schemas.fact import Name, Shape, Words


class Drug(StrEnum):
    """What is given."""

    KETAMINE = "ketamine"
    ESKETAMINE = "esketamine"


class Route(StrEnum):
    """How it is given."""

    INTRAVENOUS = "intravenous"
    INTRAMUSCULAR = "intramuscular"
    SUBLINGUAL = "sublingual"
    INTRANASAL = "intranasal"


class Level(StrEnum):
    """How far a limit reaches: caution, call (a second value confirms), once (a single value is enough)."""

    CAUTION = "caution"
    CALL = "call"
    ONCE = "once"


class Direction(StrEnum):
    """On which side of its value a limit is crossed; whether the value itself crosses it, `inclusive` says."""

    HIGH = "high"
    LOW = "low"


class Limit(Shape):
    """One line of a protocol's limits: `sign` at or past `value`; `delta` judges the change from baseline instead."""

    sign: Name
    direction: Direction
    level: Level
    value: float
    inclusive: bool
    delta: bool = False
    source: Words


class UsualDose(Shape):
    """A dose that is usual under the protocol, in one of its two units."""

    mg: float | None = None
    mg_per_kg: float | None = None
    source: Words


class Protocol(Shape):
    """One version of a protocol. Versions never change; `infusion` tells an infusion from single doses."""

    id: UUID
    key: Name
    version: Annotated[int, Field(ge=1)]
    name: Name
    drug: Drug
    route: Route
    infusion: bool
    planned_minutes: Annotated[int, Field(ge=1, le=600)] | None = None
    planned_doses: Annotated[int, Field(ge=1, le=12)]
    usual_doses: tuple[UsualDose, ...]
    limits: tuple[Limit, ...]
    source: Words

    def limit(self, sign: str, direction: Direction, level: Level) -> Limit | None:
        """The limit on a sign's value (not its change) at this level, or None where the protocol sets none."""
        for row in self.limits:
            if (row.sign, row.direction, row.level, row.delta) == (sign, direction, level, False):
                return row
        return None
