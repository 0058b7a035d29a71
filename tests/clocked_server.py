"""The real server with a clock that a test moves: `python -m tests.clocked_server FILE …` goes by the seconds in FILE.

Everything else is the product as it is served. The clock stands still, ten seconds into the minute in which the server
started, and the seconds are added to that: no minute passes while a test looks.
"""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app import clock
from app.access import entering


def ahead(file: Path) -> timedelta:
    """How far the server's clock is ahead."""
    return timedelta(seconds=float(file.read_text() or 0))


if __name__ == "__main__":
    moved = Path(sys.argv.pop(1))
    began = datetime.now(UTC).replace(second=10, microsecond=0)
    clock.now = lambda: began + ahead(moved)
    # Minutes pass here without anybody at the page: it is not to lock for that.
    entering.limit = lambda *, at_the_chair: timedelta(days=365)  # noqa: ARG005 - as it is called
    from app.cli import main

    main()
