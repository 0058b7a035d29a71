"""Sealed: an entry that comes without its author's live sign-in is stored in her name, or kept until somebody decides.

No answer says more than that: who sends a seal need not be anybody who may look at the session.
"""

import logging
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from starlette.responses import JSONResponse, Response
from starlette.types import Scope

from app import clinic, clock, logs, words
from app.access import seals
from app.access.seals import Proven, SealError
from app.entries import sent, storing
from app.entries.sent import MalformedError, Problems
from app.entries.storing import Entry, NoSessionError
from app.logs import Event
from app.routes import bodies
from data import acting, facts, quarantine, rows, targets, treatments
from data.engine import BusyError, FullError
from data.quarantine import Kept
from data.restrictions import RestrictedError

_KEPT: Final = (
    "This entry could not be stored any more. It is kept in its session until somebody accepts or withdraws it."
)
_OTHER: Final = "Another entry with this id is kept already: nothing was changed."
_NO_ROLE: Final = "This person is neither nurse nor prescriber any more."
_LATE: Final = "It waited for more than two days."
_REFUSED: Final = (facts.ConflictError, targets.CorrectionError, facts.SignedError, acting.RightsError, MalformedError)


def save(scope: Scope, kind: str, treatment: UUID, raw: bytes) -> Response:
    """201 stored · 200 was stored · 202 kept for somebody's word · 401 no seal · 4xx and 5xx with a sentence."""
    now = clock.now()
    try:
        proven = seals.prove(seals.sent(scope), treatment, kind, raw, now)
        body = bodies.parsed(raw)
        told = _text(raw)
        draft = _draft(body, proven)
    except SealError as error:
        logs.tell(Event.SEAL_REFUSED, logging.WARNING, why=error.why, kind=kind, address=logs.address(scope))
        return bodies.problem(401, str(error))
    except bodies.BodyError as error:
        return bodies.problem(error.status, str(error))
    try:
        return _save(
            Entry(kind, treatment, body, proven.author, proven.entered, tablet_id=proven.tablet_id), draft, told, proven
        )
    except NoSessionError as error:
        return bodies.problem(404, str(error))
    except (BusyError, FullError) as error:
        return bodies.problem(503, f"{error} It is tried again by itself.")


def _text(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raise bodies.BodyError(400, "The entry is not UTF-8: nothing was saved.") from None


def _draft(body: Any, proven: Proven) -> UUID:  # noqa: ANN401 - JSON
    """The entry's own id. Raises SealError where the body is another's, BodyError where it has no id."""
    if not isinstance(body, dict) or body.get("author") != str(proven.author.id):
        raise SealError("author")
    try:
        return UUID(str(body.get("id")))
    except ValueError:
        raise bodies.BodyError(400, "The entry has no id of its own: nothing was saved.") from None


def _save(entry: Entry, draft: UUID, raw: str, proven: Proven) -> Response:
    with clinic.current().database.read(acting.PROGRAM) as connection:
        known, stored = quarantine.by_id(connection, draft), rows.anywhere(connection, draft)
    if known is not None:
        return _as_kept(known, entry, raw)
    reason = _beforehand(proven, clock.now())
    if reason is not None and stored is not None and stored.entered_by == entry.author.id:
        return JSONResponse({"receipt": {"id": str(draft)}}, 200)
    if reason is None:
        try:
            return _stored(entry)
        except (Problems, *_REFUSED) as error:
            reason = words.readable(_why(error))
    return _keep(entry, draft, raw, reason, proven)


def _beforehand(proven: Proven, now: datetime) -> str | None:
    """Why it cannot be stored whatever it says, or None."""
    if proven.closed is not None:
        return proven.closed
    if not proven.author.treats:
        return _NO_ROLE
    return _LATE if now - proven.entered > sent.LONGEST_WAIT else None


def _stored(entry: Entry) -> Response:
    with clinic.write(entry.author, tablet=entry.tablet_id) as connection:
        stored = storing.store(connection, entry)
    with clinic.read(entry.author) as connection:
        (fact, *_) = storing.read_back(connection, stored)
    return JSONResponse({"receipt": {"id": str(fact.id)}}, 201 if stored.created else 200)


def _why(error: Exception) -> str:
    if isinstance(error, Problems):
        return " ".join(str(one["text"]) for one in (*error.refusals, *error.choices, *error.questions))
    if isinstance(error, facts.ConflictError):
        return "An entry with this id and other content is stored already."
    if isinstance(error, facts.SignedError):
        return "The session was signed meanwhile."
    if isinstance(error, RestrictedError):
        return "The record is for named people now, and its author is none of them."
    return str(error)


def _keep(entry: Entry, draft: UUID, raw: str, reason: str, proven: Proven) -> Response:
    kept = Kept(draft, entry.treatment, entry.author.id, entry.kind, raw, proven.entered, clock.now(), reason)
    # By the program: it says nothing of the record, and its author may not be one of those who see it any more.
    with clinic.current().database.write(acting.PROGRAM) as connection:
        if treatments.by_id(connection, entry.treatment) is None:
            raise NoSessionError
        known = quarantine.by_id(connection, draft)
        if known is None:
            quarantine.keep(connection, kept, proven.tablet_id)
    if known is not None:
        return _as_kept(known, entry, raw)
    logs.tell(Event.QUARANTINED, who=entry.author.id, kind=entry.kind, tablet=proven.tablet_id)
    return JSONResponse({"kept": _KEPT, "id": str(draft)}, 202)


def _as_kept(known: quarantine.Standing, entry: Entry, raw: str) -> Response:
    """A resend of what is kept, or was: it adds nothing."""
    kept = known.kept
    if (kept.treatment_id, kept.author, kept.kind, kept.body) != (entry.treatment, entry.author.id, entry.kind, raw):
        return bodies.problem(409, _OTHER)
    return JSONResponse({"kept": _KEPT, "id": str(kept.id)}, 202 if known.accepted is None else 200)
