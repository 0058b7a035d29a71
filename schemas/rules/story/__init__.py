"""The story: what changed in a patient's last session, as few points as it takes, and none where nothing did.

Source: the project's own definitions (docs/clinical.md, story). Nothing is advised. Like is compared with like: the
same drug by the same route, unless a point says otherwise; what is unknown is neither a change nor the lack of one.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from schemas.record import Record
from schemas.rules.scales import Standing
from schemas.rules.story import care, doses, effects, heights, questionnaires, returns, signs
from schemas.rules.story.history import History, visits
from schemas.rules.story.thresholds import MOST
from schemas.rules.story.told import Kind, Point, Urgency

__all__ = ["KINDS", "Kind", "Point", "Story", "Urgency", "story"]

KINDS: Final[Mapping[Kind, Callable[[History], Point | None]]] = {
    Kind.GRAVE_EFFECT: effects.grave,
    Kind.NOT_RETURNED: returns.not_returned,
    Kind.PEAK: heights.peak,
    Kind.RISE: heights.rise,
    Kind.SPO2: signs.spo2,
    Kind.SEDATION: signs.sedation,
    Kind.DISSOCIATION: signs.dissociation,
    Kind.TREATED: care.medicines,
    Kind.HELD: doses.not_given,
    Kind.STOPPED_EARLY: doses.cut_short,
    Kind.DRUG: doses.switched,
    Kind.DOSE: doses.changed,
    Kind.RETURN: returns.returned,
    Kind.FIRST_EFFECT: effects.first,
    Kind.WEIGHT: care.weight,
    Kind.EFFECT_GONE: effects.gone,
    Kind.SCALE: questionnaires.changed,
    Kind.MISSED_DUES: care.missed,
}
# What another point says with it: the dose of a session that was stopped early.
_SAID_BY: Final[Mapping[Kind, Kind]] = {Kind.DOSE: Kind.STOPPED_EARLY}


@dataclass(frozen=True)
class Story:
    """The points about one session, the most urgent first; `left_out` came up too and are less urgent than those told.

    `so_far`: the session is open, `zone` is its clinic's. `numbers` count the patient's sessions by arrival.
    """

    treatment_id: UUID
    so_far: bool
    points: tuple[Point, ...]
    left_out: tuple[Kind, ...]
    numbers: Mapping[UUID, int]
    zone: str


def story(records: Iterable[Record], scales: Iterable[Standing] = ()) -> Story | None:
    """The story of the last of one patient's sessions by arrival, open or ended; None without any session.

    `scales` are all of the patient's, as they stand.
    """
    every = visits(records)
    if not every:
        return None
    history = History(every[-1], every[:-1], tuple(scales))
    found = [point for tell in KINDS.values() if (point := tell(history)) is not None]
    ranked = sorted(_once(found), key=lambda one: (one.urgency, _ORDER.index(one.kind)))
    return Story(
        treatment_id=history.now.id,
        so_far=not history.now.ended,
        points=tuple(ranked[:MOST]),
        left_out=tuple(one.kind for one in ranked[MOST:]),
        numbers={one.id: one.number for one in every},
        zone=history.now.record.treatment.zone,
    )


_ORDER: Final = tuple(Kind)


def _once(found: list[Point]) -> list[Point]:
    """Without what another point says as well."""
    kinds = {one.kind: one.urgency for one in found}
    gone = {kind for kind, by in _SAID_BY.items() if by in kinds}
    if Kind.PEAK in kinds and Kind.RISE in kinds:
        # Both have both numbers, and a peak at a limit those of the rise too.
        gone |= {Kind.RISE} if kinds[Kind.PEAK] is Urgency.SAFETY else {Kind.PEAK}
    return [one for one in found if one.kind not in gone]
