"""Alerts: what the rules raised and took back, who answered it, and calls to the prescriber."""

import sqlalchemy as sa
from alembic import op

from data.tables.shape import UtcTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds three tables."""
    op.create_table(
        "alert_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("treatment_id", sa.Uuid(), nullable=False),
        sa.Column("stored_at", UtcTime(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column(
            "rank",
            sa.Enum(
                "within", "caution", "red", name="alert_rank", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=True),
        sa.Column("signs", sa.JSON(), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("crossed", sa.JSON(), nullable=True),
        sa.Column("reading_id", sa.Uuid(), nullable=True),
        sa.Column("due_at", UtcTime(), nullable=True),
        sa.Column("true_at", UtcTime(), nullable=False),
        sa.Column("known_at", UtcTime(), nullable=False),
        sa.Column("carries", sa.Uuid(), nullable=True),
        sa.Column("withdraws", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["carries"], ["alert_event.id"], name=op.f("fk_alert_event_carries_alert_event")),
        sa.ForeignKeyConstraint(["treatment_id"], ["treatment.id"], name=op.f("fk_alert_event_treatment_id_treatment")),
        sa.ForeignKeyConstraint(["withdraws"], ["alert_event.id"], name=op.f("fk_alert_event_withdraws_alert_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_event")),
    )
    op.create_index(op.f("ix_alert_event_treatment_id"), "alert_event", ["treatment_id"], unique=False)
    op.create_table(
        "alert_answer",
        *_fact(),
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column(
            "act",
            sa.Enum("acknowledged", "resolved", name="alert_act", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("time_stated", sa.String(), nullable=True),
        *_keys("alert_answer"),
    )
    op.create_index(op.f("ix_alert_answer_treatment_id"), "alert_answer", ["treatment_id"], unique=False)
    op.create_table(
        "prescriber_call",
        *_fact(),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("called", sa.String(), nullable=False),
        sa.Column("called_by", sa.String(), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("read_back", sa.Boolean(), nullable=True),
        sa.Column("alert_id", sa.Uuid(), nullable=True),
        sa.Column("time_stated", sa.String(), nullable=True),
        *_keys("prescriber_call"),
    )
    op.create_index(op.f("ix_prescriber_call_treatment_id"), "prescriber_call", ["treatment_id"], unique=False)


def downgrade() -> None:
    """Takes them away."""
    for table in ("prescriber_call", "alert_answer", "alert_event"):
        op.drop_index(op.f(f"ix_{table}_treatment_id"), table_name=table)
        op.drop_table(table)


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
        sa.ForeignKeyConstraint(["alert_id"], ["alert_event.id"], name=op.f(f"fk_{table}_alert_id_alert_event")),
        sa.ForeignKeyConstraint(["entered_by"], ["staff.id"], name=op.f(f"fk_{table}_entered_by_staff")),
        sa.ForeignKeyConstraint(["treatment_id"], ["treatment.id"], name=op.f(f"fk_{table}_treatment_id_treatment")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("replaces", name=op.f(f"uq_{table}_replaces")),
    )
