"""Presence: that somebody touches the page, and whether her sign-in still holds."""

from datetime import datetime, timedelta
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from app import clinic, clock, gate, words
from app.access import entering, touched
from app.routes import bodies
from data import acting, acts, one_shifts, shifts, sign_ins
from data.engine import BusyError, FullError
from data.sign_ins import Person
from schemas.act import Act, Did


async def touch(request: Request) -> Response:
    """The person is there; `where` is "chair" or anything else. Polls and resends never come here."""
    try:
        body = await bodies.read(request)
    except bodies.BodyError as error:
        return bodies.problem(error.status, str(error))
    at_the_chair = isinstance(body, dict) and body.get("where") == "chair"
    until = clock.now() + entering.limit(at_the_chair=at_the_chair) + entering.GRACE
    touched.touch(gate.token(request.scope) or "", until)
    return Response(status_code=204)


def session(request: Request) -> Response:
    """Whether one is still in: the gate has answered for who is not. It extends nothing."""
    return JSONResponse({"ends": request.scope["person"].sign_in.ends_at.timestamp()})


_MORE: Final = timedelta(hours=2)
_ASKED: Final = timedelta(minutes=30)
_LONGEST: Final = timedelta(hours=16)  # as long as a shift may be set to last


async def longer(request: Request) -> Response:
    """Lets the person's shift go on for two hours: 200 with the seconds it has left, 409 where it cannot.

    Asked for sooner than half an hour before its end it stays as it is: another tablet was pressed already.
    """
    return await run_in_threadpool(_longer, request.scope["person"])


def _longer(person: Person) -> Response:
    now, who = clock.now(), person.staff
    try:
        with clinic.current().database.write() as connection:
            shift = shifts.of(connection, who.id, now)
            if shift is None:
                return bodies.problem(409, "Your shift has ended: sign in with your password.")
            if shift.ends_at - now > _ASKED:
                return _goes_on(shift.ends_at)
            if one_shifts.of(connection, who.id) is not None:
                return bodies.problem(409, "Your account is for this one shift: who is in charge opens another.")
            until = min(shift.ends_at + _MORE, shift.opened_at + _LONGEST)
            if until <= shift.ends_at:
                at = words.clock_time(shift.ends_at, clinic.current().zone)
                return bodies.problem(409, f"A shift lasts 16 hours at most: at {at} sign in with your password.")
            shifts.extend(connection, shift.id, until)
            sign_ins.extend_all(connection, who.id, now, until)
            told = {"at": now, "who": who.id, "roles": acting.role_words(who.roles), "kind": "shift"}
            acts.note(connection, Act.model_validate(told | {"did": Did.SETTING, "tablet": person.sign_in.tablet_id}))
    except (BusyError, FullError) as error:
        return bodies.problem(503, f"{error} Press again.")
    return _goes_on(until)


def _goes_on(until: datetime) -> Response:
    left = (until - clock.now()).total_seconds()
    return JSONResponse({"left": left, "ends": words.clock_time(until, clinic.current().zone)})
