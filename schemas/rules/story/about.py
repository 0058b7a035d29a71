"""About: the numbers of a point, one shape for those kinds that are told with the same ones."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from schemas.assessment import Scale
from schemas.effect import Severity
from schemas.protocol import Drug, Limit, Route
from schemas.reading import SignName
from schemas.rules.baseline import Pressure
from schemas.rules.outcome import How
from schemas.rules.summary import ReturnState


@dataclass(frozen=True)
class Height:
    """The peak in mmHg and its rise over the baseline, each number for itself.

    `usual` is the median of the earlier ones of what is told (peak or rise), `highest` says which number is higher
    than in each of them, `crossed` the furthest limit of each; `half` is the number that brought it up first, `minute`
    is its first minute. `at_least`: it may have been higher.
    """

    peak: tuple[int | None, int | None]
    rise: tuple[int | None, int | None]
    half: Literal["systolic", "diastolic"]
    minute: int
    at_least: bool
    crossed: tuple[Limit, ...]
    highest: tuple[Literal["systolic", "diastolic"], ...]
    usual: tuple[float, float] | None
    state: ReturnState
    back_at: int | None


@dataclass(frozen=True)
class Late:
    """Minutes from the start: the last reading above, the first one back, and the first and last of the earlier."""

    above_until: int
    back_at: int
    earlier: tuple[int, int]


@dataclass(frozen=True)
class StillAbove:
    """The last reading above with its minute, and the baseline; `had` of the compared ones were seen back."""

    last: tuple[int | None, int | None]
    minute: int
    baseline: Pressure
    had: int


@dataclass(frozen=True)
class Extreme:
    """The lowest or highest value of a sign; `oxygen_l_min` held then, None: not stated.

    `usual` is the median of the compared ones, `most` says that it is worse than each of them.
    """

    sign: SignName
    value: int
    minute: int
    crossed: Limit | None
    usual: float | None
    most: bool
    oxygen_l_min: float | None


@dataclass(frozen=True)
class Felt:
    """An effect of the session: its worst severity, None where none was stated, and its minutes, None: no end.

    `own`: it is in words of somebody's own. `had`: in so many of the compared sessions.
    """

    label: str
    own: bool
    worst: Severity | None
    lasted: int | None
    had: int = 0


@dataclass(frozen=True)
class Effects:
    """One effect or several; at the effects that are gone `had` says in how many sessions running they were."""

    felt: tuple[Felt, ...]


@dataclass(frozen=True)
class Dosed:
    """The dose given now and before, in the same unit."""

    now: float
    before: float
    unit: Literal["mg", "mg/kg"]


@dataclass(frozen=True)
class Switched:
    """Drug and route now and the last time; `had` earlier sessions were of those of now."""

    drug: Drug
    route: Route
    drug_before: Drug
    route_before: Route
    had: int


@dataclass(frozen=True)
class NotGiven:
    """How it came to be that no drug was given; `had` of the earlier sessions were without it too."""

    how: How
    pressure: Pressure | None
    reason: str | None
    had: int


@dataclass(frozen=True)
class CutShort:
    """What was given of what was planned; each pair is None where one of the two is not known, or means nothing."""

    mg: tuple[float, float] | None
    minutes: tuple[int, int] | None
    doses: tuple[int, int] | None


@dataclass(frozen=True)
class NotTaken:
    """Dues not taken of those that had come; `near_peak`: one nearest the expected peak is among them.

    `had` of the compared sessions missed as many or more.
    """

    missed: int
    of: int
    near_peak: bool
    had: int


@dataclass(frozen=True)
class Weighed:
    """Weights in kg."""

    now: float
    before: float


@dataclass(frozen=True)
class Moved:
    """A scale's total now and before, when each was taken, and the baseline, None where there is none.

    `halved` says who calls it a response that this is half of the baseline or less; None: it is not, or nobody does.
    """

    scale: Scale
    now: int
    before: int
    at: datetime
    before_at: datetime
    baseline: int | None
    halved: str | None


@dataclass(frozen=True)
class Questionnaires:
    """One scale or several."""

    moved: tuple[Moved, ...]


@dataclass(frozen=True)
class Given:
    """A medicine for pressure, as it was written down, in its minute from the start."""

    drug: str
    dose: str | None
    minute: int


@dataclass(frozen=True)
class Medicines:
    """Medicines for pressure after the start; `before_peak` None: not known. `had` as in Felt."""

    given: tuple[Given, ...]
    before_peak: bool | None
    had: int


About = (
    Height
    | Late
    | StillAbove
    | Extreme
    | Effects
    | Dosed
    | Switched
    | NotGiven
    | CutShort
    | NotTaken
    | Weighed
    | Medicines
    | Questionnaires
)
