"""Identifiers corrected, registrations merged, and which of them are one person; nobody of before was merged."""

import sqlalchemy as sa
from alembic import op

from data.tables.shape import UtcTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds three tables."""
    sexes = sa.Enum(
        "female",
        "male",
        "other",
        "unknown",
        name="demographics_sex",
        native_enum=False,
        create_constraint=True,
        length=40,
    )
    _said(
        "demographics",
        *(_text(name) for name in ("record_number", "given_name", "family_name")),
        sa.Column("date_of_birth", sa.Date(), nullable=False),
        sa.Column("sex", sexes, nullable=False),
        sa.Column("phone", sa.String(), nullable=True),
        _text("reason"),
        _text("search"),
    )
    into = sa.ForeignKeyConstraint(["into_id"], ["patient.id"], name=op.f("fk_merge_into_id_patient"))
    _said("merge", sa.Column("into_id", sa.Uuid(), nullable=True), _text("reason"), into)
    op.create_table(
        "same_person",
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_same_person_patient_id_patient")),
        sa.ForeignKeyConstraint(["person_id"], ["patient.id"], name=op.f("fk_same_person_person_id_patient")),
        sa.PrimaryKeyConstraint("patient_id", name=op.f("pk_same_person")),
    )
    for table, column in _INDEXED:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def downgrade() -> None:
    """Takes them away."""
    for table in ("same_person", "merge", "demographics"):
        op.drop_table(table)


_INDEXED = (
    ("demographics", "patient_id"),
    ("demographics", "record_number"),
    ("demographics", "date_of_birth"),
    ("merge", "patient_id"),
    ("merge", "into_id"),
    ("same_person", "person_id"),
)


def _said(name: str, *more: sa.schema.SchemaItem) -> None:
    """A table of statements about a patient."""
    op.create_table(
        name,
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entered_at", UtcTime(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        *more,
        sa.ForeignKeyConstraint(["entered_by"], ["staff.id"], name=op.f(f"fk_{name}_entered_by_staff")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f(f"fk_{name}_patient_id_patient")),
        sa.PrimaryKeyConstraint("seq", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("id", name=op.f(f"uq_{name}_id")),
    )


def _text(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.String(), nullable=False)
