"""Entering: a new token at every sign-in, unlock and switch; the one before is dead at once."""

import secrets
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import Connection

from app import clinic
from app.access.tries import Opened
from data import accounts, acting, acts, sign_ins
from schemas.act import Act, Did
from schemas.secret import How

GRACE: Final = timedelta(
    seconds=15
)  # the page locks itself at the limit; the server, where no page does, a little later


def begin(connection: Connection, opened: Opened, tablet_id: UUID | None, before: str | None, now: datetime) -> str:
    """Signs the person in and answers the token for her browser; `before` is what the browser showed until now."""
    if before:
        sign_ins.end(connection, before, now)
    token = secrets.token_urlsafe(32)
    sign_in = sign_ins.SignIn(
        id=uuid4(),
        staff_id=opened.staff_id,
        tablet_id=tablet_id,
        how=opened.how,
        limited=opened.limited,
        locks_at=now + limit(at_the_chair=False) + GRACE,
        ends_at=opened.shift.ends_at,
    )
    sign_ins.begin(connection, token, sign_in, now)
    acts.note(connection, _act(connection, opened, tablet_id, now))
    return token


def limit(*, at_the_chair: bool) -> timedelta:
    """How long a page may lie untouched."""
    locks = clinic.current().locks
    return locks.at_the_chair if at_the_chair else locks.elsewhere


def _act(connection: Connection, opened: Opened, tablet_id: UUID | None, now: datetime) -> Act:
    account = accounts.of(connection, opened.staff_id)
    roles = None if account is None else acting.role_words(account.roles)
    did = Did.UNLOCK if opened.how is How.PIN else Did.SIGN_IN
    told = {"at": now, "who": opened.staff_id, "roles": roles, "did": did, "kind": "sign_in"}
    return Act.model_validate(told | {"object_id": opened.staff_id, "tablet": tablet_id, "outcome": opened.outcome})
