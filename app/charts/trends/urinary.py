"""Urinary symptoms over a course, as rows: each time they were asked about, and each session that reports them.

Asked about as the patient's background is, with the day; reported as an effect of a session. Where neither is, nobody
asked, which is said and never drawn as none. Source of the question: docs/clinical.md, background.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from datetime import time as day_time
from typing import TYPE_CHECKING, Final

from app.charts.sheet import ms
from app.charts.trends import plain, saying
from app.charts.trends.plain import Told
from schemas.background import Background, BackgroundSays
from schemas.effect import Severity

if TYPE_CHECKING:
    import pandas as pd

_EFFECT: Final = "urinary"
_NOON: Final = day_time(12)  # of the day on which one asked: the hour is not known
_SAYS: Final = {BackgroundSays.YES: "yes", BackgroundSays.NO: "no", BackgroundSays.UNKNOWN: "unknown"}


def rows(asked: Iterable[Background], effects: "pd.DataFrame", sessions: Mapping[int, Told]) -> list[Told]:
    """One row an answer, by time; `says` is *yes*, *no* or *unknown*, `at` as the sessions', by number, have it.

    `number` is that of the session in which it was reported, None of an answer.
    """
    found = [_answer(one) for one in asked]
    for one in plain.rows(effects, ("number", "effect", "label", "severity")):
        if one["effect"] == _EFFECT and one["number"] in sessions:
            session = sessions[one["number"]]
            how = "" if one["severity"] is None else f", {Severity(one['severity']).word}"
            text = f"{session['head']} \u00b7 {one['label'].lower()}{how}"
            found.append({"number": one["number"], "at": session["at"], "says": "yes", "text": text})
    return sorted(found, key=lambda row: row["at"])


def notes(told: Sequence[Told]) -> list[str]:
    """How often they were there, and when last; that nobody asked."""
    if not told:
        return ["urinary symptoms: not asked"]
    there = [row for row in told if row["says"] == "yes"]
    counted = f"urinary symptoms {len(there)} of {saying.count(len(told), 'time')} asked or reported"
    return [f"{counted}, last {_day(there[-1])}" if there else counted]


def _answer(one: Background) -> Told:
    says = _SAYS[one.says]
    at = ms(datetime.combine(one.asked_on, _NOON, UTC))
    text = f"Asked {_date(one.asked_on)} \u00b7 urinary symptoms: {says}"
    return {"number": None, "at": at, "says": says, "text": text}


def _day(row: Told) -> str:
    return _date(datetime.fromtimestamp(row["at"] / 1000, UTC))


def _date(on: date) -> str:
    return f"{on.day} {on:%b %Y}"
