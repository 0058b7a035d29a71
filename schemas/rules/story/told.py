"""Told: what the story says of a session: one point a kind, with its numbers, its comparison and its rows."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from uuid import UUID

from schemas.protocol import Drug, Route
from schemas.rules.story.about import About


class Urgency(IntEnum):
    """Safety comes first: a limit was crossed, somebody was treated, the pressure did not come back."""

    SAFETY = 1
    CHANGE = 2
    RECORD = 3


class Kind(StrEnum):
    """What a point is about, in the order in which equally urgent ones are told."""

    GRAVE_EFFECT = "grave_effect"
    NOT_RETURNED = "not_returned"
    PEAK = "peak"
    RISE = "rise"
    SPO2 = "lowest_spo2"
    SEDATION = "deepest_sedation"
    DISSOCIATION = "dissociation"
    TREATED = "treated"
    HELD = "held"
    STOPPED_EARLY = "stopped_early"
    DRUG = "drug_change"
    DOSE = "dose_change"
    RETURN = "return"
    FIRST_EFFECT = "first_effect"
    WEIGHT = "weight_change"
    EFFECT_GONE = "effect_gone"
    SCALE = "scale_change"
    MISSED_DUES = "missed_dues"


@dataclass(frozen=True)
class Row:
    """A fact that a point rests on, by its id; None is the session itself, where what counts is that none is there.

    Without a treatment it is a statement of no session: a scale.
    """

    treatment_id: UUID | None
    fact_id: UUID | None = None


@dataclass(frozen=True)
class Compared:
    """The earlier sessions of the same patient that stand behind a comparison, by arrival; none where nothing does.

    Drug and route are those of all of them; None: whatever was given.
    """

    before: tuple[UUID, ...] = ()
    drug: Drug | None = None
    route: Route | None = None

    @property
    def n(self) -> int:
        """How many sessions stand behind it, the told one among them."""
        return len(self.before) + 1


@dataclass(frozen=True)
class Point:
    """One thing that is told. `rests` are the rows of this session first, then those of the compared ones."""

    kind: Kind
    urgency: Urgency
    about: About
    compared: Compared
    rests: tuple[Row, ...]
