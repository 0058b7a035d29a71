"""A restore is in the audit by itself: the record ends before a head that it wrote out."""

from dataclasses import replace
from pathlib import Path

import pytest

from app import clinic, clock, restored, ticking
from data import acting, acts, chain, heads
from data.chain import Head
from tests import facts
from tests.app.house import House


@pytest.fixture
def written(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of heads, with the head of now in it."""
    path = tmp_path / "heads"
    monkeypatch.setattr(clinic, "_open", [replace(house.clinic, heads=path)])
    house.saved("notes", words="before the backup")
    ticking.write_head(None)
    return path


def noted(house: House) -> list[str]:
    with house.database.read() as connection:
        told = acts.between(connection, acts.Asked(facts.instant("00:00"), facts.instant("23:59")), 100)
    return [row["outcome"] for row in told if row["what"] == "restore"]


def head(house: House) -> Head:
    with house.database.read(acting.PROGRAM) as connection:
        return chain.head(connection)


def test_a_record_that_holds_what_it_wrote_is_nothing_to_note(house: House, written: Path) -> None:
    house.saved("notes", words="later")
    assert not restored.note(clock.now())
    assert noted(house) == []


def test_an_older_copy_is_noted_once_with_what_it_lacks(house: House, written: Path) -> None:
    now = head(house)
    heads.write(written, Head(now.count + 7, "f" * 64), facts.instant("15:00"))
    assert restored.note(clock.now())
    assert noted(house) == ["an older copy: 7 rows of the audit before 2026-03-02T15:00+00:00 are gone"]
    ticking.write_head(None)
    assert not restored.note(clock.now()), "the next start finds the head that was written since"


def test_a_copy_that_went_another_way_is_noted(house: House, written: Path) -> None:
    heads.write(written, Head(head(house).count, "f" * 64), facts.instant("15:00"))
    assert restored.note(clock.now())
    assert "another copy: row" in noted(house)[0]


def test_without_heads_nothing_can_be_told(house: House) -> None:
    assert not restored.note(clock.now())
