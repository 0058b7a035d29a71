"""The session chart without data, one for chair and review: it waits for a session's rows and signals."""

from functools import cache
from typing import Any, Final

import altair as alt

from app.charts import axis, lanes, signs
from app.charts.margins import PADDING
from app.charts.theme import PALETTES, Palette, Theme, ground

WIDTH: Final = 560  # of the plot itself; the screen sets the view's width to its own less `margins.AROUND`
# Each side by its name: Streamlit's own charts write the lower one.
_AROUND: Final = {"left": PADDING, "top": PADDING, "right": PADDING, "bottom": PADDING}
_GAP: Final = 6
# Without `resize` Vega keeps its first size, and a new lane of effects would be cut off.
_SIZE: Final = alt.AutoSizeParams(type="pad", resize=True)


@cache
def specification(theme: Theme) -> dict[str, object]:
    """The waiting chart as Vega-Lite, built and validated once a theme, which takes a second; to be read only.

    On screen Vega receives each dataset by its name (`app.charts.rows.DATASETS`), each signal by its (`axis.SIGNALS`),
    and the plot's width through `view.width`; elsewhere `app.charts.filled` puts them in.
    """
    palette = PALETTES[theme]
    panes = [part(palette).properties(width=WIDTH) for part in _PARTS]
    chart: alt.VConcatChart = (
        alt.vconcat(*panes, spacing=_GAP, padding=_AROUND, autosize=_SIZE)
        .add_params(*axis.params(), *signs.domains())
        .configure(**_looks(palette))
    )
    built: dict[str, object] = chart.to_dict()
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
