"""What is counted of each session for the clinic's own figures: empty at first, then made from the facts."""

import sqlalchemy as sa
from alembic import op

from data.tables.shape import UtcTime

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_WHOLE = (
    *("baseline_systolic", "baseline_diastolic", "rise_40_systolic", "rise_40_diastolic", "peak_minutes"),
    *("dues", "dues_missed"),
)
_COUNTS = ("effects", "effects_severe", "effects_unstated", "corrections")
_YES_NO = ("not_back", "effects_asked", "stopped_early", "ended_late")
_SIGNS = (
    *("systolic", "diastolic", "pulse", "spo2", "respirations", "temperature_c", "oxygen_l_min"),
    *("moaas", "dissociation", "pain"),
)
_DECIMAL = {"temperature_c", "oxygen_l_min"}
_DELAYS = ("0", "1", "2", "5", "10", "15", "30", "60", "120", "more")


def upgrade() -> None:
    """Adds four tables."""
    op.create_table(
        "outcome",
        *(_id(name) for name in ("patient_id", "treatment_id", "protocol_id")),
        _word("drug", "ketamine", "esketamine"),
        _word("route", "intravenous", "intramuscular", "sublingual", "intranasal"),
        _word("how", "given", "held", "cancelled", "not_started"),
        sa.Column("started_at", UtcTime(), nullable=True),
        *(sa.Column(name, sa.Float(), nullable=True) for name in ("dose_mg", "dose_mg_per_kg")),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in _WHOLE),
        *(sa.Column(name, sa.Boolean(), nullable=True) for name in _YES_NO),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _COUNTS),
        *(
            sa.Column(f"{side}_{sign}", sa.Float() if sign in _DECIMAL else sa.Integer(), nullable=True)
            for side in ("lowest", "highest")
            for sign in _SIGNS
        ),
        *(sa.Column(f"delay_{name}", sa.Integer(), nullable=False) for name in _DELAYS),
        *(_leads("outcome", name) for name in ("patient", "treatment", "protocol")),
        sa.PrimaryKeyConstraint("patient_id", "treatment_id", name=op.f("pk_outcome")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_outcome_treatment_id", "outcome", ["treatment_id"], unique=True)
    op.create_table(
        "outcome_effect",
        _id("treatment_id"),
        sa.Column("effect", sa.String(), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=True),
        _leads("outcome_effect", "treatment"),
        sa.PrimaryKeyConstraint("treatment_id", "effect", name=op.f("pk_outcome_effect")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "outcome_stale",
        _id("treatment_id"),
        _leads("outcome_stale", "treatment"),
        sa.PrimaryKeyConstraint("treatment_id", name=op.f("pk_outcome_stale")),
    )
    op.create_table(
        "outcome_until",
        sa.Column("rules", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("rules", name=op.f("pk_outcome_until")),
    )


def downgrade() -> None:
    """Takes them away."""
    for table in ("outcome_until", "outcome_stale", "outcome_effect", "outcome"):
        op.drop_table(table)


def _id(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Uuid(), nullable=False)


def _word(name: str, *words: str) -> sa.Column[object]:
    kind = sa.Enum(*words, name=f"outcome_{name}", native_enum=False, create_constraint=True, length=40)
    return sa.Column(name, kind, nullable=False)


def _leads(table: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([f"{to}_id"], [f"{to}.id"], name=op.f(f"fk_{table}_{to}_id_{to}"))
