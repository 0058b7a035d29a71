"""Entries that vouch for themselves: the keys they are sealed with, and those that wait for somebody's word."""

import sqlalchemy as sa
from alembic import op

from data.tables.shape import UtcTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds three tables; nothing was sealed before."""
    _table(
        "entry_key",
        _id("id"),
        _id("sign_in_id"),
        _id("staff_id"),
        _id("tablet_id", optional=True),
        sa.Column("public_key", sa.String(), nullable=False),
        _at("registered_at"),
        to={"staff_id": "staff", "tablet_id": "tablet"},
    )
    op.create_index(op.f("ix_entry_key_sign_in_id"), "entry_key", ["sign_in_id"], unique=False)
    _table(
        "quarantined",
        _id("id"),
        _id("treatment_id"),
        _id("author"),
        _text("kind"),
        _text("body"),
        _at("entered_at"),
        _at("received_at"),
        _text("reason"),
        to={"treatment_id": "treatment", "author": "staff"},
    )
    op.create_index(op.f("ix_quarantined_treatment_id"), "quarantined", ["treatment_id"], unique=False)
    _table(
        "quarantine_end",
        _id("quarantined_id"),
        _id("by_id"),
        _at("at"),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        _text("reason"),
        to={"quarantined_id": "quarantined", "by_id": "staff"},
    )


def downgrade() -> None:
    """Takes them away."""
    for table in ("quarantine_end", "quarantined", "entry_key"):
        op.drop_table(table)


def _table(name: str, *columns: sa.Column[object], to: dict[str, str]) -> None:
    """A table whose first column is its key."""
    keys = [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{name}_{column}_{other}"))
        for column, other in to.items()
    ]
    op.create_table(name, *columns, *keys, sa.PrimaryKeyConstraint(columns[0].name, name=op.f(f"pk_{name}")))


def _id(name: str, *, optional: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Uuid(), nullable=optional)


def _text(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.String(), nullable=False)


def _at(name: str) -> sa.Column[object]:
    return sa.Column(name, UtcTime(), nullable=False)
