"""Seen: which sessions and patients each sign-in has been noted for, so that a look of a program's is noted once."""

from typing import Final
from uuid import UUID

from app.recent import Recent

_MOST: Final = 20_000  # of all sign-ins; the oldest is forgotten, and noted once more
_SEEN: Final[Recent[tuple[UUID, str, UUID], bool]] = Recent(_MOST)


def first(sign_in: UUID, kind: str, object_id: UUID) -> bool:
    """Whether this sign-in has not looked at it before; from now on it has."""
    what = (sign_in, kind, object_id)
    with _SEEN.lock:
        known = _SEEN.get(what) is not None
        _SEEN.put(what, True)  # noqa: FBT003 - what is held, not a switch
    return not known
