"""PINs: six digits that unlock an enrolled tablet during a person's shift; which are too easy, and how a miss waits.

A PIN alone opens nothing: it counts on one of the clinic's own tablets only, between a person's own full sign-in and
the end of the shift, and `MISSES` wrong ones end it. Source of the numbers: the clinic's own choice, docs/security.md.
"""

import re
from typing import Final

DIGITS: Final = 6
MISSES: Final = 15  # in one shift; then the password is asked for
LONGEST_WAIT: Final = 300  # seconds: doubling further would lock out for hours, and `MISSES` ends it anyway

_SIX: Final = re.compile(r"[0-9]{6}", re.ASCII)
_REPEAT: Final = re.compile(r"(.+?)\1+", re.ASCII)  # 111111, 121212, 123123
_UP: Final = "01234567890123456789"
_PAIRS: Final = "001122334455667788990011"


def problem(pin: str) -> str | None:
    """Why this cannot be a person's PIN, as a sentence, or None."""
    if not _SIX.fullmatch(pin):
        return f"A PIN is {DIGITS} digits, 0 to 9."
    if _REPEAT.fullmatch(pin) or _runs(pin):
        return "Digits that repeat or count on are guessed first: choose others."
    return None


def _runs(pin: str) -> bool:
    """Whether it counts up or down, digit by digit or pair by pair: 345678, 098765, 112233."""
    return any(row in line for line in (_UP, _PAIRS) for row in (pin, pin[::-1]))


def wait(misses: int) -> int:
    """Seconds until the next try after so many wrong PINs in a row: none, then 2, 4, 8 … up to `LONGEST_WAIT`."""
    return 0 if misses <= 0 else min(LONGEST_WAIT, 2 ** min(misses, 30))
