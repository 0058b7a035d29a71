"""Before the dose: what was asked, how the pressure stands against the protocol's pre-dose limits, what was decided.

Source: the protocol's own rows, each with its source (docs/clinical.md, before the dose). Nothing is advised: above a
limit the go is a prescriber's, by name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from schemas.cadence import Part
from schemas.predose import CheckAnswer, CheckItem, Decision, DoseDecision
from schemas.protocol import Level, PreDoseLimit
from schemas.reading import NAMES, SignName
from schemas.record import Record
from schemas.rules import baseline, course, minutes, valid
from schemas.rules.baseline import Measured, Pressure

REST: Final = 5  # minutes after which a pressure at the call level is taken again


@dataclass(frozen=True)
class Check:
    """`answers` has the newest answer of every item, None where nobody asked.

    `limited` says that the protocol sets limits before the dose, `crossed` are those that the last whole pressure is
    past, `again` says that it is to be taken once more after a rest. `risen`: the last pressure is past a limit, and
    higher than the one at which was decided.
    """

    limited: bool
    answers: Mapping[CheckItem, CheckAnswer | None]
    pressure: Pressure | None
    crossed: tuple[PreDoseLimit, ...]
    again: bool
    decision: DoseDecision | None
    risen: bool = False

    @property
    def asked(self) -> int:
        """How many items have an answer."""
        return sum(answer is not None for answer in self.answers.values())

    @property
    def go_holds(self) -> bool:
        """Whether the last word is a go for this pressure: one from before it rose does not speak of it."""
        return self.decision is not None and self.decision.decision is Decision.GO and not self.risen

    @property
    def needs_a_prescriber(self) -> bool:
        """Whether the go is a prescriber's: past a limit, and where no pressure tells that it is not."""
        return self.limited and (self.pressure is None or bool(self.crossed))


def check(record: Record, at: datetime | None = None) -> Check:
    """How the check of this session stands; `at` is when a dose is to be written down, where none is yet."""
    holding = valid.only(record)
    newest = {one.item: one for one in sorted(holding.check_answers, key=lambda one: (one.entered_at, one.id))}
    decided = max(holding.decisions, key=lambda one: (one.entered_at, one.id), default=None)
    taken = [one for one in pressures(record) if at is None or minutes.between(one.taken_at, at) >= 0]
    last = taken[-1] if taken else None
    crossed = () if last is None else past(record, last)
    return Check(
        limited=bool(record.protocol.pre_dose),
        answers={item: newest.get(item) for item in CheckItem},
        pressure=last,
        crossed=crossed,
        again=any(one.level is Level.CALL for one in crossed) and not _confirmed(record, taken),
        decision=decided,
        risen=decided is not None and _has_risen(decided, taken, crossed),
    )


def _has_risen(decided: DoseDecision, taken: list[Pressure], crossed: tuple[PreDoseLimit, ...]) -> bool:
    """Whether a number that is past a limit now was lower, or not known, when it was decided."""
    then = next((one for one in taken if one.reading_id == decided.reading_id), None)
    if then is None:
        return bool(crossed)
    now = taken[-1]
    return any(getattr(now, row.sign) > getattr(then, row.sign) for row in crossed)


def started_without_go(record: Record) -> bool:
    """Whether drug was given without the go that it needed.

    Past a limit, or with no whole pressure before it, and no go is written down; against the last decision; or with a
    go from before the pressure rose past a limit.
    """
    known = check(record)
    if course.course(record).started_at is None:
        return False
    if known.decision is None:
        return known.needs_a_prescriber
    return not known.go_holds


def readings(record: Record) -> Mapping[SignName, Measured | None]:
    """Of each sign that the protocol wants before the dose the last value until then, None where there is none."""
    wanted = {name for series in record.protocol.schedule if series.part is Part.BASELINE for name in series.required}
    return {name: _value(record, name) for name in NAMES if name in wanted}


def _value(record: Record, sign: SignName) -> Measured | None:
    if course.course(record).started_at is not None:
        return baseline.baseline(record, sign)
    if sign not in {"systolic", "diastolic"}:
        return baseline.last(baseline.holding(record), sign)
    found = baseline.pre_dose_pressure(record)
    if found is None:
        return None
    return Measured(found.systolic if sign == "systolic" else found.diastolic, found.taken_at, found.reading_id)


def past(record: Record, pressure: Pressure) -> tuple[PreDoseLimit, ...]:
    """The rows that this pressure is past, of each number only the furthest."""
    found: dict[str, PreDoseLimit] = {}
    for row in _rows(record):
        value = pressure.systolic if row.sign == "systolic" else pressure.diastolic
        beyond = value >= row.value if row.inclusive else value > row.value
        if beyond and (row.sign not in found or row.value > found[row.sign].value):
            found[row.sign] = row
    return tuple(found.values())


def _rows(record: Record) -> tuple[PreDoseLimit, ...]:
    """Of each sign and level the row for this age: the one with the highest `from_age` that is reached."""
    age = age_on(record.patient.date_of_birth, course.course(record).arrived_at.date())
    rows = sorted(record.protocol.pre_dose, key=lambda one: -1 if one.from_age is None else one.from_age)
    return tuple({(one.sign, one.level): one for one in rows if one.from_age is None or one.from_age <= age}.values())


def age_on(born: date, day: date) -> int:
    """Whole years on this day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def pressures(record: Record) -> list[Pressure]:
    """The whole pressures before the dose, by time; all of them while there was none."""
    started = course.course(record).started_at is not None
    readings = baseline.until_start(record) if started else baseline.holding(record)
    return [found for one in readings if (found := baseline.pressure(one))]


def _confirmed(record: Record, pressures: list[Pressure]) -> bool:
    """Whether the last one was at the call level after a rest from an earlier one that was."""
    *earlier, last = pressures
    return any(
        minutes.between(one.taken_at, last.taken_at) >= REST
        and any(row.level is Level.CALL for row in past(record, one))
        for one in earlier
    )
