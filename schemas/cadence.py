"""Cadence: which readings a protocol asks for, as series of dues in minutes from an anchor, each with its window."""

from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Self

from pydantic import Field, model_validator

from schemas.fact import Shape, Words
from schemas.reading import SignName

Minutes = Annotated[int, Field(ge=0, le=1440)]


class Part(StrEnum):
    """Which part of the session a series belongs to."""

    BASELINE = "baseline"
    DURING = "during"
    AFTER = "after"


class Anchor(StrEnum):
    """What the minutes of a series count from: arrival, the first drug event or device, or the actual stop."""

    ARRIVAL = "arrival"
    START = "start"
    STOP = "stop"


class Until(StrEnum):
    """What ends a series before the session's end does: the start, the stop, or being near baseline twice in a row."""

    START = "start"
    STOP = "stop"
    NEAR_BASELINE = "near_baseline"


class Series(Shape):
    """Dues at fixed minutes (`at`), or every `every` minutes from `first` on, up to `last` or without an end.

    With `from_last` the interval counts from the reading that served the due before, else due times never shift.
    `required` are the signs that each due asks for; `early` and `late` are its window in minutes. A
    series that `stays_open` keeps its last due overdue after its window, until the session ends. `window_source` says
    where the window and the required signs come from.
    """

    part: Part
    anchor: Anchor
    at: tuple[Minutes, ...] = ()
    every: Annotated[int, Field(ge=1, le=480)] | None = None
    first: Minutes | None = None
    last: Minutes | None = None
    until: Until | None = None
    required: Annotated[tuple[SignName, ...], Field(min_length=1)]
    early: Minutes = 0
    late: Minutes = 0
    stays_open: bool = False
    from_last: bool = False
    source: Words
    window_source: Words

    @property
    def begins(self) -> int:
        """The minute of its first due."""
        return self.at[0] if self.at else self.first if self.first is not None else self.every or 0

    @property
    def ends(self) -> int | None:
        """The minute after which it asks for nothing; None where only an event ends it."""
        return self.at[-1] if self.at else self.last

    @model_validator(mode="after")
    def _holds(self) -> Self:
        for wrong, sentence in (
            (bool(self.at) == (self.every is not None), "give either fixed minutes (at) or an interval (every)"),
            (bool(self.at) and (self.first is not None or self.last is not None), "first and last go with every"),
            (self.from_last and self.every is None, "what counts from the last reading needs an interval (every)"),
            (list(self.at) != sorted(set(self.at)), "the minutes of at must rise"),
            (self.last is not None and self.last < self.begins, "last lies before the first due"),
            (len(set(self.required)) < len(self.required), "a sign is required twice"),
            (
                ("systolic" in self.required) != ("diastolic" in self.required),
                "a blood pressure is two numbers: require systolic and diastolic",
            ),
            (
                (self.until is Until.START) != (self.part is Part.BASELINE),
                "the baseline, and only it, ends at the start",
            ),
            (
                (self.anchor is Anchor.ARRIVAL) != (self.part is Part.BASELINE),
                "the baseline, and only it, counts from arrival",
            ),
            (self.until is Until.STOP and self.anchor is Anchor.STOP, "what counts from the stop cannot end at it"),
            (
                self.until is Until.NEAR_BASELINE and self.part is not Part.AFTER,
                "near baseline is looked for after the drug",
            ),
            (self._too_wide(), "the window is longer than the interval: early + late may be as long, not longer"),
        ):
            if wrong:
                raise ValueError(sentence)
        return self

    def _too_wide(self) -> bool:
        gaps = [later - earlier for earlier, later in pairwise(self.at)] if self.at else [self.every or 0]
        return any(self.early + self.late > gap for gap in gaps)


def fits(series: tuple[Series, ...]) -> str | None:
    """What is wrong with these series as one timetable, in a sentence; None where they hold together."""
    if sum(one.part is Part.BASELINE for one in series) > 1:
        return "there are two baselines"
    for part in Part:
        for anchor in Anchor:
            chain = sorted(
                (one for one in series if (one.part, one.anchor) == (part, anchor)), key=lambda one: one.begins
            )
            for earlier, later in pairwise(chain):
                problem = _joint(earlier, later)
                if problem is not None:
                    return f"{part.value}: {problem}"
    return _between_parts(series)


def lacks(series: tuple[Series, ...], *, infusion: bool) -> tuple[tuple[str | int, ...], str] | None:
    """What a timetable that is published now leaves out, with its place; None where it leaves out nothing.

    Asked of files and forms, never of what the record has kept: an old version must stay readable.
    """
    parts = {one.part for one in series}
    if Part.BASELINE not in parts:
        return ("schedule",), "there is no baseline: nothing would be asked for before the dose"
    if infusion and Part.DURING not in parts:
        return ("schedule",), "there is no series during the infusion: nothing would be asked for while it runs"
    for place, one in enumerate(series):
        if not {"systolic", "diastolic"} <= set(one.required):
            return ("schedule", place, "required"), "a blood pressure belongs to every due"
    return None


def _between_parts(series: tuple[Series, ...]) -> str | None:
    """The same where one part follows another from one anchor; what an event ends has no minute to compare."""
    for anchor in (Anchor.START, Anchor.STOP):
        chain = sorted(
            (one for one in series if one.anchor is anchor and one.until is not Until.STOP), key=lambda one: one.begins
        )
        for earlier, later in pairwise(chain):
            problem = _joint(earlier, later) if earlier.part is not later.part else None
            if problem is not None:
                return f"{earlier.part.value} and {later.part.value}: {problem}"
    return None


def _joint(earlier: Series, later: Series) -> str | None:
    """Whether two series that follow one another from the same anchor leave a hole or overlap."""
    if earlier.ends is None or later.begins <= earlier.ends:
        return f"two series overlap: one begins at minute {later.begins}, before the other has ended"
    gap = later.begins - earlier.ends
    if earlier.late + later.early > gap:
        return f"the windows overlap between minute {earlier.ends} and {later.begins}"
    longest = max(earlier.every or gap, later.every or gap)
    if gap > longest:
        return f"there is a hole between minute {earlier.ends} and {later.begins}"
    return None
