"""Accounts of one shift: who is in charge opens one at a tablet for a nurse from elsewhere."""

import logging

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from app import clinic, clock, logs, noted, words
from app.access import one_shift, tries, way_in
from app.entries.sent import Problems
from app.logs import Event
from app.routes import forms
from data import accounts
from data.acting import RightsError
from data.engine import BusyError, FullError
from schemas.act import Did

_FIELDS = ("password", "name", "initials", "number", "pin", "again")
_OTHERS = "<p>Accounts of one shift are opened by a person in charge, at one of the clinic's tablets.</p>"


async def opened(request: Request) -> Response:
    """GET: the form, for who is in charge. POST: opens the account, or says what is wrong."""
    return await forms.answered(request, _look, _open)


def _look(request: Request, problem: str = "", status: int = 200) -> Response:
    person = request.scope["person"]
    with clinic.read(person.staff) as connection:
        account = accounts.of(connection, person.staff.id)
    if account is None or not account.in_charge or person.sign_in.tablet_id is None:
        return way_in.page(_OTHERS, status=403)
    return way_in.page(one_shift.form(), problem=problem, status=status)


def _open(request: Request, form: FormData) -> Response:
    person = request.scope["person"]
    wanted = one_shift.Wanted(*(forms.text(form, name) for name in _FIELDS))
    try:
        made = one_shift.open_account(person, wanted, clock.now())
    except RightsError as error:
        noted.act(person, Did.REFUSED, "one-shift account", reason="not in charge")
        return way_in.page(_OTHERS, problem=str(error), status=403)
    except tries.RefusedError as error:
        logs.tell(Event.SECRET, logging.WARNING, who=person.staff.id, why=error.why)
        return way_in.page(one_shift.form(), problem=str(error), status=422)
    except Problems as problems:
        return way_in.page(one_shift.form(), problem=one_shift.sentence(problems), status=422)
    except (BusyError, FullError) as error:
        return way_in.page(one_shift.form(), problem=f"{error} Nothing was opened: try again.", status=503)
    logs.tell(Event.ACCOUNT, who=person.staff.id, of=made.nurse.id, kind="made")
    until = words.moment(made.shift.ends_at, clock.now(), clinic.current().zone)
    said = f"<p>The account is open until {until}: she signs in by her tile and PIN on the clinic's tablets.</p>"
    return way_in.page(f'{said}<p><a href="/">Today</a></p>', status=201)
