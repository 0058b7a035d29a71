"""Seen: which sessions and patients each sign-in has been noted for, so that a look of a program's is noted once."""

from collections import OrderedDict
from threading import Lock
from typing import Final
from uuid import UUID

_MOST: Final = 20_000  # of all sign-ins; the oldest is forgotten, and noted once more
_SEEN: Final[OrderedDict[tuple[UUID, str, UUID], None]] = OrderedDict()
_ONE: Final = Lock()


def first(sign_in: UUID, kind: str, object_id: UUID) -> bool:
    """Whether this sign-in has not looked at it before; from now on it has."""
    what = (sign_in, kind, object_id)
    with _ONE:
        known = what in _SEEN
        _SEEN[what] = None
        _SEEN.move_to_end(what)
        if len(_SEEN) > _MOST:
            _SEEN.popitem(last=False)
    return not known
