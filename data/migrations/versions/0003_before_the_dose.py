"""Before the dose: items of the check, answered, and the decision."""

import sqlalchemy as sa
from alembic import op

from data.tables.shape import UtcTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_ITEMS = ("identity", "allergies", "medicines", "food_and_drink", "pregnancy", "consent", "escort", "changes")


def upgrade() -> None:
    """Adds two tables."""
    op.create_table(
        "check_answer",
        *_fact(),
        _choice("item", "check_item", _ITEMS),
        _choice("says", "check_says", ("yes", "no", "does_not_apply")),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("time_stated", sa.String(), nullable=True),
        *_keys("check_answer"),
    )
    op.create_index(op.f("ix_check_answer_treatment_id"), "check_answer", ["treatment_id"], unique=False)
    op.create_table(
        "dose_decision",
        *_fact(),
        _choice("decision", "decision", ("go", "hold", "cancel")),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("reading_id", sa.Uuid(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("time_stated", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name=op.f("fk_dose_decision_reading_id_reading")),
        *_keys("dose_decision"),
    )
    op.create_index(op.f("ix_dose_decision_treatment_id"), "dose_decision", ["treatment_id"], unique=False)


def downgrade() -> None:
    """Takes them away."""
    for table in ("dose_decision", "check_answer"):
        op.drop_index(op.f(f"ix_{table}_treatment_id"), table_name=table)
        op.drop_table(table)


def _choice(column: str, name: str, values: tuple[str, ...]) -> sa.Column[str]:
    kind = sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)
    return sa.Column(column, kind, nullable=False)


def _fact() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entered_at", UtcTime(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("treatment_id", sa.Uuid(), nullable=False),
        sa.Column("replaces", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
    )


def _keys(table: str) -> tuple[sa.Constraint, ...]:
    return (
        sa.ForeignKeyConstraint(["entered_by"], ["staff.id"], name=op.f(f"fk_{table}_entered_by_staff")),
        sa.ForeignKeyConstraint(["treatment_id"], ["treatment.id"], name=op.f(f"fk_{table}_treatment_id_treatment")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("replaces", name=op.f(f"uq_{table}_replaces")),
    )
