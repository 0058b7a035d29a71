"""Counts: the rows of counted sessions added up in SQL, patient by patient, and patients gathered in classes.

Sessions that are open or wait to be worked out are in no sum, and neither are those of patients whose record is for
other people than the one who asks: who may not see a record learns nothing of it from a sum.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from data import acting, outcomes, protocols, restrictions, same_person
from data.safety import asked, sums
from data.safety.asked import Choice
from data.safety.stored import DELAYS
from data.safety.sums import COUNTED, RISES, Seen, Sums
from schemas.protocol import Drug, Protocol, Route
from schemas.rules.safety import measures
from schemas.rules.safety.figures import Figure, Mean, mean
from schemas.rules.safety.measures import Measure
from schemas.staff import Role

_T: Final = outcomes.TABLE.c
READS: Final = frozenset({Role.PRESCRIBER, Role.ADMIN})
_TO: Final = "read the clinic's own figures"
_OF_EFFECTS: Final = (measures.ANY_EFFECT, measures.SEVERE_EFFECT)


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


@acting.writes(*READS, to=_TO)
def followed(connection: Connection) -> tuple[Protocol, ...]:
    """The protocol versions that the counted sessions followed."""
    found = connection.execute(select(_T.protocol_id).distinct()).scalars().all()
    return tuple(protocols.by_id(connection, one) for one in found)


def groups(versions: Iterable[Protocol]) -> tuple[tuple[Drug, Route], ...]:
    """Each drug and route of these versions, by name."""
    return tuple(sorted({(one.drug, one.route) for one in versions}))


@acting.writes(*READS, to=_TO)
def of(
    connection: Connection,
    choice: Choice,
    versions: Iterable[Protocol],
    like: Found | None = None,
    far: sums.Far = sums.unseen,
) -> Found:
    """The figures of this choice; `far` hears how much of the way is done, from 0 to 1.

    Of the limits of these versions, as far as the choice may have followed them, and the effects reported in it; or of
    all measures that `like` has.
    """
    hidden, persons = restrictions.hidden(connection, even_opened=True), same_person.by_id(connection)
    seen = Seen((*COUNTED, *asked.chosen(choice)), hidden, persons)
    judged = (*_of_limits(choice, versions, like), *measures.FIXED, *_OF_EFFECTS)
    told = sums.of(connection, judged, seen, far)
    keys = () if like is None else (one.measure.effect for one in like.figures)
    others: dict[str, Counter[tuple[int, int]]] = {key: Counter() for key in keys if key is not None}
    return Found(
        patients=len(told.columns["person"]),
        ended=told.total("ended"),
        given=told.total("given"),
        figures=(
            *(_figure(one, told) for one in judged),
            *_of_effects(told, others | sums.effects(connection, seen, told)),
        ),
        rises={one: _mean(told, one) for one in RISES},
        delays=tuple(told.total(name) for name in DELAYS),
        left_out=len({persons.get(one, one) for one in hidden}),
        waiting=outcomes.waiting(connection),
    )


def _of_limits(choice: Choice, versions: Iterable[Protocol], like: Found | None) -> tuple[Measure, ...]:
    if like is not None:
        return tuple(one.measure for one in like.figures if one.measure.lines)
    return tuple(measures.of_limits(one for one in versions if choice.is_of(one)))


def _figure(measure: Measure, told: Sums) -> Figure:
    base = told.columns["ended" if measure in asked.OF_ALL else "given"]
    classes: Counter[tuple[int, int]] = Counter()
    for (of_each, judged, found), persons in _alike(base, told.judged(measure), told.found(measure)).items():
        if of_each:
            classes[judged, found] += persons
    return Figure(measure, classes, sum(base))


def _mean(told: Sums, name: str) -> Mean:
    return mean(told.total(f"number of {name}"), told.total(name), told.total(f"squares of {name}"))


def _alike(*columns: Sequence[int]) -> Counter[tuple[int, ...]]:
    """How many persons have the same numbers; counted without a look at each."""
    return Counter(zip(*columns, strict=True))


def _of_effects(told: Sums, with_it: Mapping[str, Mapping[tuple[int, int], int]]) -> list[Figure]:
    """A figure for each of these effects, the most frequent first: who had it, and everybody else who was asked."""
    everybody: Counter[tuple[int, int]] = Counter()
    for (asked_of, given), persons in _alike(told.columns["asked"], told.columns["given"]).items():
        if given:
            everybody[asked_of, 0] += persons
    found = []
    for measure in measures.of_effects(with_it):
        classes = Counter(everybody)
        for (asked_of, sessions), persons in with_it[measure.effect or ""].items():
            classes[asked_of, 0] -= persons
            classes[asked_of, sessions] += persons
        found.append(Figure(measure, +classes, told.total("given")))
    return sorted(found, key=_by_frequency)


def _by_frequency(figure: Figure) -> tuple[int, int, str]:
    return -figure.patients_with, -figure.sessions_with, figure.measure.label
