"""Known: what the page draws of a patient's sessions, from three queries that each read one stretch of one table."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

SESSIONS = """SELECT number, id, arrived, started / 60, stopped / 60, ended / 60, dose, drug, protocol FROM session
    WHERE patient = ? ORDER BY number"""
READINGS = """SELECT session, at / 60, systolic, diastolic, pulse, spo2, weight, moaas, dissociation FROM reading
    WHERE patient = ? ORDER BY session, at"""
EFFECTS = """SELECT session, label, severity, onset / 60, ended / 60 FROM effect
    WHERE patient = ? ORDER BY session, onset"""
SIGNS = ("systolic", "diastolic", "pulse", "spo2")
_ABOVE = 11  # tenths of the baseline


class Reading(NamedTuple):
    """One set of signs, so many minutes from the start."""

    minute: int
    systolic: int | None
    diastolic: int | None
    pulse: int | None
    spo2: int | None
    weight: float | None
    moaas: int | None
    dissociation: int | None


class Effect(NamedTuple):
    """One episode; `onset` in minutes from the start, `lasted` in minutes."""

    label: str
    severity: int | None
    onset: int
    lasted: int | None


@dataclass
class Session:
    """One session with its readings by time, and what is worked out of them once."""

    number: int
    id: str
    arrived: int
    minutes: int
    ended: int
    dose: float
    drug: str
    protocol: str
    readings: list[Reading] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)

    def work_out(self) -> None:
        """Baseline, peak, rise, return and dose by weight."""
        before = [one for one in self.readings if one.minute <= 0]
        after = [one for one in self.readings if one.minute > 0]
        base = [one for one in before if one.systolic is not None and one.diastolic is not None][-1]
        self.systolic, self.diastolic, self.pulse = base.systolic or 0, base.diastolic or 0, base.pulse
        self.weight = next((one.weight for one in reversed(before) if one.weight is not None), None)
        self.per_kg = round(self.dose / self.weight + 1e-9, 2) if self.weight else None
        self.label = f"{self.per_kg:.1f} mg/kg" if self.per_kg else "dose not known"
        self.peak = max(one.systolic or 0 for one in after), max(one.diastolic or 0 for one in after)
        self.rise = self.peak[0] - self.systolic, self.peak[1] - self.diastolic
        self.peak_at = next(one.minute for one in after if one.systolic == self.peak[0])
        above = [one.minute for one in after if self._is_above(one)]
        self.above_until = above[-1] if above else None
        self.back_at = next((one.minute for one in after if above and one.minute > above[-1]), None)

    def _is_above(self, one: Reading) -> bool:
        pressures = ((one.systolic, self.systolic), (one.diastolic, self.diastolic))
        return any(value is not None and 10 * value > _ABOVE * base for value, base in pressures)


def known(database: sqlite3.Connection, patient: str) -> list[Session]:
    """The patient's sessions by number."""
    found: dict[int, Session] = {}
    starts: dict[int, int] = {}
    for number, of, arrived, started, stopped, ended, *told in database.execute(SESSIONS, (patient,)):
        found[number] = Session(number, of, arrived, stopped - started, ended - started, *told)
        starts[number] = started
    for session, at, *signs in database.execute(READINGS, (patient,)):
        found[session].readings.append(Reading(at - starts[session], *signs))
    for session, label, severity, onset, ended in database.execute(EFFECTS, (patient,)):
        lasted = None if ended is None else ended - onset
        found[session].effects.append(Effect(label, severity, onset - starts[session], lasted))
    for one in found.values():
        one.work_out()
    return list(found.values())


def dues(database: sqlite3.Connection) -> list[int]:
    """The minutes at which the protocol asks for a reading."""
    return [minute for (minute,) in database.execute("SELECT minute FROM due ORDER BY minute")]


def only(sessions: Sequence[Session], doses: Sequence[str]) -> list[Session]:
    """Those of these doses; nothing chosen is everything."""
    return [one for one in sessions if not doses or one.label in doses]
