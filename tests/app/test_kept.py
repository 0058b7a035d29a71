from pathlib import Path

import pytest

from app import kept


def never() -> bytes:
    pytest.fail("It was kept, and made again nevertheless.")


def test_what_was_made_once_is_read_from_then_on(tmp_path: Path) -> None:
    assert kept.kept("chart", lambda: b"made", tmp_path / "var") == b"made"
    assert kept.kept("chart", never, tmp_path / "var") == b"made"


def test_each_name_has_a_file_of_its_own(tmp_path: Path) -> None:
    kept.kept("light", lambda: b"light", tmp_path)
    assert kept.kept("dark", lambda: b"dark", tmp_path) == b"dark"
    assert kept.kept("light", never, tmp_path) == b"light"


@pytest.mark.parametrize("damage", [lambda whole: whole[:-1], lambda whole: whole + b"x", lambda _: b""])
def test_a_damaged_file_is_made_again(tmp_path: Path, damage) -> None:  # noqa: ANN001 - a table of functions
    kept.kept("chart", lambda: b"first", tmp_path)
    (file,) = tmp_path.iterdir()
    file.write_bytes(damage(file.read_bytes()))
    assert kept.kept("chart", lambda: b"again", tmp_path) == b"again"
    assert kept.kept("chart", never, tmp_path) == b"again"


def test_another_program_makes_its_own_and_takes_the_older_file_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.kept("chart", lambda: b"older", tmp_path)
    monkeypatch.setattr(kept, "program", lambda: "newer")
    assert kept.kept("chart", lambda: b"newer", tmp_path) == b"newer"
    assert [file.name for file in tmp_path.iterdir()] == ["chart-newer"]


def test_where_nothing_can_be_kept_it_is_made_each_time(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file where the folder would be")
    assert [kept.kept("chart", lambda: b"made", tmp_path / "var") for _ in range(2)] == [b"made", b"made"]
    assert [file.name for file in tmp_path.iterdir()] == ["var"]


def test_the_program_is_known_by_its_charts_and_their_libraries() -> None:
    assert len(kept.program()) == 16
