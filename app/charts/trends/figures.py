"""Figures: how a patient reacts, in five answers: usual peak, worst, return, doses not given, and what is left to do.

A peak or a return after a medicine for it is left out of every median and share, and counted; nothing is the mean of
those who returned; what is not known is said, never left out in silence.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, median_high
from typing import Final

from app import words
from app.charts.trends import asked, saying
from app.charts.trends.plain import Told

_HOW: Final = {"held": "held", "cancelled": "cancelled", "not_started": "not started"}
_NAMED: Final = 3  # so many are told one by one


@dataclass(frozen=True)
class Figure:
    """One answer: its name, the answer itself, and beneath what it rests on and what is missing."""

    name: str
    value: str
    notes: tuple[str, ...]


def usual(told: Sequence[Told]) -> Figure:
    """The median of the rises that no medicine for pressure came before, of sessions that are over."""
    given = _over(told)
    known = [row for row in given if row["delta_systolic"] is not None]
    own = [row for row in known if not row["peak_treated"]]
    notes = [
        f"median of {saying.count(len(own), 'session')}" if len(own) > 1 else "of 1 session" if own else "",
        _counted(own, "peak_at_least", "at least (\u2265)"),
        f"{len(known) - len(own)} treated before the peak, left out" if len(known) > len(own) else "",
        _unknown(own, "peak_treated", "not known whether treated"),
        f"{len(given) - len(known)} without a known rise" if len(given) > len(known) else "",
        _mixed(own),
        _running(told, given),
    ]
    changed = saying.changed(_median(own, "delta_systolic"), _median(own, "delta_diastolic"))
    return Figure("Usual peak rise", _least(own) + changed if own else "unknown", _there(notes))


def _least(own: Sequence[Told]) -> str:
    """The sign for a median that may be higher: a rise at it or under it was only seen to be at least so high."""
    for column in ("delta_systolic", "delta_diastolic"):
        known = [row for row in own if row[column] is not None]
        middle = median_high([row[column] for row in known]) if known else 0
        if any(row["peak_at_least"] and row[column] <= middle for row in known):
            return "\u2265"
    return ""


def worst(given: Sequence[Told], zone: str) -> Figure:
    """The highest systolic rise, treated or not; of several the newest."""
    known = [row for row in given if row["delta_systolic"] is not None]
    if not known:
        return Figure("Worst", "unknown", ())
    top = max(known, key=lambda row: (row["delta_systolic"], row["number"]))
    least = "\u2265" if top["peak_at_least"] else ""
    of = asked.kind((top["drug"], top["route"])) if _mixed(known) else ""
    where = [f"session {top['number']}", *([of] if of else []), asked.given(top), words.day(top["arrived_at"], zone)]
    # Each number is the highest for itself: the minute is the systolic's, and the diastolic's may be another session's.
    notes = [", ".join(where), f"systolic at {saying.minute(top['peak_minutes'])}"] if top["peak_minutes"] else where
    notes += ["treated before the peak" if top["peak_treated"] else "", _higher_diastolic(known, top, zone)]
    return Figure("Worst", least + saying.changed(top["delta_systolic"], top["delta_diastolic"]), _there(notes))


def _higher_diastolic(known: Sequence[Told], top: Told, zone: str) -> str:
    """The highest diastolic rise, where another session has it."""
    told = [row for row in known if row["delta_diastolic"] is not None]
    highest = max(told, key=lambda row: (row["delta_diastolic"], row["number"]), default=None)
    if highest is None or highest["delta_diastolic"] <= (top["delta_diastolic"] or 0):
        return ""
    where = f"session {highest['number']}, {words.day(highest['arrived_at'], zone)}"
    return f"highest diastolic {highest['delta_diastolic']:+d}, {where}"


def returned(told: Sequence[Told]) -> Figure:
    """In how many of those with a rise it was over while somebody looked, and between which minutes.

    Of a session that is not over nobody knows yet: it is left out, which is said.
    """
    given = _over(told)
    own = [row for row in given if not row["treated"]]
    of_state = {
        state: [row for row in own if row["return_state"] == state]
        for state in ("returned", "not_yet", "no_rise", "unknown")
    }
    back, rose = of_state["returned"], [*of_state["returned"], *of_state["not_yet"]]
    without = Counter(saying.without_rise(row) for row in of_state["no_rise"])
    value = f"{len(back)} of {len(rose)} returned" if rose else " or ".join(sorted(without)) or "unknown"
    notes = [
        f"{_by(back)}last above {_span(back, 'above_until')}, first back {_span(back, 'back_at')}" if back else "",
        f"not yet: {_sessions(of_state['not_yet'])}" if of_state["not_yet"] else "",
        *(f"{how} in {saying.count(without[how], 'session')}" for how in sorted(without) if rose or len(without) > 1),
        f"{len(of_state['unknown'])} unknown" if of_state["unknown"] and len(given) > len(of_state["unknown"]) else "",
        f"{len(given) - len(own)} treated, left out" if len(given) > len(own) else "",
        _unknown(rose, "treated", "not known whether treated"),
        _mixed(own),
        _running(told, given),
    ]
    return Figure("Back within 110 % of baseline", value, _there(notes))


def not_given(rows: Sequence[Told], pressures: Mapping[int, str], planned: str, zone: str) -> Figure:
    """How many sessions were without the drug, and the newest of them with its pressure.

    `pressures` are the last ones before those sessions ended, by number; `planned` tells who never came.
    """
    over = sorted((row for row in rows if row["ended"]), key=lambda row: row["number"])
    found = [row for row in over if row["outcome"] != "given"]
    if not found:
        return Figure("Held or not given", "none" if rows else "no session", _there([planned]))
    named = found[::-1][:_NAMED]
    notes = [note for outcome in _HOW for note in _held(outcome, named, pressures, zone)]
    notes += [f"and {len(found) - _NAMED} earlier" if len(found) > _NAMED else "", planned]
    return Figure("Held or not given", f"{len(found)} of {len(rows)}", _there(notes))


def to_do(rows: Sequence[Told], unsigned: Sequence[int]) -> Figure:
    """What is unsigned, and what is not to be signed yet."""
    named = saying.sessions(sorted(unsigned)) if unsigned else ""
    still = [row["number"] for row in rows if not row["ended"]]
    running = f"{saying.sessions(still)} still open" if still else ""
    own = "" if named[:1].isdigit() else named  # how many they are stands beside it
    if still:
        told = f"{len(unsigned)} unsigned{f': {own}' if own else ''}" if unsigned else "nothing else unsigned"
        return Figure("To do", running, (told,))
    return Figure("To do", f"{len(unsigned)} unsigned" if unsigned else "nothing unsigned", _there([own]))


def _held(outcome: str, named: Sequence[Told], pressures: Mapping[int, str], zone: str) -> list[str]:
    """The doses that were not given in this way: which, on which day, at which pressure."""
    rows = [row for row in named if row["outcome"] == outcome]
    told = [f"session {row['number']}, {words.day(row['arrived_at'], zone)}, {_at(row, pressures)}" for row in rows]
    return [f"{_HOW[outcome]}:", *told] if told else []


def _at(row: Told, pressures: Mapping[int, str]) -> str:
    """At which pressure it was decided, or else the last one."""
    decided = row["held_systolic"], row["held_diastolic"]
    return saying.pressure(*decided) if decided != (None, None) else pressures.get(row["number"], "pressure unknown")


def _over(rows: Sequence[Told]) -> list[Told]:
    return [row for row in rows if row["ended"]]


def _mixed(rows: Sequence[Told]) -> str:
    """Of which drugs and routes, where it is of more than one."""
    found = asked.kinds(rows)
    return f"of {saying.listed([asked.kind(one) for one in found])} together" if len(found) > 1 else ""


def _by(back: Sequence[Told]) -> str:
    """Before minutes of several: each has an interval of its own, and theirs may overlap."""
    return "by session: " if len(back) > 1 else ""


def _running(told: Sequence[Told], over: Sequence[Told]) -> str:
    return f"{len(told) - len(over)} still open, left out" if len(told) > len(over) else ""


def _median(rows: Sequence[Told], column: str) -> float | None:
    values = [row[column] for row in rows if row[column] is not None]
    return median(values) if values else None


def _span(rows: Sequence[Told], column: str) -> str:
    values = sorted(row[column] for row in rows if row[column] is not None)
    ends = [saying.minute(one) for one in dict.fromkeys((values[0], values[-1]))]
    return " to ".join(ends)


def _sessions(rows: Sequence[Told]) -> str:
    return saying.sessions(sorted(row["number"] for row in rows))


def _counted(rows: Sequence[Told], column: str, said: str) -> str:
    found = sum(bool(row[column]) for row in rows)
    return f"{found} {said}" if found else ""


def _unknown(rows: Sequence[Told], column: str, said: str) -> str:
    found = sum(row[column] is None for row in rows)
    return f"{found} {said}" if found else ""


def _there(notes: Iterable[str]) -> tuple[str, ...]:
    return tuple(note for note in notes if note)
