"""Rows of the effects' lanes: one for each stretch of an episode at one severity, and what was struck through."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from app.charts.sheet import Row, Sheet, ms
from schemas.effect import BY_KEY, Effect, EffectChange, Severity
from schemas.rules import episodes, minutes

# The height of the bar in pixels; not stated is as thin as mild and pale, so that it is never taken for it.
WEIGHTS: Final[dict[Severity | None, int]] = {
    None: 4,
    Severity.MILD: 4,
    Severity.MODERATE: 8,
    Severity.SEVERE: 12,
    Severity.LIFE_THREATENING: 16,
}


def effects(sheet: Sheet) -> list[Row]:
    """Stretches by onset; `to` is None and `open` True where the effect goes on; `word` is the worst severity."""
    rows: list[Row] = []
    found = episodes.episodes(sheet.record)
    last_of_lane = {lane(episode.fact): episode.effect_id for episode in found}
    for episode in found:
        stretches = list(_stretches(episode))
        for place, (at, to, severity) in enumerate(stretches):
            end = place == len(stretches) - 1
            named = end and last_of_lane[lane(episode.fact)] == episode.effect_id
            rows.append(
                {
                    "id": str(episode.effect_id),
                    "lane": lane(episode.fact),
                    "from": ms(at),
                    "to": None if to is None else ms(to),
                    "open": to is None,
                    "severity": severity,
                    "weight": WEIGHTS[severity],
                    "onset": place == 0,
                    "word": word(episode.worst) if named else None,
                    "text": _text(sheet, episode, (at, to, severity)),
                }
            )
    return rows


def struck(sheet: Sheet) -> list[Row]:
    """Beginnings and changes of effects that do not hold, where what is drawn of them has changed."""
    rows: list[Row] = []
    for effect, now in sheet.struck(sheet.record.effects):
        if now is None or (lane(effect), effect.onset_at) != (lane(now), now.onset_at):
            rows.append(_struck(sheet, effect, effect, effect.onset_at, effect.label))
    first = minutes.firsts(sheet.record.effects)
    for change, later in sheet.struck(sheet.record.effect_changes):
        of = first.get(change.effect_id)
        drawn = (change.at, change.severity, change.ended)
        if of is not None and (later is None or drawn != (later.at, later.severity, later.ended)):
            said = "ended" if change.ended else word(change.severity)
            rows.append(_struck(sheet, change, of, change.at, f"{of.label}: {said}"))
    return rows


def lane(effect: Effect) -> str:
    """The name beside the lane: of the list's names with a slash the first, own words as they are."""
    return str(effect.words) if effect.effect is None else BY_KEY[effect.effect].label.split(" / ")[0]


def word(severity: Severity | None) -> str:
    """The severity as it is read; not stated is said."""
    return "not stated" if severity is None else severity.word


def _stretches(episode: episodes.Episode) -> Iterator[tuple[datetime, datetime | None, Severity | None]]:
    """From, to and severity of each stretch, by whole minutes: of two severities in one minute the later one counts."""
    begun: list[tuple[datetime, Severity | None]] = []
    for step in _telling(episode.steps):
        if begun and minutes.between(begun[-1][0], step.at) == 0:
            begun[-1] = (begun[-1][0], step.severity)
        elif not begun or begun[-1][1] is not step.severity:
            begun.append((step.at, step.severity))
    ends = [at for at, _ in begun[1:]]
    for (at, severity), to in zip(begun, [*ends, episode.ended_at], strict=True):
        yield at, to, severity


def _telling(steps: Iterable[episodes.Step]) -> list[episodes.Step]:
    """The onset and the steps that state a severity."""
    return [step for step in steps if step.change_id is None or step.severity is not None]


def _text(sheet: Sheet, episode: episodes.Episode, stretch: tuple[datetime, datetime | None, Severity | None]) -> str:
    at, to, severity = stretch
    until = "on" if to is None else f"to {sheet.clock(to)}"
    said = f"{episode.label}, {word(severity)}, from {sheet.clock(at)} {until}"
    return f"{said} · {'; '.join(episode.actions)}" if episode.actions else said


def _struck(sheet: Sheet, fact: Effect | EffectChange, of: Effect, at: datetime, words: str) -> Row:
    text = sheet.struck_words(fact, f"{sheet.clock(at)} · {words}")
    row: Row = {"id": str(fact.id), "lane": lane(of), "at": ms(at), "status": sheet.status[fact.id].value, "text": text}
    return row | {"from": ms(at)}  # the lanes are ordered by `from`, of what holds and of what does not
