"""Heads lie in a file outside the data, one a line, and what is no head is named."""

from pathlib import Path

import pytest

from data import heads
from data.chain import Head
from tests import facts


def test_what_was_written_is_read_in_its_order_and_is_nobody_elses(tmp_path: Path) -> None:
    file = tmp_path / "clinic.heads"
    assert heads.read(file) == ()
    told = [
        heads.Written(Head(count, f"{count:064x}"), facts.instant(at)) for count, at in ((3, "14:00"), (9, "15:00"))
    ]
    for one in told:
        heads.write(file, one.head, one.at)
    assert heads.read(file) == tuple(told)
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "line",
    [
        "",
        "{}",
        "[]",
        "7",
        '{"at": "noon", "count": 1, "hash": "0"}',
        '{"at": "2026-03-02T14:00:00+00:00", "count": "x"}',
    ],
)
def test_what_is_no_head_is_named_by_its_line(tmp_path: Path, line: str) -> None:
    file = tmp_path / "clinic.heads"
    heads.write(file, Head(1, "0"), facts.instant("14:00"))
    with file.open("a") as more:
        more.write(line + "\n")
    with pytest.raises(heads.HeadsError, match=r"clinic\.heads, line 2: this is no head"):
        heads.read(file)
