"""The emergency entry: a chair's signs and a note from a locked tablet, without a person; it writes and shows nothing.

Claiming is the other half: a named person says at the chair that such an entry is hers.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from app import clinic, clock
from app.access import emergency_page, leaving, way_in
from app.entries import emergency, moment, sent
from app.entries.sent import MalformedError, Problems
from app.live import authors, display, receipts
from app.routes import bodies, forms
from data import acting, alerts, chairs, claims, facts, open_treatments, records, rows, targets, treatments
from data.engine import BusyError, FullError
from schemas.account import Tablet
from schemas.fact import ClinicalFact, Fact
from schemas.reading import Reading
from schemas.record import Record

_FIELDS: Final = ("id", "session", "line", "words")
_ENDED: Final = "This session is not open: choose a chair. Nothing was saved."
_OTHERWISE: Final = (
    "This was saved already, with other content: look at the flowsheet after signing in, or enter it anew."
)
_DIGITS: Final = 15  # of milliseconds are thirty thousand years, and refused
_AGAIN: Final = " Nothing was saved: press Save again."
_FAILED: Final[Mapping[type[Exception], tuple[int, str]]] = {
    MalformedError: (400, " Nothing was saved."),
    claims.TooManyError: (429, ""),
    targets.CorrectionError: (409, ""),
    BusyError: (503, _AGAIN),
    FullError: (507, _AGAIN),
}


async def emergency_entry(request: Request) -> Response:
    """GET: the chairs, or the form of one. POST: saves once, and shows what was saved; it locks what was open here."""
    if request.method != "POST":  # a HEAD looks too
        return await run_in_threadpool(_look, request)
    try:
        form = await forms.read(request)
    except bodies.BodyError as error:
        return way_in.page(emergency_page.head(), emergency_page.foot(), problem=str(error), status=error.status)
    return await run_in_threadpool(_enter, request, form)


def _look(request: Request) -> Response:
    leaving.lock(request.scope)
    return _page(request.scope["tablet"], {"session": request.query_params.get("session", "")})


def _page(tablet: Tablet, typed: Mapping[str, str], *said: str, problem: str = "", status: int = 200) -> Response:
    """The form of the session that `typed` names, with what was typed; the chairs where it names none that is open."""
    cards = _cards()
    card = next((one for one in cards if one["session"] == typed.get("session")), None)
    if card is None:
        problem = problem or (_ENDED if typed.get("session") else "")
        body = emergency_page.chairs(cards)
    else:
        body = emergency_page.form(card, authors.named(tablet.name), typed)
    parts = (emergency_page.head(), *said, body, emergency_page.foot())
    return way_in.page(*parts, problem=problem, status=status)


def _cards() -> list[dict[str, Any]]:
    """The open sessions as the display shows them; those written down afterwards have no now to be entered at."""
    shelf, now = clinic.current().shelf, clock.now()
    with clinic.current().database.read(acting.PROGRAM) as connection:
        found = [shelf.record(connection, one.id) for one in treatments.open_ones(connection)]
        at = chairs.names(connection)
    live = [one for one in found if one is not None and not one.treatment.entered_afterwards]
    return display.cards(live, at, now)


def _enter(request: Request, form: FormData) -> Response:
    typed = {name: forms.text(form, name) for name in _FIELDS}
    tablet: Tablet = request.scope["tablet"]
    try:
        record, made = _saved(typed, forms.text(form, "age_ms"), tablet)
    except Problems as problems:
        said = [str(one["text"]) for one in (*problems.refusals, *problems.choices)]
        return _page(tablet, typed, problem=" ".join(said), status=422)
    except facts.ConflictError:
        return _page(tablet, typed | {"id": ""}, problem=_OTHERWISE, status=409)
    except tuple(_FAILED) as error:
        status, more = _FAILED[type(error)]
        return _page(tablet, typed, problem=f"{error}{more}", status=status)
    told = emergency_page.saved(receipts.receipt(record, [one], {})["words"] for one in made)
    return _page(tablet, {"session": typed["session"]}, told, status=201)


def _saved(typed: Mapping[str, str], age: str, tablet: Tablet) -> tuple[Record, list[Fact]]:
    """The session after the save, and what lies in the database of it. Raises Problems and what stands in `_FAILED`."""
    treatment = _uuid(typed["session"])
    with clinic.current().database.write(acting.PROGRAM) as connection:
        record = None
        if treatment is not None and treatment in open_treatments.ids(connection):
            record = clinic.current().shelf.record(connection, treatment)
        if record is None or record.treatment.entered_afterwards:
            raise sent.refusal("emergency.session", _ENDED)
        made = claims.enter(connection, record, _built(connection, record, typed, age), tablet, typed["line"] or None)
        after = records.of_treatment(connection, record.treatment.id)
        if after is None:  # pragma: no cover - it was there a moment ago, in this transaction
            raise LookupError("A session is gone.")
        alerts.keep(connection, after, made[0].fact.entered_at)
    with clinic.current().database.read(acting.PROGRAM) as connection:
        stored = [rows.stored(connection, type(one.fact), one.fact.id) for one in made]
    return after, stored


def _built(connection: Connection, record: Record, typed: Mapping[str, str], age: str) -> tuple[ClinicalFact, ...]:
    read_at = clock.now()
    now = moment.in_order(record, read_at)
    waited = int(age[:_DIGITS]) if age.isdecimal() else 0
    body = {"id": typed["id"], "line": typed["line"], "remark": typed["words"], "age_ms": waited}
    entry = sent.read(body, record, claims.nobody(now), read_at, clinic.current().own_effects)
    made = emergency.build(replace(entry, received=now))
    return tuple(_as_stored(connection, one) for one in made)


def _as_stored(connection: Connection, fact: ClinicalFact) -> ClinicalFact:
    """A resend is linked as it was first: the reading that it repeated then is not looked for again."""
    stored = rows.by_id(connection, Reading, fact.id) if isinstance(fact, Reading) else None
    return fact.model_copy(update={"repeat_of": stored.repeat_of}) if isinstance(stored, Reading) else fact


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
