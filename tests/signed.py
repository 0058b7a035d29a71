"""Signatures for tests: an ended session's record, signed by whom a test needs."""

from typing import Any
from uuid import UUID, uuid4

from data import records, signatures, signing
from data.engine import Database
from schemas.rules import content
from schemas.signature import ROLES, Addendum, Afterword, Meaning, Signature
from schemas.staff import Staff
from tests import facts

UNLOCKED = UUID(int=500)  # an unlocked time


def signature(database: Database, meaning: Meaning, by: Staff, **fields: Any) -> Signature:  # noqa: ANN401
    """What this person would sign of Alice's session as it is now."""
    treatment = fields.pop("treatment_id", facts.TREATMENT)
    with database.read() as connection:
        record = records.of_treatment(connection, treatment)
        addenda = len(signatures.addenda(connection, treatment))
    assert record is not None
    told = {"id": uuid4(), "entered_at": facts.instant("16:00"), "entered_by": by.id, "treatment_id": treatment}
    told |= {"meaning": meaning, "name": by.name, "role": ROLES[meaning], "vouched": "password", "sign_in": UNLOCKED}
    told |= {"content": content.VERSION, "sha256": content.digest(content.of_record(record)), "addenda": addenda}
    return Signature.model_validate(told | fields)


def sign(database: Database, meaning: Meaning, by: Staff, *, one_signs_both: bool = False, **fields: Any) -> Signature:  # noqa: ANN401
    """Signs it."""
    made = signature(database, meaning, by, **fields)
    with database.write() as connection:
        signing.sign(connection, made, by, one_signs_both=one_signs_both)
    return made


def addendum(**fields: Any) -> Addendum:  # noqa: ANN401
    """A session opened again."""
    told = {"id": uuid4(), "entered_at": facts.instant("16:10"), "entered_by": facts.NURSE}
    return Addendum.model_validate(told | {"treatment_id": facts.TREATMENT, "reason": "a note was forgotten"} | fields)


def afterword(**fields: Any) -> Afterword:  # noqa: ANN401
    """A follow-up call."""
    told = {"id": uuid4(), "entered_at": facts.instant("18:00"), "entered_by": facts.NURSE, "sort": "follow_up"}
    told |= {"treatment_id": facts.TREATMENT, "at": facts.instant("17:50"), "words": "slept well"}
    return Afterword.model_validate(told | fields)


def written(text: Afterword, by: Staff, **fields: Any) -> Signature:  # noqa: ANN401
    """The signature of what stands beside a record."""
    told = {"id": uuid4(), "entered_at": text.entered_at, "entered_by": by.id, "treatment_id": text.treatment_id}
    told |= {"about": text.id, "meaning": "written", "name": by.name, "role": by.roles[0], "vouched": "pin"}
    told |= {"sign_in": UNLOCKED, "content": 1, "sha256": content.digest(content.of_afterword(text)), "addenda": 0}
    return Signature.model_validate(told | fields)
