"""Leaving: whoever goes to a page that stands open to others ends what was open at this browser."""

from starlette.types import Scope

from app import clinic, clock, gate, logs
from app.logs import Event
from data import acting, acts, sign_ins
from data.engine import BusyError, FullError
from schemas.act import Act, Did


def lock(scope: Scope) -> None:
    """Ends the sign-in that the request's cookie stands for: a page that can be gone back to must show nothing."""
    token = gate.token(scope)
    person = gate.person(token)
    if token is None or person is None:
        return
    now, roles = clock.now(), acting.role_words(person.staff.roles)
    told = {"at": now, "who": person.staff.id, "roles": roles, "did": Did.LOCK, "kind": "sign_in"}
    try:
        with clinic.current().database.write() as connection:
            sign_ins.end(connection, token, now)
            acts.note(connection, Act.model_validate(told | {"tablet": person.sign_in.tablet_id}))
    except (BusyError, FullError):
        return  # it ends by itself at its limit
    logs.tell(Event.LOCK, who=person.staff.id, sign_in=person.sign_in.id, tablet=person.sign_in.tablet_id)
