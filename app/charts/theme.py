"""The two palettes, light and dark: every colour of the screens and charts is said here once."""

from dataclasses import dataclass
from typing import Any, Final, Literal

Theme = Literal["light", "dark"]

FONT: Final = "'Source Sans', Inter, 'Liberation Sans', 'DejaVu Sans', sans-serif"


@dataclass(frozen=True)
class Palette:
    """Colours as `#rrggbb`. A pair `x` and `x_on` is a text and the ground it stands on; contrast at least 4.5 to 1."""

    page: str
    card: str
    line: str
    text: str
    soft: str
    pressure_text: str
    pulse_text: str
    oxygen_text: str
    pressure: str
    pulse: str
    oxygen: str
    attention: str
    attention_on: str
    red: str
    red_on: str
    effect: str
    effect_on: str
    effect_bar: str
    dose_bar: str
    struck: str
    mild: str
    mild_on: str
    moderate: str
    moderate_on: str
    severe: str
    severe_on: str
    life_threatening: str
    life_threatening_on: str


LIGHT: Final = Palette(
    page="#f5f7f9",
    card="#ffffff",
    line="#dfe4e9",
    text="#1f2933",
    soft="#5b6672",
    pressure_text="#005a8c",
    pulse_text="#b34700",
    oxygen_text="#00745a",
    pressure="#0072b2",
    pulse="#d55e00",
    oxygen="#009e73",
    attention="#8a4b00",
    attention_on="#fff3e0",
    red="#a4161a",
    red_on="#fde8e6",
    effect="#4d3a73",
    effect_on="#efeaf7",
    effect_bar="#7a5ba8",
    dose_bar="#8594a2",
    struck="#8a939d",
    # From pale to dark, so that the order is still there in grey; in the dark theme from dark to bright.
    mild="#2e2150",
    mild_on="#d3c5ea",
    moderate="#ffffff",
    moderate_on="#7a5ba8",
    severe="#ffffff",
    severe_on="#4d3a73",
    life_threatening="#ffffff",
    life_threatening_on="#1f1238",
)

DARK: Final = Palette(
    page="#12161b",
    card="#1a2027",
    line="#2c3540",
    text="#e8eaed",
    soft="#9aa5b1",
    pressure_text="#56b4e9",
    pulse_text="#e69f00",
    oxygen_text="#2fc79a",
    pressure="#56b4e9",
    pulse="#e69f00",
    oxygen="#2fc79a",
    attention="#ffb454",
    attention_on="#3a2a12",
    red="#ff8f80",
    red_on="#43201c",
    effect="#cdb8ef",
    effect_on="#2a2140",
    effect_bar="#b598e0",
    dose_bar="#8794a1",
    struck="#818c98",
    mild="#e8eaed",
    mild_on="#463a66",
    moderate="#ffffff",
    moderate_on="#7d62b0",
    severe="#1a1030",
    severe_on="#b598e0",
    life_threatening="#1a1030",
    life_threatening_on="#efe4ff",
)

PALETTES: Final[dict[Theme, Palette]] = {"light": LIGHT, "dark": DARK}


def ground(palette: Palette) -> dict[str, Any]:
    """What every chart's configuration begins with. The words for those who do not see it stand around the chart."""
    return {
        "background": palette.card,
        "font": FONT,
        "aria": False,
        "view": {"stroke": None},
        "mark": {"tooltip": None},  # Streamlit's own default writes "true" at a mark without words
    }
