"""Acting: who presses at this browser, when, and in which zone."""

from app import clinic, clock, person
from app.entries.planning import By
from app.entries.sent import refusal


def by() -> By:
    """At the moment of the press. Raises Problems where nobody is chosen at this browser."""
    author = person.current()
    if author is None:
        raise refusal("who", "Nobody is chosen at this browser: say who you are first.")
    return By(author, clock.now(), clinic.current().zone)
