"""The audit: one row for each thing done, written in the transaction of what it tells of."""

import json
from hashlib import sha256
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, select

from data import acting, chain
from schemas.alert import AlertEvent
from schemas.assessment import Assessment, RiskClosing
from schemas.correction import Retraction, RetractionHow
from schemas.emergency import EmergencyEntry
from schemas.fact import ClinicalFact, Fact, Shape
from schemas.signature import Addendum, Afterword, Signature
from schemas.treatment import Treatment

_AUDIT = chain.AUDIT
_LAST = select(func.max(_AUDIT.c.seq))
# An emergency entry's claim changes what its session's screens show.
_OF_SESSION = (ClinicalFact, Retraction, Afterword, Signature, Addendum, EmergencyEntry)
NEWEST = select(func.max(_AUDIT.c.seq)).where(_AUDIT.c.treatment_id == bindparam("treatment"))


def digest(fact: Shape) -> str:
    """SHA-256 of the fact's canonical JSON: keys sorted, no blanks, times in UTC."""
    content = fact.model_dump(mode="json")
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


@acting.reads
def write(connection: Connection, fact: Fact, *, kind: str, patient_id: UUID | None, line: str | None) -> None:
    """Says who stored this fact, as what, where and when, and what it hashes to; `line` is what was typed."""
    by = acting.of(connection)
    chain.append(
        connection,
        {
            "at": fact.entered_at,
            "who": fact.entered_by,
            "role": by.roles_of(fact.entered_by),
            "tablet": by.tablet_id,
            "what": _what(fact),
            "kind": kind,
            "object_id": fact.id,
            "treatment_id": _treatment_of(fact),
            "patient_id": patient_id,
            "sha256": digest(fact),
            "line": line,
            "reason": getattr(fact, "reason", None),
        },
    )


@acting.reads
def write_event(connection: Connection, event: AlertEvent, patient_id: UUID) -> None:
    """Says that the rules raised an alert or took one back: nobody is its author."""
    chain.append(
        connection,
        {
            "at": event.stored_at,
            "who": None,
            "what": "raise" if event.withdraws is None else "take_back",
            "kind": "alert_event",
            "object_id": event.id,
            "treatment_id": event.treatment_id,
            "patient_id": patient_id,
            "sha256": digest(event),
            "line": None,
            "reason": None,
        },
    )


@acting.reads
def version(connection: Connection, treatment_id: UUID) -> int:
    """A number that grows with every fact of the session: what a screen compares to know whether it is up to date."""
    return connection.execute(NEWEST, {"treatment": treatment_id}).scalar() or 0


@acting.reads
def newest(connection: Connection) -> int:
    """A number that grows with everything that is stored: what a board compares."""
    return connection.execute(_LAST).scalar() or 0


def _what(fact: Fact) -> str:
    if isinstance(fact, Retraction):
        return fact.how.value
    if isinstance(fact, Signature):
        return "sign"
    if isinstance(fact, Assessment | RiskClosing) and fact.withdrawn:
        return RetractionHow.WITHDRAWN.value
    return "correct" if getattr(fact, "replaces", None) is not None else "create"


def _treatment_of(fact: Fact) -> UUID | None:
    if isinstance(fact, Treatment):
        return fact.id
    return fact.treatment_id if isinstance(fact, _OF_SESSION) else None


@acting.reads
def earlier(connection: Connection, treatment_id: UUID, object_id: UUID) -> frozenset[UUID]:
    """The ids of all that was stored in this session before this object was, in the order of storing, not of clocks."""
    here = _AUDIT.c.treatment_id == treatment_id
    first = select(func.min(_AUDIT.c.seq)).where(here, _AUDIT.c.object_id == object_id).scalar_subquery()
    query = select(_AUDIT.c.object_id).where(here, _AUDIT.c.seq < first)
    return frozenset(connection.execute(query).scalars())
