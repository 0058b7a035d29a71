"""Parts of scores that are judged at the chair."""

import sqlalchemy as sa
from alembic import op

from data.tables.shape import UtcTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the table."""
    parts = ("acvpu", "activity", "breathing", "wakefulness")
    op.create_table(
        "score_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entered_at", UtcTime(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("treatment_id", sa.Uuid(), nullable=False),
        sa.Column("replaces", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column(
            "part",
            sa.Enum(*parts, name="score_part", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("says", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("time_stated", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["entered_by"], ["staff.id"], name=op.f("fk_score_answer_entered_by_staff")),
        sa.ForeignKeyConstraint(
            ["treatment_id"], ["treatment.id"], name=op.f("fk_score_answer_treatment_id_treatment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_answer")),
        sa.UniqueConstraint("replaces", name=op.f("uq_score_answer_replaces")),
    )
    op.create_index(op.f("ix_score_answer_treatment_id"), "score_answer", ["treatment_id"], unique=False)


def downgrade() -> None:
    """Takes it away."""
    op.drop_table("score_answer")
