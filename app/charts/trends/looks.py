"""What all pictures of the trends share: how marks and axes look, how far a scale reaches, the notes beneath."""

from collections.abc import Iterable, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final, Literal

from app.charts.theme import Palette, ground

if TYPE_CHECKING:
    import altair as alt

SMALL: Final = 10  # what is written at marks
LABEL: Final = 11  # what is written at axes and under the picture
_STEPS: Final = (15, 30, 60, 120, 240, 480, 960)
_MOST: Final = 8  # labels of a time axis that can be read beside each other
_DOT: Final = " · "
_LETTER: Final = 5.7  # pixels a letter of a note is wide
_MARGIN: Final = 40  # pixels at the left of the plot, where a note begins
MINUTES: Final = "(datum.value < 0 ? '\u2212' : '') + abs(datum.value) + '\u2032'"
SIGNED: Final = "(datum.value < 0 ? '\u2212' : datum.value > 0 ? '+' : '') + abs(datum.value)"


def looks(palette: Palette) -> dict[str, Any]:
    """The configuration. The words for those who do not see a picture stand beside it, not in each mark."""
    return ground(palette) | {
        "axis": {
            "title": None,
            "labelColor": palette.soft,
            "labelFontSize": LABEL,
            "gridColor": palette.line,
            "domain": False,
            "ticks": False,
            "labelPadding": 6,
        },
    }


def reach(values: Iterable[float | None], usual: tuple[float, float], step: float) -> list[float]:
    """A domain that holds what is usual and every value, grown by whole steps: nothing is clipped or left out."""
    known = [value for value in values if value is not None]
    low, high = min([usual[0], *known]), max([usual[1], *known])
    return [-(-low // -step) * -step if low < usual[0] else low, -(-high // step) * step if high > usual[1] else high]


def ticks(domain: Sequence[float], step: float) -> list[float]:
    """The multiples of a step inside a domain, and fewer of them where they would stand too dense."""
    while (domain[1] - domain[0]) / step > 2 * _MOST:
        step *= 2
    first = -(-domain[0] // step)
    return [one * step for one in range(int(first), int(domain[1] // step) + 1)]


def minute_ticks(domain: Sequence[float]) -> list[float]:
    """Round minutes from the start, as many as can be read."""
    step = next((one for one in _STEPS if (domain[1] - domain[0]) / one <= _MOST), 2 * _STEPS[-1])
    return ticks(domain, step)


def noted(lines: Sequence[str], palette: Palette, width: float) -> "alt.TitleParams":
    """The notes under a picture, one a line; a line that is wider than the picture goes on in the next."""
    import altair as alt  # late: half a second

    return alt.TitleParams(
        text=[part for line in lines for part in folded(line, int((width + _MARGIN) / _LETTER))] or "",
        orient="bottom",
        anchor="start",
        fontSize=LABEL,
        fontWeight="normal",
        color=palette.soft,
        offset=10,
        lineHeight=15,
    )


def folded(line: str, letters: int) -> list[str]:
    """A note in lines of so many letters, broken between its parts, and inside one only where that is too long."""
    found: list[str] = []
    for part in line.split(_DOT):
        longer = f"{found[-1]}{_DOT}{part}" if found else part
        if found and len(longer) <= letters:
            found[-1] = longer
        else:
            found += wrap(part, letters)
    return found


def nothing(words: str, palette: Palette, width: int, height: int) -> "alt.LayerChart":
    """A picture of nothing, which says so."""
    import altair as alt  # late: half a second

    told = alt.Chart(alt.InlineData(values=[{"words": words}])).mark_text(color=palette.soft, fontSize=LABEL)
    words_alone = told.encode(x=alt.value(width / 2), y=alt.value(height / 2), text="words:N")
    chart: alt.LayerChart = alt.LayerChart(layer=[words_alone], width=width, height=height).configure(**looks(palette))
    return chart


def minutes(
    field: str,
    domain: Sequence[float],
    *,
    labels: bool = True,
    values: Sequence[float] | None = None,
    orient: Literal["top", "bottom"] = "bottom",
) -> "alt.X":
    """The x channel of minutes from the start; without labels its lines are drawn all the same.

    `values` are the minutes that are named, if they are not to follow from the domain.
    """
    import altair as alt  # late: half a second

    named = list(values or minute_ticks(domain))
    axis = alt.Axis(values=named, labels=labels, labelExpr=MINUTES, labelFlush=False, gridOpacity=0.5, orient=orient)
    return alt.X(field, type="quantitative", scale=alt.Scale(domain=list(domain), nice=False, zero=False), axis=axis)
