"""Layers made the short way are what Altair makes of them the long way."""

from collections.abc import Callable
from typing import Any

import altair as alt
import pytest

from app.charts.trends import layers

ROWS = alt.NamedData("rows")


def long(name: str) -> Any:  # noqa: ANN401 - a chart of Altair's
    return alt.Chart(ROWS).mark_point().encode(**CHANNELS).properties(name=name)


def short(name: str) -> Any:  # noqa: ANN401 - a chart of Altair's
    return layers.layer("rows").mark_point().encode(**CHANNELS).properties(name=name)


CHANNELS: dict[str, Any] = {
    "x": alt.value(3),
    "y": "value:Q",
    "text": "words:N",
    "color": alt.value("#123456"),
    "detail": "line:N",
    "tooltip": "text:N",
}


def told(chart: Any) -> dict[str, Any]:  # noqa: ANN401 - a chart of Altair's
    found: dict[str, Any] = chart.to_dict(validate=False)
    return found


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        pytest.param(lambda: short("a"), lambda: long("a"), id="one layer"),
        pytest.param(
            lambda: layers.over([short("a"), short("b")], width=40, data=ROWS),
            lambda: alt.LayerChart(layer=[long("a"), long("b")], width=40, data=ROWS),
            id="over each other",
        ),
        pytest.param(
            lambda: layers.under([layers.over([short(name)]) for name in "ab"], spacing=4),
            lambda: alt.vconcat(*(alt.LayerChart(layer=[long(name)]) for name in "ab"), spacing=4),
            id="under each other",
        ),
    ],
)
def test_the_short_way_ends_where_the_long_one_does(ours: Callable[[], Any], theirs: Callable[[], Any]) -> None:
    def layered(found: dict[str, Any]) -> list[Any]:
        """The layers, each with the data that it has of its own or from what it lies in."""
        parts = found.get("vconcat", [found])
        return [
            {"data": part.get("data", found.get("data"))} | one for part in parts for one in part.get("layer", [part])
        ]

    mine, altairs = told(ours()), told(theirs())
    assert [one | {"name": ""} for one in layered(mine)] == [one | {"name": ""} for one in layered(altairs)]
    for key in ("width", "spacing"):
        assert mine.get(key) == altairs.get(key)


def test_layers_of_several_pictures_never_share_a_name() -> None:
    stack = layers.under([layers.over([short("lines")]), layers.over([short("lines")])])
    assert [part["layer"][0]["name"] for part in told(stack)["vconcat"]] == ["lines_0", "lines_1"]
    alone = layers.under([layers.over([short("lines")])])
    assert [part["layer"][0]["name"] for part in told(alone)["vconcat"]] == ["lines"]


def test_a_panel_once_a_value_has_the_panels_data_and_its_layers_none() -> None:
    panel = layers.over([layers.layer().mark_point().encode(x="minutes:Q").properties(name="a")], data=ROWS)
    each = told(layers.each(panel, alt.Facet("number", type="ordinal"), columns=1))
    assert each["data"] == {"name": "rows"}
    assert "data" not in each["spec"]
    assert "data" not in each["spec"]["layer"][0]
    assert each["columns"] == 1
