"""Sums: for each person the numbers of her sessions, and for each effect how many persons had it how often."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Integer, bindparam, func, select, type_coerce

from data import acting, outcomes, rows
from data.safety import asked
from data.safety.stored import DELAYS
from schemas.patient import Patient
from schemas.rules.safety.measures import Measure

_T: Final = outcomes.TABLE.c
_E: Final = outcomes.EFFECTS.c
_P: Final = rows.TABLES[Patient].c
_PEOPLE: Final = 500  # whose sessions are added up before it is said how far it is
RISES: Final = ("rise_40_systolic", "rise_40_diastolic")
COUNTED: Final = (
    _T.treatment_id.not_in(select(outcomes.OPEN.c.treatment_id)),
    _T.treatment_id.not_in(select(outcomes.STALE.c.treatment_id)),
)


def _sum(told: ColumnElement[Any], name: str) -> ColumnElement[Any]:
    return func.coalesce(func.sum(told), 0).label(name)


_ASKED: Final = func.count().filter(_T.effects_asked).label("asked")
_ALWAYS: Final[tuple[ColumnElement[Any], ...]] = (
    func.count().label("ended"),
    func.count().filter(asked.GIVEN).label("given"),
    _ASKED,
    *(_sum(_T[name], name) for name in (*DELAYS, *RISES)),
    *(func.count(_T[name]).label(f"number of {name}") for name in RISES),
    *(_sum(_T[name] * _T[name], f"squares of {name}") for name in RISES),
)


@dataclass(frozen=True)
class Seen:
    """What of whom is seen: conditions, registrations that are hidden, and which of them are one person."""

    where: tuple[ColumnElement[bool], ...]
    hidden: frozenset[UUID]
    persons: Mapping[UUID, UUID]


@dataclass(frozen=True)
class Sums:
    """A column a sum, by its name; a place in it is a person's."""

    columns: Mapping[str, Sequence[Any]]

    def judged(self, measure: Measure) -> Sequence[int]:
        """In how many of each one's sessions the measure could be judged."""
        return self.columns[_known(measure)[0]]

    def found(self, measure: Measure) -> Sequence[int]:
        """In how many of them it was so."""
        return self.columns[f"found {measure.key}"]

    def total(self, name: str) -> int:
        """Of everybody together."""
        return sum(self.columns[name])


Far = Callable[[float], object]


def unseen(_: float) -> None:
    """Where nobody looks on."""


@acting.reads
def of(connection: Connection, judged: Sequence[Measure], seen: Seen, far: Far = unseen) -> Sums:
    """The sums of these measures for each person; `far` hears how much of the way is done, from 0 to 1."""
    columns: dict[str, ColumnElement[Any]] = {one.name: one for one in _ALWAYS}
    for one in judged:
        name, known = _known(one)
        columns[name] = func.count(known).label(name)
        columns[f"found {one.key}"] = _sum(type_coerce(asked.condition(one), Integer), f"found {one.key}")
    query = select(_T.patient_id, *columns.values()).where(*seen.where).group_by(_T.patient_id)
    each = _joined([row for row in _by_parts(connection, query, far) if row[0] not in seen.hidden], seen.persons)
    found = zip(*each, strict=True) if each else ((),) * (len(columns) + 1)
    return Sums(dict(zip(("person", *columns), found, strict=True)))


@acting.reads
def effects(connection: Connection, seen: Seen, sums: Sums) -> dict[str, Counter[tuple[int, int]]]:
    """For each effect how many persons had it in how many sessions, of so many in which they were asked."""
    told: dict[str, Counter[tuple[int, int]]] = defaultdict(Counter)
    apart = _T.patient_id.not_in([*seen.hidden, *seen.persons])
    for effect, asked_of, sessions, persons in connection.execute(_classes(seen, apart)):
        told[effect][asked_of, sessions] += persons
    together = _T.patient_id.in_([one for one in seen.persons if one not in seen.hidden])
    of_person: dict[tuple[str, UUID], int] = defaultdict(int)
    for patient, effect, sessions in connection.execute(_with_effects(seen, together)):
        of_person[effect, seen.persons[patient]] += sessions
    of_each = dict(zip(sums.columns["person"], sums.columns["asked"], strict=True)) if of_person else {}
    for (effect, person), sessions in of_person.items():
        told[effect][of_each[person], sessions] += 1
    return told


def _by_parts(connection: Connection, query: Any, far: Far) -> Iterator[Any]:  # noqa: ANN401 - a select by patient
    """The rows of the query, some people after the other: their sessions lie beside each other."""
    people = connection.execute(select(_P.id).order_by(_P.id)).scalars().all()
    of_some = query.where(_T.patient_id.between(bindparam("first"), bindparam("last")))
    for begin in range(0, len(people), _PEOPLE):
        far(begin / len(people))
        some = people[begin : begin + _PEOPLE]
        yield from connection.execute(of_some, {"first": some[0], "last": some[-1]}).all()


def _known(measure: Measure) -> tuple[str, ColumnElement[Any]]:
    """What is there where the measure could be judged; limits of one sign share it."""
    if len(measure.lines) == 1:
        value = asked.value(measure.lines[0])
        return f"known {value}", value
    return f"judged {measure.key}", type_coerce(asked.condition(measure), Integer)


def _joined(rows: Sequence[Any], persons: Mapping[UUID, UUID]) -> list[Any]:
    """The rows with one for each person, of whom some were registered twice."""
    apart = [row for row in rows if row[0] not in persons]
    together: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        if row[0] in persons:
            together[persons[row[0]]].append(row[1:])
    return [*apart, *((person, *map(sum, zip(*own, strict=True))) for person, own in together.items())]


def _with_effects(seen: Seen, whose: ColumnElement[bool]) -> Any:  # noqa: ANN401 - a select of three columns
    """Patient, effect, and in how many of her sessions she had it."""
    return (
        select(_T.patient_id, _E.effect, func.count().label("sessions"))
        .join(outcomes.EFFECTS, _E.treatment_id == _T.treatment_id)
        .where(*seen.where, whose)
        .group_by(_T.patient_id, _E.effect)
    )


def _classes(seen: Seen, whose: ColumnElement[bool]) -> Any:  # noqa: ANN401 - a select of four columns
    """Effect, sessions in which was asked, sessions with it, and how many patients have just these numbers."""
    had = _with_effects(seen, whose).cte("had")
    of_each = select(_T.patient_id, _ASKED).where(*seen.where, whose).group_by(_T.patient_id).cte("of_each")
    return (
        select(had.c.effect, of_each.c.asked, had.c.sessions, func.count())
        .join(of_each, of_each.c.patient_id == had.c.patient_id)
        .group_by(had.c.effect, of_each.c.asked, had.c.sessions)
    )
