"""The sessions that have not ended, derived from the facts."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the table and fills it."""
    op.create_table(
        "open_treatment",
        sa.Column("treatment_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["treatment_id"], ["treatment.id"], name=op.f("fk_open_treatment_treatment_id_treatment")
        ),
        sa.PrimaryKeyConstraint("treatment_id", name=op.f("pk_open_treatment")),
    )
    op.execute(
        "INSERT INTO open_treatment SELECT id FROM treatment WHERE NOT EXISTS ("
        "SELECT 1 FROM treatment_end WHERE treatment_end.treatment_id = treatment.id "
        "AND NOT EXISTS (SELECT 1 FROM treatment_end newer WHERE newer.replaces = treatment_end.id) "
        "AND NOT EXISTS (SELECT 1 FROM retraction WHERE retraction.fact_id = treatment_end.id))"
    )


def downgrade() -> None:
    """Takes it away."""
    op.drop_table("open_treatment")
