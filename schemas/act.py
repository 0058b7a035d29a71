"""Acts: what somebody did that stored no fact of its own: looked, searched, took out, signed in."""

from enum import StrEnum
from uuid import UUID

from schemas.fact import Instant, Shape


class Did(StrEnum):
    """What was done."""

    SIGN_IN = "sign_in"
    UNLOCK = "unlock"
    LOCK = "lock"
    SETTING = "setting"
    VIEW = "view"
    SEARCH = "search"
    EXPORT = "export"
    PRINT = "print"
    REFUSED = "refused"
    EMERGENCY = "emergency"
    CLAIM = "claim"
    DISCARD = "discard"
    QUARANTINE = "quarantine"
    ACCEPT = "accept"
    WITHDRAW = "withdraw"
    RESTORE = "restore"


class Act(Shape):
    """Who did what, when, and to what: `kind` names the sort of thing, `object_id` the thing.

    `who` is None for the command line, the program itself and an entry in an emergency, which are no persons of the
    clinic; `words` is what was looked for, `reason` the account of the operating system or why it was refused. `sha256`
    is of the row that was stored with it, where one was.
    """

    at: Instant
    who: UUID | None
    roles: str | None
    did: Did
    kind: str
    object_id: UUID | None = None
    patient_id: UUID | None = None
    tablet: UUID | None = None
    words: str | None = None
    outcome: str | None = None
    reason: str | None = None
    sha256: str | None = None
