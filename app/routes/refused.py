"""Refused: who may not write here, and what a person is told instead of a fault; the same for whatever is saved."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec
from uuid import UUID

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from app import clinic, noted, seen, words
from app.entries.sent import MalformedError, Problems
from app.entries.storing import NoSessionError
from app.live import authors, receipts
from app.routes import bodies
from data import acting, facts, records, staff, targets, treatments
from data.engine import BusyError, FullError
from data.restrictions import RestrictedError
from data.sign_ins import Person
from schemas.act import Did
from schemas.correction import Retraction
from schemas.fact import ClinicalFact, Fact
from schemas.record import Record
from schemas.staff import Staff

NO_SESSION: Final = str(NoSessionError())

_SENTENCES: Final[Mapping[type[Exception], tuple[int, str]]] = {
    MalformedError: (400, ""),
    NoSessionError: (404, ""),
    targets.CorrectionError: (409, ""),
    facts.SignedError: (423, ""),
    acting.RightsError: (403, ""),
    RestrictedError: (403, ""),
    BusyError: (503, "Still saving: another program holds the record. It is tried again by itself."),
    FullError: (507, "The disk of the server is full or failing: nothing was saved. What you entered waits here."),
}


_Asked = ParamSpec("_Asked")


def where_restricted(
    route: Callable[Concatenate[Request, UUID, _Asked], Response],
) -> Callable[Concatenate[Request, UUID, _Asked], Response]:
    """The route of a session, which answers 403 with the sentence where the record is for others.

    A page that is open asks every second or two: it is in the audit once a sign-in and session.
    """

    @wraps(route)
    def asked(request: Request, treatment: UUID, /, *args: _Asked.args, **more: _Asked.kwargs) -> Response:
        try:
            return route(request, treatment, *args, **more)
        except RestrictedError as error:
            person: Person = request.scope["person"]
            if seen.first(person.sign_in.id, "refused", treatment):
                told = {"reason": "restricted", "patient_id": error.patient_id}
                noted.act(person, Did.REFUSED, "treatment", treatment, **told)
            return bodies.problem(403, str(error))

    return asked


def who_may_not(body: Any, author: Person, kind: str, treatment: UUID) -> Response | None:  # noqa: ANN401 - JSON
    """The answer to whoever may not write this; None lets through."""
    if isinstance(body, dict) and body.get("author") not in (None, str(author.staff.id)):
        return bodies.problem(401, "This was entered under another name: it waits until that person is chosen again.")
    if not author.staff.treats:
        _note(author, kind, treatment, "administrator only")
        return bodies.problem(403, "An administrator who is nothing else writes no clinical entry: nothing was saved.")
    return None


def in_words(does: Callable[[], Response], treatment: UUID, author: Person, kind: str) -> Response:
    """What `does` answers, or a sentence for whatever it refused with; who had no right to it is in the audit."""
    try:
        return does()
    except Problems as problems:
        return JSONResponse(problems.as_json(), 422)
    except facts.ConflictError as conflict:
        return _conflict(conflict, treatment, author.staff)
    except targets.StaleError as stale:
        return _stale(stale, treatment, author.staff)
    except tuple(_SENTENCES) as error:
        if isinstance(error, RestrictedError):
            _note(author, kind, treatment, "restricted", error.patient_id)
        elif isinstance(error, acting.RightsError):
            _note(author, kind, treatment, "role")
        status, sentence = _SENTENCES[type(error)]
        return bodies.problem(status, sentence or str(error))


def _note(author: Person, kind: str, treatment: UUID, why: str, whose: UUID | None = None) -> None:
    """Into the audit of the session's patient; and of `whose` record it is, where a move was to go to another one."""
    with clinic.current().database.read(acting.PROGRAM) as connection:
        session = treatments.by_id(connection, treatment)
    here = None if session is None else session.patient_id
    for patient in dict.fromkeys((here, whose or here)):
        about = treatment if patient == here else None
        noted.act(author, Did.REFUSED, kind, about, reason=why, patient_id=patient)


def _conflict(conflict: facts.ConflictError, treatment: UUID, author: Staff) -> Response:
    """Both versions, side by side; nothing of another session is shown."""
    stored = conflict.stored
    if not isinstance(stored, ClinicalFact | Retraction) or stored.treatment_id != treatment:
        return bodies.problem(409, "The id of this entry belongs to another session: nothing was saved. Enter it anew.")
    record = _record(treatment, author)
    return bodies.problem(
        409,
        "Another version of this entry is stored; nothing was overwritten. Edit this one and save it as a new entry.",
        stored=_said(record, stored),
        sent=_said(record, conflict.sent),
    )


def _stale(stale: targets.StaleError, treatment: UUID, author: Staff) -> Response:
    """What stands there now beside what was sent; `standing` is what a choice of one's own would correct."""
    record = _record(treatment, author)
    if record is None:  # pragma: no cover - what was to be corrected lies in it
        return bodies.problem(409, str(stale))
    more = {"stored_as": "Stands now", "stored": "nothing: it was withdrawn, or moved to another session"}
    if stale.standing is not None:
        with clinic.read(author) as connection:
            people = staff.by_ids(connection)
        by = authors.whole(record, stale.standing, people)
        entered = words.moment(stale.standing.entered_at, record.treatment.arrived_at, record.treatment.zone)
        more |= {"stored": receipts.at_its_time(record, stale.standing), "standing": str(stale.standing.id)}
        more |= {"stored_by": f"by {by}, entered {entered}"}
    if isinstance(stale.sent, ClinicalFact):
        more["sent"] = receipts.at_its_time(record, stale.sent)
    return bodies.problem(409, str(stale), **more)


def _record(treatment: UUID, author: Staff) -> Record | None:
    with clinic.read(author) as connection:
        return records.of_treatment(connection, treatment)


def _said(record: Record | None, fact: Fact) -> str:
    if record is None:
        return ""
    return receipts.at_its_time(record, fact) if isinstance(fact, ClinicalFact) else receipts.said(record, fact)
