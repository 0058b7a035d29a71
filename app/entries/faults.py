"""Faults of a form: what is wrong with its fields is told at once, not one sentence at each press."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from app.entries.sent import Problems

Read = TypeVar("Read")


class Faults:
    """The refusals that reading a form's fields has given so far."""

    def __init__(self) -> None:
        self._found: list[Mapping[str, Any]] = []

    def of(self, read: Callable[[], Read]) -> Read | None:
        """What `read` gives, or None where it refused: its refusals are kept."""
        try:
            return read()
        except Problems as problems:
            self._found.extend(problems.refusals)
            return None

    def tell(self) -> None:
        """Raises Problems with every refusal so far, if there is one."""
        if self._found:
            raise Problems(refusals=tuple(self._found))
