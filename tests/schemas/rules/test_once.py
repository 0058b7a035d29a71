import gc

from schemas.record import Record
from schemas.rules.once import once
from tests import facts


def counting() -> tuple[list[int], object]:
    asked: list[int] = []

    @once
    def rule(record: Record) -> int:
        """How many readings there are."""
        asked.append(len(record.readings))
        return len(record.readings)

    return asked, rule


def test_a_rule_is_asked_once_for_a_record() -> None:
    asked, rule = counting()
    record = facts.record_with(facts.reading("14:00", pulse=70))
    assert [rule(record), rule(record)] == [1, 1]
    assert asked == [1]


def test_another_record_of_the_same_content_is_asked_about_by_itself() -> None:
    asked, rule = counting()
    record = facts.record_with(facts.reading("14:00", pulse=70))
    assert [rule(record), rule(record.model_copy())] == [1, 1]
    assert asked == [1, 1]


def test_a_record_that_came_in_place_of_a_forgotten_one_gets_its_own_answer() -> None:
    _, rule = counting()
    for count in range(50):  # the place in memory is soon used again
        record = facts.record_with(*(facts.reading(f"14:{minute:02}", pulse=70) for minute in range(count % 5)))
        assert rule(record) == count % 5
        del record
        gc.collect(0)


def test_the_rule_keeps_its_name_and_its_words() -> None:
    _, rule = counting()
    assert (rule.__name__, rule.__doc__) == ("rule", "How many readings there are.")
