"""`python -m tests.bench` measures and prints all of it; with words (saves, start, board …: see PARTS) those parts."""

import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.bench import board, durable, gated, safety, saves, starts, trends, unlocks, ward
from tests.bench.table import Line, heading

PARTS: dict[str, Callable[[Path], Iterable[Line]]] = {
    "saves": saves.compared,
    "start": starts.compared,
    "board": board.compared,
    "durable": lambda folder: [durable.compared(folder)],
    "gate": gated.measured,
    "unlock": unlocks.measured,
    "ward": ward.measured,
    "safety": safety.measured,
    "trends": trends.measured,
}


def main(wanted: list[str]) -> int:
    """Runs the parts; the exit code says only whether they could be run, since a ratio is read, not asserted."""
    unknown = [name for name in wanted if name not in PARTS]
    if unknown:
        print(f"There is no {unknown[0]}: choose from {', '.join(PARTS)}.")
        return 2
    print(heading())
    for name, part in PARTS.items():
        if not wanted or name in wanted:
            with tempfile.TemporaryDirectory(prefix="chairside-bench-") as folder:
                for line in part(Path(folder)):
                    print(line.line(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
