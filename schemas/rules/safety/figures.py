"""Figures: how often a measure was so, of patients first and then of sessions, and how many could not be judged."""

from dataclasses import dataclass
from functools import cached_property
from math import sqrt

from schemas.rules.safety import intervals
from schemas.rules.safety.intervals import Classes, Interval
from schemas.rules.safety.measures import Measure


@dataclass(frozen=True)
class Figure:
    """One measure over some sessions.

    `classes`: patients by how many of their sessions could be judged (which may be none), and in how many it was so;
    `sessions` is how many sessions it asks of.
    """

    measure: Measure
    classes: Classes
    sessions: int

    @property
    def patients_with(self) -> int:
        """Patients in whom it was so at least once."""
        return sum(patients for (_, found), patients in self.classes.items() if found)

    @property
    def patients_judged(self) -> int:
        """Patients of whom one session or more could be judged."""
        return sum(patients for (judged, _), patients in self.classes.items() if judged)

    @property
    def patients_not_judged(self) -> int:
        """Patients none of whose sessions could be judged."""
        return sum(self.classes.values()) - self.patients_judged

    @property
    def sessions_with(self) -> int:
        """Sessions in which it was so."""
        return sum(found * patients for (_, found), patients in self.classes.items())

    @property
    def sessions_judged(self) -> int:
        """Sessions that could be judged."""
        return sum(judged * patients for (judged, _), patients in self.classes.items())

    @property
    def sessions_not_judged(self) -> int:
        """Sessions that could not be."""
        return self.sessions - self.sessions_judged

    @cached_property
    def of_patients(self) -> Interval | None:
        """Wilson's interval of the share of patients."""
        return intervals.wilson(self.patients_with, self.patients_judged)

    @cached_property
    def of_sessions(self) -> Interval | None:
        """The interval of the share of sessions, from drawing patients."""
        return intervals.bootstrap(self.classes)


@dataclass(frozen=True)
class Mean:
    """The mean of so many sessions and their standard deviation, both None where there are too few for them."""

    sessions: int
    mean: float | None
    deviation: float | None


def mean(sessions: int, total: float, squares: float) -> Mean:
    """From the number of values, their sum and the sum of their squares."""
    if sessions == 0:
        return Mean(0, None, None)
    middle = total / sessions
    if sessions == 1:
        return Mean(1, middle, None)
    return Mean(sessions, middle, sqrt(max(0.0, (squares - sessions * middle**2) / (sessions - 1))))
