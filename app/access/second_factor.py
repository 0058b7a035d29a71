"""The second factor: off the clinic's tablets a code is asked for after the password; each code counts once."""

from datetime import datetime, timedelta
from typing import Final

from app import clinic
from app.access import tries
from app.access.tries import Opened, Proven
from app.access.waiting import Room
from data import accounts, acts, second_factors

_NONE: Final = (
    "Away from the clinic's tablets a code is asked for after the password, and you have none yet: sign in at one of "
    "the tablets and set it up there under My password and PIN, or ask an administrator."
)
_WRONG: Final = "This code is not right, or was used already: wait for the next one that your telephone shows."
_GONE: Final = "The time for the code is over: sign in again."


ASKED: Final[Room[Proven]] = Room(timedelta(minutes=5))  # from the password to the code


def ask(proven: Proven, there: str, now: datetime) -> str:
    """Remembers whom a code is awaited from; what her browser is to show with it. Raises RefusedError without one."""
    with clinic.current().database.read() as connection:
        has = second_factors.has(connection, proven.staff_id)
    if not has:
        with clinic.current().database.write() as connection:
            acts.note(connection, tries.failure(proven.staff_id, "no second factor", now))
        raise tries.RefusedError(_NONE, "no second factor")
    return ASKED.enter(proven, there, now)


def by_code(token: str | None, code: str, now: datetime) -> tuple[Opened, str]:
    """Opens the person's shift, and says where it leads. Raises RefusedError."""
    waiting = ASKED.look(token, now)
    if waiting is None:
        raise tries.RefusedError(_GONE)
    proven, key = waiting.proven, clinic.current().database.secret_key
    with clinic.current().database.write() as connection:
        tries.refuse_to_wait(connection, proven.places, now)
        account = accounts.of(connection, proven.staff_id)
        factor = second_factors.of(connection, proven.staff_id, key)
        if account is None or not account.enabled or factor is None:
            raise tries.RefusedError(_GONE)
        step = second_factors.step_of(factor, code, now)
        if step is not None and ASKED.leave(token, now) is not None:
            second_factors.used(connection, proven.staff_id, step)
            return tries.open_shift(connection, proven, now, with_code=True), waiting.there
        tries.missed(connection, proven.places, tries.failure(proven.staff_id, "wrong code", now))
    raise tries.RefusedError(_WRONG, "wrong")
