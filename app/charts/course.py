"""The small chart of one session for the patient's screen: blood pressure by minutes from the start."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from app.charts import sign_rows
from app.charts.sheet import Row, Sheet
from app.charts.symbols import SHAPES
from app.charts.theme import FONT, PALETTES, Palette, Theme
from schemas.record import Record
from schemas.rules import baseline, minutes

if TYPE_CHECKING:
    import altair as alt

WIDTH: Final = 190
HEIGHT: Final = 64

# The room a usual session needs, in minutes and mmHg; the axes grow beyond it with the data.
_USUAL: Final = {"minutes": (-15, 90), "pressure": (60, 170)}


def course_rows(record: Record) -> list[Row]:
    """One row for each valid reading with a pressure: minutes, the two numbers, and the stretch of each one's line.

    `minutes` counts from the start, and in a session without one from the arrival; `since` says which. `given_to` is
    the minute of the stop, or None.
    """
    sheet = Sheet(record)
    known = sheet.course
    since = "arrival" if known.started_at is None else "start"
    zero = known.started_at or known.arrived_at
    ordered = baseline.by_time(sheet.holding.readings)
    lines = {name: sign_rows.stretches(sheet, ordered, name) for name in sign_rows.PRESSURE}
    given = known.started_at and known.stopped_at
    return [
        {
            "minutes": minutes.between(zero, one.taken_at),
            "systolic": one.systolic,
            "diastolic": one.diastolic,
            "systolic_line": lines["systolic"].get(one.id),
            "diastolic_line": lines["diastolic"].get(one.id),
            "since": since,
            "given_to": None if given is None else minutes.between(zero, given),
        }
        for one in ordered
        if one.systolic is not None or one.diastolic is not None
    ]


def course_chart(theme: Theme, rows: Sequence[Row]) -> "alt.LayerChart":
    """The chart of `course_rows`, without words but its minutes; draws nothing where there are no rows."""
    import altair as alt  # late: half a second

    palette = PALETTES[theme]
    base = alt.Chart(alt.InlineData(values=list(rows)))
    reach = _reach(rows, "minutes", ("minutes", "given_to"))
    labels = alt.Axis(title=None, values=_ticks(reach), labelExpr="datum.value + '\u2032'", grid=False, tickSize=3)
    x = alt.X("minutes", type="quantitative", scale=alt.Scale(domain=reach, nice=False, zero=False), axis=labels)
    room = alt.Scale(domain=_reach(rows, "pressure", sign_rows.PRESSURE), nice=False, zero=False)
    layers = [_given(base, palette).encode(x=x)]
    for sign in sign_rows.PRESSURE:
        y = alt.Y(sign, type="quantitative", scale=room, axis=None)
        held = base.transform_filter(f"datum.{sign} != null")
        line = held.mark_line(aria=False, color=palette.pressure, strokeWidth=1.2).encode(
            x=x, y=y, detail=f"{sign}_line:N"
        )
        point = held.mark_point(
            aria=False, shape=SHAPES[sign], size=14, strokeWidth=1.4, opacity=1, color=palette.pressure
        )
        layers += [line.properties(name=f"{sign}_line"), point.encode(x=x, y=y).properties(name=sign)]
    chart: alt.LayerChart = alt.LayerChart(layer=layers, width=WIDTH, height=HEIGHT).configure(**_looks(palette))
    return chart


def _given(base: "alt.Chart", palette: Palette) -> "alt.Chart":
    """The time of the drug behind the lines, once; nothing where it has no end yet."""
    import altair as alt  # late: half a second

    once = base.transform_filter("datum.given_to != null").transform_aggregate(to="max(given_to)")
    band: alt.Chart = once.transform_calculate(minutes="0").mark_rect(aria=False, color=palette.pressure, opacity=0.1)
    return band.encode(x2="to:Q").properties(name="given")


def _reach(rows: Sequence[Row], kind: str, fields: Sequence[str]) -> list[float]:
    """The lowest and highest of these fields and of what is usual."""
    values = [value for row in rows for field in fields if isinstance(value := row[field], int)]
    return [min(*_USUAL[kind], *values), max(*_USUAL[kind], *values)]


def _ticks(reach: Sequence[float]) -> list[int]:
    """Zero and, from it, as many round minutes as can be read."""
    step = next((step for step in (40, 60, 120, 240) if reach[1] / step <= 4), 480)  # noqa: PLR2004 - labels that fit
    return list(range(0, int(reach[1]) + 1, step))


def _looks(palette: Palette) -> dict[str, Any]:
    colours = {"labelColor": palette.soft, "domainColor": palette.line, "tickColor": palette.line}
    return {
        "background": palette.card,
        "font": FONT,
        "aria": False,
        "view": {"stroke": None},
        "axis": {"labelFontSize": 10} | colours,
    }
