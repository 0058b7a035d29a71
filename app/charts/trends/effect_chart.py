"""Effects across sessions, as a picture: a row an effect, a column a session, word, shade and duration in the cell."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.charts.theme import PALETTES, Palette, Theme
from app.charts.trends import effect_cells, looks
from app.charts.trends.effect_cells import Effects, Written
from app.charts.trends.layers import over
from app.charts.trends.plain import Told
from app.charts.trends.sets import Sets

if TYPE_CHECKING:
    import altair as alt

WIDTH: Final = 440  # of the cells: many sessions have narrow ones, few do not have wide ones
_STEP: Final = 34
_ROW: Final = 30
# From which width on a cell can hold the words, the minutes under a number, and the number of the severity alone.
_WORDS: Final = 30
_MINUTES: Final = 16
_NUMBERS: Final = 11
_DIGITS: Final = 16  # pixels from the number of one session to that of the next
_EVERY: Final = (1, 2, 5, 10, 20, 50)
_LEVELS: Final = {1: "mild", 2: "moderate", 3: "severe", 4: "life_threatening"}
# The height of a cell that has no room for words, in pixels; not stated is as low as mild and pale.
_HEIGHTS: Final = {None: 7, 1: 7, 2: 13, 3: 19, 4: 25}
_LEGENDS: Final[dict[Written, list[str]]] = {
    "words": [],
    "minutes": ["1 mild · 2 moderate · 3 severe · 4 life-threatening, under it minutes"],
    "numbers": ["1 mild · 2 moderate · 3 severe · 4 life-threatening"],
    "nothing": ["height and shade: severity"],
}


@dataclass(frozen=True)
class _Grid:
    """The columns and rows; `step` is a column's width in pixels."""

    told: Effects
    palette: Palette
    step: float
    sets: Sets

    def x(self) -> "alt.X":
        import altair as alt  # late: half a second

        every = next((one for one in _EVERY if one * self.step >= _DIGITS), _EVERY[-1])
        ticks = [number for number in self.told.numbers if every == 1 or number % every == 0]
        axis = alt.Axis(orient="top", values=ticks, labelAngle=0, labelFontSize=looks.SMALL, grid=False)
        gap = 0.12 if self.step >= _NUMBERS else 0.25
        scale = alt.Scale(domain=self.told.numbers, paddingInner=gap, paddingOuter=0)
        return alt.X("number", type="ordinal", scale=scale, axis=axis, bandPosition=0.5)

    def y(self) -> "alt.Y":
        import altair as alt  # late: half a second

        axis = alt.Axis(labelLimit=170, labelColor=self.palette.text, labelFontSize=looks.LABEL, grid=False)
        scale = alt.Scale(domain=[row["label"] for row in self.told.rows], paddingInner=0.14, paddingOuter=0)
        return alt.Y("label", type="nominal", scale=scale, axis=axis, bandPosition=0.5)

    def colours(self, cell: Told) -> tuple[str, str]:
        """Ink and ground of a cell."""
        if cell["kind"] != "reported":
            return self.palette.soft, self.palette.line
        level = _LEVELS.get(cell["severity"])
        names = ("effect", "effect_on") if level is None else (level, f"{level}_on")
        return getattr(self.palette, names[0]), getattr(self.palette, names[1])

    def cells(self, kind: str) -> list[Told]:
        """The cells of a kind, each with its colours, its height and what is written in it."""
        found = []
        for cell in self.told.cells:
            if cell["kind"] == kind:
                ink, fill = self.colours(cell)
                high = _HEIGHTS[cell["severity"]] if kind == "reported" and self.written == "nothing" else _ROW * 0.86
                # Where nothing was stated the ground is the palest, and a rim says that something is there.
                rim = ink if kind == "reported" and cell["severity"] is None else fill
                found.append(cell | {"ink": ink, "fill": fill, "rim": rim, "high": high, "said": self.said(cell)})
        return found

    @property
    def written(self) -> Written:
        """What there is room for in a cell: severity as word or number over the minutes, the number alone, nothing."""
        room: dict[int, Written] = {_WORDS: "words", _MINUTES: "minutes", _NUMBERS: "numbers"}
        return next((written for least, written in room.items() if self.step >= least), "nothing")

    def said(self, cell: Told) -> str:
        """What is written in a cell."""
        if cell["kind"] != "reported" or self.written == "nothing":
            return ""
        if self.written == "words":
            return f"{cell['word']}\n{cell['lasted']}"
        number = str(cell["severity"] or "?")
        if self.written == "numbers":
            return number
        return f"{number}\n{cell['lasted'] if cell['duration'] is None else format(cell['duration'], 'g')}"


def chart(theme: Theme, told: Effects, width: int = WIDTH) -> "alt.LayerChart":
    """The picture of these rows; where there are too many sessions for words a cell has its number, then its height."""
    import altair as alt  # late: half a second

    palette = PALETTES[theme]
    if not told.numbers:
        return looks.nothing("No session", palette, width, _ROW)
    grid = _Grid(told, palette, min(_STEP, width / len(told.numbers)), Sets())
    layers = grid.sets.drawn([*_cells(grid), _words(grid), _frequencies(grid)])
    across, down = grid.step * len(told.numbers), _ROW * len(told.rows)
    drawn = over(layers, width=across, height=down)
    drawn["config"] = alt.Config(**looks.looks(palette))
    legend = _LEGENDS[grid.written] if any(row["of"] for row in told.rows) else []
    drawn["title"] = looks.noted([*legend, *effect_cells.notes(told, grid.written)], palette, across)
    grid.sets.into(drawn)
    return drawn


def _cells(grid: _Grid) -> list["alt.Chart"]:
    """Not asked is an empty dashed frame, none reported is grey, reported is as dark as it was severe."""
    import altair as alt  # late: half a second

    corner = 3 if grid.step >= _NUMBERS else 0
    bare = grid.sets.base("not_asked", grid.cells("not asked")).mark_rect(
        fill=grid.palette.card, stroke=grid.palette.soft, strokeWidth=1, strokeDash=[2, 2], cornerRadius=corner
    )
    layers = [bare.encode(x=grid.x(), y=grid.y(), tooltip="text:N").properties(name="not_asked")]
    for kind, name in (("none reported", "none_reported"), ("reported", "reported")):
        mark = grid.sets.base(name, grid.cells(kind)).mark_rect(
            fill=alt.expr("datum.fill"),
            stroke=alt.expr("datum.rim"),
            strokeWidth=0.8,
            height=alt.expr("datum.high"),
            cornerRadius=corner,
        )
        layers.append(mark.encode(x=grid.x(), y=grid.y(), tooltip="text:N").properties(name=name))
    return layers


def _words(grid: _Grid) -> "alt.Chart":
    """What is written in the cells, in two lines around their middle or in one."""
    import altair as alt  # late: half a second

    words = grid.sets.base("words", (cell for cell in grid.cells("reported") if cell["said"])).mark_text(
        fontSize=looks.SMALL if grid.step >= _WORDS else 9,
        lineHeight=11,
        lineBreak="\n",
        dy=-5.5 if grid.step >= _MINUTES else 0,
        color=alt.expr("datum.ink"),
    )
    named: alt.Chart = words.encode(x=grid.x(), y=grid.y(), text="said:N", tooltip="text:N").properties(name="words")
    return named


def _frequencies(grid: _Grid) -> "alt.Chart":
    """At the right, how often, with its n."""
    import altair as alt  # late: half a second

    rows = [row | {"said": effect_cells.frequency(row)} for row in grid.told.rows]
    words = grid.sets.base("frequencies", rows).mark_text(
        align="left", dx=10, fontSize=looks.LABEL, color=grid.palette.soft
    )
    named: alt.Chart = words.encode(x=alt.value("width"), y=grid.y(), text="said:N").properties(name="frequencies")
    return named
