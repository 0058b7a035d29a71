"""Rises: at each dose the clinic's median of the highest systolic rise, with one value a patient and no patient's name.

A bounded read: of the newest sessions with the drug and route, and of them only what the rules ask for the rise, the
dose and the medicines before the peak. The rules themselves answer, so that the clinic's figure and a patient's own
never differ in what they mean.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from statistics import median
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, exists, select

from data import acting, open_treatments, patients, protocols, restrictions, rows, same_person
from schemas.action import Intervention
from schemas.correction import Retraction
from schemas.drug import DrugEvent
from schemas.protocol import Drug, Protocol
from schemas.reading import Reading
from schemas.record import Record, Weighing
from schemas.rules import dose, summary
from schemas.rules.outcome import treated
from schemas.treatment import Treatment

NEWEST: Final = 400  # sessions: a year of a clinic with two chairs, in half a second
LEAST: Final = 5  # patients
_TREATMENT: Final = rows.TABLES[Treatment]
_ASKED: Final = {
    "readings": Reading,
    "drug_events": DrugEvent,
    "interventions": Intervention,
    "retractions": Retraction,
}
_READING: Final = rows.TABLES[Reading]
_LATER: Final = _READING.alias()
_WEIGHTS: Final = select(
    _READING.c.patient_id, _READING.c.taken_at, _READING.c.weight_kg, _READING.c.treatment_id
).where(
    _READING.c.weight_kg.is_not(None),
    ~exists().where(_LATER.c.replaces == _READING.c.id),
    ~exists().where(rows.TABLES[Retraction].c.fact_id == _READING.c.id),
)
Values = dict[float, dict[UUID, list[int]]]  # by dose and person, the rises


@dataclass(frozen=True)
class Median:
    """At this dose, mg of esketamine or mg/kg, the median of so many patients' own medians, in mmHg."""

    dose: float
    median: float
    patients: int


@acting.reads
def medians(connection: Connection, drug: str, route: str, since: datetime) -> tuple[Median, ...]:
    """The medians by rising dose, of five patients or more each, from the newest sessions that arrived `since` then.

    Records that are for named people are left out, whoever asks. So are rises after a medicine for pressure, or after
    one of which nobody knows whether it was, and doses that are not known; doses by weight are brought together to a
    tenth of a mg/kg.
    """
    values: Values = {}
    for record in _records(connection, drug, route, since):
        told = _value(record)
        if told is not None:
            values.setdefault(told[0], {}).setdefault(record.patient.id, []).append(told[1])
    return tuple(
        Median(at, float(median(median(rises) for rises in of_each.values())), len(of_each))
        for at, of_each in sorted(values.items())
        if len(of_each) >= LEAST
    )


def _value(record: Record) -> tuple[float, int] | None:
    """The dose and the rise of a session; None where it has no place among them."""
    given, rise = dose.given(record), summary.summary(record).peak_delta_systolic
    amount = given.mg if record.protocol.drug is Drug.ESKETAMINE else given.mg_per_kg
    # A medicine of which nobody knows what it is for may have been for the pressure: such a rise is left out too.
    if amount is None or rise is None or treated.before_the_peak(record) is not False:
        return None
    return (amount if record.protocol.drug is Drug.ESKETAMINE else dose.half_up(Fraction(str(amount)), 1)), rise


def _records(connection: Connection, drug: str, route: str, since: datetime) -> Iterator[Record]:
    """The newest sessions, as far as a rise is told from them."""
    known = {one.id: one for one in protocols.all_of(connection) if (one.drug, one.route) == (drug, route)}
    begun = _begun(connection, known, since)
    ids = [one.id for one in begun]
    parts = {name: _of_each(connection, kind, ids) for name, kind in _ASKED.items()}
    people = patients.by_ids(connection, {one.patient_id for one in begun})
    weighed = _weighed(connection, {one.id for one in people.values()})
    for one in begun:
        patient, protocol = people[one.patient_id], known[one.protocol_id]
        elsewhere = tuple(weight for weight in weighed.get(patient.id, ()) if weight.treatment_id != one.id)
        own: dict[str, Any] = {name: tuple(of_each.get(one.id, ())) for name, of_each in parts.items()}
        yield Record(patient=patient, protocol=protocol, treatment=one, other_weights=elsewhere, **own)


def _weighed(connection: Connection, people: Collection[UUID]) -> dict[UUID, list[Weighing]]:
    """Every valid weight of these people by person, under whichever registration it was entered."""
    persons = same_person.by_id(connection)
    theirs = {one: one for one in people} | {one: person for one, person in persons.items() if person in people}
    found: dict[UUID, list[Weighing]] = {}
    for row in connection.execute(_WEIGHTS.where(_READING.c.patient_id.in_(list(theirs)))).mappings():
        told = dict(row)
        found.setdefault(theirs[told.pop("patient_id")], []).append(Weighing.model_validate(told))
    return found


def _begun(connection: Connection, of: Mapping[UUID, Protocol], since: datetime) -> Sequence[Treatment]:
    """The newest sessions of these protocols that are over, of people whose records are for everybody."""
    wanted = (
        select(_TREATMENT)
        .where(_TREATMENT.c.arrived_at >= since, _TREATMENT.c.protocol_id.in_(list(of)))
        .where(_TREATMENT.c.patient_id.not_in(restrictions.closed(connection)))
        .where(open_treatments.CLOSED)
        .order_by(_TREATMENT.c.arrived_at.desc())
        .limit(NEWEST)
    )
    return [Treatment.model_validate(dict(row)) for row in connection.execute(wanted).mappings()]


def _of_each(connection: Connection, kind: type[Any], ids: Sequence[UUID]) -> dict[UUID, list[Any]]:
    """The facts of this kind of all these sessions, by session, as they were entered."""
    table = rows.TABLES[kind]
    wanted = select(table).where(table.c.treatment_id.in_(ids)).order_by(table.c.entered_at, table.c.id)
    found: dict[UUID, list[Any]] = {}
    for row in connection.execute(wanted).mappings():
        found.setdefault(row["treatment_id"], []).append(rows.from_row(kind, row))
    return found
