"""Exports: a session or a patient as tidy files in a zip; its name says nothing of whom it is about."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from app import clinic, clock, counting, noted
from app.access import pace
from app.routes import bodies
from data import acts, assessments, chain, patients, records, staff, treatments
from data.restrictions import RestrictedError
from data.safety import counts
from schemas.act import Did
from schemas.record import Record
from schemas.staff import Role


def paced(route: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """The route, for who has not taken out more than anybody needs; who has is refused, and in the audit."""

    @wraps(route)
    def within_its_pace(request: Request) -> Response:
        person = request.scope["staff"]
        if clinic.current().pace.allows(person.id, clock.now()):
            return _for_whom_it_is(route, request)
        noted.act(request.scope["person"], Did.REFUSED, "export", reason="too many")
        minutes = int(pace.WITHIN.total_seconds() // 60)
        return bodies.problem(429, f"At most {pace.MOST} exports in {minutes} minutes: wait, then take this one again.")

    return within_its_pace


def _for_whom_it_is(route: Callable[[Request], Response], request: Request) -> Response:
    """A restricted record is taken out by those whom it names alone; who else asks is in the audit."""
    try:
        return route(request)
    except RestrictedError as error:
        noted.act(request.scope["person"], Did.REFUSED, "export", reason="restricted", patient_id=error.patient_id)
        return bodies.problem(403, str(error))


@paced
def session(request: Request) -> Response:
    """One session, with the number it has among the patient's others."""
    wanted = asked_id(request.path_params["treatment"])
    with clinic.read(request.scope["staff"]) as connection:
        treatment = treatments.by_id(connection, wanted) if wanted is not None else None
        found = records.to_take_out(connection, treatment.patient_id) if treatment is not None else ()
        about = _about(connection, found, None if treatment is None else treatment.patient_id)
    if found:
        noted.act(request.scope["person"], Did.EXPORT, "treatment", wanted, patient_id=found[0].patient.id)
    return _zip(found, about, only=wanted)


@paced
def patient(request: Request) -> Response:
    """Every session of one patient, and her scales."""
    wanted = asked_id(request.path_params["patient"])
    with clinic.read(request.scope["staff"]) as connection:
        found = records.to_take_out(connection, wanted) if wanted is not None else ()
        about = _about(connection, found, wanted)
    if found or about["scales"]:
        noted.act(request.scope["person"], Did.EXPORT, "patient", wanted, patient_id=wanted)
    return _zip(found, about)


@paced
def accesses(request: Request) -> Response:
    """A patient's own access report: who looked at, changed or took out what. For administrators."""
    from data.exports import access_report

    person, wanted = request.scope["staff"], asked_id(request.path_params["patient"])
    if Role.ADMIN not in person.roles:
        noted.act(request.scope["person"], Did.REFUSED, "access report", wanted, reason="no administrator")
        return bodies.problem(403, "Access reports are made by administrators: nothing was given out.")
    with clinic.read(request.scope["staff"]) as connection:
        known = patients.by_id(connection, wanted) if wanted is not None else None
        told = tuple(acts.of_patient(connection, known.id)) if known is not None else ()
        people, head = staff.by_ids(connection), chain.head(connection)
    form = request.path_params["form"]
    if known is None or form not in _REPORTS:
        return bodies.problem(404, "There is no such patient: nothing was given out.")
    noted.act(request.scope["person"], Did.EXPORT, "access report", known.id, patient_id=known.id)
    name = {"content-disposition": f'attachment; filename="chairside-access-report.{form}"'}
    report = access_report.Report(known, told, people, clinic.current().zone_info, head, clock.now())
    made = access_report.pdf_of(report) if form == "pdf" else access_report.csv_of(report).encode("utf-8-sig")
    return Response(made, media_type=_REPORTS[form], headers=name)


@paced
def safety(request: Request) -> Response:
    """The clinic's own figures without what is under 5, always all of them. For prescribers and administrators."""
    from data.exports import safety_table

    person = request.scope["staff"]
    if counts.READS.isdisjoint(person.roles):
        noted.act(request.scope["person"], Did.REFUSED, "safety", reason="neither prescriber nor administrator")
        return bodies.problem(403, "The clinic's own figures are for prescribers and administrators: ask one of them.")
    left = counting.catch_up(clinic.current().database, lambda waiting: waiting <= _AT_MOST)
    if left:
        return bodies.problem(
            409, f"Sessions that are not counted yet: {left}. Open Safety, wait for its bar, and try again."
        )
    with clinic.read(person) as connection:
        made = safety_table.csv_of(safety_table.whole(connection))
    noted.act(request.scope["person"], Did.EXPORT, "safety")
    name = {"content-disposition": 'attachment; filename="chairside-safety.csv"'}
    return Response(made.encode("utf-8-sig"), media_type="text/csv", headers=name)


_AT_MOST: Final = 100  # sessions that a download counts itself; more of them want a bar
_REPORTS: Final = {"csv": "text/csv", "pdf": "application/pdf"}


def asked_id(text: str) -> UUID | None:
    """The id in the address, or None for what is no id."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _about(connection: Connection, found: Sequence[Record], patient_id: UUID | None) -> dict[str, Any]:
    """What stands beside the records in an export, of the same snapshot."""
    from data.exports.tidy import beside

    others = beside.of_treatments(connection, [one.treatment.id for one in found])
    whose = None if patient_id is None else patients.by_id(connection, patient_id)
    of = {} if whose is None else {whose.id: assessments.to_take_out(connection, whose.id)}
    told = {one: scales for one, scales in of.items() if scales}
    return {"staff": staff.by_ids(connection), "head": chain.head(connection), "beside": others, "scales": told}


def _zip(found: Sequence[Record], about: dict[str, Any], only: UUID | None = None) -> Response:
    from data.exports import tidy

    if not found and not about["scales"]:
        return bodies.problem(404, "There is nothing to export under this address.")
    name = {"content-disposition": 'attachment; filename="chairside-export.zip"'}
    return Response(tidy.zipped(found, only=only, **about), media_type="application/zip", headers=name)
