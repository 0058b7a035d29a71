"""Sessions overlaid, as rows: which sessions are drawn how strongly, every value of theirs, and what is known of all.

Everything the picture draws, its words say and its table shows is worked out here, once.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app import words
from app.charts.trends import dose_lane, plain, saying, spread
from app.charts.trends.plain import Told
from app.charts.trends.stretches import SIGNS, drawn

if TYPE_CHECKING:
    import pandas as pd

DRAWN: Final = ("systolic", "diastolic", "pulse", "spo2")
BEFORE: Final = 5  # the sessions drawn fainter behind the newest
_SESSION: Final = (
    *("number", "arrived_at", "started_at", "minutes", "drug", "dose_mg", "dose_mg_per_kg", "baseline_systolic"),
    "treated",
)
_READING: Final = ("number", "minutes", "struck", *SIGNS, "delta_systolic", "delta_diastolic", "delta_pulse")


@dataclass(frozen=True)
class View:
    """What is asked for: `change` is Δ from baseline instead of values, `zone` the clinic's.

    `also` are the numbers of sessions to be drawn faintly beside; with `compared` those sessions alone are drawn.
    """

    zone: str
    change: bool = False
    also: tuple[int, ...] = ()
    compared: tuple[int, ...] = ()


@dataclass(frozen=True)
class Overlaid:
    """The picture's rows; `strengths` of the sessions drawn, faintest first: *also*, *before*, *newest*, *compared*.

    `measured` are the sessions that have a pressure that holds.
    """

    view: View
    sessions: dict[int, Told]
    strengths: dict[int, str]
    values: list[Told]
    spread: list[Told]
    doses: list[Told]
    missed: list[Told]
    measured: frozenset[int]

    @property
    def strong(self) -> list[int]:
        """The sessions drawn with their symbols, the newest first."""
        found = [number for number, strength in self.strengths.items() if strength in {"newest", "compared"}]
        return sorted(found, reverse=True)

    @property
    def without_change(self) -> list[int]:
        """The drawn sessions that have no baseline, and therefore no Δ; none where values are drawn."""
        bare = [number for number in self.strengths if self.sessions[number]["baseline_systolic"] is None]
        return sorted(bare) if self.view.change else []

    @property
    def treated(self) -> list[int]:
        """The sessions in which a medicine for pressure was given: they are in no median and no band."""
        return sorted(number for number, row in self.sessions.items() if row["treated"])

    @property
    def unsure(self) -> list[int]:
        """The sessions with values of which nobody knows whether they were treated: they count as if they were not."""
        untold = (number for number, row in self.sessions.items() if row["treated"] is None)
        return sorted(set(untold) & self.measured)

    def day(self, number: int) -> str:
        """The date of a session."""
        return words.day(self.sessions[number]["arrived_at"], self.view.zone)


def overlaid(
    sessions: "pd.DataFrame",
    readings: "pd.DataFrame",
    doses: "pd.DataFrame",
    view: View,
    *,
    dues: Collection[int] = (),
    missed: Mapping[int, Sequence[int]] | None = None,
) -> Overlaid:
    """The rows of the picture of these sessions of one patient; those without a start are not in it.

    `dues` are the due minutes of the protocol, around which the bins of the band lie; none, no band. `missed` are, by
    the number of the session, the minutes of dues to which nobody came. Both count from the start.
    """
    started = {row["number"]: row for row in plain.rows(sessions, _SESSION) if row["started_at"] is not None}
    strengths = _strengths(sorted(started), view)
    own = [number for number, row in started.items() if not row["treated"]]
    gaps = missed or {}
    values = _values(readings, started, strengths, view, gaps)
    return Overlaid(
        view=view,
        sessions=started,
        strengths=strengths,
        values=values,
        spread=spread.spread(readings, own, [field(sign, view) for sign in DRAWN], dues),
        doses=dose_lane.rows(doses, _until(values, strengths)),
        missed=[{"number": number, "minutes": minute} for number in strengths for minute in gaps.get(number, ())],
        measured=_measured(readings, view),
    )


def _measured(readings: "pd.DataFrame", view: View) -> frozenset[int]:
    """The sessions with a pressure that holds and has a value here: without a baseline there is no Δ."""
    there = readings[[field(sign, view) for sign in ("systolic", "diastolic")]].notna().any(axis=1)
    return frozenset(int(number) for number in readings["number"][there & ~readings["struck"].astype(bool)])


def field(sign: str, view: View) -> str:
    """The column that is drawn for a sign; SpO2 has no change from baseline."""
    return f"delta_{sign}" if view.change and sign != "spo2" else sign


def _strengths(started: Sequence[int], view: View) -> dict[int, str]:
    if view.compared:
        return {number: "compared" for number in started if number in view.compared}
    near = started[-1 - BEFORE : -1]
    also = [number for number in started[:-1] if number in view.also and number not in near]
    return dict.fromkeys(also, "also") | dict.fromkeys(near, "before") | dict.fromkeys(started[-1:], "newest")


def _values(
    readings: "pd.DataFrame",
    sessions: Mapping[int, Told],
    strengths: Mapping[int, str],
    view: View,
    missed: Mapping[int, Sequence[int]],
) -> list[Told]:
    """One row a drawn value; `line` is the stretch it belongs to, None where it was struck."""
    told: dict[int, list[Told]] = {number: [] for number in strengths}
    for row in plain.rows(readings, _READING):
        if row["number"] in told:
            told[row["number"]].append(row)
    found: list[Told] = []
    for number, strength in strengths.items():
        head = f"Session {number}, {words.day(sessions[number]['arrived_at'], view.zone)}"
        for sign in DRAWN:
            for one, line in drawn(told[number], sign, missed.get(number, ())):
                value = one[field(sign, view)]
                if value is not None:
                    place: Told = {"number": number, "strength": strength, "sign": sign, "minutes": one["minutes"]}
                    stretch = None if line is None else f"{number} {sign} {line}"
                    text = _text(head, one, sign, view)
                    found.append(place | {"value": value, "line": stretch, "struck": one["struck"], "text": text})
    return found


def _text(head: str, reading: Told, sign: str, view: View) -> str:
    """Session, time and value, as the pointer asks for them."""
    value = f"{reading[sign]:g} {words.unit(sign)}" if reading[sign] is not None else ""
    change = reading.get(f"delta_{sign}")
    beside = f"{saying.signed(change)} from baseline" if change is not None else ""
    parts = [beside, value] if view.change else [value, beside]
    said = ", ".join(part for part in parts if part)
    struck = " · struck through" if reading["struck"] else ""
    return f"{head} · {saying.minute(reading['minutes'])} · {words.label(sign)} {said}{struck}"


def _until(values: Sequence[Told], numbers: Iterable[int]) -> dict[int, int]:
    """As far as each session is known: its last drawn value, which a dose without an end is drawn to."""
    found = dict.fromkeys(numbers, 0)
    for row in values:
        found[row["number"]] = max(found[row["number"]], row["minutes"])
    return found
