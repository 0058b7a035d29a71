"""The session chart, one function for screen and print: built once without data, or finished from a session's rows."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

import altair as alt

from app.charts import axis, lanes, signs
from app.charts.margins import LEFT, RIGHT
from app.charts.rows import DATASETS
from app.charts.sheet import Row
from app.charts.theme import PALETTES, Palette, Theme, ground

WIDTH: Final = 560  # of the plot itself; the screen sets the view's width to its own less MARGIN
_PADDING: Final = 4
MARGIN: Final = LEFT + RIGHT + 2 * _PADDING  # all of the view's width that is not plot
# Each side by its name: Streamlit's own charts write the lower one.
_AROUND: Final = {"left": _PADDING, "top": _PADDING, "right": _PADDING, "bottom": _PADDING}
_GAP: Final = 6
# Without `resize` Vega keeps its first size, and a new lane of effects would be cut off.
_SIZE: Final = alt.AutoSizeParams(type="pad", resize=True)


def session_chart(
    theme: Theme,
    rows: Mapping[str, Sequence[Row]] | None = None,
    signals: Mapping[str, float | None] | None = None,
    width: int = WIDTH,
) -> alt.VConcatChart:
    """The chart of one session, `rows` and `signals` as `app.charts.rows` makes them; without them it waits for data.

    The specification is the same either way. On screen Vega receives each dataset by its name (`DATASETS`), each
    signal by its (`axis.SIGNALS`), and the plot's width through `view.width`.
    """
    palette = PALETTES[theme]
    panes = [part(palette).properties(width=width) for part in _PARTS]
    chart: alt.VConcatChart = (
        alt.vconcat(*panes, spacing=_GAP, padding=_AROUND, autosize=_SIZE)
        .add_params(*axis.params(signals or {}), *signs.domains())
        .configure(**_looks(palette))
    )
    if rows is not None:
        chart.datasets = {name: list(rows[name]) for name in DATASETS}
    return chart


@cache
def specification(theme: Theme) -> dict[str, object]:
    """The waiting chart as Vega-Lite, built and validated once a theme, which takes a second; to be read only."""
    built: dict[str, object] = session_chart(theme).to_dict()
    return built


_PARTS: Final = (signs.signs, signs.oxygen, lanes.dose, lanes.effects)


def _looks(palette: Palette) -> dict[str, Any]:
    """What all marks and axes share. The words for those who do not see the chart stand around it, not in each mark."""
    return ground(palette) | {
        "axis": {
            "labelColor": palette.soft,
            "labelFontSize": 11,
            "gridColor": palette.line,
            "gridOpacity": 0.7,
            "domainColor": palette.soft,
            "tickColor": palette.soft,
            "tickSize": 4,
        },
    }
