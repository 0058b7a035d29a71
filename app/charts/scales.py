"""A scale over calendar time: each total with the time it asks about, sessions as ticks, lines to compare with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from app.charts.sheet import Row
from app.charts.theme import PALETTES, Palette, Theme, ground
from schemas.assessment import FORMS, IDEATION_HIGHEST, Scale

if TYPE_CHECKING:
    import altair as alt

HEIGHT: Final = 240
Rows = Mapping[str, Sequence[Row]]
_DAY: Final = timedelta(days=1) // timedelta(milliseconds=1)
_EDGE: Final = 0.04  # of the width, free on either side
_TICK, _UNKNOWN = 9, 18  # pixels above the lower edge
# What is published stands over its line, the fall by half under its own, so that two close ones can be read.
_SIDES: Final[Mapping[str, dict[str, Any]]] = {
    "left": {"align": "left", "baseline": "bottom", "dx": 4, "dy": -2},
    "right": {"align": "right", "baseline": "top", "dx": -4, "dy": 3},
}
# On a telephone the words of both sides meet: their sources stand in the legend there too.
_NARROW: Final = "width < 480 ? datum.short : datum.words"
_CROSS: Final = "M-1,-1L1,1M-1,1L1,-1"


@dataclass(frozen=True)
class _Place:
    """Where every layer draws: when it was, since when it asks, and how much."""

    x: "alt.X"
    since: "alt.X"
    y: "alt.Y"


def scale_chart(theme: Theme, scale: Scale, rows: Rows) -> "alt.LayerChart":
    """The chart of `scale_rows`, as wide as its place; draws its lines alone where there are no points."""
    import altair as alt  # late: half a second

    palette, place = PALETTES[theme], _place(scale, rows)
    layers = [
        _compared(rows["lines"], place, palette),
        _ticks(rows["doses"], place, palette),
        *_course(rows["points"], place, palette),
        *_named(rows["lines"], place, palette),
        _values(rows["points"], place, palette),
        _risks("risk", rows["points"], place.x, place.y, palette),
        _struck(rows["struck"], place, palette),
        _unknown(rows["unknown"], place, palette),
        _risks("risk_unknown", rows["unknown"], place.x, _above_edge(_UNKNOWN), palette),
    ]
    chart: alt.LayerChart = alt.LayerChart(layer=layers, width="container", height=HEIGHT).configure(**_looks(palette))
    return chart


def _place(scale: Scale, rows: Rows) -> _Place:
    import altair as alt  # late: half a second

    reach = alt.Scale(type="utc", domain=_reach(rows), nice=False)
    days = alt.Axis(
        title=None, format="%-d %b %y", grid=False, labelOverlap=True, labelFlush=True, labelSeparation=10, tickCount=6
    )
    room = alt.Scale(domain=[0, FORMS[scale].total_high or IDEATION_HIGHEST], nice=False)
    title = "ideation" if scale is Scale.C_SSRS else "total"
    amount = alt.Axis(title=title, grid=False, tickCount=5, tickMinStep=1)
    return _Place(
        x=alt.X("at", type="temporal", scale=reach, axis=days),
        since=alt.X("since", type="temporal", scale=reach, axis=days),
        y=alt.Y("value", type="quantitative", scale=room, axis=amount),
    )


def _above_edge(pixels: int) -> dict[str, Any]:
    """So far above the lower edge of the plot, however high that is where it is drawn."""
    return {"value": {"expr": f"height - {pixels}"}}


def _of(rows: Sequence[Row]) -> "alt.Chart":
    import altair as alt  # late: half a second

    return alt.Chart(alt.InlineData(values=list(rows)))


def _course(points: Sequence[Row], place: _Place, palette: Palette) -> list["alt.Chart"]:
    """The time each total asks about, and the line through them."""
    asked = _of(points).mark_rule(aria=False, color=palette.pressure, opacity=0.22, strokeWidth=7)
    line = _of(points).mark_line(aria=False, color=palette.pressure, strokeWidth=1.4)
    return [
        asked.encode(x=place.since, x2="at", y=place.y).properties(name="asked"),
        line.encode(x=place.x, y=place.y, detail="stretch:N").properties(name="line"),
    ]


def _values(points: Sequence[Row], place: _Place, palette: Palette) -> "alt.Chart":
    """The totals, and which is the baseline."""
    import altair as alt  # late: half a second

    shape = alt.condition("datum.base", alt.value("diamond"), alt.value("circle"))
    size = alt.condition("datum.base", alt.value(150), alt.value(60))
    point = _of(points).mark_point(aria=False, filled=True, opacity=1, color=palette.pressure)
    words = alt.Tooltip("words", type="nominal")
    drawn: alt.Chart = point.encode(x=place.x, y=place.y, shape=shape, size=size, tooltip=words).properties(
        name="point"
    )
    return drawn


def _risks(name: str, rows: Sequence[Row], x: "alt.X", y: "alt.Y | dict[str, Any]", palette: Palette) -> "alt.Chart":
    """A triangle over each that tells of suicidal thoughts, its total known or not; what it tells is in the table."""
    import altair as alt  # late: half a second

    risky = _of(rows).transform_filter("datum.risk != ''")
    mark = risky.mark_text(aria=False, dy=-12, color=palette.red, fontSize=14)
    told = alt.Tooltip("risk", type="nominal")
    drawn: alt.Chart = mark.encode(x=x, y=y, text=alt.value("▲"), tooltip=told).properties(name=name)
    return drawn


def _struck(rows: Sequence[Row], place: _Place, palette: Palette) -> "alt.Chart":
    """What was corrected or withdrawn, still there."""
    import altair as alt  # late: half a second

    cross = _of(rows).mark_point(aria=False, shape=_CROSS, size=40, strokeWidth=1.6, opacity=1, color=palette.struck)
    words = alt.Tooltip("words", type="nominal")
    drawn: alt.Chart = cross.encode(x=place.x, y=place.y, tooltip=words).properties(name="struck")
    return drawn


def _unknown(rows: Sequence[Row], place: _Place, palette: Palette) -> "alt.Chart":
    """What has no total: in its time, and never as a number."""
    import altair as alt  # late: half a second

    mark = _of(rows).mark_text(aria=False, fontSize=15, fontWeight="bold", color=palette.attention)
    words = alt.Tooltip("words", type="nominal")
    placed = mark.encode(x=place.x, y=_above_edge(_UNKNOWN), text=alt.value("?"), tooltip=words)
    drawn: alt.Chart = placed.properties(name="unknown")
    return drawn


def _ticks(doses: Sequence[Row], place: _Place, palette: Palette) -> "alt.Chart":
    import altair as alt  # late: half a second

    ticks = _of(doses).mark_rule(aria=False, color=palette.dose_bar, strokeWidth=2)
    number = alt.Tooltip("number", type="quantitative", title="session with drug")
    placed = ticks.encode(x=place.x, y=_above_edge(_TICK), y2=alt.value("height"), tooltip=number)
    drawn: alt.Chart = placed.properties(name="doses")
    return drawn


def _compared(lines: Sequence[Row], place: _Place, palette: Palette) -> "alt.Chart":
    rule = _of(lines).mark_rule(aria=False, color=palette.soft, strokeDash=[5, 4])
    drawn: alt.Chart = rule.encode(y=place.y).properties(name="lines")
    return drawn


def _named(lines: Sequence[Row], place: _Place, palette: Palette) -> list["alt.Chart"]:
    """The lines' words and sources: what is published from the left, the fall by half from the right.

    Each is drawn over an edge of the ground's colour, which keeps it readable where the course crosses it; the totals
    come after, so that none of them is hidden.
    """
    import altair as alt  # late: half a second

    drawn = []
    for side, mark in _SIDES.items():
        at, words = alt.value("width" if side == "right" else 0), alt.Text("shown", type="nominal")
        base = _of([line for line in lines if line["side"] == side]).transform_calculate(shown=_NARROW)
        edge = base.mark_text(aria=False, color=palette.card, stroke=palette.card, strokeWidth=4, **mark)
        for name, text in (
            (f"edge_{side}", edge),
            (f"lines_{side}", base.mark_text(aria=False, color=palette.soft, **mark)),
        ):
            drawn.append(text.encode(x=at, y=place.y, text=words).properties(name=name))
    return drawn


def _reach(rows: Rows) -> list[int]:
    """From the first to the last of all that is drawn, with an edge."""
    drawn = [row for name in ("points", "unknown", "struck", "doses") for row in rows[name]]
    times = [time for row in drawn for name in ("at", "since") if isinstance(time := row.get(name), int)] or [0]
    edge = max(_DAY, int((max(times) - min(times)) * _EDGE))
    return [min(times) - edge, max(times) + edge]


def _looks(palette: Palette) -> dict[str, Any]:
    colours = {"labelColor": palette.soft, "titleColor": palette.soft, "domainColor": palette.line}
    axis = {"labelFontSize": 11, "titleFontWeight": "normal", "tickColor": palette.line} | colours
    return ground(palette) | {"axis": axis}
