"""The clinic's medians in the picture of the rise: a short line at each dose, its value and its patients beside it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from app.charts.trends import saying
from app.charts.trends.boxes import HEIGHT, Box, meet
from app.charts.trends.plain import Told
from app.charts.trends.rise import Rise
from app.charts.trends.rise_ground import Ground

if TYPE_CHECKING:
    import altair as alt

_HALF: Final = 15  # pixels of the line to each side of its dose
_LETTER: Final = 5  # pixels a letter of the words is wide
_STEP: Final = 4
_FAR: Final = 120  # pixels from the dose at which the words end at most


def layers(told: Rise, ground: Ground, taken: Sequence[Box]) -> list["alt.Chart"]:
    """A short line at each dose; between two doses nothing is said. Its words go where the points have left room."""
    import altair as alt  # late: half a second

    rows = [{"dose": row["dose"], "value": row["median"]} for row in told.clinic]
    line = ground.sets.base("clinic", rows).mark_tick(
        orient="horizontal", size=2 * _HALF, thickness=2, color=ground.palette.dose_bar, opacity=1
    )
    words = ground.sets.base("clinic_words", _words(told.clinic, ground, taken)).mark_text(
        align="right",
        baseline="middle",
        fontSize=9,
        color=ground.palette.soft,
        x=alt.expr("datum.x"),
        y=alt.expr("datum.y"),
    )
    return [
        line.encode(x=ground.x(), y=ground.y()).properties(name="clinic"),
        words.encode(text="name:N").properties(name="clinic_patients"),
    ]


def _words(medians: Sequence[Told], ground: Ground, taken: Sequence[Box]) -> list[Told]:
    """The words of each median, the right end of them in pixels."""
    there, found = list(taken), []
    for row in medians:
        words = f"{saying.signed(row['median'])}, n {row['patients']}"
        dose, y = ground.place({"dose": row["dose"], "value": row["median"]})
        ends = [dose - _HALF - 2 - step for step in range(0, _FAR, _STEP)]
        x = next((end for end in ends if not any(meet(_room(end, y, words), one) for one in there)), ends[0])
        there.append(_room(x, y, words))
        found.append({"x": x, "y": y, "name": words})
    return found


def _room(end: float, y: float, words: str) -> Box:
    return end - _LETTER * len(words), y - HEIGHT / 2, end, y + HEIGHT / 2
