"""Exports: a session or a patient as tidy files in a zip; its name says nothing of whom it is about."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from app import clinic
from app.routes import bodies
from data import patients, records, staff, treatments
from schemas.record import Record


def session(request: Request) -> Response:
    """One session."""
    return _zip(request.path_params["treatment"], _session)


def patient(request: Request) -> Response:
    """Every session of one patient."""
    return _zip(request.path_params["patient"], _patient)


def _zip(text: str, find: Callable[[Connection, UUID], tuple[Record, ...]]) -> Response:
    from data.exports import tidy

    try:
        wanted = UUID(text)
    except ValueError:
        return bodies.problem(404, "There is nothing to export under this address.")
    with clinic.current().database.read() as connection:
        found = find(connection, wanted)
        people = staff.by_ids(connection)
    if not found:
        return bodies.problem(404, "There is nothing to export under this address.")
    name = {"content-disposition": 'attachment; filename="chairside-export.zip"'}
    return Response(tidy.zipped(found, people), media_type="application/zip", headers=name)


def _session(connection: Connection, treatment_id: UUID) -> tuple[Record, ...]:
    """The session; with the numbers it has among the patient's others."""
    record = records.of_treatment(connection, treatment_id)
    return (record,) if record is not None else ()


def _patient(connection: Connection, patient_id: UUID) -> tuple[Record, ...]:
    if patients.by_id(connection, patient_id) is None or not treatments.of_patient(connection, patient_id):
        return ()
    return records.of_patient(connection, patient_id)
