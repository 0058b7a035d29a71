"""Sessions overlaid, as a picture: panes for the pressure, the pulse and SpO2 over each other, and a lane of doses."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from app.charts.theme import PALETTES, Theme
from app.charts.trends import looks, overlaid_behind, overlaid_lines, overlaid_words
from app.charts.trends.layers import over, under
from app.charts.trends.overlaid import Overlaid
from app.charts.trends.overlaid_pane import PANES, Pane
from app.charts.trends.sets import Sets

if TYPE_CHECKING:
    import altair as alt

WIDTH: Final = 560
DOSES: Final = "doses"
_USUAL: Final = (-15, 90)
_STEP: Final = 5
_GAP: Final = 8
# A lane's height in pixels, how many lanes there may be before they share the height of so many, and are not named.
_LANE: Final = 11
_LANES: Final = 8
_HEAD: Final = "M0,-1L1,0L0,1Z"  # an arrowhead where nobody wrote the end down
_LAYERS: Final = (
    overlaid_behind.given,
    overlaid_behind.title,
    overlaid_behind.band,
    overlaid_behind.missed,
    overlaid_lines.lines,
    overlaid_lines.symbols,
    overlaid_lines.struck,
    overlaid_lines.names,
    overlaid_lines.pointed,
)


def chart(
    theme: Theme,
    told: Overlaid,
    panes: Sequence[str] = (*PANES, DOSES),
    width: int = WIDTH,
    scale: Overlaid | None = None,
) -> "alt.VConcatChart | alt.LayerChart":
    """The picture with these of its panes, in their order: those of `PANES`, and the lane of doses.

    `scale` are all sessions that its axes are to hold, where another picture beside it has the same.
    """
    import altair as alt  # late: half a second

    palette = PALETTES[theme]
    if not told.strengths:
        return looks.nothing("No session with a start of the drug", palette, width, PANES["pressure"].height)
    domain = _minutes(scale or told)
    sets = Sets()
    parts = []
    for name in panes:
        pane = Pane(told, scale or told, name, sets, palette, domain, first=name == panes[0], last=name == panes[-1])
        parts.append(_doses(pane, width) if name == DOSES else _pane(pane, width))
    stack = under(parts, spacing=_GAP)
    stack["config"] = alt.Config(**looks.looks(palette))
    stack["title"] = looks.noted(overlaid_words.beneath(told), palette, width)
    sets.into(stack)
    return stack


def _pane(pane: Pane, width: int) -> "alt.LayerChart":
    """One pane of signs; its lines hold the scale open where there is nothing to draw."""
    layers = pane.sets.drawn((layer for of in _LAYERS for layer in of(pane)), always=("lines",))
    return over(layers, height=pane.room.height, width=width)


def _minutes(told: Overlaid) -> list[float]:
    """How far the axis reaches: everything that is drawn is inside."""
    drawn = [row["minutes"] for rows in (told.values, told.missed) for row in rows]
    drawn += [row[end] for row in told.doses for end in ("from", "to")]
    drawn += [row["due"] for row in told.spread]
    return looks.reach([*drawn, *(told.sessions[number]["minutes"] for number in told.strong)], _USUAL, _STEP)


def _doses(pane: Pane, width: int) -> "alt.LayerChart":
    """A lane a session, the newest uppermost: bars while the drug ran, pauses pale, single doses as diamonds."""
    import altair as alt  # late: half a second

    numbers = sorted(pane.told.strengths, reverse=True)
    few = len(numbers) <= _LANES
    axis = alt.Axis(labels=few, labelFontSize=9, grid=False, minExtent=30)
    lane = alt.Y("number", type="ordinal", scale=alt.Scale(domain=numbers, paddingInner=0.4), axis=axis)
    rows = [row | {"strength": 1 if row["number"] in pane.told.strong else 0.5} for row in pane.told.doses]
    bars = pane.base("bars", (row for row in rows if row["shape"] is None))
    running = pane.base("running", (row for row in rows if row["open"]))
    marks = pane.base("marks", (row for row in rows if row["shape"] is not None))
    title = pane.base("title", [{"title": "doses, by session"}])
    ink, strength = pane.palette.dose_bar, alt.expr("datum.strength")
    layers = [
        title.mark_text(align="left", baseline="bottom", dy=-5, fontSize=looks.LABEL, color=pane.palette.soft)
        .encode(x=alt.value(0), y=alt.value(0), text="title:N")
        .properties(name="title"),
        bars.mark_bar(color=ink, opacity=alt.expr("(datum.paused ? 0.35 : 1) * datum.strength"))
        .encode(x=pane.x("from"), x2="to:Q", y=lane, tooltip="text:N")
        .properties(name="doses"),
        running.mark_point(shape=_HEAD, filled=True, opacity=1, size=60, color=ink)
        .encode(x=pane.x("to"), y=lane)
        .properties(name="running"),
        marks.mark_point(shape=alt.expr("datum.shape"), filled=True, size=34, opacity=strength)
        .encode(x=pane.x("from"), y=lane, tooltip="text:N", color=alt.value(pane.palette.text))
        .properties(name="given"),
    ]
    drawn = pane.sets.drawn(layers, always=("doses",))
    return over(drawn, height=_LANE * min(len(numbers), _LANES), width=width)
