"""The protocol a session follows: drug, route, usual dose and limits, each number with its source."""

from enum import StrEnum
from itertools import groupby
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, Field, SerializerFunctionWrapHandler, model_serializer, model_validator

from schemas.cadence import Series, fits
from schemas.fact import Name, Shape, Words
from schemas.reading import SignName


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


class Criterion(StrEnum):
    """What a person has to meet before leaving; so far its name alone, nothing judges it."""

    OBSERVATION = "observation"
    BLOOD_PRESSURE = "blood_pressure"
    OXYGEN = "oxygen"
    SEDATION = "sedation"
    ORIENTATION = "orientation"
    DISSOCIATION = "dissociation"
    GAIT = "gait"
    NAUSEA = "nausea"
    SUICIDAL_IDEATION = "suicidal_ideation"
    LINE_REMOVED = "line_removed"
    ESCORT = "escort"
    NO_DRIVING = "no_driving"


class ScoreName(StrEnum):
    """A published score that a protocol may show."""

    NEWS2 = "news2"
    ALDRETE = "aldrete"


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
    """One line of a protocol's limits: `sign` at or past `value`; `delta` judges the change from baseline instead.

    With `percent` the change is in per cent of the baseline.
    """

    sign: SignName
    direction: Direction
    level: Level
    value: float
    inclusive: bool
    delta: bool = False
    percent: bool = False
    source: Words

    @model_serializer(mode="wrap")
    def _as_it_was_before_there_were_percent(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Without `percent` where it is not: what was stored and hashed before keeps its content and its hash."""
        told: dict[str, Any] = handler(self)
        if not self.percent:
            told.pop("percent", None)
        return told

    @model_validator(mode="after")
    def _percent_of_a_pressure(self) -> Self:
        if self.percent and not self.delta:
            raise ValueError("per cent are of the baseline: tick the change from baseline too")
        return self


class PreDoseLimit(Shape):
    """A blood pressure before the dose: past `caution` the go is the prescriber's, at `call` the dose waits.

    With `from_age` it holds for people of that age in years or older, in place of the row without one.
    """

    sign: Literal["systolic", "diastolic"]
    level: Literal[Level.CAUTION, Level.CALL]
    value: float
    inclusive: bool
    from_age: Annotated[int, Field(ge=0, le=120)] | None = None
    source: Words


class UsualDose(Shape):
    """A dose that is usual under the protocol, in one of its two units."""

    mg: float | None = None
    mg_per_kg: float | None = None
    source: Words


def _holds_together(series: tuple[Series, ...]) -> tuple[Series, ...]:
    problem = fits(series)
    if problem is not None:
        raise ValueError(problem)
    return series


_LEVELS = tuple(Level)


def _pre_dose_in_order(rows: tuple[PreDoseLimit, ...]) -> tuple[PreDoseLimit, ...]:
    """Of each number and age the call level lies above the caution; nothing is said twice."""
    ordered = sorted(rows, key=lambda row: (row.sign, row.from_age or -1, _LEVELS.index(row.level)))
    for (sign, _), same in groupby(ordered, key=lambda row: (row.sign, row.from_age)):
        rows_of = list(same)
        values = [row.value for row in rows_of]
        if values != sorted(set(values)) or len({row.level for row in rows_of}) < len(rows_of):
            wrong = f"the limits of {sign} before the dose are in the wrong order or said twice"
            raise ValueError(f"{wrong}: call must lie above caution")
    return rows


class Protocol(Shape):
    """One version of a protocol. Versions never change; `infusion` tells an infusion from single doses.

    `schedule` is what the protocol asks for (none in versions from before there was a timetable); `observation_minutes`
    is the least time from the first dose to leaving; `scores` are shown at the chair where the clinic wants them,
    `discharge` names what is to be met before leaving.
    """

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
    pre_dose: Annotated[tuple[PreDoseLimit, ...], AfterValidator(_pre_dose_in_order)] = ()
    schedule: Annotated[tuple[Series, ...], AfterValidator(_holds_together)] = ()
    observation_minutes: Annotated[int, Field(ge=0, le=1440)] | None = None
    scores: tuple[ScoreName, ...] = ()
    discharge: tuple[Criterion, ...] = ()
    source: Words

    def limit(self, sign: str, direction: Direction, level: Level) -> Limit | None:
        """The limit on a sign's value (not its change) at this level, or None where the protocol sets none."""
        for row in self.limits:
            if (row.sign, row.direction, row.level, row.delta) == (sign, direction, level, False):
                return row
        return None

    @model_validator(mode="after")
    def _limits_in_order(self) -> Self:
        """A worse level lies further out; nothing is said twice."""
        ordered = sorted(self.limits, key=_rank)
        for (sign, direction, delta, percent), same in groupby(ordered, key=_scale):
            rows = list(same)
            values = [row.value for row in rows]
            wanted = sorted(set(values), reverse=direction is Direction.LOW)
            if values != wanted or len({row.level for row in rows}) < len(rows):
                of = f"change{' in per cent' if percent else ''} of " if delta else ""
                raise ValueError(
                    f"the limits of {of}{sign}, {direction.value}, are in the wrong order or said twice: "
                    f"caution, call and once must lie ever further out"
                )
        return self


def _scale(row: Limit) -> tuple[str, Direction, bool, bool]:
    return row.sign, row.direction, row.delta, row.percent


def _rank(row: Limit) -> tuple[str, str, bool, bool, int]:
    return row.sign, row.direction.value, row.delta, row.percent, _LEVELS.index(row.level)
