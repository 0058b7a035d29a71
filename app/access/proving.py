"""Proving: who signs shows that it is she; by her password first, by her PIN as long as the page stays unlocked."""

from datetime import datetime

from app import clinic
from app.access import own_password, tries
from data import one_shifts, secrets, signatures
from data.sign_ins import Person
from schemas.secret import Sort
from schemas.signature import Vouched


def needed(person: Person) -> Sort:
    """What she is asked for: a lock gives her another sign-in, and with it the password is asked for again."""
    tablet_id, staff_id = person.sign_in.tablet_id, person.staff.id
    with clinic.read(person.staff) as connection:
        if tablet_id is not None and one_shifts.of(connection, staff_id) is not None:
            return Sort.PIN  # an account of one shift has no password
        if tablet_id is None or not signatures.has_signed(connection, person.sign_in.id):
            return Sort.PASSWORD
        return Sort.PASSWORD if secrets.of(connection, staff_id, Sort.PIN) is None else Sort.PIN


def vouch(person: Person, typed: str, now: datetime) -> Vouched:
    """By what she showed it. Raises RefusedError with a sentence; wrong ones are counted and waited for as ever."""
    if not typed:
        raise tries.RefusedError(f"{'PIN' if needed(person) is Sort.PIN else 'Password'}: this is needed.")
    if needed(person) is Sort.PIN:
        tries.by_pin(person.staff.id, typed, person.sign_in.tablet_id, now)
        return Vouched.PIN
    own_password.refuse_wrong(person.staff.id, typed, now)
    return Vouched.PASSWORD
