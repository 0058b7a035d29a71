"""The datasets of the session chart and its signals, from the facts of one session; neither pandas nor Altair."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from app.charts import dose_rows, effect_rows, sign_rows, span
from app.charts.sheet import Row, Sheet
from schemas.record import Record
from schemas.rules.schedule import Due

DATASETS: Final = (
    "readings",
    "struck",
    "missed",
    "latest",
    "baseline",
    "limits",
    "phases",
    "doses",
    "given",
    "actions",
    "names",
    "struck_doses",
    "effects",
    "struck_effects",
)

# The plot's usual width and a letter's, in pixels: what is written on the dose lane must not overlap.
_PLOT: Final = 540
_LETTER: Final = 5.6


def rows(record: Record, dues: Sequence[Due] = (), now: datetime | None = None) -> dict[str, list[Row]]:
    """Every dataset by its name, times in milliseconds since 1970; the fields are said at each dataset's function.

    `dues` is the schedule: what of it was not taken is a grey mark in its place.
    """
    sheet = Sheet(record)
    spanned = span.signals(sheet, now, _drawn(dues))
    width = (spanned["x_to"] or 0) - (spanned["x_from"] or 0)
    return {
        "readings": sign_rows.readings(sheet, dues),
        "struck": sign_rows.struck(sheet),
        "missed": [*sign_rows.missed(sheet), *sign_rows.not_taken(sheet, dues)],
        "latest": sign_rows.latest(sheet),
        "baseline": sign_rows.baseline_rules(sheet),
        "limits": sign_rows.limits(sheet),
        "phases": dose_rows.phases(sheet),
        "doses": dose_rows.doses(sheet),
        "given": dose_rows.given(sheet),
        "actions": dose_rows.actions(sheet),
        "names": dose_rows.names(sheet, width / _PLOT * _LETTER),
        "struck_doses": dose_rows.struck(sheet),
        "effects": effect_rows.effects(sheet),
        "struck_effects": effect_rows.struck(sheet),
    }


def signals(record: Record, now: datetime | None = None, dues: Sequence[Due] = ()) -> dict[str, float | None]:
    """The chart's signals by name: `x_from`, `x_to`, `until`, `start_at` and the clinic's offsets, in milliseconds."""
    return span.signals(Sheet(record), now, _drawn(dues))


def _drawn(dues: Sequence[Due]) -> list[datetime]:
    return [due.due_at for due in dues if sign_rows.nobody_came(due)]
