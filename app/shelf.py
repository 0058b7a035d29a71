"""The shelf: the records of the sessions looked at lately, each with the version it had when it was read.

Facts are only ever added, and each in one transaction with its audit row: a record whose version is still the newest is
the record. Who saves at a chair therefore reads one number and not the whole session again.
"""

from collections import OrderedDict
from threading import Lock
from typing import Final
from uuid import UUID

from sqlalchemy import Connection

from data import audit, records
from schemas.record import Record

_SESSIONS: Final = 64  # a day's open and ended ones; a session of fifty readings takes some 200 kB


class Shelf:
    """Records by session; of one database, for any thread."""

    def __init__(self) -> None:
        """Empty."""
        self._held: OrderedDict[UUID, tuple[int, Record]] = OrderedDict()
        self._lock = Lock()

    def record(self, connection: Connection, treatment: UUID) -> Record | None:
        """The session as this connection sees it, or None where there is none.

        To be asked before this connection writes: what is rolled back must never have been put here.
        """
        version = audit.version(connection, treatment)
        with self._lock:
            held = self._held.get(treatment)
        if held is not None and held[0] == version:
            found: Record | None = records.with_elsewhere(connection, held[1])
        else:
            found = records.of_treatment(connection, treatment)
        if found is not None:
            self.put(version, found)
        return found

    def put(self, version: int, record: Record) -> None:
        """Holds a record that was read back at this version."""
        with self._lock:
            held = self._held.get(record.treatment.id)
            if held is None or held[0] <= version:
                self._held[record.treatment.id] = (version, record)
            self._held.move_to_end(record.treatment.id)
            while len(self._held) > _SESSIONS:
                self._held.popitem(last=False)
