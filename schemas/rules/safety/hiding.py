"""Hiding: which numbers of a table leave the clinic, so that none under 5 is said or can be worked out from the rest.

The table is a tree of groups: each is the sum of those below it. What is hidden below a number that is shown is known
to come to a certain sum, and nothing else is known of it: there have to be two or more, and the sum has to be 5 or
more, so that each of them may be anything from 0 to 4 and beyond.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

LEAST: Final = 5
ROUNDED_TO: Final = 5


@dataclass(frozen=True)
class Node:
    """A group of the table by its name, with its numbers (each a column that is a sum of its own), and its parts."""

    name: str
    numbers: tuple[int, ...]
    parts: tuple["Node", ...] = ()

    def each(self) -> Iterator["Node"]:
        """The group itself and all below it."""
        yield self
        for part in self.parts:
            yield from part.each()

    @property
    def leaves(self) -> tuple["Node", ...]:
        """What is no sum any more: itself where it has no parts."""
        return tuple(one for one in self.each() if not one.parts)


def shown(whole: Node, hidden: Collection[str] = ()) -> frozenset[str]:
    """The names of the groups whose numbers may be said; names are unique in a table.

    `hidden` are further ones that may not be said, since with another table they would give a number away.
    """
    small = [one for one in whole.each() if min(one.numbers) < LEAST or one.name in hidden]
    told = {one.name for one in whole.each()} - {one.name for one in small}
    while (gives_away := _first_fault(whole, told, small) or _first_sum(small, told)) is not None:
        told.discard(_next_to_hide(gives_away, told).name)
    return frozenset(told)


def rounded_up(number: int) -> int:
    """To the next multiple of 5: differences of two such numbers say nothing of a few."""
    return -(-number // ROUNDED_TO) * ROUNDED_TO


def _first_fault(whole: Node, told: set[str], small: Sequence[Node]) -> Node | None:
    """The first group that is shown and whose number gives away what is hidden below it."""
    return next((one for one in whole.each() if one.name in told and _gives_away(one, told, small)), None)


def _first_sum(small: Sequence[Node], told: set[str]) -> Node | None:
    """The first group that may not be said and is the sum of what is shown below it."""
    return next((one for one in small if one.parts and all(_known(part, told) for part in one.parts)), None)


def _known(group: Node, told: set[str]) -> bool:
    return group.name in told or (bool(group.parts) and all(_known(part, told) for part in group.parts))


def _gives_away(group: Node, told: set[str], small: Sequence[Node]) -> bool:
    """Whether what is hidden below is alone, or too few, or is all of one hidden group's."""
    hidden = _rest(group, told)
    if not hidden:
        return False
    sums = [sum(column) for column in zip(*(one.numbers for one in hidden), strict=True)]
    names = {one.name for one in hidden}
    below = {one.name for one in group.each()}
    alone = any(one.name in below and names <= {leaf.name for leaf in one.leaves} for one in small)
    return len(hidden) == 1 or min(sums) < LEAST or alone


def _rest(group: Node, told: set[str]) -> list[Node]:
    """The hidden leaves whose sum is known as this group's number less those shown below it."""
    found: list[Node] = []
    for part in group.parts:
        if part.name not in told:
            found += _rest(part, told) if part.parts else [part]
    return found


def _next_to_hide(group: Node, told: set[str]) -> Node:
    """The smallest group shown right below, which says least; where there is none, the group itself."""
    below = list(_shown_below(group, told))
    return min(below, key=lambda one: (one.numbers, one.name)) if below else group


def _shown_below(group: Node, told: set[str]) -> Iterator[Node]:
    for part in group.parts:
        if part.name in told:
            yield part
        else:
            yield from _shown_below(part, told)
