"""Blood pressure rise against dose, as a picture: points with the number of their session, and the clinic's medians."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.charts.theme import PALETTES, Palette, Theme
from app.charts.trends import beside, looks, saying
from app.charts.trends import rise as rises
from app.charts.trends.layers import over
from app.charts.trends.plain import Told
from app.charts.trends.rise import DURATIONS, UNKNOWN, Rise
from app.charts.trends.sets import Sets

if TYPE_CHECKING:
    import altair as alt

WIDTH: Final = 230
HEIGHT: Final = 170
_USUAL: Final = (0, 40)
_STEP: Final = 20
_ROOM: Final = {"mg": 14.0, "mg/kg": 0.1}  # around the lowest and highest dose
_BETWEEN: Final = {"mg": 28.0, "mg/kg": 0.1}  # from one label to the next
_MOST: Final = 8  # labels of doses that can be read
_HALF: Final = 15  # pixels of a median's line to each side of its dose
_NUMBER: Final = 12  # pixels that a number at the left of a point reaches beyond the line
_DURATIONS: Final = (*(name for _, name in DURATIONS), UNKNOWN)
_SHAPES: Final = {"diamond": "◆", "circle": "●", "square": "■", "triangle-up": "▲", "cross": "✚"}


@dataclass(frozen=True)
class _Ground:
    """The picture's scales: doses across, the rise upwards, each as far as it reaches, and the pixels of both."""

    palette: Palette
    unit: str
    across: tuple[float, float]
    up: Sequence[float]
    size: tuple[int, int]
    sets: Sets

    def x(self) -> "alt.X":
        import altair as alt  # late: half a second

        step = _BETWEEN[self.unit]
        while (self.across[1] - self.across[0]) / step > _MOST:
            step *= 2
        first, last = int(-(-self.across[0] // step)), int(self.across[1] / step + 1e-9)
        values = [round(one * step, 3) for one in range(first, last + 1)]
        axis = alt.Axis(values=values, format=".4~g", grid=False, labelFlush=False)
        scale = alt.Scale(domain=list(self.across), nice=False, zero=False)
        return alt.X("dose", type="quantitative", scale=scale, axis=axis)

    def y(self) -> "alt.Y":
        import altair as alt  # late: half a second

        axis = alt.Axis(values=looks.ticks(self.up, _STEP), labelExpr=looks.SIGNED)
        scale = alt.Scale(domain=list(self.up), nice=False, zero=False)
        return alt.Y("value", type="quantitative", scale=scale, axis=axis)

    def place(self, point: Told) -> tuple[float, float]:
        """Where a point lies, in pixels from the upper left corner."""
        right = (point["dose"] - self.across[0]) / (self.across[1] - self.across[0])
        above = (point["value"] - self.up[0]) / (self.up[1] - self.up[0])
        return right * self.size[0], (1 - above) * self.size[1]


def chart(theme: Theme, told: Rise, width: int = WIDTH, height: int = HEIGHT) -> "alt.LayerChart":
    """The picture of these rows."""
    import altair as alt  # late: half a second

    palette = PALETTES[theme]
    if not told.points:
        empty = looks.nothing("No session with a rise and a dose", palette, width, height)
        empty["title"] = looks.noted(rises.notes(told)[1:], palette, width)
        return empty
    doses = [row["dose"] for row in (*told.points, *told.clinic)]
    up = looks.reach([*(one["value"] for one in told.points), *(one["median"] for one in told.clinic)], _USUAL, _STEP)
    across = max(0, min(doses) - _ROOM[told.unit]), max(doses) + _ROOM[told.unit]
    ground = _Ground(palette, told.unit, across, up, (width, height), Sets())
    names = _names(told, ground)
    layers = [_title(ground), *_clinic(told, ground), *_points(told, ground), _words(names, ground)]
    seen = ground.sets.drawn(layers, always=("points",))
    drawn = over(seen, width=width, height=height)
    drawn["config"] = alt.Config(**looks.looks(palette))
    crowded = _crowded(len(told.points) - len(names))
    drawn["title"] = looks.noted([_legend(told), *rises.notes(told), *crowded], palette, width)
    ground.sets.into(drawn)
    return drawn


def _crowded(hidden: int) -> list[str]:
    """How many sessions have no number beside their point."""
    at = "it" if hidden == 1 else "them"
    return [f"{saying.count(hidden, 'number')} without room: point at {at}"] if hidden else []


def _title(ground: _Ground) -> "alt.Chart":
    """What goes up and what goes across, over the picture's left corner."""
    import altair as alt  # late: half a second

    told = [{"title": f"systolic rise, mmHg, against {ground.unit} given"}]
    words = ground.sets.base("title", told).mark_text(
        align="left", baseline="bottom", dy=-8, fontSize=looks.LABEL, color=ground.palette.soft
    )
    named: alt.Chart = words.encode(x=alt.value(0), y=alt.value(0), text="title:N").properties(name="title")
    return named


def _legend(told: Rise) -> str:
    """The shapes that are there, in words, so that print needs no legend of its own."""
    there = {one["duration"] for one in told.points}
    signs = zip(_DURATIONS, _SHAPES.values(), strict=True)
    return " · ".join(f"{sign} {name}" for name, sign in signs if name in there)


def _clinic(told: Rise, ground: _Ground) -> list["alt.Chart"]:
    """A short line at each dose with its number of patients; between two doses nothing is said."""
    rows = [
        {"dose": row["dose"], "value": row["median"], "name": f"{saying.signed(row['median'])}, n {row['patients']}"}
        for row in told.clinic
    ]
    base = ground.sets.base("clinic", rows)
    line = base.mark_tick(orient="horizontal", size=2 * _HALF, thickness=2, color=ground.palette.dose_bar, opacity=1)
    # Before the line's left end: under it points lie, and beside those their numbers.
    words = base.mark_text(align="right", baseline="middle", dx=-_HALF - _NUMBER, fontSize=9, color=ground.palette.soft)
    return [
        line.encode(x=ground.x(), y=ground.y()).properties(name="clinic"),
        words.encode(x=ground.x(), y=ground.y(), text="name:N").properties(name="clinic_patients"),
    ]


def _points(told: Rise, ground: _Ground) -> list["alt.Chart"]:
    """A session each; hollow where the pressure was treated before its peak, or nobody knows that it was not."""
    import altair as alt  # late: half a second

    shape = alt.Shape("duration:N", scale=alt.Scale(domain=list(_DURATIONS), range=list(_SHAPES)), legend=None)
    layers = []
    for name, hollow in (("points", False), ("treated", True)):
        rows = ground.sets.base(name, (one for one in told.points if one["hollow"] is hollow))
        mark = rows.mark_point(filled=not hollow, size=42, strokeWidth=1.6, opacity=1, color=ground.palette.pressure)
        layers.append(mark.encode(x=ground.x(), y=ground.y(), shape=shape, tooltip="text:N").properties(name=name))
    return layers


def _names(told: Rise, ground: _Ground) -> list[Told]:
    """The numbers of the sessions for which there is room, in pixels."""
    found = beside.labels([(*ground.place(one), one["name"]) for one in told.points])
    return [{"x": x, "y": y, "name": name} for x, y, name in found]


def _words(names: Sequence[Told], ground: _Ground) -> "alt.Chart":
    """The number of each session beside its point."""
    import altair as alt  # late: half a second

    words = ground.sets.base("names", names).mark_text(
        fontSize=looks.LABEL,
        fontWeight=600,
        color=ground.palette.pressure_text,
        x=alt.expr("datum.x"),
        y=alt.expr("datum.y"),
    )
    named: alt.Chart = words.encode(text="name:N").properties(name="names")
    return named
