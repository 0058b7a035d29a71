"""What holds of a patient's background, from all that was said of it, and what held before.

Source: the project's own (docs/clinical.md, background). Of two registrations of one person a yes is never hidden by
the other one's no.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from schemas.background import Background, BackgroundItem, BackgroundSays


@dataclass(frozen=True)
class Known:
    """What holds of one item. `told` are the statements that say it: none where nobody ever asked.

    `differs`: another registration of the same person says yes to it where one does not, or the other way round.
    """

    item: BackgroundItem
    told: tuple[Background, ...] = ()
    differs: bool = False

    @property
    def says(self) -> BackgroundSays:
        """The answer; unknown where nobody asked."""
        return self.told[-1].says if self.told else BackgroundSays.UNKNOWN

    @property
    def asked_on(self) -> date | None:
        """The day it was last asked, or None where nobody did."""
        return max((one.asked_on for one in self.told), default=None)

    @property
    def words(self) -> str | None:
        """What was said with the answer, of several registrations each once."""
        return ", ".join(dict.fromkeys(one.words for one in self.told if one.words)) or None


@dataclass(frozen=True)
class Was:
    """What was said of an item and does not hold any more, and what took its place."""

    told: Background
    until: Background


def known(said: Sequence[Background]) -> Mapping[BackgroundItem, Known]:
    """Every item as it stands; `said` is all that was said of one person, in the order of storing."""
    newest: dict[tuple[BackgroundItem, UUID], Background] = {}
    for one in said:
        newest.pop((one.item, one.patient_id), None)  # the last that was said comes last
        newest[one.item, one.patient_id] = one
    return {item: _known(item, [one for (of, _), one in newest.items() if of is item]) for item in BackgroundItem}


def _known(item: BackgroundItem, holding: Sequence[Background]) -> Known:
    """Of each registration the newest, the one that was said last at the end."""
    yes = tuple(one for one in holding if one.says is BackgroundSays.YES)
    told = yes or tuple(holding[-1:])
    return Known(item, tuple(_once(told)), differs=0 < len(yes) < len(holding))


def history(said: Sequence[Background], item: BackgroundItem) -> tuple[Was, ...]:
    """What was said of the item before, the newest first; what was said of two registrations at once, once."""
    found: list[Was] = []
    last: dict[UUID, Background] = {}
    for one in said:
        if one.item is item:
            if (before := last.get(one.patient_id)) is not None:
                found.append(Was(before, one))
            last[one.patient_id] = one
    seen = {(_content(was.told), _content(was.until)): was for was in reversed(found)}
    return tuple(seen.values())


def by_day(said: Sequence[Background], item: BackgroundItem) -> tuple[Background, ...]:
    """The answers to the item, one for each day on which it was asked, by day: of several the one that was said last.

    Of two registrations of one person a yes is never hidden by the other one's no of the same day.
    """
    newest: dict[date, dict[UUID, Background]] = {}
    for one in said:
        if one.item is item:
            newest.setdefault(one.asked_on, {})[one.patient_id] = one
    return tuple(_known(item, list(of_day.values())).told[-1] for _, of_day in sorted(newest.items()))


def _once(told: Iterable[Background]) -> Iterable[Background]:
    return {_content(one): one for one in told}.values()


def _content(one: Background) -> tuple[object, ...]:
    """All of it but which registration it was said of."""
    return (one.item, one.says, one.words, one.asked_on, one.entered_at, one.entered_by)
