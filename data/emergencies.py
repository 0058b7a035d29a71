"""Emergencies: what was entered without a person in a session, at which tablet, and who claimed it."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, select

from data import acting, restrictions, statements
from schemas.emergency import UNCLAIMED, EmergencyEntry

_TABLE: Final = statements.TABLES[EmergencyEntry]
_OF: Final = select(_TABLE).where(_TABLE.c.treatment_id == bindparam("treatment")).order_by(_TABLE.c.seq)
_AT: Final = (_TABLE.c.tablet_id == bindparam("tablet")) & (_TABLE.c.entered_at > bindparam("since"))
_COUNT: Final = select(func.count()).where(_AT, _TABLE.c.entered_by == UNCLAIMED)


@acting.reads
def of_treatment(connection: Connection, treatment_id: UUID) -> tuple[EmergencyEntry, ...]:
    """All that was said of the session's emergency entries, in the order of storing."""
    restrictions.require_session(connection, treatment_id)
    found = connection.execute(_OF, {"treatment": treatment_id}).mappings()
    fields = EmergencyEntry.model_fields
    return tuple(EmergencyEntry.model_validate({name: row[name] for name in fields}) for row in found)


@acting.reads
def made_since(connection: Connection, tablet_id: UUID, since: datetime) -> int:
    """How many facts were entered at the tablet without a person after that time."""
    return int(connection.execute(_COUNT, {"tablet": tablet_id, "since": since}).scalar_one())
