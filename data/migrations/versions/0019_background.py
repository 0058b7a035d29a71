"""What is known of a patient that bears on the drug: medicines, allergies, what speaks against it."""

import sqlalchemy as sa
from alembic import op

from data.tables.shape import UtcTime

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds its table."""
    op.create_table(
        "background",
        sa.Column("seq", sa.Integer(), nullable=False),
        _id("id"),
        sa.Column("entered_at", UtcTime(), nullable=False),
        _id("entered_by"),
        _id("patient_id"),
        _one_of("background_item", "item", _ITEMS),
        _one_of("background_says", "says", ("yes", "no", "unknown", "does_not_apply")),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["entered_by"], ["staff.id"], name=op.f("fk_background_entered_by_staff")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_background_patient_id_patient")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_background")),
        sa.UniqueConstraint("id", name=op.f("uq_background_id")),
    )
    op.create_index(op.f("ix_background_patient_id"), "background", ["patient_id"], unique=False)


def downgrade() -> None:
    """Takes it away."""
    op.drop_table("background")


_ITEMS = (
    "benzodiazepine",
    "stimulant",
    "maoi",
    "antihypertensive",
    "opioid",
    "allergies",
    "aneurysm_or_avm",
    "intracranial_haemorrhage",
    "psychosis_or_mania",
    "pregnancy",
    "sleep_apnoea",
    "substance_use",
    "liver",
    "urinary_symptoms",
)


def _id(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Uuid(), nullable=False)


def _one_of(kind: str, name: str, values: tuple[str, ...]) -> sa.Column[object]:
    words = sa.Enum(*values, name=kind, native_enum=False, create_constraint=True, length=40)
    return sa.Column(name, words, nullable=False)
