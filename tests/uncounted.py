"""What is started to be killed is not counted by coverage: a process that ends by SIGKILL never says what it ran."""

import os

# Where coverage says to a new process that it is to count, and how.
_COUNTS = "COVERAGE_PROCESS_"


def environment() -> dict[str, str]:
    """The environment of a program in which nothing is counted; counting doubles what it takes."""
    return {name: said for name, said in os.environ.items() if not name.startswith(_COUNTS)}
