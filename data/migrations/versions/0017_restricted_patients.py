"""Restricted patients and accounts of one shift; nobody of before was restricted."""

import sqlalchemy as sa
from alembic import op

from data.tables.shape import UtcTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds four tables."""
    _said("restriction", _id("patient_id"), sa.Column("staff_ids", sa.JSON(), nullable=True), _text("reason"))
    _said("break_glass", _id("patient_id"), _text("reason"), _time("until"))
    op.create_table(
        "restricted_notice",
        *(_id(name) for name in ("about", "staff_id", "patient_id")),
        _time("at"),
        sa.Column("seen_at", UtcTime(), nullable=True),
        _leads("restricted_notice", "patient_id", "patient"),
        _leads("restricted_notice", "staff_id", "staff"),
        sa.PrimaryKeyConstraint("about", "staff_id", name=op.f("pk_restricted_notice")),
    )
    _said("one_shift", _id("staff_id"), _text("registration_number"), _time("ends_at"), about="staff")
    for table, column in _INDEXED:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def downgrade() -> None:
    """Takes them away."""
    for table in ("one_shift", "restricted_notice", "break_glass", "restriction"):
        op.drop_table(table)


_INDEXED = (
    ("restriction", "patient_id"),
    ("break_glass", "patient_id"),
    ("restricted_notice", "staff_id"),
    ("one_shift", "staff_id"),
)


def _said(name: str, *more: sa.Column[object], about: str = "patient") -> None:
    """A table of statements about a patient or a person who works here."""
    op.create_table(
        name,
        sa.Column("seq", sa.Integer(), nullable=False),
        _id("id"),
        _time("entered_at"),
        _id("entered_by"),
        *more,
        _leads(name, "entered_by", "staff"),
        _leads(name, f"{about}_id", about),
        sa.PrimaryKeyConstraint("seq", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("id", name=op.f(f"uq_{name}_id")),
    )


def _leads(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def _id(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Uuid(), nullable=False)


def _text(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.String(), nullable=False)


def _time(name: str) -> sa.Column[object]:
    return sa.Column(name, UtcTime(), nullable=False)
