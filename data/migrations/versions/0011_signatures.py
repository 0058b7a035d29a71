"""Signatures, addenda, what stands beside a record, and what makes a signature void; no session of before is signed."""

import sqlalchemy as sa
from alembic import op

from data.tables.shape import UtcTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds four tables; the triggers that go with them are made after the migration (data/triggers.py)."""
    _fact(
        "afterword",
        _words("sort", "afterword_sort", "review", "follow_up"),
        sa.Column("at", UtcTime(), nullable=False),
        _text("words"),
        _text("plan", optional=True),
        sa.Column("effects", sa.JSON(), nullable=False),
        _id("replaces", optional=True),
        _text("reason", optional=True),
        sa.UniqueConstraint("replaces", name=op.f("uq_afterword_replaces")),
    )
    _fact(
        "signature",
        _id("about", optional=True),
        _words("meaning", "signature_meaning", "complete", "reviewed", "written"),
        _text("name"),
        _words("role", "signature_role", "nurse", "prescriber", "admin"),
        _words("vouched", "signature_vouched", "password", "pin", "provider"),
        _id("sign_in"),
        sa.Column("content", sa.Integer(), nullable=False),
        _text("sha256"),
        sa.Column("addenda", sa.Integer(), nullable=False),
        sa.Column("both", sa.Boolean(), nullable=False),
        sa.Column("listed", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["about"], ["afterword.id"], name=op.f("fk_signature_about_afterword")),
    )
    op.create_index(op.f("ix_signature_sign_in"), "signature", ["sign_in"], unique=False)
    _fact("addendum", _text("reason"))
    op.create_table(
        "voiding",
        _id("signature_id"),
        _id("by_id"),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["signature_id"], ["signature.id"], name=op.f("fk_voiding_signature_id_signature")),
        sa.PrimaryKeyConstraint("signature_id", name=op.f("pk_voiding")),
    )


def downgrade() -> None:
    """Takes them away."""
    # Triggers of other tables speak of these; those that stay are made again after the migration.
    names = sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for name in op.get_bind().execute(names).scalars().all():
        op.execute(f"DROP TRIGGER {name}")
    for table in ("voiding", "addendum", "signature", "afterword"):
        op.drop_table(table)


def _fact(name: str, *columns: sa.schema.SchemaItem) -> None:
    """A table of facts about one session."""
    op.create_table(
        name,
        _id("id"),
        sa.Column("entered_at", UtcTime(), nullable=False),
        _id("entered_by"),
        _id("treatment_id"),
        *columns,
        sa.ForeignKeyConstraint(["entered_by"], ["staff.id"], name=op.f(f"fk_{name}_entered_by_staff")),
        sa.ForeignKeyConstraint(["treatment_id"], ["treatment.id"], name=op.f(f"fk_{name}_treatment_id_treatment")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
    op.create_index(op.f(f"ix_{name}_treatment_id"), name, ["treatment_id"], unique=False)


def _id(name: str, *, optional: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Uuid(), nullable=optional)


def _text(name: str, *, optional: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.String(), nullable=optional)


def _words(name: str, kind: str, *values: str) -> sa.Column[object]:
    told = sa.Enum(*values, name=kind, native_enum=False, create_constraint=True, length=40)
    return sa.Column(name, told, nullable=False)
