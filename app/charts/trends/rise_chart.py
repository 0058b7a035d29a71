"""Blood pressure rise against dose, as a picture: points with the number of their session, and the clinic's medians."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from app.charts.theme import PALETTES, Palette, Theme
from app.charts.trends import aside, asked, looks, rise_clinic, saying
from app.charts.trends import rise as rises
from app.charts.trends.aside import Place
from app.charts.trends.boxes import Box
from app.charts.trends.layers import over
from app.charts.trends.plain import Told
from app.charts.trends.rise import DURATIONS, UNKNOWN, Rise
from app.charts.trends.rise_ground import STEP, Ground
from app.charts.trends.sets import Sets

if TYPE_CHECKING:
    import altair as alt

WIDTH: Final = 230
HEIGHT: Final = 200
_USUAL: Final = (0, 40)
_ROOM: Final = {"mg": 14.0, "mg/kg": 0.1}  # around the lowest and highest dose
_DURATIONS: Final = (*(name for _, name in DURATIONS), UNKNOWN)
_SHAPES: Final = {"diamond": "◆", "circle": "●", "square": "■", "triangle-up": "▲", "cross": "✚"}


def height(points: int) -> int:
    """Of the plot in pixels: where few points lie it leaves its room to the words beneath."""
    return min(HEIGHT, 140 + 4 * points)


def chart(theme: Theme, told: Rise, width: int = WIDTH) -> "alt.LayerChart":
    """The picture of these rows."""
    import altair as alt  # late: half a second

    palette = PALETTES[theme]
    if not told.points:
        empty = looks.nothing("No session with a rise and a dose", palette, width, height(0))
        empty["title"] = looks.noted(rises.absent(told), palette, width)
        return empty
    ground = _ground(told, palette, width)
    points = _moved(told, ground)
    names = _names(points, ground)
    layers = [
        _title(points, ground),
        *rise_clinic.layers(told, ground, _rooms(points, ground)),
        _rungs(points, ground),
        *_points(points, ground),
    ]
    layers += _words(names, ground)
    seen = ground.sets.drawn(layers, always=("points",))
    drawn = over(seen, width=width, height=ground.size[1])
    drawn["config"] = alt.Config(**looks.looks(palette))
    marks = " · ".join(
        [asked.kind((told.drug, told.route)), _legend(told), *rises.notes(told), *_crowded(len(points) - len(names))]
    )
    drawn["title"] = looks.noted([marks, *rises.absent(told)], palette, width)
    ground.sets.into(drawn)
    return drawn


def _ground(told: Rise, palette: Palette, width: int) -> Ground:
    """What everything is drawn on: as far as doses and rises reach, with room around them."""
    doses = [row["dose"] for row in (*told.points, *told.clinic)]
    up = looks.reach([*(one["value"] for one in told.points), *(one["median"] for one in told.clinic)], _USUAL, STEP)
    across = max(0, min(doses) - _ROOM[told.unit]), max(doses) + _ROOM[told.unit]
    return Ground(palette, told.unit, across, up, (width, height(len(told.points))), Sets())


def _crowded(hidden: int) -> list[str]:
    """How many sessions have no number beside their point."""
    at = "it" if hidden == 1 else "them"
    return [f"{saying.count(hidden, 'number')} without room: point at {at}"] if hidden else []


def _title(points: Sequence[Told], ground: Ground) -> "alt.Chart":
    """What goes up and what goes across, over the picture's left corner; and how a point is read that lies aside."""
    import altair as alt  # late: half a second

    lines = " \u00b7 thin line: to its dose" if any(one["aside"] for one in points) else ""
    told = [{"title": f"systolic rise, mmHg, against {ground.unit} given{lines}"}]
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


def _moved(told: Rise, ground: Ground) -> list[Told]:
    """The points, each with how far it lies `aside` of its dose and where its number stands, in pixels.

    Left at their dose they would cover each other.
    """
    places = [(*ground.place(one), one["name"]) for one in told.points]
    found = aside.aside(places, ground.size[0])
    return [one | {"aside": place.right, "beside": place.number} for one, place in zip(told.points, found, strict=True)]


def _rooms(points: Sequence[Told], ground: Ground) -> list[Box]:
    """What the points take, with their numbers."""
    return [aside.room(*ground.place(one), one["name"], Place(one["aside"], one["beside"])) for one in points]


def _rungs(points: Sequence[Told], ground: Ground) -> "alt.Chart":
    """From a point that was moved aside to its dose."""
    import altair as alt  # late: half a second

    rows = ground.sets.base("rungs", (one for one in points if one["aside"]))
    line = rows.mark_rule(color=ground.palette.pressure, strokeWidth=1, opacity=0.7, x2Offset=alt.expr("datum.aside"))
    drawn: alt.Chart = line.encode(x=ground.x(), x2="dose", y=ground.y()).properties(name="rungs")
    return drawn


def _points(points: Sequence[Told], ground: Ground) -> list["alt.Chart"]:
    """A session each; hollow where the pressure was treated before its peak, or nobody knows that it was not."""
    import altair as alt  # late: half a second

    shape = alt.Shape("duration:N", scale=alt.Scale(domain=list(_DURATIONS), range=list(_SHAPES)), legend=None)
    layers = []
    for name, hollow in (("points", False), ("treated", True)):
        rows = ground.sets.base(name, (one for one in points if one["hollow"] is hollow))
        mark = rows.mark_point(
            filled=not hollow,
            size=42,
            strokeWidth=1.6,
            opacity=1,
            color=ground.palette.pressure,
            xOffset=alt.expr("datum.aside"),
        )
        layers.append(mark.encode(x=ground.x(), y=ground.y(), shape=shape, tooltip="text:N").properties(name=name))
    return layers


def _names(points: Sequence[Told], ground: Ground) -> list[Told]:
    """The numbers of the sessions for which there is room, in pixels."""
    there = [(one, *ground.place(one)) for one in points if one["beside"] is not None]
    return [{"x": x + one["aside"] + one["beside"], "y": y, "name": one["name"]} for one, x, y in there]


def _words(names: Sequence[Told], ground: Ground) -> list["alt.Chart"]:
    """The number of each session beside its point, over an edge of the ground's colour: no line strikes it through."""
    import altair as alt  # late: half a second

    card, text = ground.palette.card, ground.palette.pressure_text
    looking: dict[str, dict[str, Any]] = {
        "names_edge": {"color": card, "stroke": card, "strokeWidth": 4, "aria": False},
        "names": {"color": text},
    }
    drawn = []
    for name, look in looking.items():
        look |= {"fontSize": looks.LABEL, "fontWeight": 600, "x": alt.expr("datum.x"), "y": alt.expr("datum.y")}
        words = ground.sets.base(name, names).mark_text(**look)
        drawn.append(words.encode(text="name:N").properties(name=name))
    return drawn
