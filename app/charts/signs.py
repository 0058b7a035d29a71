"""The upper part of the session chart: blood pressure and pulse on one scale, oxygen saturation below on its own."""

from typing import Any, Final

import altair as alt

from app.charts import axis
from app.charts.pane import Pane, frame, layered
from app.charts.symbols import SHAPES
from app.charts.theme import Palette

SIGNS_HEIGHT: Final = 200
OXYGEN_HEIGHT: Final = 40

# The room a usual session needs; a value beyond it, struck through or not, widens the axis. The domain is a signal and
# not the layers' own, since those warn whenever a dataset is empty, and it is empty until the first reading.
_DOMAINS: Final = {
    "signs": (40, 200, ("systolic", "diastolic", "pulse")),
    "oxygen": (80, 100, ("spo2",)),
}
_LEGEND: Final = (
    ("systolic", "systolic", "pressure"),
    ("diastolic", "diastolic", "pressure"),
    ("pulse", "pulse", "pulse"),
)


def domains() -> list[alt.Parameter]:
    """The signals that say how far each scale reaches, from the readings' values: `signs_domain`, `oxygen_domain`."""
    found = []
    for name, (low, high, fields) in _DOMAINS.items():
        reached = [f"extent(pluck(data('readings'), '{field}'))" for field in fields]
        lowest = ", ".join(f"isValid({one}[0]) ? {one}[0] : {low}" for one in reached)
        highest = ", ".join(f"isValid({one}[1]) ? {one}[1] : {high}" for one in reached)
        found.append(alt.param(f"{name}_domain", expr=f"[min({low}, {lowest}), max({high}, {highest})]"))
    return found


def signs(palette: Palette) -> alt.LayerChart:
    """Blood pressure, pulse and what lies behind them; grows beyond 40 to 200 with the data, never clips."""
    pane = Pane("signs", palette, ticks=8)
    layers = [
        frame(),
        *pane.behind(),
        *pane.legend(_LEGEND),
        _phase_names(palette),
        pane.limit_names(),
        *_baseline(pane),
        *pane.missed(),
        *_pressure(pane),
        *_pulse(pane),
        *pane.struck(),
        *pane.latest(),
    ]
    chart: alt.LayerChart = layered(layers, SIGNS_HEIGHT).resolve_axis(x="independent")
    return chart


def oxygen(palette: Palette) -> alt.LayerChart:
    """Oxygen saturation from 80 to 100, and lower when it was."""
    pane = Pane("oxygen", palette, ticks=2, angle=0)
    line = alt.Chart(alt.NamedData("readings")).transform_filter("datum.spo2_line != null")
    layers = [
        *pane.behind(),
        *pane.legend([("SpO2 %", "spo2", "spo2")]),
        pane.limit_names(),
        *pane.missed(),
        line.mark_line(color=palette.oxygen, strokeWidth=1.4)
        .encode(x=axis.time(), y=pane.value("spo2"), detail="spo2_line:N")
        .properties(name="spo2_line"),
        line.mark_point(shape=SHAPES["spo2"], filled=True, opacity=1, size=30, color=palette.oxygen)
        .encode(x=axis.time(), y=pane.value("spo2"), tooltip="text:N")
        .properties(name="spo2"),
        *pane.struck(),
        *pane.latest(),
    ]
    return layered(layers, OXYGEN_HEIGHT)


def _pressure(pane: Pane) -> list[alt.Chart]:
    """The anaesthesia record's symbols, joined by a hairline where both numbers are there."""
    readings = alt.Chart(alt.NamedData("readings")).transform_filter("datum.status == 'final'")
    both = readings.transform_filter("datum.systolic != null && datum.diastolic != null")
    colour = pane.palette.pressure
    symbol: dict[str, Any] = {"filled": False, "opacity": 1, "size": 40, "strokeWidth": 2.2, "color": colour}
    return [
        both.mark_rule(color=colour, strokeWidth=1)
        .encode(x=axis.time(), y=pane.value("systolic"), y2="diastolic:Q")
        .properties(name="hairline"),
        readings.mark_point(shape=SHAPES["systolic"], **symbol)
        .encode(x=axis.time(axis=axis.clock_labels()), y=pane.value("systolic"), tooltip="text:N")
        .properties(name="systolic"),
        readings.mark_point(shape=SHAPES["diastolic"], **symbol)
        .encode(x=axis.time(axis=axis.minute_labels()), y=pane.value("diastolic"), tooltip="text:N")
        .properties(name="diastolic"),
    ]


def _pulse(pane: Pane) -> list[alt.Chart]:
    """The pulse as dots; its line has a hole wherever a set of signs came without it."""
    readings = alt.Chart(alt.NamedData("readings")).transform_filter("datum.pulse_line != null")
    return [
        readings.mark_line(color=pane.palette.pulse, strokeWidth=1.2)
        .encode(x=axis.time(), y=pane.value("pulse"), detail="pulse_line:N")
        .properties(name="pulse_line"),
        readings.mark_point(shape=SHAPES["pulse"], filled=True, opacity=1, size=38, color=pane.palette.pulse)
        .encode(x=axis.time(), y=pane.value("pulse"), tooltip="text:N")
        .properties(name="pulse"),
    ]


def _baseline(pane: Pane) -> list[alt.Chart]:
    """The session's baseline as two dashed rules, named in the margin where no value can cover the words."""
    rows = alt.Chart(alt.NamedData("baseline"))
    return [
        rows.mark_rule(color=pane.palette.pressure, strokeWidth=1, strokeDash=[3, 3], opacity=0.75)
        .encode(y=pane.value("value"))
        .properties(name="baseline"),
        rows.mark_text(align="left", dx=5, color=pane.palette.soft, fontSize=10, lineBreak="\n", lineHeight=11)
        .encode(x=alt.value("width"), y=pane.value("value"), text="label:N")
        .properties(name="baseline_name"),
    ]


def _phase_names(palette: Palette) -> alt.Chart:
    """The phase's name at the top of its band, left out where the band is narrower than the word."""
    room = "(min(x_to, datum.to == null ? x_to : datum.to) - max(x_from, datum.from)) / (x_to - x_from) * width"
    drawn: alt.Chart = (
        alt.Chart(alt.NamedData("phases"))
        .transform_calculate(name=f"{room} < 6.2 * length(datum.label) ? '' : datum.label")
        .mark_text(align="left", baseline="top", dx=5, dy=4, color=palette.soft, fontSize=10)
        .encode(x=axis.time("from"), y=alt.value(0), text="name:N")
        .properties(name="phase_names")
    )
    return drawn
