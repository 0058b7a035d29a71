"""Histories: the records of all sessions of the patients looked at lately, each with the state they were read at.

A clinician who filters, compares and takes out reads a patient of sixty sessions again and again; what the rules have
answered about a record is kept with it. Facts are only ever added: an unchanged state means unchanged records.
"""

from typing import Final
from uuid import UUID

from sqlalchemy import Connection

from app.recent import Recent
from data import records
from schemas.record import Record

_PATIENTS: Final = 6  # a few prescribers, each with a patient or two; sixty sessions take some 4 MB
_Held = tuple[tuple[int, ...], tuple[Record, ...]]


class Histories:
    """Records by patient; of one database, for any thread."""

    def __init__(self) -> None:
        """Empty."""
        self._held: Recent[UUID, _Held] = Recent(_PATIENTS)

    def of_patient(self, connection: Connection, patient: UUID) -> tuple[Record, ...]:
        """Every session as this connection sees it, by arrival. Raises RestrictedError as the record does."""
        state = records.state(connection, patient)
        held = self._held.get(patient)
        found = held[1] if held is not None and held[0] == state else records.of_patient(connection, patient)
        self._held.put(patient, (state, found))
        return found
