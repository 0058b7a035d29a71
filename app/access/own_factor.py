"""One's own second factor: offered as a picture and a text, counting once a code has confirmed it; and taken away."""

import io
from datetime import datetime
from uuid import UUID

from app import clinic
from app.access import own_password, tries
from data import accounts, acting, acts, second_factors
from data.engine import Database
from data.second_factors import SecondFactor
from data.sign_ins import Person
from schemas.act import Act, Did
from schemas.staff import Staff


def offer(person: Person, password: str, now: datetime) -> tuple[str, str]:
    """A new secret, and what a telephone reads of it, for who says her password once more. Raises RefusedError."""
    own_password.refuse_wrong(person.staff.id, password, now)
    secret = second_factors.made()
    with clinic.current().database.write() as connection:
        second_factors.offer(connection, person.staff.id, secret, _key(), now)
        account = accounts.of(connection, person.staff.id)
    return secret, address(secret, account.user_name if account is not None else person.staff.initials)


def confirm(person: Person, code: str, now: datetime) -> None:
    """Makes the offered one count, if this is its code. Raises RefusedError."""
    with clinic.current().database.write() as connection:
        found = second_factors.of(connection, person.staff.id, _key(), confirmed=False)
        if found is None:
            raise tries.RefusedError("Nothing is waiting for a code: begin with your password.")
        step = second_factors.step_of(found, code, now)
        if step is None:
            raise tries.RefusedError("This code is not that of the new secret: give the one that is shown now.")
        second_factors.confirm(connection, person.staff.id, SecondFactor(found.secret, step), _key(), now)
        acts.note(connection, act(person.staff, person.staff.id, "new second factor", now))


def give(database: Database, user_name: str, now: datetime, account_of: str) -> str | None:
    """On the server's console: a new one for who has this user name, counting at once; None where nobody has it."""
    name = user_name.strip().casefold()
    with database.write() as connection:
        account = accounts.named(connection, name)
        if account is None:
            return None
        secret = second_factors.made()
        second_factors.confirm(connection, account.staff_id, SecondFactor(secret), database.secret_key, now)
        acts.note(connection, act(None, account.staff_id, "new second factor", now, account_of))
    return said(secret, account.user_name)


def said(secret: str, user_name: str) -> str:
    """What the console says of a secret: its text, and the picture of it."""
    import segno

    picture = io.StringIO()
    segno.make(address(secret, user_name), micro=False).terminal(picture, compact=True)
    return (
        "Away from the clinic's tablets a code is asked for too. Give this secret to an authenticator app now; it is "
        f"shown this once: {grouped(secret)}\n{picture.getvalue()}"
    )


def picture(address_of: str) -> str:
    """The picture that a telephone reads, as SVG for one of our own pages."""
    import segno

    drawn: str = segno.make(address_of, micro=False).svg_inline(scale=5, dark="#000", light="#fff", border=4)
    return drawn


def grouped(secret: str) -> str:
    """A secret as it is read aloud and typed: in groups of four."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def address(secret: str, user_name: str) -> str:
    """What a telephone reads."""
    return second_factors.address(secret, user_name)


def act(by: Staff | None, of: UUID, outcome: str, now: datetime, reason: str | None = None) -> Act:
    """The row of the audit."""
    roles = None if by is None else acting.role_words(by.roles)
    told = {"at": now, "who": None if by is None else by.id, "roles": roles, "did": Did.SETTING, "kind": "account"}
    return Act.model_validate(told | {"object_id": of, "outcome": outcome, "reason": reason})


def _key() -> bytes:
    return clinic.current().database.secret_key
