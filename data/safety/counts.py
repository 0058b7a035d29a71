"""Counts: the rows of counted sessions added up in SQL, patient by patient, and patients gathered in classes.

Sessions that are open or wait to be worked out are in no sum, and neither are those of patients whose record is for
other people than the one who asks: who may not see a record learns nothing of it from a sum.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Integer, func, select, type_coerce

from data import acting, outcomes, protocols, restrictions, same_person
from data.safety import asked
from data.safety.asked import Choice
from data.safety.stored import DELAYS
from schemas.protocol import Drug, Route
from schemas.rules.safety import measures
from schemas.rules.safety.figures import Figure, Mean, mean
from schemas.rules.safety.measures import Measure
from schemas.staff import Role

_T: Final = outcomes.TABLE.c
_E: Final = outcomes.EFFECTS.c
_COUNTED: Final = (
    _T.treatment_id.not_in(select(outcomes.OPEN.c.treatment_id)),
    _T.treatment_id.not_in(select(outcomes.STALE.c.treatment_id)),
)
READS: Final = frozenset({Role.PRESCRIBER, Role.ADMIN})
_TO: Final = "read the clinic's own figures"
_RISES: Final = ("rise_40_systolic", "rise_40_diastolic")
_OF_EFFECTS: Final = (measures.ANY_EFFECT, measures.SEVERE_EFFECT)
_SUMS: Final[tuple[ColumnElement[Any], ...]] = (
    func.count().label("ended"),
    func.count().filter(asked.GIVEN).label("given"),
    func.count().filter(_T.effects_asked).label("asked"),
    *(func.sum(_T[name]).label(name) for name in (*DELAYS, *_RISES)),
    *(func.count(_T[name]).label(f"number of {name}") for name in _RISES),
    *(func.sum(_T[name] * _T[name]).label(f"squares of {name}") for name in _RISES),
)


@dataclass(frozen=True)
class Found:
    """The figures of a choice: of `ended` sessions of `patients`; in `given` of them drug was given.

    `rises`: the change of the pressure at 40 minutes. `delays`: readings by how late they were written down, as
    `delays.BINS`. `left_out`: how many patients are in no sum, since their record is for other people; `waiting`: how
    many sessions have yet to be worked out.
    """

    patients: int
    ended: int
    given: int
    figures: tuple[Figure, ...]
    rises: Mapping[str, Mean]
    delays: tuple[int, ...]
    left_out: int
    waiting: int


@dataclass(frozen=True)
class _Seen:
    """What of whom is seen: conditions, registrations that are hidden, and which of them are one person."""

    where: tuple[ColumnElement[bool], ...]
    hidden: frozenset[UUID]
    persons: Mapping[UUID, UUID]


@acting.writes(*READS, to=_TO)
def groups(connection: Connection) -> tuple[tuple[Drug, Route], ...]:
    """Each drug and route of which a session is counted, by name."""
    pairs = connection.execute(select(_T.drug, _T.route).where(*_COUNTED).distinct().order_by(_T.drug, _T.route))
    return tuple((Drug(drug), Route(route)) for drug, route in pairs)


@acting.writes(*READS, to=_TO)
def limits(connection: Connection, choice: Choice) -> tuple[Measure, ...]:
    """A measure for every limit of the protocol versions that these sessions followed."""
    used = select(_T.protocol_id).where(*_COUNTED, *asked.chosen(choice)).distinct()
    return measures.of_limits(protocols.by_id(connection, one) for one in connection.execute(used).scalars().all())


@acting.writes(*READS, to=_TO)
def of(connection: Connection, choice: Choice, like: Found | None = None) -> Found:
    """The figures of this choice: of its own limits and effects, or of all measures that another one has."""
    own = limits(connection, choice) if like is None else [one.measure for one in like.figures if one.measure.lines]
    hidden, persons = restrictions.hidden(connection, even_opened=True), same_person.by_id(connection)
    seen = _Seen((*_COUNTED, *asked.chosen(choice)), hidden, persons)
    judged = (*own, *measures.FIXED, *_OF_EFFECTS)
    sums = _sums(connection, judged, seen)
    figures = {one: _figure(one, sums) for one in judged}
    whole = {one.name: sum(sums[one.name]) for one in _SUMS}
    return Found(
        patients=len(sums["person"]),
        ended=whole["ended"],
        given=whole["given"],
        figures=(*figures.values(), *_of_effects(connection, sums, seen, like)),
        rises={
            name: mean(*(whole[one] for one in (f"number of {name}", name, f"squares of {name}"))) for name in _RISES
        },
        delays=tuple(whole[name] for name in DELAYS),
        left_out=len({persons.get(one, one) for one in hidden}),
        waiting=outcomes.waiting(connection),
    )


_Sums = Mapping[str, Sequence[Any]]  # a column a sum, a place in it a person


def _sums(connection: Connection, judged: Sequence[Measure], seen: _Seen) -> _Sums:
    """For each person the sums of her sessions; *judged* and *found* before a measure's key are those of that."""
    columns = list(_SUMS)
    for one in judged:
        told = type_coerce(asked.condition(one), Integer)
        columns += [func.count(told).label(f"judged {one.key}"), func.sum(told).label(f"found {one.key}")]
    query = select(_T.patient_id, *columns).where(*seen.where).group_by(_T.patient_id)
    rows: dict[UUID, tuple[int, ...]] = {}
    for patient, *values in connection.execute(query):
        if patient not in seen.hidden:
            person = seen.persons.get(patient, patient)
            before = rows.get(person)
            row = tuple(value or 0 for value in values)
            rows[person] = row if before is None else tuple(map(sum, zip(before, row, strict=True)))
    names = [str(one.name) for one in columns]
    found = zip(*rows.values(), strict=True) if rows else ((),) * len(names)
    return {"person": list(rows), **dict(zip(names, found, strict=True))}


def _figure(measure: Measure, sums: _Sums) -> Figure:
    base = sums["ended" if measure in asked.OF_ALL else "given"]
    told = zip(base, sums[f"judged {measure.key}"], sums[f"found {measure.key}"], strict=True)
    return Figure(measure, Counter((judged, found) for of, judged, found in told if of), sum(base))


def _of_effects(connection: Connection, sums: _Sums, seen: _Seen, like: Found | None) -> list[Figure]:
    """A figure for each effect that was reported here or in the other one, the most frequent first."""
    of_person = dict(zip(sums["person"], sums["asked"], strict=True))
    without = Counter((asked_of, 0) for asked_of, given in zip(sums["asked"], sums["given"], strict=True) if given)
    query = (
        select(_T.patient_id, _E.effect, func.count())
        .join(outcomes.EFFECTS, _E.treatment_id == _T.treatment_id)
        .where(*seen.where)
        .group_by(_T.patient_id, _E.effect)
    )
    others = () if like is None else (one.measure.effect for one in like.figures)
    counts: dict[str, Counter[UUID]] = {one: Counter() for one in others if one is not None}
    for patient, effect, sessions in connection.execute(query):
        if patient not in seen.hidden:
            counts.setdefault(effect, Counter())[seen.persons.get(patient, patient)] += sessions
    told = [_of_effect(one, counts[one.effect or ""], of_person, without) for one in measures.of_effects(counts)]
    return sorted((Figure(one, classes, sum(sums["given"])) for one, classes in told), key=_by_frequency)


def _of_effect(
    measure: Measure, counted: Mapping[UUID, int], of_person: Mapping[UUID, int], without: Counter[tuple[int, int]]
) -> tuple[Measure, Counter[tuple[int, int]]]:
    """Its classes: everybody without it, less those with it, who have theirs."""
    classes = Counter(without)
    for person, sessions in counted.items():
        classes[of_person[person], 0] -= 1
        classes[of_person[person], sessions] += 1
    return measure, +classes


def _by_frequency(figure: Figure) -> tuple[int, int, str]:
    return -figure.patients_with, -figure.sessions_with, figure.measure.label
