"""The timetable of a protocol as a picture: each due at its minute from the start, its window as a bar."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from app.charts.theme import FONT, PALETTES, Theme
from schemas.rules.preview import Asked

if TYPE_CHECKING:
    import altair as alt

_PARTS: Final = ("baseline", "during", "after")


def rows(asked: Sequence[Asked], stop: int) -> list[dict[str, Any]]:
    """One row a due; what stays open has its window drawn to the end of the picture."""
    last = max([stop, *(one.minute for one in asked), *(one.closes for one in asked if one.closes is not None)])
    return [
        {
            "part": one.part.value,
            "minute": one.minute,
            "opens": one.opens,
            "closes": last if one.closes is None else one.closes,
        }
        for one in asked
    ]


def chart(theme: Theme, told: Sequence[dict[str, Any]], stop: int) -> "alt.LayerChart":
    """The picture of `rows`; the two rules are the start and the planned stop."""
    import altair as alt  # late: half a second

    palette = PALETTES[theme]
    base = alt.Chart(alt.InlineData(values=list(told)))
    x = alt.X("minute", type="quantitative", axis=alt.Axis(title="minutes from the start", grid=False))
    y = alt.Y("part", type="nominal", sort=list(_PARTS), axis=alt.Axis(title=None))
    windows = base.mark_bar(height=8, opacity=0.45, color=palette.pressure).encode(
        x=alt.X("opens", type="quantitative"), x2=alt.X2("closes"), y=y
    )
    dues = base.mark_tick(thickness=3, size=20, color=palette.text).encode(x=x, y=y)
    rules = (
        alt.Chart(alt.InlineData(values=[{"minute": 0}, {"minute": stop}]))
        .mark_rule(color=palette.soft, strokeDash=[4, 3])
        .encode(x=x)
    )
    layers: alt.LayerChart = (
        alt.layer(windows, dues, rules)
        .properties(width="container", height=110)
        .configure(font=FONT, background=palette.card)
        .configure_axis(
            labelColor=palette.soft, titleColor=palette.soft, domainColor=palette.line, tickColor=palette.line
        )
        .configure_view(strokeOpacity=0)
    )
    return layers


def described(asked: Sequence[Asked], stop: int) -> str:
    """The picture in words."""
    parts = [
        f"{part}: {', '.join(str(one.minute) for one in asked if one.part.value == part) or 'nothing'}"
        for part in _PARTS[1:]
    ]
    return f"Timetable in minutes from the start, planned stop at {stop}. {'; '.join(parts)}."
