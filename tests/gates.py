"""Runs every gate of the project, one after the other, and ends with pytest's own closing line."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent

FORMAT = ("ruff", "format", "--check", ".")
LINT = ("ruff", "check", ".")
TYPES = ("mypy",)
DEPENDENCIES = ("deptry", ".")
# A worker a core, up to four: each has a server and a browser of its own; who is done takes over from the others.
SPREAD = ("--numprocesses=auto", "--maxprocesses=4", "--dist=worksteal")
TESTS = ("pytest", *SPREAD, "--durations=25", "--cov", "--cov-report=", "--no-cov-on-fail")
# Most of the tests' time is saving, and saving waits for the disk: where there is room they save into memory. What a
# killed process has left is the same there; what a power cut leaves no test can see.
MEMORY, ROOM = Path("/dev/shm"), 8 * 2**30  # noqa: S108 - a folder of its own is made in it
OVERALL = ("coverage", "report", "--fail-under=95")
SCHEMAS = ("coverage", "report", "--include=schemas/*", "--fail-under=100")


def main() -> int:
    """Exit code 0 when all gates are passed; each that is not is named just above the closing line."""
    failed = [gate for gate in (FORMAT, LINT, TYPES, DEPENDENCIES) if not passes(gate)]
    with tempfile.TemporaryDirectory(prefix="chairside-tests-", dir=in_memory(), ignore_cleanup_errors=True) as folder:
        passed, closing = tests_pass([f"--basetemp={folder}/all", *sys.argv[1:]])
    if passed:
        failed += [gate for gate in (OVERALL, SCHEMAS) if not passes(gate)]
    else:
        failed.append(TESTS)
    for gate in failed:
        print(f"Not passed: {' '.join(gate)}")
    print(closing)
    return 1 if failed else 0


def in_memory() -> Path | None:
    """Where files lie in memory, if there is room for what the tests write; None, the usual place on the disk."""
    try:
        return MEMORY if shutil.disk_usage(MEMORY).free > ROOM else None
    except OSError:
        return None


def passes(gate: tuple[str, ...]) -> bool:
    """Whether the gate's command, run from the project's folder, ends without a fault."""
    print(f"\n== {' '.join(gate)}", flush=True)
    return subprocess.run([BIN / gate[0], *gate[1:]], cwd=ROOT, check=False).returncode == 0


def tests_pass(more: list[str]) -> tuple[bool, str]:
    """Whether all tests pass, and pytest's last line: it is shown as it comes and said again at the very end."""
    print(f"\n== {' '.join([*TESTS, *more])}", flush=True)
    closing = "0 passed, pytest said nothing"
    command = [BIN / TESTS[0], *TESTS[1:], *more]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, errors="replace") as running:
        for line in running.stdout or ():
            print(line, end="", flush=True)
            closing = line.strip() or closing
    return running.returncode == 0, closing


if __name__ == "__main__":
    sys.exit(main())
