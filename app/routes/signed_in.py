"""One's own sign-ins: where one is signed in, and the end of all but this one."""

from collections.abc import Sequence

from sqlalchemy import RowMapping
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app import clinic, clock, gate, logs, words
from app.access import own_password, tries, way_in
from app.logs import Event
from app.routes import forms
from data import acting, acts, sign_ins, tablets
from data.engine import BusyError, FullError
from data.sign_ins import Person
from schemas.act import Act, Did


async def mine(request: Request) -> Response:
    """GET: where one is signed in. POST with one's password: ends all but this one, or says why not."""
    return await forms.answered(request, _page, _end_others)


def _page(request: Request, problem: str = "", status: int = 200) -> Response:
    person, now = request.scope["person"], clock.now()
    with clinic.current().database.read() as connection:
        found = sign_ins.open_of(connection, person.staff.id, now)
        names = {one.tablet_id: one.name for one in tablets.all_of(connection)}
    said = [
        f"{words.moment(one['signed_in_at'], now, clinic.current().zone)}, by {one['how'].value}, "
        f"{names.get(one['tablet_id'], 'no tablet of the clinic')}"
        + (": this one" if one["id"] == person.sign_in.id else "")
        for one in found
    ]
    return way_in.page(way_in.sign_ins_list(said), problem=problem, status=status)


def _end_others(request: Request, form: FormData) -> Response:
    person, token, now = request.scope["person"], gate.token(request.scope) or "", clock.now()
    try:
        own_password.refuse_wrong(person.staff.id, forms.text(form, "password"), now)
        with clinic.current().database.write() as connection:
            others = [
                one for one in sign_ins.open_of(connection, person.staff.id, now) if one["id"] != person.sign_in.id
            ]
            sign_ins.end_all(connection, person.staff.id, now, but=token)
            acts.note(connection, _act(person, others))
    except tries.RefusedError as error:
        return _page(request, str(error), 422)
    except (BusyError, FullError) as error:
        return _page(request, f"{error} Nothing was changed: try again.", 503)
    logs.tell(Event.ENDED, who=person.staff.id, sign_in=person.sign_in.id)
    return RedirectResponse("/sign-ins", 303)


def _act(person: Person, others: Sequence[RowMapping]) -> Act:
    roles = acting.role_words(person.staff.roles)
    told = {"at": clock.now(), "who": person.staff.id, "roles": roles, "did": Did.SETTING, "kind": "sign_in"}
    more = {"object_id": person.sign_in.id, "tablet": person.sign_in.tablet_id}
    return Act.model_validate(told | more | {"outcome": f"ended {len(others)} others"})
