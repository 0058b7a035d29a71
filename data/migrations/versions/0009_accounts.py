"""Accounts, tablets, shifts and secrets; sign-ins with their ends. Sign-ins of before are over: none had a secret."""

import sqlalchemy as sa
from alembic import op

from data.tables.shape import UtcTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds six tables and makes the one of sign-ins anew."""
    _said("account", "staff_id", "staff", _text("user_name"), _json("roles"), _flag("in_charge"), _flag("enabled"))
    _said("tablet", "tablet_id", "tablet", _text("name"), _flag("enrolled"))
    _kept("tablet_token", "token_sha256", _text("token_sha256"), _id("tablet_id"), to={"tablet_id": "tablet"})
    op.create_table(
        "secret",
        _id("staff_id"),
        sa.Column("sort", _sorts("secret_sort"), nullable=False),
        _text("hash"),
        _flag("given"),
        _time("set_at"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_secret_staff_id_staff")),
        sa.PrimaryKeyConstraint("staff_id", "sort", name=op.f("pk_secret")),
    )
    shift = (_id("id"), _id("staff_id"), _time("opened_at"), _time("ends_at"), _count("wrong_pins"))
    _kept("shift", "id", *shift, to={"staff_id": "staff"})
    _kept("misses", "place", _text("place"), _count("count"), _time("since"), _time("last"), to={})
    op.drop_table("sign_in")
    _kept(
        "sign_in",
        "token_sha256",
        _text("token_sha256"),
        _id("id"),
        _id("staff_id"),
        _id("tablet_id", optional=True),
        sa.Column("how", _sorts("sign_in_how"), nullable=False),
        _flag("limited"),
        *(_time(name) for name in ("signed_in_at", "locks_at", "ends_at")),
        _time("signed_out_at", optional=True),
        to={"staff_id": "staff", "tablet_id": "tablet"},
    )
    for table, column in _INDEXED:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def downgrade() -> None:
    """Takes them away."""
    for table in ("sign_in", "misses", "shift", "secret", "tablet_token", "tablet", "account"):
        op.drop_table(table)
    _kept(
        "sign_in",
        "token_sha256",
        _text("token_sha256"),
        _id("staff_id"),
        _time("signed_in_at"),
        _time("signed_out_at", optional=True),
        to={"staff_id": "staff"},
    )


_INDEXED = (
    ("account", "staff_id"),
    ("account", "user_name"),
    ("tablet", "tablet_id"),
    ("tablet_token", "tablet_id"),
    ("shift", "staff_id"),
    ("shift", "ends_at"),
    ("sign_in", "id"),
    ("sign_in", "staff_id"),
)


def _said(name: str, about: str, other: str, *columns: sa.Column[object]) -> None:
    """A table of statements."""
    op.create_table(
        name,
        sa.Column("seq", sa.Integer(), nullable=False),
        _id("id"),
        _time("entered_at"),
        _id("entered_by"),
        _id(about),
        *columns,
        sa.ForeignKeyConstraint(["entered_by"], ["staff.id"], name=op.f(f"fk_{name}_entered_by_staff")),
        sa.ForeignKeyConstraint([about], [f"{other}.id"], name=op.f(f"fk_{name}_{about}_{other}")),
        sa.PrimaryKeyConstraint("seq", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("id", name=op.f(f"uq_{name}_id")),
    )


def _kept(name: str, key: str, *columns: sa.Column[object], to: dict[str, str]) -> None:
    """A table of what is kept as long as it holds."""
    keys = (
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{name}_{column}_{other}"))
        for column, other in to.items()
    )
    op.create_table(name, *columns, *keys, sa.PrimaryKeyConstraint(key, name=op.f(f"pk_{name}")))


def _id(name: str, *, optional: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Uuid(), nullable=optional)


def _text(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.String(), nullable=False)


def _json(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON(), nullable=False)


def _flag(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _count(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _time(name: str, *, optional: bool = False) -> sa.Column[object]:
    return sa.Column(name, UtcTime(), nullable=optional)


def _sorts(name: str) -> sa.Enum:
    return sa.Enum("password", "pin", name=name, native_enum=False, create_constraint=True, length=40)
