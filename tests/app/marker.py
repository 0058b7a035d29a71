"""A name that nobody has, sent through everything: where it can be found again, however it was written down."""

import base64
from collections.abc import Iterator
from urllib.parse import quote
from uuid import uuid4

CORE = "zyxmark"  # survives every way of writing it: percent signs, backslashes, entities, capitals
NAME = "Zyxmärk Zyxmarkova"
RECORD = "ZYXMARK-7"
WORDS = 'Zyxmark "says"\nforged ✓ zyxmark'
FIELDS = (
    *("id", "author", "line", "words", "text", "name", "to", "where", "replaces", "reason", "effect", "severity"),
    *("stated", "values", "drug", "dose", "act", "how", "kind", "retracts", "answers", "alert", "item", "decision"),
    *("user_name", "password", "staff", "pin", "next", "new", "again", "pin_again", "revoke", "who"),
)


def forms() -> Iterator[dict[str, str]]:
    """Every field that any form or entry has, with the marker in it; once with an id that can be stored."""
    yield dict.fromkeys(FIELDS, WORDS)
    yield dict.fromkeys(FIELDS, NAME) | {"id": str(uuid4()), "next": f"/patients?x={quote(NAME)}"}


def bodies() -> Iterator[bytes]:
    """What is no form and no JSON."""
    yield NAME.encode()
    yield f'"{NAME}"'.encode()
    yield f'{{"line": "{NAME}'.encode()
    yield f'[["{NAME}"]]'.encode()
    yield b"\xff\xfe" + NAME.encode("utf-16")


def entries() -> Iterator[dict[str, str]]:
    """What is stored, or refused by what it says."""
    yield {"words": WORDS}
    yield {"effect": NAME, "words": NAME}
    for line in ("148/92", f"148/92 {NAME}", f'+"{NAME}" 2', f"+{NAME}", "-o", f"t99 {NAME}", "188/92 @25:99"):
        yield {"line": line, "words": NAME, "reason": NAME}


def found(text: str) -> bool:
    """Whether the marker is in it: as it is, or in base64 from any of three beginnings."""
    return CORE in text.lower() or any(coded in text for coded in _CODED)


def _coded() -> Iterator[str]:
    for before in range(3):
        for word in (CORE, CORE.capitalize(), CORE.upper()):
            whole = base64.b64encode(b"\0" * before + word.encode()).decode()
            yield whole[4 if before else 0 : -4]


_CODED = tuple(_coded())
