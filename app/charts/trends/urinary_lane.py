"""The lane of urinary symptoms: a full square where they were, a hollow one where they were not, and ? for unknown."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from app.charts.trends import looks
from app.charts.trends.between_pane import Pane
from app.charts.trends.plain import Told

if TYPE_CHECKING:
    import altair as alt

_MIDDLE: Final = 10  # pixels under the lane's upper edge
_TITLE: Final = "urinary symptoms: \u25a0 yes, \u25a1 no, ? unknown"


def layers(pane: Pane, told: Sequence[Told]) -> "list[alt.Chart]":
    """The lane of these rows."""
    import altair as alt  # late: half a second

    middle = alt.value(_MIDDLE)
    drawn = [pane.title(_TITLE if told else "urinary symptoms: not asked")]
    for says, filled in (("no", False), ("yes", True)):
        mark = pane.base(says, (row for row in told if row["says"] == says)).mark_point(
            shape="square", filled=filled, size=44, strokeWidth=1.4, opacity=1, color=pane.palette.text
        )
        drawn.append(mark.encode(x=pane.x(), y=middle, tooltip="text:N").properties(name=f"urinary_{says}"))
    asked = [row | {"sign": "?"} for row in told if row["says"] == "unknown"]
    sign = pane.base("unknown", asked).mark_text(fontSize=looks.LABEL, fontWeight=600, color=pane.palette.soft)
    named = sign.encode(x=pane.x(), y=middle, text="sign:N", tooltip="text:N").properties(name="urinary_unknown")
    return [*drawn, named]
