"""Again: who signed in at the provider anew in her unlocked time, which counts for one signature and not for long.

In memory, by the sign-in: a lock gives her another one. A restart of the server costs her a further sign-in there.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Final
from uuid import UUID

from app import clinic, gate
from app.access.asked import Asked, made
from app.access.provider import Provider, ProviderError
from app.access.waiting import Room, Waiting
from data import acts, subjects
from data.sign_ins import Person
from schemas.act import Act, Did

LASTS: Final = timedelta(minutes=5)
_UNTIL: Final[dict[UUID, datetime]] = {}
_ONE: Final = Lock()
_LOCKED: Final = (
    "This page locked before the identity provider had answered: unlock it, then sign in again there. "
    "Nothing was signed."
)
_OTHER: Final = (
    "This answer of the identity provider belongs to another unlocked time than that of this page: sign in again there "
    "from the form that you want to sign. Nothing was signed."
)
_OLD: Final = (
    "This answer of the identity provider is too old, or was used already: sign in again there. Nothing was signed."
)


@dataclass(frozen=True)
class Shown:
    """Who has signed in there anew, and in which unlocked time she was asked to."""

    staff_id: UUID
    unlocked: UUID


COMING: Final[Room[Shown]] = Room(timedelta(minutes=1))  # from the provider's answer to our own page


def question(theirs: Provider, person: Person, back: str, there: str, now: datetime) -> Asked | None:
    """What the provider is asked of this person, or None where it means nobody here by her."""
    with clinic.current().database.read() as connection:
        subject = subjects.of(connection, theirs.issuer, person.staff.id)
    return None if subject is None else made(back, there, now, subject, str(person.sign_in.id))


def came(asked: Asked, staff_id: UUID, now: datetime) -> str:
    """Remembers that the provider vouched for her; the token with which her browser goes on. Raises ProviderError."""
    if asked.unlocked is None:
        raise ProviderError(_OTHER, "asked in no unlocked time")
    return COMING.enter(Shown(staff_id, UUID(asked.unlocked)), asked.there, now)


def arrived(coming: Waiting[Shown] | None, token: str | None, now: datetime) -> None:
    """Lets it count for who is at the browser with this token. Raises ProviderError, BusyError and FullError.

    It counts in the unlocked time alone in which it was asked for.
    """
    if coming is None:
        raise ProviderError(_OLD, "too old, or used already")
    shown, here = coming.proven, gate.person(token)
    if here is None:
        raise ProviderError(_LOCKED, "locked meanwhile", shown.staff_id)
    if (here.staff.id, here.sign_in.id) != (shown.staff_id, shown.unlocked):
        raise ProviderError(_OTHER, "another unlocked time", shown.staff_id)
    with clinic.current().database.write() as connection:
        acts.note(connection, _act(here, now))
    put(shown.unlocked, now + LASTS, now)


def put(unlocked: UUID, until: datetime, now: datetime) -> None:
    """From now on it counts in this unlocked time, until then."""
    with _ONE:
        for old in [old for old, at in _UNTIL.items() if at <= now]:
            del _UNTIL[old]
        _UNTIL[unlocked] = until


def until(unlocked: UUID, now: datetime) -> datetime | None:
    """Until when a signature of this unlocked time is vouched for, or None."""
    return _still(_UNTIL.get(unlocked), now)


def take(unlocked: UUID, now: datetime) -> datetime | None:
    """The same, and it counts no more: of two signatures at once one gets it."""
    with _ONE:
        return _still(_UNTIL.pop(unlocked, None), now)


def _still(until: datetime | None, now: datetime) -> datetime | None:
    return until if until is not None and now < until <= now + LASTS else None


def _act(person: Person, now: datetime) -> Act:
    roles = ",".join(role.value for role in person.staff.roles)
    told = {"at": now, "who": person.staff.id, "roles": roles, "did": Did.SIGN_IN, "kind": "sign_in"}
    told |= {"object_id": person.staff.id, "tablet": person.sign_in.tablet_id}
    return Act.model_validate(told | {"outcome": "identity provider, again for a signature"})
