"""Proving: who signs shows that it is she; first by password or provider, by PIN as long as the page stays unlocked."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from app import clinic
from app.access import again, own_password, tries
from app.access.provider import Provider
from data import one_shifts, secrets, signatures, subjects
from data.sign_ins import Person
from schemas.secret import Sort
from schemas.signature import Vouched


@dataclass(frozen=True)
class Ways:
    """How she may show it: by what she types, None where she has nothing to type, or by the provider, None for no way.

    `until`: she has signed in there anew, and that counts until then.
    """

    typed: Sort | None
    provider: Provider | None = None
    until: datetime | None = None


def ways(person: Person, now: datetime) -> Ways:
    """What she is asked for: a lock gives her another sign-in, and with it she is asked for more than a PIN again."""
    tablet_id, staff_id, theirs = person.sign_in.tablet_id, person.staff.id, clinic.current().provider
    with clinic.read(person.staff) as connection:
        if tablet_id is not None and one_shifts.of(connection, staff_id) is not None:
            return Ways(Sort.PIN)  # an account of one shift has no password
        has_signed = tablet_id is not None and signatures.has_signed(connection, person.sign_in.id)
        if has_signed and secrets.of(connection, staff_id, Sort.PIN) is not None:
            return Ways(Sort.PIN)
        if theirs is None or subjects.of(connection, theirs.issuer, staff_id) is None:
            return Ways(Sort.PASSWORD)
        has_password = secrets.of(connection, staff_id, Sort.PASSWORD) is not None
    return Ways(Sort.PASSWORD if has_password else None, theirs, again.until(person.sign_in.id, now))


@contextmanager
def vouched(person: Person, typed: str, now: datetime) -> Iterator[Vouched]:
    """By what she showed it, for the one signature that is stored inside. Raises RefusedError with a sentence.

    Wrong ones are counted and waited for as ever. A sign-in at the provider is spent by the signature, whatever vouched
    for it, and by nothing that was refused.
    """
    may, shown = ways(person, now), again.take(person.sign_in.id, now)
    try:
        yield _shown(person, may, typed, now, is_fresh=shown is not None)
    except BaseException:
        if shown is not None:
            again.put(person.sign_in.id, shown, now)
        raise


def _shown(person: Person, may: Ways, typed: str, now: datetime, *, is_fresh: bool) -> Vouched:
    if typed and may.typed is Sort.PIN:
        tries.by_pin(person.staff.id, typed, person.sign_in.tablet_id, now)
        return Vouched.PIN
    if typed and may.typed is Sort.PASSWORD:
        own_password.refuse_wrong(person.staff.id, typed, now, "signed")
        return Vouched.PASSWORD
    if may.provider is not None and is_fresh:
        return Vouched.PROVIDER
    raise tries.RefusedError(_needed(may))


def _needed(may: Ways) -> str:
    if may.provider is None:
        return f"{'PIN' if may.typed is Sort.PIN else 'Password'}: this is needed."
    minutes = int(again.LASTS.total_seconds() // 60)
    there = f"Sign in again at {may.provider.name} first: that counts for one signature within {minutes} minutes."
    return there if may.typed is None else f"Password: this is needed, or the provider's word. {there}"
