"""The panes of the overlaid sessions: which signs each one holds, how far its scale reaches, and its channels."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from app.charts.theme import Palette
from app.charts.trends import looks
from app.charts.trends.overlaid import Overlaid, field
from app.charts.trends.plain import Told
from app.charts.trends.sets import Sets

if TYPE_CHECKING:
    import altair as alt


@dataclass(frozen=True)
class Room:
    """A pane's title and unit, its signs, the palette's colour, its height in pixels.

    `values` and `change` are how far its scale reaches at least, in its unit and in Δ; `step` parts its labels.
    """

    title: str
    unit: str
    signs: tuple[str, ...]
    colour: str
    height: int
    values: tuple[float, float]
    change: tuple[float, float] | None
    step: float


PANES: Final = {
    "pressure": Room("blood pressure", "mmHg", ("systolic", "diastolic"), "pressure", 190, (60, 180), (-20, 60), 20),
    "pulse": Room("pulse", "/min", ("pulse",), "pulse", 60, (40, 120), (-20, 60), 40),
    "spo2": Room("SpO2", "%", ("spo2",), "oxygen", 44, (80, 100), None, 10),
}


@dataclass(frozen=True)
class Pane:
    """One pane of these overlaid sessions, over these minutes: the first one has them over it, the last one under it.

    `scale` are the sessions whose values the scale holds: more than its own where pictures are compared.
    """

    told: Overlaid
    scale: Overlaid
    name: str
    sets: Sets
    palette: Palette
    minutes: Sequence[float]
    first: bool
    last: bool

    @property
    def room(self) -> Room:
        """What this pane is."""
        return PANES[self.name]

    @property
    def changes(self) -> bool:
        """Whether this pane shows changes from baseline."""
        return self.told.view.change and self.room.change is not None

    @property
    def title(self) -> str:
        """What the pane shows, in which unit."""
        return f"{self.room.title}, {'Δ from baseline, ' if self.changes else ''}{self.room.unit}"

    @property
    def lift(self) -> int:
        """How far over its upper edge its title stands, in pixels."""
        return 22 if self.first and not self.last else 5

    @property
    def colour(self) -> str:
        """The colour of its marks."""
        return str(getattr(self.palette, self.room.colour))

    @cached_property
    def rows(self) -> list[Told]:
        """The drawn values of its signs."""
        return [row for row in self.told.values if row["sign"] in self.room.signs]

    @cached_property
    def spread(self) -> list[Told]:
        """The band of its signs."""
        fields = {field(sign, self.told.view) for sign in self.room.signs}
        return [row for row in self.told.spread if row["field"] in fields]

    @cached_property
    def domain(self) -> list[float]:
        """How far the scale reaches: every value and the band are inside."""
        usual = self.room.change if self.changes else None
        values = [row["value"] for row in self.scale.values if row["sign"] in self.room.signs]
        values += [row[end] for row in self.spread for end in ("low", "high")]
        return looks.reach(values, usual or self.room.values, self.room.step / 2)

    def base(self, name: str, rows: Iterable[Told]) -> "alt.Chart":
        """The beginning of a layer of these rows."""
        return self.sets.base(f"{self.name}_{name}", rows)

    def x(self, name: str = "minutes") -> "alt.X":
        """Minutes from the start."""
        # Over the first as well: who has not come to the last one yet reads where a line rises.
        return looks.minutes(
            name, self.minutes, labels=self.first or self.last, orient="bottom" if self.last else "top"
        )

    def y(self, name: str = "value") -> "alt.Y":
        """The value, or its change."""
        import altair as alt  # late: half a second

        axis = alt.Axis(values=looks.ticks(self.domain, self.room.step), minExtent=30)
        if self.changes:
            axis["labelExpr"] = looks.SIGNED
        return alt.Y(name, type="quantitative", scale=alt.Scale(domain=self.domain, nice=False, zero=False), axis=axis)
