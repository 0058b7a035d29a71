"""Scales, and what was done about those that tell of suicidal thoughts; there were none before."""

import sqlalchemy as sa
from alembic import op

from data.tables.shape import UtcTime

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_SCALES = ("phq_9", "gad_7", "pcl_5", "madrs", "qids", "c_ssrs", "cadss", "pain")


def upgrade() -> None:
    """Adds two tables."""
    _said(
        "assessment",
        _id("assessment_id"),
        _id("treatment_id", nullable=True),
        sa.Column("scale", _one_of("scale", *_SCALES), nullable=False),
        _time("taken_at"),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("ideation", sa.Integer(), nullable=True),
        sa.Column("behaviour", _one_of("behaviour", "none", "earlier", "recent"), nullable=True),
        _text("words", nullable=True),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        _leads("assessment", "assessment_id", "assessment"),
        _leads("assessment", "treatment_id", "treatment"),
        sa.CheckConstraint("total >= 0 AND total <= 92", name=op.f("ck_assessment_total")),
        sa.CheckConstraint("ideation >= 0 AND ideation <= 5", name=op.f("ck_assessment_ideation")),
    )
    _said(
        "risk_closing",
        _id("said_id"),
        _time("at"),
        _text("action"),
        _leads("risk_closing", "said_id", "assessment"),
    )
    for table, column in _INDEXED:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def downgrade() -> None:
    """Takes them away."""
    for table in ("risk_closing", "assessment"):
        op.drop_table(table)


_INDEXED = (
    ("assessment", "assessment_id"),
    ("assessment", "patient_id"),
    ("assessment", "urgent"),
    ("risk_closing", "patient_id"),
    ("risk_closing", "said_id"),
)


def _said(name: str, *more: sa.schema.SchemaItem) -> None:
    """A table of statements about a patient that can be corrected and withdrawn."""
    op.create_table(
        name,
        sa.Column("seq", sa.Integer(), nullable=False),
        _id("id"),
        _time("entered_at"),
        _id("entered_by"),
        _id("patient_id"),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        _id("replaces", nullable=True),
        _text("reason", nullable=True),
        *more,
        _leads(name, "entered_by", "staff"),
        _leads(name, "patient_id", "patient"),
        _leads(name, "replaces", name),
        sa.PrimaryKeyConstraint("seq", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("id", name=op.f(f"uq_{name}_id")),
        sa.UniqueConstraint("replaces", name=op.f(f"uq_{name}_replaces")),
    )


def _one_of(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def _leads(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def _id(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Uuid(), nullable=nullable)


def _text(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _time(name: str) -> sa.Column[object]:
    return sa.Column(name, UtcTime(), nullable=False)
