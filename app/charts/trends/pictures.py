"""Pictures: each view of a patient's sessions whole, as the screen draws it and as it is taken out.

One function a view: what is known and what is asked for become rows, and the rows become the picture, the text for
those who do not see it, and the points of its table and its file.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, wraps
from typing import Final

from app.charts.theme import Theme
from app.charts.trends import (
    between,
    between_chart,
    between_words,
    courses,
    effect_cells,
    effect_chart,
    overlaid,
    overlaid_chart,
    overlaid_words,
    paired,
    points,
    rise,
    rise_chart,
    specs,
)
from app.charts.trends.known import Known
from app.charts.trends.overlaid import Overlaid, View
from app.charts.trends.plain import Told
from app.charts.trends.specs import Spec

EFFECTS: Final = 12  # sessions whose cells are drawn; how often is of all of them


@dataclass(frozen=True)
class Picture:
    """One view. `drawn` makes the picture when it is wanted, since that is the slow part of it."""

    title: str
    alt: str
    columns: Sequence[str]
    points: list[Told]
    drawn: Callable[[Theme], Spec]


def _once(make: Callable[[Known, View], Picture]) -> Callable[[Known, View], Picture]:
    """The same picture of what is known and asked for, made once and once drawn in each theme."""

    def made(known: Known, view: View) -> Picture:
        picture = make(known, view)
        return replace(picture, drawn=cache(picture.drawn))

    @wraps(make)
    def kept(known: Known, view: View) -> Picture:
        found: Picture = known.made(made, view)
        return found

    return kept


@_once
def overlay(known: Known, view: View) -> Picture:
    """The sessions over each other on minutes from the start."""
    told = _overlaid(known, view)

    def drawn(theme: Theme) -> Spec:
        return specs.spec(lambda: overlaid_chart.chart(theme, told))

    return Picture("Sessions overlaid", overlaid_words.alt_text(told), points.OVERLAID, points.overlaid(told), drawn)


@_once
def panels(known: Known, _: View) -> Picture:
    """Each session by itself, one under the other, newest first: beside the table of sessions."""
    told = courses.rows(known.sessions, known.readings, known.zone, known.missed)

    def drawn(theme: Theme) -> Spec:
        return specs.spec(lambda: courses.chart(theme, told, columns=1))

    return Picture("Session by session", courses.alt_text(told), points.COURSES, points.courses(told), drawn)


@_once
def against_dose(known: Known, _: View) -> Picture:
    """The rise of the pressure against dose, of the newest drug and route that was given."""
    drug, route = next(iter(rise.pairs(known.sessions)), ("", ""))
    told = rise.rise(known.sessions, drug, route, known.zone, known.medians(drug, route))

    def drawn(theme: Theme) -> Spec:
        return specs.spec(lambda: rise_chart.chart(theme, told, width=_RISE))

    return Picture("Rise against dose", rise.alt_text(told), points.RISE, points.rise(told), drawn)


@_once
def effects(known: Known, _: View) -> Picture:
    """Effects by session."""
    told = effect_cells.effects(known.sessions, known.effects, known.zone, newest=EFFECTS)

    def drawn(theme: Theme) -> Spec:
        return specs.spec(lambda: effect_chart.chart(theme, told, width=_CELLS))

    return Picture("Effects across sessions", effect_cells.alt_text(told), points.EFFECTS, points.effects(told), drawn)


@_once
def compared(known: Known, view: View) -> Picture:
    """The sessions that the view compares, beside each other."""
    of = paired.sides(known, view)
    told = points.overlaid(of[0].both) if of else []

    def drawn(theme: Theme) -> Spec:
        return paired.together(of, theme) if of else overlay(known, view).drawn(theme)

    alt = " ".join(one.alt for one in of)
    return Picture("Compare two sessions", alt, points.OVERLAID, told, drawn)


@_once
def resting(known: Known, _: View) -> Picture:
    """What rests between sessions, on the clinic's calendar."""
    told = between.between(known.sessions, known.zone, known.effects, known.asked)

    def drawn(theme: Theme) -> Spec:
        return specs.spec(lambda: between_chart.chart(theme, told, width=_CALENDAR))

    return Picture("Between sessions", between_words.alt_text(told), points.BETWEEN, points.between(told), drawn)


# By the name that stands in the address of an export.
PICTURES: Final[dict[str, Callable[[Known, View], Picture]]] = {
    "overlaid": overlay,
    "sessions": panels,
    "rise": against_dose,
    "effects": effects,
    "between": resting,
    "compare": compared,
}
# These show all sessions, or those that they are given, whatever the filter leaves.
WHOLE: Final = frozenset({"between", "compare"})
_CELLS: Final = 200
_RISE: Final = 350
_CALENDAR: Final = 560


def _overlaid(known: Known, view: View) -> Overlaid:
    frames = known.sessions, known.readings, known.doses
    return overlaid.overlaid(*frames, view, dues=known.newest_dues, missed=known.missed)
