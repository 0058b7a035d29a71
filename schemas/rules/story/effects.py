"""Effects: grave ones, one that was never there before, and one that is gone.

In no comparison is a session in which nobody asked: that nothing was reported there says nothing.
"""

from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

from schemas.record import Record
from schemas.rules import course, episodes, minutes
from schemas.rules.alerts.flags import RED_FLAGS
from schemas.rules.episodes import Episode
from schemas.rules.outcome import worst
from schemas.rules.story.about import Effects, Felt
from schemas.rules.story.history import History, Visit, ids
from schemas.rules.story.thresholds import TABLE
from schemas.rules.story.told import Compared, Kind, Point, Row, Urgency

_AWAKE: Final = 5


def grave(history: History) -> Point | None:
    """Severe or worse, or one of those that call the prescriber at once, whenever it began."""
    found = [one for one in episodes.episodes(history.now.record) if _is_grave(one)]
    return _effects(history, Kind.GRAVE_EFFECT, Urgency.SAFETY, found)


def first(history: History) -> Point | None:
    """Effects after the start that no earlier session had, whatever was given in it; the grave ones are told apart."""
    asked = [one for one in history.given if _asked_after(one, 0)]
    if len(asked) < TABLE[Kind.FIRST_EFFECT].least:
        return None
    known = {_name(episode) for one in history.earlier for episode in episodes.episodes(one.record)}
    told = {_name(one) for one in episodes.episodes(history.now.record) if _is_grave(one)}
    found = [one for one in _after_start(history.now) if _name(one) not in known | told]
    return _effects(history, Kind.FIRST_EFFECT, Urgency.CHANGE, found)


def gone(history: History) -> Point | None:
    """Effects that each of the last sessions asked had, and that nobody reported when asked after the drug's end."""
    now, least = history.now, TABLE[Kind.EFFECT_GONE].least
    stopped_at = course.course(now.record).stopped_at
    if stopped_at is None or not now.ended or not _asked_after(now, now.minute(stopped_at)):
        return None
    asked = [one for one in history.like if _asked_after(one, 0)]
    here = {_name(one) for one in episodes.episodes(now.record)}
    last = asked[-least:] if len(asked) >= least else []
    found = {_name(one): one for visit in last for one in _after_start(visit)}
    running = {name: _running(asked, name) for name in found if name not in here}
    kept = [name for name, many in running.items() if many >= least and not _still_seen(now.record, found[name])]
    if not kept:
        return None
    felt = tuple(Felt(found[name].label, found[name].key is None, None, None, running[name]) for name in kept)
    compared = asked[-max(running[name] for name in kept) :]
    rows = [Row(now.id, one.source_id) for one in episodes.asked(now.record) if minutes.between(stopped_at, one.at) > 0]
    rows += [Row(visit.id, one.effect_id) for visit in compared for one in _after_start(visit) if _name(one) in kept]
    return Point(Kind.EFFECT_GONE, Urgency.CHANGE, Effects(felt), history.compared(compared), tuple(rows))


def _effects(history: History, kind: Kind, urgency: Urgency, found: Sequence[Episode]) -> Point | None:
    """A point about these, one entry a name, compared with every earlier session in which anybody was asked."""
    if not found:
        return None
    asked = [one for one in history.given if _asked_after(one, 0)]
    by_name: dict[str, list[Episode]] = {}
    for one in found:
        by_name.setdefault(_name(one), []).append(one)
    felt = tuple(_felt(name, told, asked) for name, told in by_name.items())
    rows = [Row(history.now.id, one.effect_id) for one in found]
    rows += [row for visit in asked for row in _had_or_asked(visit, by_name)]
    return Point(kind, urgency, Effects(felt), Compared(ids(asked)), tuple(rows))


def _felt(name: str, told: Sequence[Episode], asked: Sequence[Visit]) -> Felt:
    """Its worst severity and its minutes in all; unknown as soon as one of them has not ended."""
    lasted = [None if one.ended_at is None else minutes.between(one.onset_at, one.ended_at) for one in told]
    return Felt(
        label=told[0].label,
        own=told[0].key is None,
        worst=max((one.worst for one in told if one.worst is not None), default=None),
        lasted=sum(one for one in lasted if one is not None) if None not in lasted else None,
        had=sum(bool(_of(one.record, name)) for one in asked),
    )


def _had_or_asked(visit: Visit, names: Iterable[str]) -> list[Row]:
    """These effects in an earlier session; where it had none of them, the last that shows that somebody asked."""
    had = [id_ for name in names for id_ in _of(visit.record, name)]
    return [Row(visit.id, id_) for id_ in had or [one.source_id for one in episodes.asked(visit.record)][-1:]]


def _is_grave(one: Episode) -> bool:
    return one.key in RED_FLAGS or (one.worst or 0) >= TABLE[Kind.GRAVE_EFFECT].by


def _name(one: Episode) -> str:
    """What it is called: one in the words of its own is the same as the list's of that name."""
    return one.label.casefold()


def _of(record: Record, name: str) -> list[UUID]:
    return [one.effect_id for one in episodes.episodes(record) if _name(one) == name]


def _after_start(visit: Visit) -> list[Episode]:
    """The effects that began after the start: what was there before is not the drug's."""
    return [one for one in episodes.episodes(visit.record) if visit.minute(one.onset_at) > 0]


def _asked_after(visit: Visit, minute: int) -> bool:
    """Whether anybody asked after this minute; what was reported was asked."""
    return visit.given and any(visit.minute(one.at) > minute for one in episodes.asked(visit.record))


def _running(asked: Sequence[Visit], name: str) -> int:
    """In how many of the last sessions running it was."""
    many = 0
    for visit in reversed(asked):
        if name not in {_name(one) for one in _after_start(visit)}:
            break
        many += 1
    return many


def _still_seen(record: Record, one: Episode) -> bool:
    """Whether the sign of that name speaks for it, though nobody wrote the effect down."""
    if one.key == "dissociation":
        return (worst.dissociation(record) or 0) > 0
    lowest = worst.moaas(record)
    return one.key == "drowsiness" and lowest is not None and lowest < _AWAKE
