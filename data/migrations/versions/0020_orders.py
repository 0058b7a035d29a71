"""Orders for the next dose, and what a decision before the dose knew of one; of before there were none."""

import sqlalchemy as sa
from alembic import op

from data.tables.shape import UtcTime

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_DRUGS = ("ketamine", "esketamine")
_ROUTES = ("intravenous", "intramuscular", "sublingual", "intranasal")
_BOUNDS = {
    "dose_mg": "dose_mg > 0 AND dose_mg <= 2000",
    "dose_mg_per_kg": "dose_mg_per_kg > 0 AND dose_mg_per_kg <= 20",
    "weight_kg": "weight_kg >= 20 AND weight_kg <= 350",
    "minutes": "minutes >= 1 AND minutes <= 600",
    "rate_ml_h": "rate_ml_h > 0 AND rate_ml_h <= 2000",
}
_DECISION = (
    *("id", "entered_at", "entered_by", "treatment_id", "replaces", "reason", "decision", "decided_by", "words"),
    *("reading_id", "at", "time_stated"),
)


def upgrade() -> None:
    """Adds the table of orders, and two columns to the decisions, which are made anew for that."""
    op.create_table(
        "dose_order",
        sa.Column("seq", sa.Integer(), nullable=False),
        _id("id"),
        sa.Column("entered_at", UtcTime(), nullable=False),
        _id("entered_by"),
        _id("patient_id"),
        _id("treatment_id", optional=True),
        _one_of("order_change", "change", ("first", "same", "raise", "lower", "stop")),
        _one_of("order_drug", "drug", _DRUGS, optional=True),
        _one_of("order_route", "route", _ROUTES, optional=True),
        *(sa.Column(name, sa.Float(), nullable=True) for name in ("dose_mg", "dose_mg_per_kg", "weight_kg")),
        sa.Column("weighed_at", UtcTime(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("rate_ml_h", sa.Float(), nullable=True),
        *(sa.Column(name, sa.String(), nullable=True) for name in ("if_needed", "hold_if", "words")),
        *(sa.CheckConstraint(told, name=op.f(f"ck_dose_order_{name}")) for name, told in _BOUNDS.items()),
        *(
            _leads("dose_order", f"{column}", other)
            for column, other in (("entered_by", "staff"), ("patient_id", "patient"), ("treatment_id", "treatment"))
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_dose_order")),
        sa.UniqueConstraint("id", name=op.f("uq_dose_order_id")),
    )
    op.create_index(op.f("ix_dose_order_patient_id"), "dose_order", ["patient_id"], unique=False)
    _decisions(
        _id("order_id", optional=True),
        sa.Column("departs", sa.JSON(), nullable=True),
        _leads("dose_decision", "order_id", "dose_order"),
    )


def downgrade() -> None:
    """Takes them away."""
    _decisions()
    op.drop_table("dose_order")


def _decisions(*more: sa.Column[object] | sa.Constraint) -> None:
    """The decisions made anew with these columns more, in place of the table that is there."""
    columns = [one for one in more if isinstance(one, sa.Column)]
    op.drop_index(op.f("ix_dose_decision_treatment_id"), table_name="dose_decision")
    op.create_table(
        "dose_decision_anew",
        _id("id"),
        sa.Column("entered_at", UtcTime(), nullable=False),
        _id("entered_by"),
        _id("treatment_id"),
        _id("replaces", optional=True),
        sa.Column("reason", sa.String(), nullable=True),
        _one_of(op.f("ck_dose_decision_decision"), "decision", ("go", "hold", "cancel")),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("words", sa.String(), nullable=True),
        _id("reading_id", optional=True),
        *columns,
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("time_stated", sa.String(), nullable=True),
        *(one for one in more if isinstance(one, sa.Constraint)),
        _leads("dose_decision", "reading_id", "reading"),
        _leads("dose_decision", "entered_by", "staff"),
        _leads("dose_decision", "treatment_id", "treatment"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dose_decision")),
        sa.UniqueConstraint("replaces", name=op.f("uq_dose_decision_replaces")),
    )
    named = ", ".join(f'"{name}"' for name in _DECISION)
    op.execute(f"INSERT INTO dose_decision_anew ({named}) SELECT {named} FROM dose_decision")  # noqa: S608 - our own names
    op.drop_table("dose_decision")
    op.rename_table("dose_decision_anew", "dose_decision")
    op.create_index(op.f("ix_dose_decision_treatment_id"), "dose_decision", ["treatment_id"], unique=False)


def _id(name: str, *, optional: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Uuid(), nullable=optional)


def _one_of(kind: str, name: str, values: tuple[str, ...], *, optional: bool = False) -> sa.Column[object]:
    words = sa.Enum(*values, name=kind, native_enum=False, create_constraint=True, length=40)
    return sa.Column(name, words, nullable=optional)


def _leads(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))
