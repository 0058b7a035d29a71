"""A sentence of the story, and the parts that several kinds are said with."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from app import words
from app.charts.trends import saying
from app.live import alert_words
from schemas.protocol import Drug, Limit, Route
from schemas.rules.story import Point
from schemas.rules.story.told import Compared

Shape = TypeVar("Shape")

# Of a point that its limit alone brought up: too few sessions are like it, or it is not the drug's own.
BY_LIMIT: Final = "compared with no earlier session"


@dataclass(frozen=True)
class Sentence:
    """What it is about, then the rest; together they are one sentence."""

    strong: str
    rest: str

    @property
    def text(self) -> str:
        """The whole of it."""
        return f"{self.strong}{self.rest}."


def about(point: Point, shape: type[Shape]) -> Shape:
    """The point's numbers, which are of this shape; raises TypeError for a point of another kind."""
    if not isinstance(point.about, shape):
        raise TypeError(f"A point about {point.kind.value} has no {shape.__name__}.")
    return point.about


def given(drug: Drug, route: Route) -> str:
    """Drug and route as they stand within a line: "IV ketamine"."""
    return f"{words.ROUTES[route]} {words.DRUGS[drug].lower()}"


def sessions(compared: Compared) -> str:
    """How many sessions are compared, this one among them, and of what: "9 IV ketamine sessions"."""
    return saying.count(compared.n, f"{_of(compared)}session")


def earlier(compared: Compared) -> str:
    """How many others are: "8 earlier IV ketamine sessions"."""
    return saying.count(len(compared.before), f"earlier {_of(compared)}session")


def last(number: int, compared: Compared) -> str:
    """The last of them: "3 IV ketamine sessions before"."""
    return f"{saying.count(number, f'{_of(compared)}session')} before"


def often(had: int, compared: Compared, more: str = "") -> str:
    """How often it was before: "also in 2 of 8 earlier sessions", "not in 8 earlier sessions"."""
    return f"{f'also in {had} of' if had else 'not in'} {earlier(compared)}{more}"


def limits(rows: Sequence[Limit]) -> str:
    """The protocol's limits that were reached: "reaching the limit (systolic ≥ 180)", "(systolic rise ≥ +40)"."""
    each = [f"{words.label(row.sign)}{' rise' if row.delta else ''} {alert_words.limit(row)}" for row in rows]
    return f"reaching the limit{'s' if len(each) > 1 else ''} ({', '.join(each)})"


def _of(compared: Compared) -> str:
    return "" if compared.drug is None or compared.route is None else f"{given(compared.drug, compared.route)} "
