"""Delays: how late readings were written down, in whole minutes from when they were taken."""

from bisect import bisect_left
from typing import Final

from schemas.record import Record
from schemas.rules import minutes

# The last minute of each bin; the first holds the same minute, the one behind the last whatever is later.
BINS: Final = (0, 1, 2, 5, 10, 15, 30, 60, 120)


def delays(record: Record) -> tuple[int, ...]:
    """How many readings were first written down within each bin's minutes.

    A correction is written later by its nature and is none of them. Of a session that was entered afterwards all are 0.
    """
    found = [0] * (len(BINS) + 1)
    if not record.treatment.entered_afterwards:
        for one in record.readings:
            if one.replaces is None:
                found[bisect_left(BINS, minutes.between(one.taken_at, one.entered_at))] += 1
    return tuple(found)
