"""Shares, as a picture: under a measure's name patients and then sessions, each a point within its interval."""

from typing import TYPE_CHECKING, Any, Final

from app.charts.safety.shares import Shares
from app.charts.theme import PALETTES, Palette, Theme
from app.charts.trends import looks

if TYPE_CHECKING:
    import altair as alt

_ROW: Final = 38  # pixels a measure: its name, patients, sessions
_AXIS: Final = 30  # pixels beside them
_NAME: Final = -10  # pixels from the middle of its line
_WHO: Final = (("patients", "circle", 2), ("sessions", "diamond", 11))


def chart(theme: Theme, told: Shares) -> "alt.LayerChart":
    """The picture of these rows, from 0 to 100 %: a scale of its own would make the rare look frequent.

    Names stand above their lines and not beside them, so that a telephone has room for both.
    """
    import altair as alt  # late: half a second

    palette = PALETTES[theme]
    y = alt.Y("name", type="nominal", scale=alt.Scale(domain=told.names), axis=None)
    x = alt.X(
        "share",
        type="quantitative",
        scale=alt.Scale(domain=[0, 100], nice=False),
        # At the top: with many measures the foot lies far below what is looked at.
        axis=alt.Axis(orient="top", values=[0, 25, 50, 75, 100], labelExpr="datum.value + ' %'", labelFlush=True),
    )
    names = alt.Chart(alt.InlineData(values=[{"name": name} for name in told.names]))
    written = names.mark_text(align="left", fontSize=looks.LABEL, color=palette.text, yOffset=_NAME)
    layers = [written.encode(x=alt.value(2), y=y, text="name:N").properties(name="names")]
    layers += _shares(told, palette, {"x": x, "y": y})
    whole = alt.LayerChart(layer=layers, width="container", height=_ROW * max(1, len(told.names)) + _AXIS)
    picture: alt.LayerChart = whole.configure(**looks.looks(palette))
    return picture


def _shares(told: Shares, palette: Palette, at: dict[str, Any]) -> "list[alt.Chart]":
    """The interval and the point of each measure, first of patients, then of sessions."""
    import altair as alt  # late: half a second

    colours = {"patients": palette.text, "sessions": palette.soft}  # a colour says which sign it is, and this is none
    reach = {"x": alt.X("low", type="quantitative"), "x2": alt.X2("high"), "y": at["y"]}
    layers = []
    for who, shape, away in _WHO:
        base = alt.Chart(alt.InlineData(values=[one for one in told.points if one["who"] == who]))
        rule = base.mark_rule(color=colours[who], strokeWidth=2, yOffset=away)
        point = base.mark_point(shape=shape, filled=True, size=46, opacity=1, color=colours[who], yOffset=away)
        layers += [
            rule.encode(**reach, tooltip="text:N").properties(name=f"{who}_intervals"),
            point.encode(**at, tooltip="text:N").properties(name=who),
        ]
    return layers
