"""Who am I: the page of tiles before every screen, and the form for the very first member of staff."""

import secrets
from html import escape
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from app import clinic, clock, gate
from data import acts, sign_ins, staff
from data.engine import BusyError, FullError
from schemas.act import Act, Did
from schemas.staff import Role, Staff

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Chairside</title><link rel="stylesheet" href="/assets/who.css"></head>
<body><main><h1>Chairside</h1>{problem}{body}
<p class="soft">A record kept at the chair. It is not a monitor, not an alarm system, and it gives no advice.</p>
</main></body></html>"""
_MAX_FORM = 10_000


async def login(request: Request) -> Response:
    """GET: the tiles. POST: the chosen one becomes a cookie for this browser session, then back to where one was."""
    if request.method == "POST":
        return await _choose(request)
    return _page(request)


async def _choose(request: Request) -> Response:
    body = (await request.body())[:_MAX_FORM]
    said = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    form = {name: values[0] for name, values in said.items()}
    return await run_in_threadpool(_chosen, request, form)


def _chosen(request: Request, form: dict[str, str]) -> Response:
    """In a thread, since another program may hold the record for seconds."""
    token = secrets.token_urlsafe(32)
    try:
        person = _first(form) if "name" in form else _known(form.get("staff", ""))
        if isinstance(person, str):
            return _page(request, problem=person, status=422)
        with clinic.current().database.write() as connection:
            before = gate.token(request.scope)
            if before:
                sign_ins.end(connection, before, clock.now())
            sign_ins.begin(connection, token, person.id, clock.now())
            acts.note(connection, _signed_in(person))
    except (BusyError, FullError) as error:
        return _page(request, problem=f"{error} Choose your name again.", status=503)
    answer = RedirectResponse(_own(form.get("next", "/")), 303)
    answer.set_cookie(clinic.current().cookie, token, httponly=True, samesite="strict")
    return answer


def _signed_in(person: Staff) -> Act:
    roles = ",".join(role.value for role in person.roles)
    return Act(at=clock.now(), who=person.id, roles=roles, did=Did.SIGN_IN, kind="staff", object_id=person.id)


def _known(chosen: str) -> Staff | str:
    try:
        staff_id = UUID(chosen)
    except ValueError:
        return "Choose one of the names."
    with clinic.current().database.read() as connection:
        return staff.by_id(connection, staff_id) or "This name is not known here: choose one of the names."


def _first(form: dict[str, str]) -> Staff | str:
    """The first member of staff of an empty record, or a sentence. She enters herself, with every role."""
    person_id = uuid4()
    try:
        person = Staff(
            id=person_id,
            entered_at=clock.now(),
            entered_by=person_id,
            name=form["name"],
            initials=form.get("initials", ""),
            roles=(Role.NURSE, Role.PRESCRIBER, Role.ADMIN),
        )
    except ValidationError:
        return "Give a name of 1 to 100 letters and initials of 1 to 4."
    with clinic.current().database.write() as connection:
        if staff.all_of(connection):
            return "There is a first member of staff already: choose a name."
        staff.add(connection, person)
    return person


def _page(request: Request, *, problem: str = "", status: int = 200) -> HTMLResponse:
    there = escape(_own(request.query_params.get("next", "/")), quote=True)
    with clinic.current().database.read() as connection:
        people = staff.all_of(connection)
    body = "".join(_tile(person, there) for person in people) if people else _FORM.format(there=there)
    said = f'<p role="alert">{escape(problem)}</p>' if problem else ""
    heading = "<h2>Who are you?</h2>" if people else "<h2>The first member of staff</h2>"
    return HTMLResponse(_PAGE.format(problem=said, body=f'{heading}<div class="tiles">{body}</div>'), status)


def _tile(person: Staff, there: str) -> str:
    roles = ", ".join(role.value for role in person.roles)
    return (
        f'<form method="post" action="/login"><input type="hidden" name="next" value="{there}">'
        f'<button name="staff" value="{person.id}" aria-label="{escape(person.name, quote=True)}">'
        f"<b>{escape(person.name)}</b><span>{escape(roles)}</span></button></form>"
    )


_FORM = (
    '<form method="post" action="/login" class="first"><input type="hidden" name="next" value="{there}">'
    "<p>This record is empty. Who works here first?</p>"
    '<label>Name <input name="name" required maxlength="100" autocomplete="off" autofocus></label>'
    '<label>Initials <input name="initials" required maxlength="4" autocomplete="off"></label>'
    "<button>Begin</button></form>"
)


def _own(address: str) -> str:
    """The address if it lies on this server, else the first screen: never a way to another site."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "/"
    own = address.startswith("/") and not address.startswith(("//", "/\\")) and not parts.netloc and not parts.scheme
    return address if own and address.isprintable() else "/"
