"""Small multiples: the blood pressure of each session in a panel of its own, all on one time axis and one scale."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from app import words
from app.charts.symbols import SHAPES, STRIKE
from app.charts.theme import PALETTES, Palette, Theme
from app.charts.trends import looks, plain, saying
from app.charts.trends.layers import each, layer, over
from app.charts.trends.plain import Told
from app.charts.trends.stretches import SIGNS, drawn

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

WIDTH: Final = 132
HEIGHT: Final = 46
COLUMNS: Final = 4
PITCH: Final = 81  # pixels from one panel to the next in one column: a row of the table beside it, of five lines
_FEW_HOURS: Final = 240  # up to here the axis names each hour, beyond it every fourth
_PRESSURE: Final = ("systolic", "diastolic")
_NAMED: Final = 12  # sessions that the words name one by one
_USUAL: Final = {"minutes": (-15, 90), "value": (60, 180)}
_SESSION: Final = (
    *("number", "arrived_at", "started_at", "minutes", "outcome", "held_systolic", "held_diastolic"),
    *("delta_systolic", "delta_diastolic", "peak_at_least"),
)


def rows(
    sessions: "pd.DataFrame",
    readings: "pd.DataFrame",
    zone: str,
    missed: Mapping[int, Sequence[int]] | None = None,
) -> list[Told]:
    """One row a mark, newest session first: `kind` is *head*, *given* or *value*, each with the `number` of its panel.

    `missed` are, by the number of the session, the minutes of dues to which nobody came: they break its lines.
    """
    of_each: dict[int, list[Told]] = {}
    for one in plain.rows(readings, ("number", "minutes", "struck", *SIGNS)):
        of_each.setdefault(one["number"], []).append(one)
    found: list[Told] = []
    for session in sorted(plain.rows(sessions, _SESSION), key=lambda one: -one["number"]):
        number = session["number"]
        taken = of_each.get(number, [])
        day = words.day(session["arrived_at"], zone)
        values = _values(number, day, taken, (missed or {}).get(number, ()))
        said = _said(session, values)
        found.append({"number": number, "kind": "head", "head": f"{number} · {day}", "said": said})
        if session["minutes"] is not None:
            found.append({"number": number, "kind": "given", "minutes": 0, "to": session["minutes"]})
        found += values
    return found


def _values(number: int, day: str, taken: Sequence[Told], missed: Sequence[int]) -> list[Told]:
    found: list[Told] = []
    for sign in _PRESSURE:
        for one, line in drawn(taken, sign, missed):
            text = f"Session {number}, {day} · {saying.minute(one['minutes'])} · {sign} {one[sign]} mmHg"
            row: Told = {"number": number, "kind": "value", "sign": sign, "minutes": one["minutes"]}
            stretch = None if line is None else f"{sign} {line}"
            text += " · struck through" if one["struck"] else ""
            found.append(row | {"value": one[sign], "line": stretch, "struck": one["struck"], "text": text})
    return found


def _said(session: Told, values: Sequence[Told]) -> str:
    """What stands at the panel's right: the peak's change, or why there is none."""
    if session["started_at"] is None:
        held = session["held_systolic"], session["held_diastolic"]
        told = (session["outcome"] or "not started").replace("_", " ")
        return f"{told} {saying.pressure(*held) if held != (None, None) else ''}".strip()
    if not any(not one["struck"] for one in values):
        return "no pressure"
    change = session["delta_systolic"], session["delta_diastolic"]
    least = "\u2265" if session["peak_at_least"] else ""
    return "no Δ" if change == (None, None) else f"{least}{saying.changed(*change)}"


def chart(theme: Theme, told: Sequence[Told], columns: int = COLUMNS) -> "alt.FacetChart | alt.LayerChart":
    """The picture of `rows`, so many panels beside each other; one column stands beside a table's rows."""
    import altair as alt  # late: half a second

    palette = PALETTES[theme]
    if not told:
        return looks.nothing("No session", palette, WIDTH * columns, HEIGHT)
    values = [row for row in told if row["kind"] == "value"]
    minutes = [row["minutes"] for row in values] + [row["to"] for row in told if row["kind"] == "given"]
    domain = looks.reach(minutes, _USUAL["minutes"], 15)
    scale = looks.reach([row["value"] for row in values], _USUAL["value"], 20)
    layers = [*_words(palette), *_marks(palette, domain, scale)]
    panel = over(layers, width=WIDTH, height=HEIGHT, data=alt.NamedData("sessions"))
    # `labels=False` leaves the names there when panels are wrapped.
    unnamed = alt.Header(labelExpr="''", labelFontSize=1, labelPadding=0, title=None)
    order = alt.Facet("number", type="ordinal", sort="descending", header=unnamed)
    drawn = each(panel, order, columns=columns, spacing={"row": 12, "column": 16})
    if columns == 1:
        drawn["spacing"], drawn["bounds"] = PITCH - HEIGHT, "flush"  # whatever is written around a panel
    drawn["config"] = alt.Config(**looks.looks(palette))
    drawn["datasets"] = {"sessions": list(told)}
    return drawn


def alt_text(told: Sequence[Told]) -> str:
    """What the picture shows: how many sessions, what each of the newest says, and how much was struck through."""
    heads = [f"{row['head']}: {row['said']}" for row in told if row["kind"] == "head"]
    if not heads:
        return "Blood pressure of each session: no session."
    struck = sum(bool(row.get("struck")) for row in told)
    parts = [saying.count(len(heads), "session"), *heads[:_NAMED]]
    parts += [f"and {len(heads) - _NAMED} before"] if len(heads) > _NAMED else []
    parts += [f"{saying.count(struck, 'value')} struck through"] if struck else []
    return f"Blood pressure of each session by minutes from the start, newest first: {'; '.join(parts)}."


def _words(palette: Palette) -> list["alt.Chart"]:
    """The panel's head: number and date at the left, the peak's change at the right."""
    import altair as alt  # late: half a second

    head = layer().transform_filter("datum.kind == 'head'")
    named = head.mark_text(align="left", baseline="bottom", fontSize=looks.SMALL, fontWeight=600, color=palette.text)
    said = head.mark_text(align="right", baseline="bottom", fontSize=looks.SMALL, color=palette.soft)
    return [
        named.encode(x=alt.value(0), y=alt.value(-3), text="head:N").properties(name="heads"),
        said.encode(x=alt.value("width"), y=alt.value(-3), text="said:N").properties(name="said"),
    ]


def _marks(palette: Palette, domain: Sequence[float], scale: Sequence[float]) -> list["alt.Chart"]:
    """Behind the time of the drug; a line a stretch; struck values in grey; a symbol where a value stands alone."""
    import altair as alt  # late: half a second

    minutes = [minute for minute in looks.ticks(domain, 60 if domain[1] <= _FEW_HOURS else 240) if minute >= 0]
    x = looks.minutes("minutes", domain, values=minutes)
    labels = alt.Axis(values=looks.ticks(scale, 60), labelFontSize=9)
    y = alt.Y("value", type="quantitative", scale=alt.Scale(domain=list(scale), nice=False, zero=False), axis=labels)
    tips = alt.Scale(domain=list(_PRESSURE), range=[SHAPES[sign] for sign in _PRESSURE])
    shape = alt.Shape("sign:N", scale=tips, legend=None)
    given = layer().transform_filter("datum.kind == 'given'").mark_rect(color=palette.pressure, opacity=0.1)
    values = layer().transform_filter("datum.kind == 'value'")
    valid, struck = values.transform_filter("!datum.struck"), values.transform_filter("datum.struck")
    line = valid.mark_line(color=palette.pressure, strokeWidth=1.3)
    symbol = valid.mark_point(filled=False, size=9, strokeWidth=1.3, opacity=1, color=palette.pressure)
    gone = struck.mark_point(filled=False, size=14, strokeWidth=1.2, opacity=1, color=palette.struck)
    stroke = struck.mark_point(shape=STRIKE, size=44, strokeWidth=1.3, opacity=1, color=palette.struck)
    return [
        given.encode(x=x, x2="to:Q").properties(name="given"),
        line.encode(x=x, y=y, detail="line:N").properties(name="lines"),
        symbol.encode(x=x, y=y, shape=shape, tooltip="text:N").properties(name="symbols"),
        gone.encode(x=x, y=y, shape=shape, tooltip="text:N").properties(name="struck"),
        stroke.encode(x=x, y=y).properties(name="strikes"),
    ]
