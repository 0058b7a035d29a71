"""The doses of the overlaid sessions, a lane each: the time in which an infusion ran or paused, and single marks."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from app.charts.trends import plain, saying
from app.charts.trends.plain import Told

if TYPE_CHECKING:
    import pandas as pd

# The events that are a mark of their own; the others begin, interrupt or end a bar.
SHAPES: Final = {"bolus": "diamond", "dose": "diamond", "device": "diamond", "rate_change": "triangle-up"}
_RUNS: Final = {"start": True, "resume": True, "pause": False}


def rows(doses: "pd.DataFrame", until: Mapping[int, int]) -> list[Told]:
    """Bars (`from`, `to`, `paused`, `open`) and marks (`from`, `shape`) of the sessions named in `until`.

    `until` says how far each is known: a bar without an end is drawn to there, and `open` says that it has none.
    """
    of_each: dict[int, list[Told]] = {number: [] for number in until}
    for row in plain.rows(doses, ("number", "minutes", "act", "mg")):
        if row["number"] in of_each:
            of_each[row["number"]].append(row)
    return [one for number, events in of_each.items() for one in (*_bars(events, until[number]), *_marks(events))]


def _bars(events: Sequence[Told], until: int) -> list[Told]:
    found: list[Told] = []
    began: Told | None = None
    for event in events:
        if event["act"] not in _RUNS and event["act"] != "stop":
            continue
        if began is not None and event["minutes"] > began["minutes"]:
            found.append(_bar(began, event["minutes"], ended=True))
        # A pause of nothing is nothing.
        runs = event["act"] in _RUNS and (began is not None or _RUNS[event["act"]])
        began = event if runs else None
    if began is not None:
        found.append(_bar(began, max(until, began["minutes"]), ended=False))
    return found


def _bar(began: Told, to: int, *, ended: bool) -> Told:
    paused = not _RUNS[began["act"]]
    said = f"to {saying.minute(to)}" if ended else "no end written down"
    text = f"Session {began['number']} · {'paused' if paused else 'drug'} from {saying.minute(began['minutes'])} {said}"
    bar: Told = {"number": began["number"], "from": began["minutes"], "to": to, "paused": paused}
    return bar | {"open": not ended, "shape": None, "text": text}


def _marks(events: Sequence[Told]) -> list[Told]:
    return [
        {
            "number": one["number"],
            "from": one["minutes"],
            "to": one["minutes"],
            "paused": False,
            "open": False,
            "shape": SHAPES[one["act"]],
            "text": f"Session {one['number']} · {saying.minute(one['minutes'])} · {_said(one)}",
        }
        for one in events
        if one["act"] in SHAPES
    ]


def _said(event: Told) -> str:
    amount = f" {event['mg']:g} mg" if event["mg"] is not None else ", mg not known"
    return str(event["act"]).replace("_", " ") + ("" if event["act"] == "rate_change" else amount)
