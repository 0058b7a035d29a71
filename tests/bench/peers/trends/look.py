"""Look: the axes, words and marks that the page's figures share, as Plotly's plain data."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Part = dict[str, Any]
PRESSURE, PULSE, OXYGEN, DOSE, SOFT, GRID = "#0072B2", "#D55E00", "#009E73", "#8a6d3b", "#5b6470", "#e4e7ea"
SHAPES = {"systolic": "triangle-down-open", "diastolic": "triangle-up-open", "pulse": "circle", "spo2": "square"}
COLOURS = {"systolic": PRESSURE, "diastolic": PRESSURE, "pulse": PULSE, "spo2": OXYGEN}
GRAPH = {"displayModeBar": False, "responsive": False}


def axis(span: Sequence[float], ticks: Iterable[float], **more: object) -> Part:
    """An axis of which nothing is left to be worked out."""
    told: Part = {
        "range": list(span),
        "tickvals": list(ticks),
        "gridcolor": GRID,
        "zeroline": False,
        "fixedrange": True,
    }
    return told | {"tickfont": {"size": 11, "color": SOFT}} | more


def minutes(span: Sequence[float], **more: object) -> Part:
    """Minutes from the start."""
    ticks = [one for one in range(-30, 200, 30) if span[0] <= one <= span[1]]
    return axis(span, ticks, ticktext=[f"{one}′".replace("-", "\u2212") for one in ticks], **more)


def words(text: str, x: float, y: float, **more: object) -> Part:
    """A text in the picture."""
    told: Part = {"text": text, "x": x, "y": y, "showarrow": False, "font": {"size": 11, "color": SOFT}}
    return told | {"xanchor": "left", "yanchor": "bottom"} | more


def figure(data: list[Part], axes: Mapping[str, Part], size: tuple[int, int], **more: object) -> Part:
    """A whole figure of a fixed size."""
    layout: Part = {"width": size[0], "height": size[1], "showlegend": False, "hovermode": "closest"}
    layout |= {"margin": {"l": 40, "r": 90, "t": 24, "b": 34}, "paper_bgcolor": "#fff", "plot_bgcolor": "#fff"}
    return {"data": data, "layout": {**layout, **axes, **more}}


def stacked(heights: Sequence[int], gap: int) -> list[list[float]]:
    """The domains of panes of these heights in pixels, from above, with a gap between them."""
    whole = sum(heights) + gap * (len(heights) - 1)
    found, top = [], float(whole)
    for height in heights:
        found.append([max(0.0, (top - height) / whole), top / whole])
        top -= height + gap
    return found
