"""The ground of the rise against dose: doses across, the rise upwards, and where a point lies in pixels."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.charts.theme import Palette
from app.charts.trends import looks
from app.charts.trends.plain import Told
from app.charts.trends.sets import Sets

if TYPE_CHECKING:
    import altair as alt

STEP: Final = 20  # mmHg from one label to the next
_BETWEEN: Final = {"mg": 28.0, "mg/kg": 0.1}  # from one label to the next
_MOST: Final = 8  # labels of doses that can be read


@dataclass(frozen=True)
class Ground:
    """The picture's scales, each as far as it reaches, and the `size` of its plot in pixels."""

    palette: Palette
    unit: str
    across: tuple[float, float]
    up: Sequence[float]
    size: tuple[int, int]
    sets: Sets

    def x(self) -> "alt.X":
        """The channel of doses, some of them named."""
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
        """The channel of the rise."""
        import altair as alt  # late: half a second

        axis = alt.Axis(values=looks.ticks(self.up, STEP), labelExpr=looks.SIGNED)
        scale = alt.Scale(domain=list(self.up), nice=False, zero=False)
        return alt.Y("value", type="quantitative", scale=scale, axis=axis)

    def place(self, point: Told) -> tuple[float, float]:
        """Where a point lies, in pixels from the upper left corner."""
        right = (point["dose"] - self.across[0]) / (self.across[1] - self.across[0])
        above = (point["value"] - self.up[0]) / (self.up[1] - self.up[0])
        return right * self.size[0], (1 - above) * self.size[1]
