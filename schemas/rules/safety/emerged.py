"""Emerged: effects that began with the drug or after it, and those that got worse after the start."""

from typing import Final

from schemas.effect import Severity
from schemas.record import Record
from schemas.rules import course, episodes
from schemas.rules.episodes import Episode

OWN_WORDS: Final = "own_words"  # what is in nobody's list may name somebody: it is counted, not said


def effects(record: Record) -> dict[str, Severity | None]:
    """Each effect by its key, with its worst severity after the start; None: never stated. None without a start."""
    found: dict[str, Severity | None] = {}
    for one in episodes.episodes(record):
        if emerged(record, one):
            key = one.key or OWN_WORDS
            stated = [worst for worst in (found.get(key), one.worst) if worst is not None]
            found[key] = max(stated, default=None)
    return found


def emerged(record: Record, episode: Episode) -> bool:
    """Whether it began at the minute of the start or later, or was stated to be worse after the start than before."""
    known = course.course(record)
    onset = course.minutes_from_start(known, episode.onset_at)
    if onset is None:
        return False
    if onset >= 0:
        return True
    stated = [(course.minutes_from_start(known, one.at) or 0, one.severity or 0) for one in episode.steps]
    before = max((severity for minute, severity in stated if minute <= 0), default=0)
    return any(severity > before > 0 for minute, severity in stated if minute > 0)
