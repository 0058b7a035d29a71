"""Which statement about each scale holds, what stood before it, what was done about it, and its total.

Source: the project's own rules that facts are corrected by facts, and that unknown is never normal (CONTRIBUTING.md).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from schemas.assessment import Assessment, RiskClosing, Scale


@dataclass(frozen=True)
class Standing:
    """One scale as it stands: `said` is the newest statement, `earlier` those before it, the oldest first.

    `closings` are all that was said of what was done about it, of whichever statement, in the order of storing.
    """

    said: Assessment
    earlier: tuple[Assessment, ...] = ()
    closings: tuple[RiskClosing, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether it was not withdrawn."""
        return not self.said.withdrawn

    @property
    def struck(self) -> tuple[tuple[Assessment, Assessment], ...]:
        """Each statement in whose place another came, with that one: it corrects or withdraws."""
        return tuple(pairwise((*self.earlier, self.said)))

    @property
    def closing(self) -> RiskClosing | None:
        """What was done about the statement that holds, as it was said last; None: nothing, or it was taken back."""
        mine = [one for one in self.closings if one.said_id == self.said.id]
        return mine[-1] if mine and not mine[-1].withdrawn else None


def standing(told: Iterable[Assessment], closings: Sequence[RiskClosing] = ()) -> tuple[Standing, ...]:
    """Each scale once, by the time at which it was taken; both in the order in which they were stored."""
    by_id: dict[UUID, list[Assessment]] = {}
    for one in told:
        by_id.setdefault(one.assessment_id, []).append(one)
    found = []
    for versions in by_id.values():
        ids = {one.id for one in versions}
        mine = tuple(one for one in closings if one.said_id in ids)
        found.append(Standing(versions[-1], tuple(versions[:-1]), mine))
    return tuple(sorted(found, key=lambda one: (one.said.taken_at, one.said.entered_at, one.said.id)))


def total(said: Assessment) -> int | None:
    """The sum of the items, or the total as it was said; unknown where an item is, and of the C-SSRS."""
    if not said.items:
        return said.total
    known = [item for item in said.items if item is not None]
    return sum(known) if len(known) == len(said.items) else None


def complete(found: Iterable[Standing], scale: Scale) -> tuple[Standing, ...]:
    """Those of this scale that hold and have a total, in the order given."""
    return tuple(one for one in found if one.holds and one.said.scale is scale and total(one.said) is not None)
