"""Pictures as they are drawn: where marks lie inside their pane, and which words there are."""

from typing import Any
from xml.etree import ElementTree as ET

import vl_convert

SVG = "{http://www.w3.org/2000/svg}"


def svg(chart: Any) -> ET.Element:  # noqa: ANN401 - any chart of Altair's
    told = vl_convert.vegalite_to_svg(chart.to_dict(), vl_version="6.4")
    return ET.fromstring(told)  # noqa: S314 - our own picture


def groups(picture: ET.Element, name: str) -> list[ET.Element]:
    """The groups of one layer's marks: one, or of a line one for each stretch that has points."""
    return [one for one in picture.iter(f"{SVG}g") if f"{name}_marks" in one.get("class", "").split()]


def places(picture: ET.Element, name: str) -> list[tuple[float, float]]:
    """Where the marks of one layer are, in pixels from the upper left corner of their pane."""
    moved = [one.get("transform", "") for group in groups(picture, name) for one in group]
    return [(float(x), float(y)) for x, y in (one[len("translate(") : one.index(")")].split(",") for one in moved)]


def paths(picture: ET.Element, name: str) -> list[str]:
    """The paths of one layer, as they are drawn."""
    return [one.get("d", "") for group in groups(picture, name) for one in group]


def lines(picture: ET.Element, name: str) -> list[tuple[float, float]]:
    """From where to where the level rules of one layer reach, in pixels from the left end of their pane."""
    rules = [one for group in groups(picture, name) for one in group]
    begun = [float(one.get("transform", "")[len("translate(") :].split(",")[0]) for one in rules]
    return [(x, x + float(one.get("x2", 0))) for x, one in zip(begun, rules, strict=True)]


def words(picture: ET.Element) -> list[str]:
    """All that is written in it, lines of one text by themselves."""
    told = [one for one in picture.iter() if one.tag in {f"{SVG}text", f"{SVG}tspan"} and one.text]
    return [one.text for one in told if one.text]


def text(picture: ET.Element) -> str:
    """All that is written in it, one after the other, as one reads a note over several lines."""
    return " ".join(words(picture))


def scaled(value: float, low: float, high: float, pixels: float) -> float:
    return pixels * (value - low) / (high - low)
