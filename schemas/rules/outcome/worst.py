"""Worst: the lowest SpO2, the highest dissociation and the deepest sedation after the start."""

from dataclasses import dataclass

from schemas.reading import Reading
from schemas.record import Record
from schemas.rules import baseline


@dataclass(frozen=True)
class Lowest:
    """The lowest SpO2 in %, and the oxygen in l/min that held then; None: nobody had said by then what held."""

    value: int
    oxygen_l_min: float | None


def spo2(record: Record) -> Lowest | None:
    """The first of the lowest; None where none was measured after the start."""
    taken = [(one.spo2, one) for one in baseline.after_start(record) if one.spo2 is not None]
    if not taken:
        return None
    value, reading = min(taken, key=lambda pair: pair[0])
    return Lowest(value, _oxygen(record, reading))


def dissociation(record: Record) -> int | None:
    """The highest rating."""
    return max((one.dissociation for one in baseline.after_start(record) if one.dissociation is not None), default=None)


def moaas(record: Record) -> int | None:
    """The lowest, which is the deepest sedation: 5 is awake."""
    return min((one.moaas for one in baseline.after_start(record) if one.moaas is not None), default=None)


def _oxygen(record: Record, reading: Reading) -> float | None:
    """What was said last until this reading, itself included: oxygen holds until it is changed."""
    readings = baseline.holding(record)
    until = [one.id for one in readings].index(reading.id) + 1
    said = (one.oxygen_l_min for one in reversed(readings[:until]))
    return next((flow for flow in said if flow is not None), None)
