"""What the two panes of signs share: phases and limits behind, values missed or struck through, the latest value."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from app.charts import axis
from app.charts.margins import LEFT, RIGHT
from app.charts.symbols import SHAPES, STRIKE
from app.charts.theme import Palette


@dataclass(frozen=True)
class Pane:
    """One pane: its name in the rows' field `pane`, its colours, about how many ticks its scale has.

    `angle` turns the words beside what was missed.
    """

    name: str
    palette: Palette
    ticks: int
    angle: int = 270

    def value(self, field: str) -> alt.Y:
        """The y channel of every layer in this pane, so that each one's values widen the axis."""
        labels = alt.Axis(title=None, tickCount=self.ticks, grid=True, domain=False, ticks=False, labelPadding=8)
        domain = [alt.ExprRef(f"{self.name}_domain[{end}]") for end in (0, 1)]
        scale = alt.Scale(domain=domain, zero=False, nice=True)
        return alt.Y(field, type="quantitative", scale=scale, axis=labels)

    def rows(self, dataset: str) -> alt.Chart:
        """The rows of a dataset that belong to this pane."""
        found: alt.Chart = alt.Chart(alt.NamedData(dataset)).transform_filter(f"datum.pane == '{self.name}'")
        return found

    def behind(self) -> list[alt.Chart]:
        """The band of the time in which the drug was given, and the prescriber's call limits as a light band."""
        high = "datum.direction == 'high'"
        return [
            given_band(self.palette).properties(name=f"{self.name}_phases"),
            *(
                self.rows("limits")
                .transform_filter(test)
                .mark_rect(color=self.palette.pulse, opacity=0.11, clip=True)
                .encode(y=self.value("value"), y2=alt.value(edge))
                .properties(name=f"{self.name}_limits_{word}")
                for word, test, edge in (("high", high, 0), ("low", f"!({high})", "height"))
            ),
        ]

    def legend(self, lines: Sequence[tuple[str, str, str]]) -> list[alt.Chart]:
        """What each symbol means, in the left margin: of each line the words, the symbol's sign and its colour's."""
        charts = []
        for place, (words, symbol, colour) in enumerate(lines):
            row = {"words": words, "sign": colour}
            line = alt.Chart(alt.InlineData(values=[row])).encode(y=alt.value(6 + 14 * place), color=self._colours())
            filled = symbol in {"pulse", "spo2"}
            charts += [
                line.mark_point(shape=SHAPES[symbol], filled=filled, size=26, strokeWidth=1.8, opacity=1)
                .encode(x=alt.value(8 - LEFT))
                .properties(name=f"{symbol}_legend"),
                line.mark_text(align="left", fontSize=10)
                .encode(x=alt.value(16 - LEFT), text="words:N")
                .properties(name=f"{symbol}_legend_words"),
            ]
        return charts

    def _colours(self) -> alt.Color:
        of_sign = {
            "pressure": self.palette.pressure_text,
            "pulse": self.palette.pulse_text,
            "spo2": self.palette.oxygen_text,
        }
        scale = alt.Scale(domain=list(of_sign), range=list(of_sign.values()))
        return alt.Color("sign:N", scale=scale, legend=None)

    def limit_names(self) -> alt.Chart:
        """The limit in words, inside the band at the right."""
        drawn: alt.Chart = (
            self.rows("limits")
            .mark_text(
                clip=True,  # a limit beyond the scale is not in sight
                align="right",
                baseline=alt.expr("datum.direction == 'high' ? 'bottom' : 'top'"),
                dx=-4,
                dy=alt.expr("datum.direction == 'high' ? -2 : 3"),
                color=self.palette.soft,
                fontSize=10,
            )
            .encode(x=alt.value("width"), y=self.value("value"), text="text:N")
            .properties(name=f"{self.name}_limit_names")
        )
        return drawn

    def missed(self) -> list[alt.Chart]:
        """A sign not taken: a grey dotted rule in its place, with the reason beside it."""
        rows = self.rows("missed")
        return [
            rows.transform_filter("datum.empty")
            .mark_rule(color=self.palette.soft, strokeWidth=1.4, strokeDash=[2, 3])
            .encode(x=axis.time(), tooltip="text:N")
            .properties(name=f"{self.name}_missed"),
            rows.mark_text(angle=self.angle, align="left", dx=4, dy=-7, color=self.palette.soft, fontSize=10)
            .encode(x=axis.time(), y=alt.value("height"), text="label:N", tooltip="text:N")
            .properties(name=f"{self.name}_missed_names"),
        ]

    def struck(self) -> list[alt.Chart]:
        """Values that do not hold any more, each with the symbol it had, in grey, struck through."""
        rows = self.rows("struck")
        shapes = alt.Scale(domain=list(SHAPES), range=list(SHAPES.values()))
        place = {"x": axis.time(), "y": self.value("value")}
        return [
            rows.mark_point(size=40, strokeWidth=1.6, opacity=1, filled=False, color=self.palette.struck)
            .encode(**place, shape=alt.Shape("sign:N", scale=shapes, legend=None), tooltip="text:N")
            .properties(name=f"{self.name}_struck"),
            rows.mark_point(shape=STRIKE, size=90, strokeWidth=1.8, opacity=1, color=self.palette.struck)
            .encode(**place)
            .properties(name=f"{self.name}_strikes"),
        ]

    def latest(self) -> list[alt.Chart]:
        """The last values, written out beside their symbols, on a rim of the ground so that no rule crosses them."""
        place = {"x": axis.time(), "y": self.value("label_at"), "text": "label:N"}
        words: dict[str, Any] = {"align": "left", "dx": 9, "fontSize": 12, "fontWeight": 600}
        card = self.palette.card
        return [
            self.rows("latest")
            .mark_text(**words, color=card, stroke=card, strokeWidth=4)
            .encode(**place)
            .properties(name=f"{self.name}_latest_rim"),
            self.rows("latest")
            .mark_text(**words)
            .encode(**place, color=self._colours())
            .properties(name=f"{self.name}_latest"),
        ]


def until(chart: alt.Chart) -> alt.Chart:
    """The chart's rows with `end`: what has no end yet is drawn as far as the newest fact, never into the future."""
    drawn: alt.Chart = chart.transform_calculate(end="datum.to == null ? until : datum.to")
    return drawn


def given_band(palette: Palette) -> alt.Chart:
    """The time from the start to the stop of the drug, behind everything."""
    given = until(alt.Chart(alt.NamedData("phases")).transform_filter("datum.given"))
    band: alt.Chart = given.mark_rect(color=palette.pressure, opacity=0.09).encode(x=axis.time("from"), x2="end:Q")
    return band


def frame() -> alt.Chart:
    """Nothing that is seen: it holds the margins open, so that the plot's place never depends on what is written."""
    drawn: alt.Chart = (
        alt.Chart(alt.InlineData(values=[{}]))
        .mark_rect(opacity=0)
        .encode(x=alt.value(-LEFT), x2=alt.value(alt.expr(f"width + {RIGHT}")), y=alt.value(0), y2=alt.value("height"))
        .properties(name="frame")
    )
    return drawn


def layered(layers: Sequence[alt.Chart], height: int | alt.Step) -> alt.LayerChart:
    """The layers of one pane, the first one at the back."""
    return alt.LayerChart(layer=list(layers), height=height)
