"""The real server, which gathers its garbage when it is told to: `python -m tests.bench.gathering FILE serve …`.

At SIGUSR1 it gathers all of it and writes into FILE how much memory it then holds, in bytes. Nothing else is changed.
"""

import gc
import os
import signal
import sys
from pathlib import Path

_RESIDENT = 1  # the second number of the line


def resident() -> int:
    """The bytes of this process that lie in memory (Linux)."""
    return int(Path("/proc/self/statm").read_text().split()[_RESIDENT]) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    told = Path(sys.argv.pop(1))

    def gather(_: int, __: object) -> None:
        """Twice: what was kept alive by a finalizer of the first time goes at the second."""
        gc.collect()
        gc.collect()
        beside = told.with_suffix(".new")
        beside.write_text(str(resident()))
        beside.replace(told)

    signal.signal(signal.SIGUSR1, gather)
    from app.cli import main

    main()
