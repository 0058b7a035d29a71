"""Chosen: whose sessions are drawn, which of them, and for which theme."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode
from uuid import UUID

from app.charts.theme import Theme
from app.charts.trends import asked, rise
from app.charts.trends.asked import Kind
from app.charts.trends.known import Known
from app.charts.trends.overlaid import View
from app.charts.trends.pictures import WHOLE
from schemas.patient import Patient


@dataclass(frozen=True)
class Chosen:
    """`whole` is all that is known, `cut` that of the sessions `numbers` which the filter leaves.

    `may_take_out` says that the reader may take pictures out: what was opened for an hour is not hers to. `kind` is the
    drug and route that this is a part of, where several were left.
    """

    patient: Patient
    whole: Known
    cut: Known
    numbers: tuple[int, ...]
    theme: Theme
    may_take_out: bool
    kind: str = ""

    def key(self, name: str) -> str:
        """The key of a widget: what is chosen for one patient is not for the next."""
        return "-".join((name, *self.kind.split(), str(self.patient.id)))

    def apart(self) -> "list[Chosen]":
        """One for each drug and route that was given, the newest first; what was given of none stays with that."""
        pairs = rise.pairs(self.cut.sessions)
        if len(pairs) < 2:  # noqa: PLR2004 - one needs no name
            return [self]
        of = {row["number"]: (row["drug"], row["route"]) for row in self.cut.rows() if row["started_at"] is not None}
        return [self._part(pair, [n for n in self.numbers if _belongs(of.get(n), pair, pairs)]) for pair in pairs]

    def _part(self, pair: Kind, numbers: list[int]) -> "Chosen":
        return replace(self, cut=self.cut.only(numbers), numbers=tuple(numbers), kind=asked.kind(pair))


def _belongs(given: Kind | None, pair: Kind, pairs: Sequence[Kind]) -> bool:
    return given == pair or (given not in pairs and pair == pairs[0])


def address(patient: UUID, picture: str, form: str, numbers: tuple[int, ...], view: View) -> str:
    """Where a picture of these sessions is taken out in this form: an opaque id and numbers, no more."""
    told = {"also": view.also, "only": view.compared}
    # A filter that leaves nothing says so: without `of` the picture would be that of all sessions.
    some = {} if picture in WHOLE else {"of": numbers}
    left = some | {name: values for name, values in told.items() if values}
    asked = {name: ",".join(str(one) for one in values) for name, values in left.items()}
    change = {"change": "1"} if view.change else {}
    return f"/export/view/{patient}/{picture}.{form}?{urlencode(asked | change, safe=',')}"
