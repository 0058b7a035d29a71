"""Known: everything that the pictures of one patient are made from, and the part of it that a filter leaves."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from app.charts.trends import plain
from app.charts.trends.plain import Told
from data import frames
from data.exports.tidy.visit import Visit, visits
from data.rises import Median
from schemas.background import Background
from schemas.record import Record
from schemas.rules import preview, schedule
from schemas.rules.outcome import counted

if TYPE_CHECKING:
    import pandas as pd


_CUTS: Final = 6  # parts of it, as filters left them lately
_MADE: Final = 24  # of what was made from it: each picture in a few of its views


@dataclass(frozen=True, eq=False)  # each is one by itself, and keeps what was made from it
class Known:
    """The four frames of one patient's sessions, `zone` being the clinic's; nobody writes into them.

    `dues` are the due minutes of each session's protocol, `missed` those of them to which nobody came, both by the
    number of the session. `clinic` are the clinic's medians of the rise by drug and route,
    `asked` the answers about urinary symptoms, one a day.
    """

    zone: str
    sessions: "pd.DataFrame"
    readings: "pd.DataFrame"
    doses: "pd.DataFrame"
    effects: "pd.DataFrame"
    dues: Mapping[int, Sequence[int]]
    missed: Mapping[int, Sequence[int]]
    clinic: Mapping[tuple[str, str], Sequence[Median]] = field(default_factory=dict)
    asked: tuple[Background, ...] = ()

    def only(self, numbers: Collection[int]) -> "Known":
        """The same of these sessions alone; itself where that is all of them."""
        wanted = frozenset(numbers)
        return self if wanted.issuperset(self.sessions["number"]) else self._cut(wanted)

    def made(self, how: "Callable[[Known, Any], Any]", view: Any) -> Any:  # noqa: ANN401 - whatever is made
        """What this makes of it for this view, made once."""
        return self._made(how, view)

    @cached_property
    def _made(self) -> "Callable[[Callable[[Known, Any], Any], Any], Any]":
        return lru_cache(_MADE)(lambda how, view: how(self, view))

    @cached_property
    def _cut(self) -> "Callable[[frozenset[int]], Known]":
        return lru_cache(_CUTS)(self._of)

    def _of(self, wanted: frozenset[int]) -> "Known":
        frames = ("sessions", "readings", "doses", "effects")
        cut = {name: (frame := getattr(self, name))[frame["number"].isin(list(wanted))] for name in frames}
        return replace(self, **cut)

    def rows(self) -> list[Told]:
        """The sessions as plain rows, the newest first."""
        return list(self._rows)

    @cached_property
    def _rows(self) -> list[Told]:
        return sorted(plain.rows(self.sessions, list(self.sessions.columns)), key=lambda one: -one["number"])

    def medians(self, drug: str, route: str) -> "pd.DataFrame":
        """The clinic's medians of this drug and route, as the picture of the rise takes them."""
        import pandas as pd  # late: half a second

        told = [vars(one) for one in self.clinic.get((drug, route), ())]
        types = {"dose": "Float64", "median": "Float64", "patients": "Int64"}
        return pd.DataFrame({name: pd.Series([one[name] for one in told], dtype=kind) for name, kind in types.items()})

    @property
    def newest_dues(self) -> Sequence[int]:
        """The due minutes of the newest session with a start: around them the bins of a band lie."""
        started = [row["number"] for row in self.rows() if row["started_at"] is not None]
        return self.dues.get(started[0], ()) if started else ()


def known(records: Sequence[Record], zone: str, asked: tuple[Background, ...] = ()) -> Known:
    """All of one patient's sessions; `zone` is the clinic's, `asked` what was said of urinary symptoms."""
    found = [visit for visit in visits(records) if visit.course.started_at is not None]
    of_protocol: dict[UUID, tuple[int, ...]] = {}
    for visit in found:
        protocol = visit.record.protocol
        if protocol.id not in of_protocol:
            of_protocol[protocol.id] = tuple(one.minute for one in preview.timetable(protocol))
    return Known(
        zone=zone,
        sessions=frames.sessions(records),
        readings=frames.readings(records),
        doses=frames.doses(records),
        effects=frames.effects(records),
        dues={visit.number: of_protocol[visit.record.protocol.id] for visit in found},
        missed={visit.number: _missed(visit) for visit in found},
        asked=asked,
    )


def _missed(visit: Visit) -> tuple[int, ...]:
    """The minutes of the dues to which nobody came at all; of a partial one somebody did."""
    until = counted.until(visit.record)
    gone = [one for one in schedule.schedule(visit.record, until) if one.state is schedule.State.MISSED]
    return tuple(minute for one in gone if (minute := visit.minutes(one.due_at)) is not None)
