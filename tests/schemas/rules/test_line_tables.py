import json

import pytest

from schemas import quantities as q
from schemas.effect import TERMS
from schemas.fact import EARLIEST
from schemas.reading import NAMES, NotMeasured
from schemas.rules.line import characters, sentences, values
from schemas.rules.line.tables import tables


def test_the_tables_are_plain_and_can_be_sent() -> None:
    assert json.loads(json.dumps(tables())) == tables()


def test_the_tables_know_every_sign_with_its_bounds() -> None:
    signs = json.loads(json.dumps(tables()))["signs"]
    assert [sign["name"] for sign in signs] == [sign.name for sign in q.SIGNS]
    assert {sign["name"] for sign in signs} == set(NAMES)
    assert [(sign["low"], sign["high"]) for sign in signs] == [(sign.low, sign.high) for sign in q.SIGNS]


def test_every_letter_has_an_example_that_can_be_read() -> None:
    assert set(values.EXAMPLES) == set(values.LETTERS)


def test_every_reason_has_one_letter() -> None:
    assert {reason for reason, _ in values.REASONS.values()} == set(NotMeasured)
    assert len(values.REASONS) == len(NotMeasured)


def test_the_bounds_in_fahrenheit_are_those_in_celsius() -> None:
    assert values.FAHRENHEIT == (77, 113)


def test_no_name_means_two_effects_of_the_list() -> None:
    effects = json.loads(json.dumps(tables()))["effects"]
    names = [name for effect in effects for name in set(effect["names"])]
    assert len(set(names)) == len(names)
    assert len(effects) == len(TERMS)


def test_years_are_read_from_where_facts_begin() -> None:
    assert EARLIEST.year == 1900


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (37, "37"),
        (37.0, "37"),
        (36.8, "36.8"),
        (-1, "-1"),
        (-0.0, "0"),
        (999_999, "999999"),
        (1_000_000, "over 999999"),
        (float("inf"), "over 999999"),
        (-1_000_000, "under -999999"),
        (0.0001, "nearly 0"),
        (0.001, "0.001"),
        (float("nan"), "not a number"),
    ],
)
def test_a_number_is_shown_as_a_person_writes_it(value: float, shown: str) -> None:
    assert characters.number_shown(value) == shown


def test_what_was_typed_is_no_gap_of_a_sentence() -> None:
    assert "{label}" in sentences.say("sign.unknown", token="{label}", label="Pulse", example="h88", reason="h-d")
