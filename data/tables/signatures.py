"""Tables of signatures: who signed what, what was opened again and why, and what made a signature void."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field

from data.tables.shape import FactColumns, Table, UtcTime, words_of
from schemas.signature import AfterwordSort, Meaning, Vouched
from schemas.staff import Role


class SignatureRow(FactColumns, table=True):
    """One signature under a session's record, or under what stands beside it."""

    __tablename__ = "signature"

    treatment_id: UUID = Field(foreign_key="treatment.id", index=True)
    about: UUID | None = Field(default=None, foreign_key="afterword.id")
    meaning: Any = Field(sa_type=words_of(Meaning, "signature_meaning"))
    name: str
    role: Any = Field(sa_type=words_of(Role, "signature_role"))
    vouched: Any = Field(sa_type=words_of(Vouched, "signature_vouched"))
    sign_in: UUID = Field(index=True)
    content: int
    sha256: str
    addenda: int
    both: bool
    listed: list[str] = Field(sa_type=JSON)


class AddendumRow(FactColumns, table=True):
    """A signed session was opened for what was not written down in time."""

    __tablename__ = "addendum"

    treatment_id: UUID = Field(foreign_key="treatment.id", index=True)
    reason: str


class AfterwordRow(FactColumns, table=True):
    """A review or a follow-up, beside the record."""

    __tablename__ = "afterword"

    treatment_id: UUID = Field(foreign_key="treatment.id", index=True)
    sort: Any = Field(sa_type=words_of(AfterwordSort, "afterword_sort"))
    at: datetime = Field(sa_type=UtcTime)
    words: str
    plan: str | None = None
    effects: list[dict[str, Any]] = Field(sa_type=JSON)
    replaces: UUID | None = Field(default=None, unique=True)
    reason: str | None = None


class VoidingRow(Table, table=True):
    """A signature that the fact `by_id` made void: written by the database itself, in the transaction of the fact."""

    __tablename__ = "voiding"

    signature_id: UUID = Field(primary_key=True, foreign_key="signature.id")
    by_id: UUID
    at: datetime = Field(sa_type=UtcTime)
