"""Shares, as rows: one a measure, with patients first and then sessions, each a share with its interval."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from schemas.rules.safety.figures import Figure
from schemas.rules.safety.intervals import Interval

Told = dict[str, Any]


@dataclass(frozen=True)
class Shares:
    """The picture's rows: `points` has a row for each share that is known, `names` the measures from top to bottom."""

    names: list[str]
    points: list[Told]


def shares(figures: Sequence[Figure]) -> Shares:
    """The rows of these figures, in their order; a share of nobody is no point, and never 0."""
    points: list[Told] = []
    for one in figures:
        of_each = (
            ("patients", one.patients_with, one.patients_judged, one.of_patients),
            ("sessions", one.sessions_with, one.sessions_judged, one.of_sessions),
        )
        points += [_point(one, *told) for told in of_each if told[2]]
    return Shares([one.measure.label for one in figures], points)


def table(figures: Sequence[Figure]) -> list[dict[str, object]]:
    """The same in words and numbers, with what could not be judged beside it."""
    return [
        {
            "measure": one.measure.label,
            "patients": f"{one.patients_with} of {one.patients_judged}",
            "95 %, patients": span(one.of_patients),
            "patients not judged": one.patients_not_judged,
            "sessions": f"{one.sessions_with} of {one.sessions_judged}",
            "share": percent(one.sessions_with, one.sessions_judged),
            "95 %, sessions": span(one.of_sessions),
            "sessions not judged": one.sessions_not_judged,
        }
        for one in figures
    ]


def described(title: str, figures: Sequence[Figure]) -> str:
    """The picture in words, for who cannot see it."""
    told = [
        f"{one.measure.label}: {one.patients_with} of {one.patients_judged} patients"
        f" ({span(one.of_patients) or 'none could be judged'}), {one.sessions_with} of {one.sessions_judged} sessions"
        for one in figures
    ]
    return f"{title}. {'; '.join(told) or 'Nothing was counted'}."


def percent(found: int, of: int) -> str:
    """A share in per cent with one decimal; nothing of nobody."""
    return f"{100 * found / of:.1f} %" if of else ""


def span(interval: Interval | None) -> str:
    """An interval in per cent; nothing where there is none."""
    return "" if interval is None else f"{100 * interval.low:.1f} to {100 * interval.high:.1f} %"


def _point(figure: Figure, who: str, found: int, of: int, interval: Interval | None) -> Told:
    ends = (None, None) if interval is None else (100 * interval.low, 100 * interval.high)
    share = 100 * found / of
    between = f", 95 % from {span(interval)}" if interval else ""
    return {
        "name": figure.measure.label,
        "who": who,
        "share": share,
        "low": ends[0],
        "high": ends[1],
        "text": f"{figure.measure.label}: {found} of {of} {who}, {share:.1f} %{between}",
    }
