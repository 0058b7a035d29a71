from dataclasses import fields

import pytest

from app.charts.theme import PALETTES, Palette

TEXTS = (
    ("text", "card"),
    ("text", "page"),
    ("soft", "card"),
    ("soft", "page"),
    ("pressure_text", "card"),
    ("pulse_text", "card"),
    ("oxygen_text", "card"),
    ("attention", "attention_on"),
    ("red", "red_on"),
    ("effect", "effect_on"),
    ("effect", "card"),
    ("mild", "mild_on"),
    ("moderate", "moderate_on"),
    ("severe", "severe_on"),
    ("life_threatening", "life_threatening_on"),
)
MARKS = ("pressure", "pulse", "oxygen", "effect_bar", "dose_bar", "struck")


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES.keys())
@pytest.mark.parametrize(("text", "ground"), TEXTS, ids="-on-".join)
def test_every_text_can_be_read_on_its_ground(palette: Palette, text: str, ground: str) -> None:
    assert contrast(getattr(palette, text), getattr(palette, ground)) >= 4.5


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES.keys())
@pytest.mark.parametrize("mark", MARKS)
def test_every_mark_stands_out_from_the_card(palette: Palette, mark: str) -> None:
    assert contrast(getattr(palette, mark), palette.card) >= 3


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES.keys())
def test_every_colour_is_said_in_full(palette: Palette) -> None:
    assert all(len(getattr(palette, one.name)) == 7 and getattr(palette, one.name)[0] == "#" for one in fields(palette))
