"""Content: what a signature covers, as canonical JSON: keys sorted, no blanks, times in UTC.

Source: the project's own form, by its version. It is RFC 8785's but for how numbers are written.
"""

import json
from hashlib import sha256
from typing import Any, Final

from schemas.record import KINDS, Record
from schemas.signature import Afterword

VERSION: Final = 1


def of_record(record: Record) -> str:
    """Every fact of the session, valid and struck through, and what struck it through; nothing of who the patient is.

    What the rules make of the facts, alerts among it, is no part of it: it follows from them.
    """
    facts = {kind: _sorted(getattr(record, kind)) for kind in (*KINDS, "retractions")}
    return _canonical({"version": VERSION, "treatment": record.treatment.model_dump(mode="json"), **facts})


def of_afterword(afterword: Afterword) -> str:
    """A review or a follow-up, whole."""
    return _canonical({"version": VERSION, "afterword": afterword.model_dump(mode="json")})


def digest(content: str) -> str:
    """SHA-256 of a content, in hexadecimal."""
    return sha256(content.encode()).hexdigest()


def _sorted(facts: tuple[Any, ...]) -> list[dict[str, Any]]:
    return [fact.model_dump(mode="json") for fact in sorted(facts, key=lambda one: one.id)]


def _canonical(content: dict[str, Any]) -> str:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
