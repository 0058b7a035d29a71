"""The lower part of the session chart: what was given on one lane, then a lane for each effect."""

from typing import Final

import altair as alt

from app.charts import axis
from app.charts.pane import given_band, layered, until
from app.charts.symbols import STRIKE
from app.charts.theme import Palette

DOSE_HEIGHT: Final = 44
STEP: Final = 18  # the height of one effect's lane; the chart grows with their number
_MIDDLE: Final = 22
_HEAD: Final = "M0,-1L1,0L0,1Z"  # an arrowhead


def dose(palette: Palette) -> alt.LayerChart:
    """Bars while the drug ran, diamonds for single doses; medicines, other actions and notes as marks beside them."""
    middle = alt.value(_MIDDLE)
    bars = until(alt.Chart(alt.NamedData("doses"))).mark_bar(
        height=9, color=palette.dose_bar, opacity=alt.expr("datum.paused ? 0.3 : 1")
    )
    layers = [
        given_band(palette).properties(name="dose_phases"),
        _lane_name("Dose", _MIDDLE, palette),
        bars.encode(x=axis.time("from"), x2="end:Q", y=middle, tooltip="text:N").properties(name="doses"),
        _marks("given", 70, palette).encode(y=middle),
        _marks("actions", 48, palette).encode(y=middle),
        _words("above", palette).encode(y=alt.value(8)),
        _words("below", palette).encode(y=alt.value(37)),
        *(mark.encode(y=middle) for mark in _struck("struck_doses", palette)),
    ]
    return layered(layers, DOSE_HEIGHT)


def effects(palette: Palette) -> alt.LayerChart:
    """A lane for each effect by its name, in the order of onset: length is the episode, weight the severity."""
    names = alt.Axis(title=None, domain=False, ticks=False, labelLimit=100, labelPadding=8, labelColor=palette.text)
    order = alt.EncodingSortField("from", op="min")
    lane = alt.Y("lane", type="nominal", sort=order, axis=names)
    rows = alt.Chart(alt.NamedData("effects"))
    bars = until(rows).mark_bar(
        height=alt.expr("datum.weight"), color=palette.effect_bar, opacity=alt.expr("datum.severity == null ? 0.5 : 1")
    )
    onsets = rows.transform_filter("datum.onset").mark_tick(
        orient="vertical", size=11, thickness=2, color=palette.effect_bar, opacity=1
    )
    struck = (mark.encode(y=lane) for mark in _struck("struck_effects", palette))
    layers = [
        given_band(palette).properties(name="effect_phases"),
        bars.encode(x=axis.time("from"), x2="end:Q", y=lane, tooltip="text:N").properties(name="effects"),
        onsets.encode(x=axis.time("from"), y=lane, tooltip="text:N").properties(name="onsets"),
        _running(palette).encode(y=lane),
        _severity_words(palette).encode(y=lane),
        *struck,
    ]
    return layered(layers, alt.Step(STEP))


def _running(palette: Palette) -> alt.Chart:
    """An arrowhead where an effect was still there at the newest fact."""
    drawn: alt.Chart = (
        until(alt.Chart(alt.NamedData("effects")).transform_filter("datum.open"))
        .mark_point(
            shape=_HEAD, filled=True, opacity=1, size=alt.expr("pow(datum.weight + 7, 2)"), color=palette.effect_bar
        )
        .encode(x=axis.time("end"))
        .properties(name="running")
    )
    return drawn


def _severity_words(palette: Palette) -> alt.Chart:
    """The severity in words behind the bar it belongs to."""
    drawn: alt.Chart = (
        until(alt.Chart(alt.NamedData("effects")).transform_filter("datum.word != null"))
        .mark_text(align="left", dx=alt.expr("datum.open ? 14 : 6"), color=palette.effect, fontSize=10)
        .encode(x=axis.time("end"), text="word:N")
        .properties(name="severity_words")
    )
    return drawn


def _lane_name(name: str, middle: int, palette: Palette) -> alt.Chart:
    drawn: alt.Chart = (
        alt.Chart(alt.InlineData(values=[{"name": name}]))
        .mark_text(align="right", color=palette.text, fontSize=11)
        .encode(x=alt.value(-8), y=alt.value(middle), text="name:N")
        .properties(name=f"{name.lower()}_name")
    )
    return drawn


def _marks(dataset: str, size: int, palette: Palette) -> alt.Chart:
    """One symbol a row, of the row's own shape, with a rim that parts it from the bar below."""
    drawn: alt.Chart = (
        alt.Chart(alt.NamedData(dataset))
        .mark_point(
            shape=alt.expr("datum.shape"), size=size, filled=True, opacity=1, fill=palette.text, stroke=palette.card
        )
        .encode(x=axis.time(), tooltip="text:N")
        .properties(name=dataset)
    )
    return drawn


def _words(place: str, palette: Palette) -> alt.Chart:
    """What the marks are; a name that begins in the last third ends at its mark, so that it stays inside."""
    late = "datum.at > x_from + 0.7 * (x_to - x_from)"
    drawn: alt.Chart = (
        alt.Chart(alt.NamedData("names"))
        .transform_filter(f"datum.place == '{place}'")
        .mark_text(
            align=alt.expr(f"{late} ? 'right' : 'left'"),
            dx=alt.expr(f"{late} ? 4 : 0"),
            color=palette.soft,
            fontSize=10,
            limit=alt.expr("0.7 * width"),
        )
        .encode(x=axis.time(), text="label:N")
        .properties(name=f"names_{place}")
    )
    return drawn


def _struck(dataset: str, palette: Palette) -> list[alt.Chart]:
    """What was entered and does not hold any more: a grey circle, struck through, at the time it had."""
    rows = alt.Chart(alt.NamedData(dataset))
    return [
        rows.mark_point(shape="circle", size=44, strokeWidth=1.6, opacity=1, fill=palette.card, stroke=palette.soft)
        .encode(x=axis.time(), tooltip="text:N")
        .properties(name=dataset),
        rows.mark_point(shape=STRIKE, size=90, strokeWidth=1.8, opacity=1, color=palette.soft)
        .encode(x=axis.time())
        .properties(name=f"{dataset}_strikes"),
    ]
