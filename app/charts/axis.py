"""The time axis of the session chart: the signals it depends on, its domain and its two rows of labels.

Times are milliseconds since 1970 in UTC. The clock labels are in the clinic's zone by its offset, which changes once
at most inside a session; the minutes from the start have ticks of their own, so that they stay round.
"""

from typing import Final

import altair as alt

MINUTE: Final = 60_000

# What the chart takes from outside, and what each is until somebody says otherwise; `app.charts.clock` computes them.
SIGNALS: Final[dict[str, float | None]] = {
    "x_from": 0,
    "x_to": 100 * MINUTE,
    "until": 0,
    "start_at": None,
    "offset_before": 0,
    "change_at": None,
    "offset_after": 0,
}

_STEPS: Final = (5, 10, 15, 30, 60, 120, 240, 360)
_LABEL_PX: Final = 62


def params() -> list[alt.Parameter]:
    """The chart's signals, and `tick`, the distance of two labels, which follows from them."""
    room = f"(x_to - x_from) / {MINUTE} * {_LABEL_PX} / width"
    tick = str(_STEPS[-1] * 4)
    for step in reversed(_STEPS):
        tick = f"{room} <= {step} ? {step} : {tick}"
    given = [alt.param(name, value=value) for name, value in SIGNALS.items()]
    return [*given, alt.param("tick", expr=f"({tick}) * {MINUTE}")]


def time(field: str = "at", axis: alt.Axis | None = None) -> alt.X:
    """The x channel of every layer: true to scale, from `x_from` to `x_to`."""
    domain = [alt.ExprRef("x_from"), alt.ExprRef("x_to")]
    scale = alt.Scale(type="linear", domain=domain, nice=False, zero=False)
    return alt.X(field, type="quantitative", scale=scale, axis=axis)


def clock_labels() -> alt.Axis:
    """The upper row: the clinic's clock, at round times of its own.

    Where the clock changes, an hour is shown twice or not at all: each label has its hours east of UTC.
    """
    shift = "(change_at != null && datum.value >= change_at ? offset_after : offset_before)"
    hours = f"{shift} / {60 * MINUTE}"
    east = f"change_at == null ? '' : ({shift} < 0 ? ' \u2212' : ' +') + abs({hours})"
    return alt.Axis(
        values=alt.ExprRef(_sequence("-offset_before")),
        labelExpr=f"utcFormat(datum.value + {shift}, '%H:%M') + ({east})",
        title=None,
        grid=False,
        labelPadding=4,
        labelFlush=False,
    )


def minute_labels() -> alt.Axis:
    """The lower row: whole minutes from the start, nothing before there is one."""
    start = f"floor(start_at / {MINUTE}) * {MINUTE}"
    minutes = f"round((datum.value - {start}) / {MINUTE})"
    return alt.Axis(
        values=alt.ExprRef(f"start_at == null ? [] : {_sequence(start)}"),
        labelExpr=f"({minutes} < 0 ? '\u2212' : '') + abs({minutes}) + '\u2032'",
        title=None,
        grid=False,
        domain=False,
        ticks=False,
        orient="bottom",
        offset=17,
        labelPadding=4,
        labelFlush=False,
    )


def _sequence(anchor: str) -> str:
    """Every tick inside the axis that lies a whole number of steps from the anchor."""
    return f"sequence(ceil((x_from - ({anchor})) / tick) * tick + ({anchor}), x_to + 1, tick)"
