"""Delays: how late readings were written down, as rows, as a picture and in words."""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, Final

from app.charts.theme import PALETTES, Theme
from app.charts.trends import looks, saying
from schemas.rules.safety.delays import BINS

if TYPE_CHECKING:
    import altair as alt

Told = dict[str, Any]
_HEIGHT: Final = 150


def _names() -> list[str]:
    """Each bin's minutes: 0, 1, 2, 3 to 5 … over 120."""
    named = ["same minute"]
    for before, last in pairwise(BINS):
        named.append(str(last) if last == before + 1 else f"{before + 1}\u2013{last}")
    return [*named, f"over {BINS[-1]}"]


NAMES: Final = tuple(_names())


def rows(delays: Sequence[int]) -> list[Told]:
    """One row a bin: how many readings, their share, and the share of all that were written down by then."""
    whole = sum(delays)
    told = []
    for name, number, so_far in zip(NAMES, delays, accumulate(delays), strict=True):
        shares = (100 * number / whole, 100 * so_far / whole) if whole else (None, None)
        words = "" if whole == 0 else f"{shares[0]:.1f} %, {shares[1]:.1f} % so far"
        text = f"{name}{'' if name == NAMES[0] else ' min'}: {saying.count(number, 'reading')}, {words}"
        told.append({"name": name, "number": number, "share": shares[0], "so_far": shares[1], "text": text})
    return told


def table(delays: Sequence[int]) -> list[dict[str, object]]:
    """The same as a table."""
    return [
        {
            "minutes": one["name"],
            "readings": one["number"],
            "share": "" if one["share"] is None else f"{one['share']:.1f} %",
            "so far": "" if one["so_far"] is None else f"{one['so_far']:.1f} %",
        }
        for one in rows(delays)
    ]


def described(delays: Sequence[int]) -> str:
    """The picture in words; by which minute half and nine of ten were written down."""
    whole = sum(delays)
    if whole == 0:
        return "No reading was counted."
    told = rows(delays)
    half, most = (next(place for place, one in enumerate(told) if one["so_far"] >= share) for share in (50, 90))
    if whole == 1:
        return f"1 reading: written down {_by(half)}."
    return (
        f"{whole} readings: half of them written down {_by(half)}, nine of ten {_by(most)}; "
        f"{told[-1]['number']} after more than {BINS[-1]} minutes."
    )


def _by(place: int) -> str:
    """By which minute, of the bin at this place."""
    if place == 0:
        return "in the same minute"
    return f"within {BINS[place]} minutes" if place < len(BINS) else f"after more than {BINS[-1]} minutes"


def chart(theme: Theme, told: Sequence[Told]) -> "alt.LayerChart":
    """The picture of these rows: a bar a bin, with its number above it."""
    import altair as alt  # late: half a second

    palette = PALETTES[theme]
    base = alt.Chart(alt.InlineData(values=list(told)))
    x = alt.X("name", type="nominal", sort=list(NAMES), axis=alt.Axis(labelAngle=0, labelOverlap=True))
    y = alt.Y("number", type="quantitative", axis=alt.Axis(tickCount=3, format="d"))
    bars = base.mark_bar(color=palette.dose_bar).encode(x=x, y=y, tooltip="text:N").properties(name="readings")
    numbers = base.mark_text(dy=-6, fontSize=looks.SMALL, color=palette.soft)
    named = numbers.encode(x=x, y=y, text="number:Q").properties(name="numbers")
    layers = alt.LayerChart(layer=[bars, named], width="container", height=_HEIGHT)
    picture: alt.LayerChart = layers.configure(**looks.looks(palette))
    return picture
