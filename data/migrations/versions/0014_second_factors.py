"""Second factors: each person's secret for codes; nobody has one yet."""

import sqlalchemy as sa
from alembic import op

from data.tables.shape import UtcTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds one table."""
    op.create_table(
        "second_factor",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=True),
        sa.Column("set_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_second_factor_staff_id_staff")),
        sa.PrimaryKeyConstraint("staff_id", "confirmed", name=op.f("pk_second_factor")),
    )


def downgrade() -> None:
    """Takes it away."""
    op.drop_table("second_factor")
