"""Tries: whether a secret is right, how long somebody who was wrong waits, and what both leave behind.

The same answer and the same time for a name that is unknown. Wrong ones are counted in the database, so that a restart
forgives nobody. Numbers: docs/security.md.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import Connection

from app import clinic
from data import accounts, acts, misses, secrets, shifts, tablets
from data.misses import Misses
from data.shifts import Shift
from schemas import pins
from schemas.account import Account
from schemas.act import Act, Did
from schemas.secret import How, Sort

FREE: Final = 4  # wrong passwords before one has to wait
ADDRESS_MOST: Final = 50
ADDRESS_WITHIN: Final = timedelta(minutes=15)
LONGEST: Final = 256  # characters of a password; more is nobody's, and costs time to look at
_WRONG: Final = "User name and password do not belong together."


class RefusedError(Exception):
    """Nobody was let in; the text is a sentence for the person, `why` a word for the log."""

    def __init__(self, sentence: str, why: str = "refused") -> None:
        """`why` is a word of the program's own."""
        super().__init__(sentence)
        self.why = why


@dataclass(frozen=True)
class Opened:
    """Who may come in, by what, in which shift; `limited`: somebody else chose her password."""

    staff_id: UUID
    how: How
    shift: Shift
    limited: bool = False
    outcome: str | None = None


@dataclass(frozen=True)
class Proven:
    """Who has shown her first factor; `places` are where wrong tries count, for her name and for the address.

    `strong`: the provider that vouches for her has seen two.
    """

    staff_id: UUID
    how: How
    limited: bool
    places: tuple[str, str]
    strong: bool = False


def by_password(user_name: str, password: str, address: str, now: datetime, tablet: UUID | None = None) -> Proven:
    """Whose user name and password these are, given at this tablet. Raises RefusedError. 30 ms: to be run in a thread.

    It opens nothing and forgives nothing yet: whoever knows a password alone must not try codes without end.
    """
    name = user_name.strip().casefold()[:LONGEST]
    places = misses.place("password", name), misses.place("address", address)
    with clinic.current().database.read() as connection:
        refuse_to_wait(connection, places, now)
        account = accounts.named(connection, name)
        stored = None if account is None else secrets.of(connection, account.staff_id, Sort.PASSWORD)
    known = stored["hash"] if stored is not None and account is not None and account.enabled else None
    right = len(password) <= LONGEST and secrets.is_right(password[:LONGEST], known, _key())
    with clinic.current().database.write() as connection:
        # Once more: of many tries at once only those count that the waits of the others allow.
        refuse_to_wait(connection, places, now)
        if not right or account is None or stored is None:
            of = None if account is None else account.staff_id
            missed(connection, places, failure(of, f"wrong {Sort.PASSWORD.value}", now, tablet))
        else:
            return Proven(account.staff_id, How.PASSWORD, stored["given"], places)
    raise RefusedError(_WRONG, "wrong")


def open_shift(connection: Connection, proven: Proven, now: datetime, *, with_code: bool = False) -> Opened:
    """Opens the shift of who has shown all that is asked of her, or goes on with it; her wrong tries are forgiven."""
    shown = ["identity provider"] if proven.how is How.PROVIDER else []
    shown += ["two factors there"] if proven.strong else ["code"] if with_code else []
    of_pins = [misses.place("pin", proven.staff_id, one.tablet_id) for one in tablets.all_of(connection)]
    misses.clear(connection, *proven.places, *of_pins)
    shift = _shift(connection, proven.staff_id, now)
    return Opened(proven.staff_id, proven.how, shift, proven.limited, ", ".join(shown) or None)


def by_pin(staff_id: UUID, pin: str, tablet_id: UUID | None, now: datetime) -> Opened:
    """On an enrolled tablet, within the person's shift. Raises RefusedError. Some 30 ms: to be run in a thread."""
    if tablet_id is None:
        raise RefusedError(
            "A PIN counts on the clinic's own tablets only: sign in with your password here.", "no tablet"
        )
    place = misses.place("pin", staff_id, tablet_id)
    with clinic.current().database.read() as connection:
        account, stored = accounts.of(connection, staff_id), secrets.of(connection, staff_id, Sort.PIN)
        shift = shifts.of(connection, staff_id, now)
        _refuse_closed(account, shift, has_pin=stored is not None)
        refuse_to_wait(connection, (place,), now)
    right = secrets.is_right(pin[: pins.DIGITS + 1], None if stored is None else stored["hash"], _key())
    with clinic.current().database.write() as connection:
        _refuse_closed(account, shifts.of(connection, staff_id, now), has_pin=True)
        refuse_to_wait(connection, (place,), now)
        shift = shifts.of(connection, staff_id, now) or (_shift(connection, staff_id, now) if _is_demo() else None)
        if right and shift is not None:
            misses.clear(connection, place)
            return Opened(staff_id, How.PIN, shift)
        made = misses.add(connection, place, now)
        if shift is not None:
            shifts.count_wrong_pin(connection, shift.id)
        acts.note(connection, failure(staff_id, f"wrong {Sort.PIN.value}", now, tablet_id))
    raise RefusedError(f"This PIN is not right. The next try counts in {pins.wait(made.count)} s.", "wrong")


def _refuse_closed(account: Account | None, shift: Shift | None, *, has_pin: bool) -> None:
    """A PIN opens nothing by itself: it needs an account, a running shift, and to be there at all."""
    if account is None or not account.enabled:
        raise RefusedError("This account is not in use: ask an administrator.", "closed")
    if shift is None and not _is_demo():
        raise RefusedError("Your shift is not open: sign in with your password once, then the PIN does.", "no shift")
    if shift is not None and shift.wrong_pins >= pins.MISSES:
        raise RefusedError(f"{pins.MISSES} wrong PINs in this shift: sign in with your password.", "too many")
    if not has_pin:
        raise RefusedError("You have no PIN yet: sign in with your password and choose one.")


def refuse_to_wait(connection: Connection, places: tuple[str, ...], now: datetime) -> None:
    """Raises RefusedError while a wait runs: nothing is tried in it, and it does not get longer by trying."""
    own, *addresses = places
    until = _until(misses.at(connection, own), FREE if addresses else 0)
    if until is not None and now < until:
        raise RefusedError(f"Too many wrong tries: wait {_seconds(until - now)} s.", "waits")
    for place in addresses:
        refuse_address(connection, place, now)


def refuse_address(connection: Connection, place: str, now: datetime) -> None:
    """Raises RefusedError where too much went wrong at this address."""
    found = misses.at(connection, place)
    if found is not None and found.count >= ADDRESS_MOST and now < found.since + ADDRESS_WITHIN:
        raise RefusedError("Too many wrong tries from this address: wait a quarter of an hour.", "address waits")


def _until(found: Misses | None, free: int) -> datetime | None:
    return None if found is None else found.last + timedelta(seconds=pins.wait(found.count - free))


def _seconds(wait: timedelta) -> int:
    return max(1, ceil(wait.total_seconds()))


def missed(connection: Connection, places: tuple[str, str], told: Act) -> None:
    """One wrong try more, of a password or a code, for the name and for the address; and its row of the audit."""
    own, address = places
    misses.add(connection, own, told.at)
    misses.add(connection, address, told.at, within=ADDRESS_WITHIN)
    acts.note(connection, told)


def failure(staff_id: UUID | None, why: str, now: datetime, tablet: UUID | None = None) -> Act:
    """The row of the audit; what was typed is not in it: it may be a password in the wrong field."""
    told = {"at": now, "who": staff_id, "roles": None, "did": Did.REFUSED, "kind": "sign_in", "tablet": tablet}
    return Act.model_validate(told | {"object_id": staff_id, "reason": why})


def _shift(connection: Connection, staff_id: UUID, now: datetime) -> Shift:
    """The running shift, its wrong PINs made good; or a new one."""
    found = shifts.of(connection, staff_id, now)
    if found is not None:
        shifts.forgive(connection, found.id)
        return found
    made = Shift(uuid4(), staff_id, now, now + timedelta(hours=clinic.current().shift_hours), 0)
    shifts.begin(connection, made)
    return made


def _key() -> bytes:
    return clinic.current().database.secret_key


def _is_demo() -> bool:
    """The demo's people are invented and their PINs stand on its page: their shifts are always open."""
    return clinic.current().demo
