"""Programs in which coverage counts nothing: who is killed never says what it ran, and all are twice as fast."""

import os

# Where coverage says to a new process that it is to count, and how.
_COUNTS = "COVERAGE_PROCESS_"


def environment() -> dict[str, str]:
    """The environment of a program in which nothing is counted; counting doubles what it takes."""
    return {name: said for name, said in os.environ.items() if not name.startswith(_COUNTS)}
