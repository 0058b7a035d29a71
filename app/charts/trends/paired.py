"""Paired: two sessions beside each other, as two pictures with the same axes and as rows of their figures."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from app.charts.theme import Theme
from app.charts.trends import overlaid, overlaid_chart, overlaid_words, specs
from app.charts.trends.known import Known
from app.charts.trends.overlaid import Overlaid, View
from app.charts.trends.specs import Spec

WIDTH: Final = 430


@dataclass(frozen=True)
class Side:
    """One of the two: its number, the text for those who do not see it, and the picture in a theme."""

    number: int
    alt: str
    own: Overlaid
    both: Overlaid

    def drawn(self, theme: Theme) -> Spec:
        """The picture, on axes that hold both."""
        return specs.spec(lambda: overlaid_chart.chart(theme, self.own, width=WIDTH, scale=self.both))


def sides(known: Known, view: View) -> tuple[Side, ...]:
    """The sessions that `view` compares and that were started, in its order, each once."""
    both = overlaid.overlaid(known.sessions, known.readings, known.doses, view, missed=known.missed)
    found = []
    for number in dict.fromkeys(one for one in view.compared if one in both.strengths):
        own = _alone(both, number)
        found.append(Side(number, overlaid_words.alt_text(own), own, both))
    return tuple(found)


def together(of: Sequence[Side], theme: Theme) -> Spec:
    """Both pictures as one, to be taken out."""
    return specs.beside([one.drawn(theme) for one in of])


def _alone(both: Overlaid, number: int) -> Overlaid:
    """One session of both, with what belongs to it."""
    values, doses, missed = (
        [row for row in rows if row["number"] == number] for rows in (both.values, both.doses, both.missed)
    )
    return replace(both, strengths={number: both.strengths[number]}, values=values, doses=doses, missed=missed)
