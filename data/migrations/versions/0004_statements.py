"""Chairs and who is where, planned sessions, which protocol versions are offered, SpO2 scales."""

import sqlalchemy as sa
from alembic import op

from data.tables.shape import UtcTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds six tables."""
    _table("chair", _uuid("chair_id", "chair"), _text("name"), _text("room", optional=True), _flag("in_use"))
    _table("seat", _uuid("treatment_id", "treatment"), _uuid("chair_id", "chair", optional=True))
    _table(
        "duty",
        _uuid("chair_id", "chair"),
        sa.Column("duty_on", sa.Date(), nullable=False),
        _uuid("staff_id", "staff", optional=True),
    )
    _table(
        "appointment",
        _uuid("appointment_id", "appointment"),
        _uuid("patient_id", "patient"),
        sa.Column("expected_at", UtcTime(), nullable=False),
        _uuid("chair_id", "chair", optional=True),
        _text("protocol_key", optional=True),
        sa.Column("planned_dose_mg", sa.Float(), nullable=True),
        sa.Column("planned_dose_mg_per_kg", sa.Float(), nullable=True),
        sa.Column("state", _states(), nullable=False),
        _uuid("treatment_id", "treatment", optional=True),
        _text("words", optional=True),
        _bounded("appointment", "planned_dose_mg", "planned_dose_mg > 0 AND planned_dose_mg <= 2000"),
        _bounded(
            "appointment", "planned_dose_mg_per_kg", "planned_dose_mg_per_kg > 0 AND planned_dose_mg_per_kg <= 20"
        ),
    )
    _table("offer", _uuid("protocol_id", "protocol"), _flag("offered"), _text("words"))
    _table(
        "oxygen_scale",
        _uuid("patient_id", "patient"),
        sa.Column("scale", sa.Integer(), nullable=False),
        _text("words"),
        _bounded("oxygen_scale", "scale", "scale >= 1 AND scale <= 2"),
    )
    for table, column in _INDEXED:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def downgrade() -> None:
    """Takes them away."""
    for table in ("oxygen_scale", "offer", "appointment", "duty", "seat", "chair"):
        op.drop_table(table)


_INDEXED = (
    ("chair", "chair_id"),
    ("seat", "treatment_id"),
    ("duty", "duty_on"),
    ("appointment", "appointment_id"),
    ("appointment", "patient_id"),
    ("appointment", "expected_at"),
    ("offer", "protocol_id"),
    ("oxygen_scale", "patient_id"),
)


def _table(name: str, *columns: sa.Column[object] | sa.CheckConstraint) -> None:
    keys = [
        (column.name, str(column.info["key"])) for column in columns if isinstance(column, sa.Column) and column.info
    ]
    op.create_table(
        name,
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entered_at", UtcTime(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        *columns,
        *(
            sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{name}_{column}_{other}"))
            for column, other in (("entered_by", "staff"), *keys)
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("id", name=op.f(f"uq_{name}_id")),
    )


def _uuid(name: str, other: str, *, optional: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Uuid(), nullable=optional, info={"key": other})


def _text(name: str, *, optional: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.String(), nullable=optional)


def _flag(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _bounded(table: str, column: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{column}"))


def _states() -> sa.Enum:
    return sa.Enum(
        "expected",
        "come",
        "not_come",
        "cancelled",
        name="appointment_state",
        native_enum=False,
        create_constraint=True,
        length=40,
    )
