"""effects.csv: one row for each episode of an effect, and one for each fact that was corrected or withdrawn."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from data.exports.tidy.column import ENTRY, PATIENT, SESSION, Column, Kind, Row, ids, times, words
from data.exports.tidy.visit import Visit
from schemas.effect import TERMS, Effect, Relatedness, Severity
from schemas.rules import episodes, minutes
from schemas.rules.episodes import Episode

NOT_STATED: Final = "not_stated"
SEVERITIES: Final = (NOT_STATED, *(severity.word for severity in Severity))


class Outcome(StrEnum):
    """What became of an episode, from its end alone."""

    RESOLVED = "resolved"
    ONGOING = "ongoing"
    UNKNOWN = "unknown"


_ONLY_FINAL: Final = "Computed from valid facts: empty in a row that is not final."

COLUMNS: Final = (
    ids("effect_id", "The fact that the episode began; effect_changes.csv names the first one, whatever replaces it."),
    SESSION,
    PATIENT,
    Column("effect", Kind.CODE, "The effect, if it is one of the list.", "", tuple(term.key for term in TERMS)),
    Column("words", Kind.TEXT, "The patient's or the clinic's own words, if it is not one of the list."),
    times("onset_at", "When it began."),
    Column("onset_minutes", Kind.WHOLE, "Minutes of the onset from the start, as minutes_from_start.", "min"),
    Column("worst_severity", Kind.CODE, f"The highest severity stated. {_ONLY_FINAL}", "", SEVERITIES),
    times("resolved_at", f"When it ended; empty: no end is known. {_ONLY_FINAL}"),
    Column("duration_minutes", Kind.WHOLE, f"From onset to end, both cut to the minute. {_ONLY_FINAL}", "min"),
    Column(
        "ongoing_at_discharge",
        Kind.YES_NO,
        f"Whether it ran when the session ended; empty: the session has not ended. {_ONLY_FINAL}",
        "",
        ("true", "false"),
    ),
    Column("action", Kind.TEXT, f"What was done about it, in order of time, with '; ' between. {_ONLY_FINAL}"),
    Column(
        "relatedness", Kind.CODE, "Whether the drug caused it (WHO-UMC); empty: not judged.", "", words(Relatedness)
    ),
    Column("judged_by", Kind.PERSON, "Who judged the relatedness."),
    Column("serious", Kind.YES_NO, "Whether it was serious; empty: not stated.", "", ("true", "false")),
    Column(
        "outcome",
        Kind.CODE,
        "resolved: its end is known. ongoing: it ran when the session ended and no end is known. unknown: neither. "
        + _ONLY_FINAL,
        allowed=words(Outcome),
    ),
    *ENTRY,
)
_COMPUTED: Final = (
    "worst_severity",
    "resolved_at",
    "duration_minutes",
    "ongoing_at_discharge",
    "action",
    "outcome",
)


def stated(severity: Severity | None) -> str:
    """The severity's word; not stated is never mild."""
    return NOT_STATED if severity is None else severity.word


def rows(visit: Visit) -> Iterator[Row]:
    """The rows of a session, by onset."""
    whole = {episode.fact.id: episode for episode in episodes.episodes(visit.record)}
    for effect in minutes.in_order(visit.record.effects, lambda told: told.onset_at):
        episode = whole.get(effect.id)
        computed = dict.fromkeys(_COMPUTED) if episode is None else _course_of(visit, episode)
        yield {**visit.place(), **_as_told(effect), **computed, **visit.entry(effect)} | {
            "onset_minutes": visit.minutes(effect.onset_at)
        }


def _as_told(effect: Effect) -> dict[str, object]:
    return {
        "effect_id": effect.id,
        "effect": effect.effect,
        "words": effect.words,
        "onset_at": effect.onset_at,
        "relatedness": effect.relatedness,
        "judged_by": effect.judged_by,
        "serious": effect.serious,
    }


def _course_of(visit: Visit, episode: Episode) -> dict[str, object]:
    end, ongoing = episode.ended_at, _ran_at_the_end(visit, episode)
    return {
        "worst_severity": stated(episode.worst),
        "resolved_at": end,
        "duration_minutes": None if end is None else minutes.between(episode.onset_at, end),
        "ongoing_at_discharge": ongoing,
        "action": "; ".join(episode.actions) or None,
        "outcome": _outcome(ended=end is not None, ongoing=ongoing),
    }


def _outcome(*, ended: bool, ongoing: bool | None) -> Outcome:
    if ended:
        return Outcome.RESOLVED
    return Outcome.ONGOING if ongoing else Outcome.UNKNOWN


def _ran_at_the_end(visit: Visit, episode: Episode) -> bool | None:
    """Whether the episode ran at the session's end, by whole minutes; None: it has not ended."""
    left = visit.course.ended_at
    if left is None:
        return None
    begun = minutes.between(episode.onset_at, left) >= 0
    return begun and (episode.ended_at is None or minutes.between(left, episode.ended_at) > 0)
