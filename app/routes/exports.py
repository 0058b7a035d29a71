"""Exports: a session or a patient as tidy files in a zip; its name says nothing of whom it is about."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from app import clinic
from app.routes import bodies
from data import chain, records, staff, treatments
from schemas.record import Record
from schemas.staff import Staff


def session(request: Request) -> Response:
    """One session, with the number it has among the patient's others."""
    wanted = _wanted(request.path_params["treatment"])
    with clinic.current().database.read() as connection:
        treatment = treatments.by_id(connection, wanted) if wanted is not None else None
        found = records.of_patient(connection, treatment.patient_id) if treatment is not None else ()
        people, head = staff.by_ids(connection), chain.head(connection)
    return _zip(found, people, head, only=wanted)


def patient(request: Request) -> Response:
    """Every session of one patient."""
    wanted = _wanted(request.path_params["patient"])
    with clinic.current().database.read() as connection:
        found = records.of_patient(connection, wanted) if wanted is not None else ()
        people, head = staff.by_ids(connection), chain.head(connection)
    return _zip(found, people, head)


def _wanted(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _zip(found: Sequence[Record], people: Mapping[UUID, Staff], head: chain.Head, only: UUID | None = None) -> Response:
    from data.exports import tidy

    if not found:
        return bodies.problem(404, "There is nothing to export under this address.")
    name = {"content-disposition": 'attachment; filename="chairside-export.zip"'}
    return Response(tidy.zipped(found, people, only, head), media_type="application/zip", headers=name)
