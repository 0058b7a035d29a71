"""Open treatments: the sessions that have not ended, kept beside the facts so that no screen has to look for them.

To ask of every session ever held whether it has ended takes as long as there are sessions. The table follows from the
facts alone, is written in the transaction of the fact that changes it, and can be made anew at any time.
"""

from typing import Final
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, exists, insert, select

from data import acting, rows, tables
from schemas.correction import Retraction
from schemas.fact import Fact
from schemas.treatment import Treatment, TreatmentEnd

TABLE: Final = tables.METADATA.tables[tables.OpenTreatmentRow.__tablename__]
_TREATMENT: Final = rows.TABLES[Treatment]
_END: Final = rows.TABLES[TreatmentEnd]
_NEWER: Final = _END.alias()
_RETRACTION: Final = rows.TABLES[Retraction]
# As for every fact: withdrawing the correction of an end does not bring back the end that it replaced.
HOLDS: Final = (
    ~exists().where(_NEWER.c.replaces == _END.c.id),
    ~exists().where(_RETRACTION.c.fact_id == _END.c.id),
)
# Of a query over the treatments: those that are not among the open ones.
CLOSED: Final = ~exists().where(TABLE.c.treatment_id == _TREATMENT.c.id)
_ENDED: Final = exists().where(_END.c.treatment_id == _TREATMENT.c.id, *HOLDS)
_OPEN: Final = select(_TREATMENT.c.id).where(~_ENDED)
_ONE: Final = _OPEN.where(_TREATMENT.c.id == bindparam("wanted"))
_LEAVES: Final = delete(TABLE).where(TABLE.c.treatment_id == bindparam("wanted"))
_ENTERS: Final = insert(TABLE).prefix_with("OR IGNORE").from_select(["treatment_id"], _ONE)
_CHANGES: Final = (Treatment, TreatmentEnd, Retraction)


@acting.reads
def ids(connection: Connection) -> frozenset[UUID]:
    """The ids of the sessions that have not ended."""
    return frozenset(connection.execute(select(TABLE.c.treatment_id)).scalars())


@acting.reads
def follow(connection: Connection, fact: Fact) -> None:
    """Brings the table up to date after this fact was stored, where it may begin, end or reopen its session."""
    if not isinstance(fact, _CHANGES):
        return
    of: dict[str, UUID] = {"wanted": fact.id if isinstance(fact, Treatment) else fact.treatment_id}
    connection.execute(_LEAVES, of)
    connection.execute(_ENTERS, of)


@acting.reads
def rebuild(connection: Connection) -> None:
    """Makes the table anew from the facts."""
    connection.execute(delete(TABLE))
    connection.execute(insert(TABLE).from_select(["treatment_id"], _OPEN))
