"""The characters of a line: which cannot be read, where tokens end, and how text is compared and shown.

The patterns are sent to the panel as they are, so they are written in what Python and JavaScript both understand.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

LONGEST: Final = 1000
QUOTES: Final = ('"', "“", "”", "„", "‟", "«", "»")
NUMBER_SHOWN: Final = 999_999
SMALLEST_SHOWN: Final = 0.001

# Control characters but the tab, marks that turn the direction of the text, and halves of a character: the same that
# every text of a fact refuses.
UNREADABLE: Final = re.compile(
    r"[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
UNSEEN: Final = re.compile(
    r"[\u0000-\u001f\u007f-\u00a0\u00ad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"
    r"\ufff9-\ufffb\ud800-\udfff]"
)
WHITE: Final = r"[\t\n \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+"
_EDGES: Final = re.compile(f"^{WHITE}|{WHITE}$")
_GAPS: Final = re.compile(WHITE)
_TOKEN: Final = re.compile(r"[^ \t]+")
MOST_SHOWN: Final = 40


@dataclass(frozen=True)
class Token:
    """A stretch of the line between blanks or tabs: `low` is it in lower case, `start` and `end` where it lies."""

    text: str
    low: str
    start: int
    end: int


def split(line: str, start: int = 0) -> list[Token]:
    """The tokens from `start` on."""
    return [Token(m[0], m[0].lower(), m.start(), m.end()) for m in _TOKEN.finditer(line, start)]


def has_other_digits(text: str) -> bool:
    """Whether a digit of another script is in it: it looks like a number and is not read as one."""
    return any(character.isdecimal() and not character.isascii() for character in text)


def trimmed(text: str) -> str:
    """Composed as Unicode says, without white at either end."""
    return _EDGES.sub("", unicodedata.normalize("NFC", text))


def quotable(text: str) -> str:
    """A name as it may stand between quotes: one blank between words, and no quotes in it."""
    return _GAPS.sub(" ", trimmed("".join(character for character in text if character not in QUOTES)))


def folded(text: str) -> str:
    """What is compared when names are: case, quotes and the width of a gap do not count."""
    return quotable(text).lower()


def shown(text: str) -> str:
    """Fit for a sentence: what cannot be seen by its number, and no longer than forty characters."""
    cut = text[:MOST_SHOWN] + "…" if len(text) > MOST_SHOWN else text
    return UNSEEN.sub(lambda found: f"U+{ord(found[0]):04X}", cut)


def number_shown(value: float) -> str:
    """A number as a person writes it: 37, 36.8."""
    if value != value:  # noqa: PLR0124 - true for what is not a number, and for nothing else
        return "not a number"
    if abs(value) > NUMBER_SHOWN:
        return f"over {NUMBER_SHOWN}" if value > 0 else f"under -{NUMBER_SHOWN}"
    if value == int(value):
        return str(int(value))
    return "nearly 0" if abs(value) < SMALLEST_SHOWN else str(value)
