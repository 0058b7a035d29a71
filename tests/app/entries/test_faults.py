import pytest

from app.entries.faults import Faults
from app.entries.sent import Problems, refusal


def _refused() -> int:
    raise refusal("one", "The first is wrong.")


def test_what_was_read_is_given_and_nothing_is_raised_without_a_fault() -> None:
    faults = Faults()
    assert faults.of(lambda: 7) == 7
    faults.tell()


def test_every_refusal_is_told_in_the_order_of_reading() -> None:
    faults = Faults()
    assert faults.of(_refused) is None
    assert faults.of(lambda: 7) == 7
    assert faults.of(_refused) is None
    with pytest.raises(Problems) as problems:
        faults.tell()
    assert [one["code"] for one in problems.value.refusals] == ["one", "one"]
