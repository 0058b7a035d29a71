"""The rows of a picture by the names of their datasets: Altair copies what lies inside a layer again and again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.charts.trends.plain import Told

if TYPE_CHECKING:
    import altair as alt


@dataclass(frozen=True)
class Sets:
    """The datasets of one picture, filled while its layers are made."""

    held: dict[str, list[Told]] = field(default_factory=dict)

    def base(self, name: str, rows: Iterable[Told]) -> "alt.Chart":
        """The beginning of a layer of these rows; a name is that of one dataset."""
        import altair as alt  # late: half a second

        self.held[name] = list(rows)
        return alt.Chart(alt.NamedData(name))

    def drawn(self, layers: Iterable["alt.Chart"], always: Sequence[str] = ()) -> list["alt.Chart"]:
        """The layers that have something to draw, and those named in `always`, which hold a scale open."""
        return [layer for layer in layers if self.held[layer.data.name] or layer.name in always]

    def into(self, chart: "alt.LayerChart | alt.VConcatChart") -> None:
        """Gives the picture its rows."""
        chart["datasets"] = self.held
