"""PINs: what is too easy is refused in a sentence, and each miss waits longer."""

import pytest

from schemas import pins

EASY = "guessed first"
SHAPE = "6 digits"


@pytest.mark.parametrize(
    ("pin", "sentence"),
    [
        ("482913", None),
        ("100200", None),
        ("135790", None),
        ("111112", None),
        ("000000", EASY),
        ("121212", EASY),
        ("585585", EASY),
        ("123456", EASY),
        ("654321", EASY),
        ("789012", EASY),
        ("210987", EASY),
        ("112233", EASY),
        ("665544", EASY),
        ("", SHAPE),
        ("48291", SHAPE),
        ("4829130", SHAPE),
        ("48291a", SHAPE),
        (" 482913", SHAPE),
        ("482913\n", SHAPE),
        ("\u0664\u0668\u0662\u0669\u0661\u0663", SHAPE),
        ("\uff14\uff18\uff12\uff19\uff11\uff13", SHAPE),
    ],
)
def test_a_pin_is_six_digits_that_nobody_guesses_first(pin: str, sentence: str | None) -> None:
    said = pins.problem(pin)
    assert said is None if sentence is None else sentence in (said or "")


@pytest.mark.parametrize(
    ("misses", "seconds"), [(-1, 0), (0, 0), (1, 2), (2, 4), (3, 8), (8, 256), (9, 300), (15, 300), (10_000, 300)]
)
def test_each_miss_waits_twice_as_long_up_to_five_minutes(misses: int, seconds: int) -> None:
    assert pins.wait(misses) == seconds
