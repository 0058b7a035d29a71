"""The slips that are put into the demo clinic on purpose, so that late, missing and corrected entries are seen.

Each takes all finished sessions and gives them back with one slip in one of them. Which slips, and why these:
docs/clinical.md, demo data.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations
from typing import Any, Final

from data.demo import ids
from data.demo.sessions import Session
from schemas.correction import Retraction, RetractionHow
from schemas.drug import DrugEvent
from schemas.fact import ClinicalFact
from schemas.reading import NAMES, Reading

Sessions = list[Session]

LATE: Final = timedelta(minutes=35)
MEANT, TYPED = 148, 184
_NOTICED_AFTER: Final = timedelta(minutes=8)
_NO_VALUES: Final = dict.fromkeys(NAMES)


class NoPlaceError(Exception):
    """No session has what a slip needs: the recipe or the number of sessions has changed."""


def put_in(sessions: Sequence[Session]) -> Sessions:
    """The sessions with all five slips, each searched for its place in another fifth of them."""
    done = list(sessions)
    for fifth, slip in enumerate((mistyped, swapped, missed, late)):
        done = slip(done, fifth * len(done) // 5)
    return moved(done)


def late(sessions: Sessions, since: int) -> Sessions:
    """One reading written down 35 minutes after it was taken, its time stated."""
    place, reading = _find(sessions, since, 20, lambda _: True)
    taken_at = reading.taken_at.replace(second=0)
    changed = _changed(reading, taken_at=taken_at, time_stated=taken_at.isoformat(), entered_at=taken_at + LATE)
    return _with(sessions, place, reading, changed)


def missed(sessions: Sessions, since: int) -> Sessions:
    """One reading at 40 minutes without the blood pressure: nobody said why."""
    place, reading = _find(sessions, since, 40, lambda reading: reading.systolic is not None)
    return _with(sessions, place, reading, _changed(reading, systolic=None, diastolic=None))


def swapped(sessions: Sessions, since: int) -> Sessions:
    """Pulse and SpO2 typed into each other's place, and corrected eight minutes later."""
    place, reading = _find(sessions, since, 10, lambda reading: reading.pulse in range(70, 95) and bool(reading.spo2))
    wrong = _changed(reading, pulse=reading.spo2, spo2=reading.pulse)
    return _with(sessions, place, reading, wrong, _corrected(reading, "Pulse and SpO2 were in each other's place."))


def mistyped(sessions: Sessions, since: int) -> Sessions:
    """A systolic of 148 typed as 184, repeated after five minutes, and corrected after the repeat."""
    near = range(MEANT - 2, MEANT + 3)
    place, reading = _find(sessions, since, 30, lambda reading: reading.systolic in near)
    meant = _changed(reading, systolic=MEANT)
    pressure = {"systolic": MEANT + 1, "diastolic": meant.diastolic}
    again = reading.taken_at + timedelta(minutes=5)
    entry = {"id": ids.of(reading.id, "repeat"), "taken_at": again, "entered_at": again + timedelta(seconds=2)}
    repeat = _changed(meant, **_NO_VALUES | pressure | entry, repeat_of=reading.id)
    corrected = _corrected(meant, f"Typed {TYPED} for {MEANT}: the repeat after 5 minutes showed it.")
    return _with(sessions, place, reading, _changed(reading, systolic=TYPED), repeat, corrected)


def moved(sessions: Sessions) -> Sessions:
    """One reading written into another patient's session of the same hour, and moved to where it belongs."""
    place, elsewhere, reading = _overlap(sessions)
    wrong = _changed(reading, id=ids.of(reading.id, "elsewhere"), treatment_id=sessions[elsewhere].treatment.id)
    when = reading.entered_at + _NOTICED_AFTER
    reason = "Entered in the session of the patient in the next chair."
    right = _changed(reading, replaces=wrong.id, reason=reason, entered_at=when)
    retraction = Retraction(
        id=ids.of(reading.id, "retraction"),
        entered_at=when,
        entered_by=reading.entered_by,
        treatment_id=wrong.treatment_id,
        fact_id=wrong.id,
        how=RetractionHow.MOVED,
        moved_to=right.id,
        reason=reason,
    )
    done = _with(sessions, place, reading, right)
    return _with(done, elsewhere, None, wrong, retraction)


def _overlap(sessions: Sessions) -> tuple[int, int, Reading]:
    """The places of two sessions under way at the same time, and a reading of the first in that time."""
    days: dict[date, list[int]] = {}
    for place, session in enumerate(sessions):
        if _untouched(session):
            days.setdefault(session.treatment.arrived_at.date(), []).append(place)
    for places in days.values():
        for one, other in permutations(places, 2):
            for minute, reading in _readings(sessions[one]):
                if minute in {55, 60} and _under_way(sessions[other], reading):
                    return one, other, reading
    raise NoPlaceError("No two sessions were under way at the same time.")


def _under_way(session: Session, reading: Reading) -> bool:
    """Whether the drug had been started there by then, and readings were still taken when the slip was noticed."""
    started = min((event.at for event in session.of(DrugEvent)), default=None)
    last = max(other.entered_at for other in session.of(Reading))
    return started is not None and started < reading.taken_at < last - _NOTICED_AFTER


def _find(sessions: Sessions, since: int, minute: int, suits: Callable[[Reading], bool]) -> tuple[int, Reading]:
    """The place of an infusion without a slip, from place `since` on, and a reading of it that suits."""
    for place in (*range(since, len(sessions)), *range(since)):
        session = sessions[place]
        if session.treatment.planned_dose_mg_per_kg is not None and _untouched(session):
            for at, reading in _readings(session):
                if at == minute and suits(reading):
                    return place, reading
    raise NoPlaceError(f"No session has the reading at {minute} minutes that a slip needs.")


def _readings(session: Session) -> Iterator[tuple[int, Reading]]:
    """Readings of a session with the drug that neither are a repeat nor have one, with their minutes from the start."""
    started = min((event.at.replace(second=0) for event in session.of(DrugEvent)), default=None)
    repeated = {reading.repeat_of for reading in session.of(Reading)}
    for reading in session.of(Reading):
        if started is not None and reading.repeat_of is None and reading.id not in repeated:
            yield (reading.taken_at - started) // timedelta(minutes=1), reading


def _untouched(session: Session) -> bool:
    """Whether nothing in the session was corrected, moved, or entered late."""
    corrected = any(isinstance(fact, Retraction) or fact.replaces is not None for fact in session.facts)
    return not corrected and all(reading.time_stated is None for reading in session.of(Reading))


def _corrected(meant: Reading, reason: str) -> Reading:
    """What the reading should have been, as its correction."""
    when = meant.entered_at + _NOTICED_AFTER
    return _changed(meant, id=ids.of(meant.id, "corrected"), replaces=meant.id, reason=reason, entered_at=when)


def _changed(reading: Reading, **fields: Any) -> Reading:  # noqa: ANN401 - any field
    return Reading.model_validate(reading.model_dump() | fields)


def _with(sessions: Sessions, place: int, out: Reading | None, *new: ClinicalFact | Retraction) -> Sessions:
    """The sessions, with the reading `out` of the one at `place` exchanged for the new facts."""
    kept = [fact for fact in sessions[place].facts if fact is not out]
    facts = tuple(sorted([*kept, *new], key=lambda fact: fact.entered_at))
    return [*sessions[:place], replace(sessions[place], facts=facts), *sessions[place + 1 :]]
