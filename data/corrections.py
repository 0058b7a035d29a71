"""Corrections: withdrawing a fact, and moving it to the session it belongs to."""

from collections.abc import Sequence

from sqlalchemy import Connection

from data import acting, facts, rows, targets
from schemas.correction import Retraction, RetractionHow
from schemas.effect import EffectChange
from schemas.fact import ClinicalFact


@acting.reads
def withdraw(connection: Connection, retraction: Retraction) -> facts.Receipt:
    """Marks a fact as entered in error. Raises CorrectionError where it does not hold any more."""
    return facts.record(connection, retraction)


@acting.reads
def move(
    connection: Connection, moved: ClinicalFact, retraction: Retraction, with_it: Sequence[ClinicalFact] = ()
) -> facts.Receipt:
    """Stores `moved` in the session it belongs to and marks the old fact there as moved, in one transaction.

    `moved.replaces` and `retraction.fact_id` both name the old fact. `with_it` are changes of an effect, which need no
    mark of their own: they go where their episode goes. Raises CorrectionError.
    """
    if (
        retraction.how is not RetractionHow.MOVED
        or moved.replaces != retraction.fact_id
        or retraction.moved_to != moved.id
    ):
        raise targets.CorrectionError("A move names the old fact, the new one, and the session it belongs to.")
    if moved.treatment_id == retraction.treatment_id:
        raise targets.CorrectionError("It lies in that session already: correct it there.")
    if any(not isinstance(one, EffectChange) or one.effect_id != moved.id for one in with_it):
        raise targets.CorrectionError("Only what was said of an effect goes with it.")
    facts.record(connection, retraction)
    if not isinstance(rows.anywhere(connection, retraction.fact_id), type(moved)):
        raise targets.CorrectionError("What is moved stays of its kind.")
    receipt = facts.record_moved(connection, moved)
    for one in with_it:
        facts.record_moved(connection, one)
    return receipt
