"""Corrections: withdrawing a fact, and moving it to the session it belongs to."""

from sqlalchemy import Connection

from data import facts, rows
from schemas.correction import Retraction, RetractionHow
from schemas.fact import ClinicalFact


def withdraw(connection: Connection, retraction: Retraction) -> facts.Receipt:
    """Marks a fact as entered in error. Raises CorrectionError where it does not hold any more."""
    return facts.record(connection, retraction)


def move(connection: Connection, moved: ClinicalFact, retraction: Retraction) -> facts.Receipt:
    """Stores `moved` in the session it belongs to and marks the old fact there as moved, in one transaction.

    `moved.replaces` and `retraction.fact_id` both name the old fact. Raises CorrectionError.
    """
    if (
        retraction.how is not RetractionHow.MOVED
        or moved.replaces != retraction.fact_id
        or retraction.moved_to != moved.id
    ):
        raise facts.CorrectionError("A move names the old fact, the new one, and the session it belongs to.")
    if moved.treatment_id == retraction.treatment_id:
        raise facts.CorrectionError("It lies in that session already: correct it there.")
    facts.record(connection, retraction)
    if not isinstance(rows.anywhere(connection, retraction.fact_id), type(moved)):
        raise facts.CorrectionError("What is moved stays of its kind.")
    return facts.record_moved(connection, moved)
