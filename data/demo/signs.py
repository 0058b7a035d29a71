"""The readings of one invented session: the protocol's times, a few minutes late or early, and what stands in each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

import numpy as np
from numpy.random import Generator

from data.demo import physiology
from data.demo.episodes import Episode
from data.demo.people import Person
from data.demo.scribe import Scribe
from schemas.action import Intervention
from schemas.fact import ClinicalFact
from schemas.reading import CuffSite, NotMeasured, Position, Reading, Source

Values = dict[str, Any]

# Minutes from the start. The infusion's go on until two near the baseline follow each other, or to the last.
_INFUSION: Final = (10, 20, 30, 40, 55, 70, 85, 100, 115)
_FEWEST: Final = 7
_DEVICES: Final = (20, 40, 60, 90, 120)
_NEVER_MISSING: Final = (39, 41)  # what the published figures are compared at is always measured
_CALL: Final = (180, 110)
_RARELY_NOT_MEASURED: Final = (
    (("spo2",), NotMeasured.PROBE_OFF),
    (("pulse",), NotMeasured.NO_READING),
    (("respirations",), NotMeasured.ASLEEP),
    (("systolic", "diastolic"), NotMeasured.DECLINED),
)


@dataclass(frozen=True)
class Measured:
    """What one visit's body would show: whole minutes from the start (the first before it), a set of values each."""

    visit: physiology.Visits
    shape: physiology.Shape
    minutes: tuple[int, ...]
    sets: tuple[Values, ...]

    @property
    def held(self) -> bool:
        """Whether the pressure before dosing is too high to begin."""
        return _held(self.sets[0])


def measured(numbers: Generator, random: Random, person: Person) -> Measured:
    """One visit of this person."""
    infusion = person.protocol.infusion
    shape = physiology.INFUSION if infusion else physiology.DEVICES
    planned = _INFUSION if infusion else _DEVICES
    late = [random.choices((-1, 0, 1), (1, 8, 1))[0] for _ in planned]
    minutes = (-random.randint(7, 12), *(minute + off for minute, off in zip(planned, late, strict=True)))
    visit = physiology.visits(numbers, person.traits)
    sets = _sets(numbers, visit, shape, minutes)
    kept = _until_near_baseline(sets) if infusion else len(sets)
    return Measured(visit, shape, minutes[:kept], sets[:kept])


def _sets(
    numbers: Generator, visit: physiology.Visits, shape: physiology.Shape, minutes: tuple[int, ...]
) -> tuple[Values, ...]:
    table = vars(physiology.taken(numbers, visit, np.array(minutes, dtype=float), shape))
    return tuple({name: int(rows[0, place]) for name, rows in table.items()} for place in range(len(minutes)))


def _until_near_baseline(sets: tuple[Values, ...]) -> int:
    """How many sets are taken: the baseline, the fewest, and more while the last two are not both near the baseline."""
    count = 1 + _FEWEST
    while count < len(sets) and not all(_near(values, sets[0]) for values in sets[count - 2 : count]):
        count += 1
    return count


def _near(values: Values, baseline: Values) -> bool:
    return all(10 * values[sign] <= 11 * baseline[sign] for sign in ("systolic", "diastolic"))


def baseline(scribe: Scribe, seen: Measured, weight_kg: float) -> Reading:
    """The first reading: every sign, the weight, and that the person breathes air."""
    first = {
        "temperature_c": round(scribe.random.gauss(36.6, 0.2), 1),
        "weight_kg": weight_kg,
        "oxygen_l_min": 0.0,
        "moaas": 5,
        "dissociation": 0,
        "pain": scribe.random.choices((0, 1, 2, 4), (80, 10, 7, 3))[0],
    }
    return _reading(scribe, seen.minutes[0], seen.sets[0] | first)


def after_rest(scribe: Scribe, seen: Measured, first: UUID, numbers: Generator) -> Iterator[Reading]:
    """The pressure five minutes after one too high to begin: too high again, which is why the visit ended."""
    minute = seen.minutes[0] + 5
    draws = _sets(numbers, seen.visit, seen.shape, (minute,) * 20)
    again = next((values for values in draws if _held(values)), seen.sets[0])
    yield _reading(scribe, minute, _pressure(again), repeat_of=first)


def later(scribe: Scribe, seen: Measured, episodes: tuple[Episode, ...], numbers: Generator) -> Iterator[ClinicalFact]:
    """Every reading after the baseline, and the repeat that a very high pressure asks for."""
    drowsy = next((one for one in episodes if one.key == "drowsiness"), None)
    detached = next((one for one in episodes if one.key == "dissociation"), None)
    for minute, values in zip(seen.minutes[1:], seen.sets[1:], strict=True):
        scales = {
            "moaas": 5 - (drowsy.severity(minute) if drowsy else 0),
            "dissociation": detached.severity(minute) if detached else 0,
        }
        reading = _reading(scribe, minute, _sometimes_missing(scribe.random, minute, values | scales))
        yield reading
        if values["systolic"] >= _CALL[0] or values["diastolic"] >= _CALL[1]:
            yield from _repeated(scribe, seen, reading, minute + 5, numbers)


def _repeated(
    scribe: Scribe, seen: Measured, first: Reading, minute: int, numbers: Generator
) -> Iterator[ClinicalFact]:
    told = first.taken_at + timedelta(minutes=1)
    yield scribe.write(Intervention, told, at=told, words="Prescriber told of the blood pressure, repeat in 5 minutes.")
    again = _sets(numbers, seen.visit, seen.shape, (minute,))[0]
    yield _reading(scribe, minute, _pressure(again), repeat_of=first.id)


def _pressure(values: Values) -> Values:
    return {sign: values[sign] for sign in ("systolic", "diastolic")}


def _held(values: Values) -> bool:
    return bool(physiology.held(np.array(values["systolic"]), np.array(values["diastolic"])))


def _sometimes_missing(random: Random, minute: int, values: Values) -> Values:
    """The set, in one of fifty with a sign that was not measured."""
    if random.random() > 0.02 or _NEVER_MISSING[0] <= minute <= _NEVER_MISSING[1]:  # noqa: PLR2004 - own choice
        return values
    names, reason = random.choice(_RARELY_NOT_MEASURED)
    left = {name: value for name, value in values.items() if name not in names}
    return left | {"not_measured": dict.fromkeys(names, reason)}


def _reading(scribe: Scribe, minute: int, values: Values, **more: object) -> Reading:
    at = scribe.at(minute)
    return scribe.write(Reading, at, taken_at=at, **(values | _how(scribe.random) | more))


def _how(random: Random) -> Values:
    """Typed as a line, mostly; position and cuff site have fields only."""
    if random.random() > 0.04:  # noqa: PLR2004 - own choice
        return {"source": Source.LINE}
    return {
        "source": Source.FIELDS,
        "position": random.choice((Position.SITTING, Position.SITTING, Position.SUPINE)),
        "cuff_site": random.choice((CuffSite.LEFT_ARM, CuffSite.RIGHT_ARM)),
    }
