"""One's own password, asked again before a secret is changed: at a page left open nobody tries it without end."""

from datetime import datetime
from uuid import UUID

from app import clinic
from app.access import tries
from data import acts, misses, secrets
from schemas.secret import Sort


def refuse_wrong(staff_id: UUID, password: str, now: datetime, nothing: str = "changed") -> None:
    """Raises RefusedError where this is not the person's password, or while a wait runs; `nothing` was done then.

    Some 30 ms: in a thread.
    """
    place, key = misses.place("own password", staff_id), clinic.current().database.secret_key
    with clinic.current().database.read() as connection:
        tries.refuse_to_wait(connection, (place,), now)
        stored = secrets.of(connection, staff_id, Sort.PASSWORD)
    known = None if stored is None else stored["hash"]
    right = len(password) <= tries.LONGEST and secrets.is_right(password[: tries.LONGEST], known, key)
    with clinic.current().database.write() as connection:
        tries.refuse_to_wait(connection, (place,), now)
        if right:
            misses.clear(connection, place)
            return
        misses.add(connection, place, now)
        acts.note(connection, tries.failure(staff_id, "wrong password", now))
    raise tries.RefusedError(f"Password: this is not your password. Nothing was {nothing}.", "wrong")
