"""Series that were measured on people, read as what a nurse would type; the project's own small ones are invented."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).parents[2]
FOLDERS: Final = {"samples": _ROOT.parent / "shared" / "samples", "own": _ROOT / "tests" / "fixtures"}

# A symptom's column and the effect as it is typed: in quotes what the list of effects does not have.
SYMPTOMS: Final = {
    "headache": "headache",
    "visual_disturbances": '"visual disturbances"',
    "abdominal_pain": '"abdominal pain"',
    "nausea": "nausea",
    "oedema": '"oedema"',
    "sob": "dyspnoea",
    "hyperreflexia": '"hyperreflexia"',
}
_APART: Final = 2  # minutes between the three blood pressures of a visit, which have no time of day
_TENTH: Final = Decimal("0.1")


@dataclass(frozen=True)
class Taken:
    """What was measured at one moment: minutes from arrival, the position, and by sign the value as it is typed."""

    minute: int
    values: dict[str, str]
    position: str = ""

    @property
    def pressure(self) -> str:
        """The blood pressure as it is typed."""
        return f"{self.values['systolic']}/{self.values['diastolic']}"

    @property
    def line(self) -> str:
        """The entry line without its time."""
        letters = {"pulse": "", "temperature_c": "t", "weight_kg": "w"}
        others = [f"{letter}{self.values[sign]}" for sign, letter in letters.items() if sign in self.values]
        return " ".join((self.pressure, *others))


@dataclass(frozen=True)
class Series:
    """One session: its readings by time, the effects as they are typed, and its day where one is known."""

    taken: tuple[Taken, ...]
    effects: tuple[str, ...] = ()
    day: date | None = None

    @property
    def minutes(self) -> int:
        """From arrival to the last reading."""
        return self.taken[-1].minute


def exists(source: str) -> bool:
    """Whether the source's files lie here; the samples are not part of the project."""
    return FOLDERS[source].is_dir()


def day_assessment(source: str, subject: str) -> Series:
    """A subject's blood pressures by minutes from arrival; `Booking` is an earlier visit and left out."""
    rows = [row for row in _rows(source, "bp_day_assessment.csv") if row["subject"] == subject]
    taken = tuple(
        Taken(int(row["minutes"]), {"systolic": row["sbp"], "diastolic": row["dbp"]})
        for row in rows
        if row["minutes"] != "Booking" and row["sbp"] and row["dbp"]
    )
    return Series(taken, tuple(name for column, name in SYMPTOMS.items() if rows[0][column] == "Yes"))


def visits(source: str, subject: str) -> tuple[Series, ...]:
    """A subject's visits by date; temperature and weight of a visit stand with its first blood pressure."""
    rows = [row for row in _rows(source, "sdtm_vs.csv") if row["USUBJID"] == subject]
    days = sorted({row["VSDTC"] for row in rows})
    return tuple(_visit(day, [row for row in rows if row["VSDTC"] == day]) for day in days)


def _visit(day: str, rows: list[dict[str, str]]) -> Series:
    points = sorted({row["VSTPTNUM"] for row in rows if row["VSTPTNUM"]}, key=float)
    once = _values(rows, "", {"TEMP": "temperature_c", "WEIGHT": "weight_kg"}, _TENTH)
    taken = []
    for place, point in enumerate(points):
        signs = _values(rows, point, {"SYSBP": "systolic", "DIABP": "diastolic", "PULSE": "pulse"}, Decimal(1))
        (position,) = {row["VSPOS"].lower() for row in rows if row["VSTPTNUM"] == point}
        taken.append(Taken(place * _APART, signs | (once if place == 0 else {}), position))
    return Series(tuple(taken), day=date.fromisoformat(day))


def _values(rows: list[dict[str, str]], point: str, signs: dict[str, str], step: Decimal) -> dict[str, str]:
    """By sign the value in its canonical unit, rounded half up, in the order of `signs`."""
    found = {row["VSTESTCD"]: row["VSSTRESN"] for row in rows if row["VSTPTNUM"] == point}
    return {
        sign: str(Decimal(found[code]).quantize(step, ROUND_HALF_UP)) for code, sign in signs.items() if code in found
    }


def _rows(source: str, name: str) -> Iterator[dict[str, str]]:
    with (FOLDERS[source] / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
