"""Acting: who presses at this browser, when, and in which zone."""

from typing import Any, TypeVar
from uuid import UUID

from app import clinic, clock, person
from app.entries.planning import By
from app.entries.sent import fact, refusal
from schemas.statement import Statement

Kind = TypeVar("Kind", bound=Statement)


def statement(kind: type[Kind], **columns: Any) -> Kind:  # noqa: ANN401 - checked by the shape itself
    """A statement by who is at this browser, now. Raises Problems with sentences."""
    by_now = by()
    return fact(kind, entered_at=by_now.now, entered_by=by_now.author.id, **columns)


def made(kind: type[Kind], as_id: UUID, who: By, **columns: Any) -> Kind:  # noqa: ANN401 - checked by the shape
    """The same under the form's own id, by whom the press was. Raises Problems with sentences."""
    return fact(kind, **who.common(as_id), **columns)


def by() -> By:
    """At the moment of the press. Raises Problems where nobody is chosen at this browser."""
    author = person.current()
    if author is None:
        raise refusal("who", "Nobody is chosen at this browser: say who you are first.")
    return By(author, clock.now(), clinic.current().zone)
