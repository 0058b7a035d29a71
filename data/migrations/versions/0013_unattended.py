"""What is without a person: which tablets keep the board lit, and what was entered in an emergency; nothing before."""

import sqlalchemy as sa
from alembic import op

from data.tables.shape import UtcTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds two tables of statements."""
    _said(
        "display",
        _id("tablet_id"),
        sa.Column("lit_until", UtcTime(), nullable=True),
        to={"tablet_id": "tablet"},
    )
    _said(
        "emergency_entry",
        *(_id(name) for name in ("fact_id", "treatment_id", "patient_id", "tablet_id")),
        sa.Column("tablet", sa.String(), nullable=False),
        sa.Column("claimed", sa.Boolean(), nullable=False),
        to={"treatment_id": "treatment", "patient_id": "patient", "tablet_id": "tablet"},
    )
    for table, column in _INDEXED:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def downgrade() -> None:
    """Takes them away."""
    for table in ("emergency_entry", "display"):
        op.drop_table(table)


_INDEXED = (
    ("display", "tablet_id"),
    ("emergency_entry", "fact_id"),
    ("emergency_entry", "treatment_id"),
    ("emergency_entry", "tablet_id"),
)


def _said(name: str, *columns: sa.Column[object], to: dict[str, str]) -> None:
    """A table of statements."""
    keys = [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{name}_{column}_{other}"))
        for column, other in ({"entered_by": "staff"} | to).items()
    ]
    op.create_table(
        name,
        sa.Column("seq", sa.Integer(), nullable=False),
        _id("id"),
        sa.Column("entered_at", UtcTime(), nullable=False),
        _id("entered_by"),
        *columns,
        *keys,
        sa.PrimaryKeyConstraint("seq", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("id", name=op.f(f"uq_{name}_id")),
    )


def _id(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Uuid(), nullable=False)
