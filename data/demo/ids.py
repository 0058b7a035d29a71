"""The ids of the demo clinic: each follows from what the thing is, so that a second run knows its own."""

from datetime import date
from typing import Final
from uuid import UUID, uuid5

_NAMESPACE: Final = UUID("2f0f5a52-6a0c-4a8e-8d37-5c1d8e0b7a91")


def of(*parts: object) -> UUID:
    """The id of the thing that these words name."""
    return uuid5(_NAMESPACE, "/".join(str(part) for part in parts))


ADMIN: Final = of("staff", "TB")
SEED: Final = 14  # of the demo clinic that is served; the tests make others


def open_id(day: date, slot: int) -> UUID:
    """The id of the session that is opened in this slot on this day of the clinic."""
    return of("open", day.isoformat(), slot)
