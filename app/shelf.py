"""The shelf: the records of the sessions looked at lately, each with the version it had when it was read.

Facts are only ever added, and each in one transaction with its audit row: a record whose version is still the newest is
the record, unless somebody has said meanwhile who a patient is. Who saves at a chair therefore reads two numbers and
not the whole session again.
"""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import Connection

from app.recent import Recent
from data import identities, records
from schemas.record import Record

_SESSIONS: Final = 64  # a day's open and ended ones; a session of fifty readings takes some 200 kB


@dataclass(frozen=True)
class _Held:
    """A record, the version of its session, and how much was said of who anybody is by then."""

    version: int
    said: int
    record: Record


class Shelf:
    """Records by session; of one database, for any thread."""

    def __init__(self) -> None:
        """Empty."""
        self._held: Recent[UUID, _Held] = Recent(_SESSIONS)

    def record(self, connection: Connection, treatment: UUID) -> Record | None:
        """The session as this connection sees it, or None where there is none.

        To be asked before this connection writes: what is rolled back must never have been put here.
        """
        version, said = identities.version(connection, treatment)
        held = self._held.get(treatment)
        if held is not None and (held.version, held.said) == (version, said):
            found: Record | None = records.with_elsewhere(connection, held.record)
        else:
            found = records.of_treatment(connection, treatment)
        if found is not None:
            self._hold(_Held(version, said, found))
        return found

    def put(self, version: int, record: Record) -> None:
        """Holds a record that a save has made of the one that is held, read back at this version.

        Where somebody has said meanwhile who the patient is, the one that is held is newer in that, and stays.
        """
        held = self._held.get(record.treatment.id)
        if held is not None and held.record.patient is record.patient:
            self._hold(_Held(version, held.said, record))

    def _hold(self, new: _Held) -> None:
        treatment = new.record.treatment.id
        with self._held.lock:
            held = self._held.get(treatment)
            if held is None or (held.version, held.said) <= (new.version, new.said):
                self._held.put(treatment, new)
