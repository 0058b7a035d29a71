"""What devices without a person may: which tablets keep the board lit; none did before."""

import sqlalchemy as sa
from alembic import op

from data.tables.shape import UtcTime

revision = "0015"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds one table."""
    op.create_table(
        "display",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entered_at", UtcTime(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("tablet_id", sa.Uuid(), nullable=False),
        sa.Column("lit_until", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["entered_by"], ["staff.id"], name=op.f("fk_display_entered_by_staff")),
        sa.ForeignKeyConstraint(["tablet_id"], ["tablet.id"], name=op.f("fk_display_tablet_id_tablet")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_display")),
        sa.UniqueConstraint("id", name=op.f("uq_display_id")),
    )
    op.create_index(op.f("ix_display_tablet_id"), "display", ["tablet_id"], unique=False)


def downgrade() -> None:
    """Takes it away."""
    op.drop_index(op.f("ix_display_tablet_id"), table_name="display")
    op.drop_table("display")
