"""Between sessions, as a picture: panes over each other on one calendar, so that what creeps is seen."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from app.charts.symbols import SHAPES
from app.charts.theme import PALETTES, Theme
from app.charts.trends import between_words, looks, urinary_lane
from app.charts.trends.between import Between, summed
from app.charts.trends.between_pane import Pane, calendar_of
from app.charts.trends.layers import over, under
from app.charts.trends.plain import Told
from app.charts.trends.sets import Sets

if TYPE_CHECKING:
    import altair as alt

WIDTH: Final = 420
_HEIGHTS: Final = {"pressure": 96, "pulse": 44, "weight": 44, "given": 44, "urinary": 18}


def chart(theme: Theme, told: Between, width: int = WIDTH) -> "alt.VConcatChart | alt.LayerChart":
    """The picture of these rows."""
    import altair as alt  # late: half a second

    palette = PALETTES[theme]
    if not told.pressure:
        return looks.nothing("No session", palette, width, _HEIGHTS["pressure"])
    calendar = calendar_of([row["at"] for row in (*told.pressure, *told.urinary)])
    sets = Sets()
    panes = [Pane(name, sets, palette, calendar, last=name == [*_HEIGHTS][-1]) for name in _HEIGHTS]
    layers = (
        _pressure(panes[0], told.pressure),
        _line(panes[1], told.pulse, ("resting pulse, /min", palette.pulse, SHAPES["pulse"]), ((50, 110), 30)),
        _line(panes[2], told.weight, ("weight, kg", palette.text, "diamond"), (_room(told.weight), 5)),
        _given(panes[3], told),
        urinary_lane.layers(panes[4], told.urinary),
    )
    parts = [
        over(sets.drawn(of, always=("rest_bars", "lines", "given", "urinary_no")), width=width, height=height)
        for of, height in zip(layers, _HEIGHTS.values(), strict=True)
    ]
    stack = under(parts, spacing=10)
    stack["config"] = alt.Config(**looks.looks(palette))
    stack["title"] = looks.noted(between_words.notes(told), palette, width)
    sets.into(stack)
    return stack


def _room(rows: Sequence[Told]) -> tuple[float, float]:
    """Five kilograms around what was weighed, so that a change is seen and noise is not."""
    values = [row["value"] for row in rows] or [70]
    return (min(values) - 2) // 5 * 5, -(-(max(values) + 2) // 5) * 5


def _pressure(pane: Pane, rows: Sequence[Told]) -> list["alt.Chart"]:
    """A bar from the systolic to the diastolic with its tips; without the drug broken, without a pressure dotted."""
    palette = pane.palette
    domain = looks.reach([row[sign] for row in rows for sign in ("systolic", "diastolic")], (60, 160), 20)
    y, y_low = pane.y("systolic", domain, 40), pane.y("diastolic", domain, 40)
    known = [row for row in rows if row["kind"] != "none"]
    whole = [row for row in known if row["systolic"] is not None and row["diastolic"] is not None]
    layers = [pane.title("resting blood pressure, mmHg")]
    for name, kind, dash in (("rest", "rest", [1, 0]), ("held", "held", [3, 3]), ("before", "before", [3, 3])):
        bars = pane.base(name, (row for row in whole if row["kind"] == kind))
        bar = bars.mark_rule(color=palette.pressure, strokeWidth=1.2, strokeDash=dash)
        layers.append(bar.encode(x=pane.x(), y=y, y2="diastolic:Q", tooltip="text:N").properties(name=f"{name}_bars"))
    for sign, place in (("systolic", y), ("diastolic", y_low)):
        tips = pane.base(sign, (row for row in known if row[sign] is not None)).mark_point(
            shape=SHAPES[sign], filled=False, size=28, strokeWidth=2, opacity=1, color=palette.pressure
        )
        layers.append(tips.encode(x=pane.x(), y=place, tooltip="text:N").properties(name=sign))
    bare = pane.base("not_known", (row for row in rows if row["kind"] == "none"))
    rule = bare.mark_rule(color=palette.soft, strokeWidth=1.4, strokeDash=[2, 3])
    return [*layers, rule.encode(x=pane.x(), tooltip="text:N").properties(name="not_known")]


def _line(
    pane: Pane, rows: Sequence[Told], look: tuple[str, str, str], room: tuple[tuple[float, float], float]
) -> list["alt.Chart"]:
    """Symbols and a thin line, which no session without a value is bridged by."""
    title, colour, shape = look
    usual, step = room
    y = pane.y("value", looks.reach([row["value"] for row in rows], usual, step), step)
    base = pane.base("values", rows)
    line = base.mark_line(color=colour, strokeWidth=1, opacity=0.6)
    symbol = base.mark_point(shape=shape, filled=True, size=24, opacity=1, color=colour)
    return [
        pane.title(title),
        line.encode(x=pane.x(), y=y, detail="line:N").properties(name="lines"),
        symbol.encode(x=pane.x(), y=y, tooltip="text:N").properties(name="values"),
    ]


def _given(pane: Pane, told: Between) -> list["alt.Chart"]:
    """The sum of each drug as steps, named at its end; broken where it is only known to be at least so much."""
    import altair as alt  # late: half a second

    palette = pane.palette
    highest = max([row["value"] for row in told.given], default=0)
    step = next((one for one in (50, 100, 200, 500, 1000, 2000, 5000) if highest / one <= 3), 20_000)  # noqa: PLR2004
    y = pane.y("value", looks.reach([highest], (0, step), step), step)
    rows = [row | {"stretch": f"{row['drug']} {row['least']}"} for row in told.given]
    dash = alt.StrokeDash("least:N", scale=alt.Scale(domain=[False, True], range=[[1, 0], [3, 3]]), legend=None)
    base = pane.base("sums", rows)
    line = base.mark_line(color=palette.dose_bar, strokeWidth=1.6, interpolate="step-after")
    newest = {row["drug"]: row for row in rows}
    names = {drug: " ".join((drug, summed(row, "\u2265 "))) for drug, row in newest.items()}
    ends = pane.base("totals", [row | {"name": names[drug]} for drug, row in newest.items()])
    words = ends.mark_text(align="right", dy=-7, fontSize=looks.SMALL, color=palette.soft)
    point = base.mark_point(shape="square", filled=True, size=14, opacity=1, color=palette.dose_bar)
    return [
        pane.title("given so far, mg"),
        line.encode(x=pane.x(), y=y, detail="stretch:N", strokeDash=dash).properties(name="given"),
        point.encode(x=pane.x(), y=y, tooltip="text:N").properties(name="sums"),
        words.encode(x=pane.x(), y=y, text="name:N").properties(name="totals"),
    ]
