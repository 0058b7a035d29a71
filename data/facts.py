"""Facts: each is stored once, whole, with its audit row, and read back as it lies there."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select

from data import audit, drafts, rows
from schemas.correction import Retraction
from schemas.effect import Effect, EffectChange
from schemas.fact import ClinicalFact, Fact
from schemas.patient import Patient
from schemas.reading import Reading
from schemas.treatment import Arrival, Treatment


class ConflictError(Exception):
    """The id is taken by a fact with other content: nothing was written. `stored` and `sent` show both."""

    def __init__(self, stored: Fact, sent: Fact) -> None:
        """The text names no content: it may reach a log."""
        super().__init__(f"A {type(sent).__name__} with this id and other content is stored already.")
        self.stored = stored
        self.sent = sent


class CorrectionError(Exception):
    """What is to be corrected does not hold (any more); the text is a sentence for the person."""


@dataclass(frozen=True)
class Receipt:
    """What lies in the database after the save; `created` is False where it lay there before."""

    fact: Fact
    created: bool


def record(connection: Connection, fact: Fact, *, line: str | None = None, **more: object) -> Receipt:
    """Stores the fact and its audit row, once; `line` is what was typed, `more` are columns of its row alone.

    Raises ConflictError for another content under the same id, CorrectionError where a correction has no valid target.
    """
    return _record(connection, fact, line=line, more=more, from_elsewhere=False)


def record_moved(connection: Connection, fact: ClinicalFact) -> Receipt:
    """The same for a fact that replaces one of another session, which `corrections.move` has marked as moved."""
    return _record(connection, fact, line=None, more={}, from_elsewhere=True)


def _record(
    connection: Connection, fact: Fact, *, line: str | None, more: dict[str, object], from_elsewhere: bool
) -> Receipt:
    stored = rows.by_id(connection, type(fact), fact.id)
    if stored is not None:
        if rows.same_content(stored, fact):
            drafts.saved(connection, fact.id)
            return Receipt(stored, created=False)
        raise ConflictError(stored, fact)
    if not from_elsewhere:
        _refuse_what_no_longer_holds(connection, fact)
    patient_id = _patient_of(connection, fact)
    rows.insert(connection, fact, patient_id=patient_id, **more)
    drafts.saved(connection, fact.id)
    audit.write(connection, fact, kind=rows.TABLES[type(fact)].name, patient_id=patient_id, line=line)
    return Receipt(rows.by_id(connection, type(fact), fact.id) or fact, created=True)


def _patient_of(connection: Connection, fact: Fact) -> UUID | None:
    if isinstance(fact, Patient):
        return fact.id
    if isinstance(fact, Treatment):
        return fact.patient_id
    if not isinstance(fact, ClinicalFact | Retraction):
        return None
    treatment = rows.TABLES[Treatment]
    query = select(treatment.c.patient_id).where(treatment.c.id == fact.treatment_id)
    patient_id: UUID = connection.execute(query).scalar_one()
    return patient_id


def _refuse_what_no_longer_holds(connection: Connection, fact: Fact) -> None:
    """Raises CorrectionError unless everything the fact points to is in its session and still holds."""
    if isinstance(fact, Retraction):
        _in_force(connection, _clinical(connection, fact.fact_id), fact.treatment_id)
    elif isinstance(fact, ClinicalFact) and fact.replaces is not None and not isinstance(fact, Arrival):
        _in_force(connection, rows.by_id(connection, type(fact), fact.replaces), fact.treatment_id)
    if isinstance(fact, EffectChange):
        _of_session(rows.by_id(connection, Effect, fact.effect_id), fact.treatment_id)
    if isinstance(fact, Reading) and fact.repeat_of is not None:
        _of_session(rows.by_id(connection, Reading, fact.repeat_of), fact.treatment_id)


def _clinical(connection: Connection, fact_id: UUID) -> Fact | None:
    return next((old for kind in rows.CLINICAL if (old := rows.by_id(connection, kind, fact_id)) is not None), None)


def _of_session(found: Fact | None, treatment_id: UUID) -> ClinicalFact:
    if not isinstance(found, ClinicalFact) or found.treatment_id != treatment_id:
        raise CorrectionError("The entry that this belongs to is not in this session: nothing was saved.")
    return found


def _in_force(connection: Connection, found: Fact | None, treatment_id: UUID) -> None:
    old = _of_session(found, treatment_id)
    table, retraction = rows.TABLES[type(old)], rows.TABLES[Retraction]
    newer = connection.execute(select(table.c.id).where(table.c.replaces == old.id)).first()
    gone = connection.execute(select(retraction.c.id).where(retraction.c.fact_id == old.id)).first()
    if newer is not None or gone is not None:
        raise CorrectionError("Somebody has corrected or withdrawn this meanwhile: look at what stands there now.")
