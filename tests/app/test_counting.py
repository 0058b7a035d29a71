"""Counting: sessions that have ended are worked out after the saves, and give way to whoever holds the record."""

import pytest
from sqlalchemy import func, select

from app import counting
from data import outcomes
from data.engine import BusyError
from data.folder import Folder
from tests.app.house import House
from tests.app.test_cli import run
from tests.data import opened


def counted(house: House) -> int:
    with house.database.read() as connection:
        return connection.execute(select(func.count()).select_from(outcomes.TABLE)).scalar_one()


@pytest.fixture
def ended(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """Three sessions that have ended, and one that has not; a minute has time for all, however slow this machine is."""
    monkeypatch.setattr(counting, "_SECONDS", 600.0)
    house.saved("readings", line="148/92 @14:05")
    house.saved("ends", how="left_alone")
    for _ in range(2):
        house.post("ends", {"how": "left_alone"}, treatment=house.session())
    house.session()
    return house


def test_each_minute_works_out_what_has_ended(ended: House) -> None:
    assert counting.each_minute() == 0
    assert counted(ended) == 3


def test_it_goes_on_only_as_long_as_it_is_let(ended: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "AT_ONCE", 1)
    seen: list[int] = []

    def goes_on(left: int) -> bool:
        seen.append(left)
        return left > 1

    assert counting.catch_up(ended.clinic.database, goes_on) == 1
    assert seen == [3, 2, 1]
    monkeypatch.setattr(counting, "_SECONDS", 0.0)
    assert counting.each_minute() == 1, "no time is left in this minute"
    assert counted(ended) == 2


def test_where_nothing_was_said_nothing_is_written(ended: House, monkeypatch: pytest.MonkeyPatch) -> None:
    counting.each_minute()

    def write(*_: object, **_more: object) -> None:
        raise AssertionError

    monkeypatch.setattr(ended.clinic.database, "write", write)
    assert counting.each_minute() == 0


def test_it_gives_way_to_whoever_holds_the_record(ended: House, monkeypatch: pytest.MonkeyPatch) -> None:
    counting.look(ended.clinic.database)
    with opened.plainly(Folder(ended.folder)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BusyError):
            counting.step(ended.clinic.database)
        assert counting.each_minute() == 3, "it waits for the next minute"
        other.execute("ROLLBACK")
    assert counting.each_minute() == 0


def test_count_works_out_everything_and_check_compares_it(ended: House) -> None:
    done = run("count", "--data", ended.folder)
    assert (done.exit_code, done.stdout) == (0, "Every session that has ended is counted.\n")
    assert run("check", "--data", ended.folder).exit_code == 0
    with ended.database.write() as connection:
        connection.execute(outcomes.TABLE.update().values(corrections=7))
    wrong = run("check", "--data", ended.folder)
    assert wrong.exit_code == 1
    assert "is not what follows from its facts. The facts are whole: `chairside count --anew`" in wrong.output
    assert run("count", "--data", ended.folder).exit_code == 0
    assert run("check", "--data", ended.folder).exit_code == 1, "nothing was said of them since"
    assert run("count", "--anew", "--data", ended.folder).exit_code == 0
    assert run("check", "--data", ended.folder).exit_code == 0


def test_count_says_what_is_left_where_the_record_is_held(ended: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(*_: object) -> int:
        raise BusyError

    monkeypatch.setattr(counting, "step", held)
    done = run("count", "--data", ended.folder)
    assert done.stdout == f"3 sessions wait: {counting.HELD}\n"
