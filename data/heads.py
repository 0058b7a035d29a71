"""Heads: how far the audit's chain reached and when, in a file outside the data, which may lie on another machine.

Whoever changes the record and makes the whole chain anew cannot make it end in the heads that were written before.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from data.chain import Head


class HeadsError(Exception):
    """The file of heads cannot be read; the text is a sentence naming the line."""


@dataclass(frozen=True)
class Written:
    """A head and when it was written out."""

    head: Head
    at: datetime


def write(path: Path, head: Head, at: datetime) -> None:
    """Adds one line, which is on the disk when this returns. Raises OSError."""
    line = json.dumps({"at": at.isoformat(), "count": head.count, "hash": head.hash}) + "\n"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, line.encode("ascii"))
        os.fsync(handle)
    finally:
        os.close(handle)


def read(path: Path) -> tuple[Written, ...]:
    """Every head in the order of the file; none where there is no file. Raises HeadsError."""
    return tuple(_lines(path)) if path.exists() else ()


def _lines(path: Path) -> Iterator[Written]:
    text = path.read_text(encoding="utf-8", errors="replace")
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            told = json.loads(line)
            yield Written(Head(int(told["count"]), str(told["hash"])), datetime.fromisoformat(told["at"]))
        except (ValueError, KeyError, TypeError):
            raise HeadsError(f"{path.name}, line {number}: this is no head of the audit.") from None
