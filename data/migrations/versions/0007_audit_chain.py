"""The chain of the audit: role, tablet and outcome, and the hashes that tie each row to the one before."""

import sqlalchemy as sa
from alembic import op

from data import chain
from data.tables.shape import UtcTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_ADDED = (
    ("role", sa.String()),
    ("tablet", sa.Uuid()),
    ("outcome", sa.String()),
    ("previous", sa.String()),
    ("hash", sa.String()),
)
# As they lay there before, named here since later versions of the program may know others.
_THERE = sa.table(
    "audit",
    sa.column("seq", sa.Integer),
    sa.column("at", UtcTime),
    sa.column("who", sa.Uuid),
    sa.column("what", sa.String),
    sa.column("kind", sa.String),
    sa.column("object_id", sa.Uuid),
    sa.column("treatment_id", sa.Uuid),
    sa.column("patient_id", sa.Uuid),
    sa.column("sha256", sa.String),
    sa.column("line", sa.String),
    sa.column("reason", sa.String),
)


def upgrade() -> None:
    """Adds the columns and ties the rows that are there; the triggers are made again afterwards."""
    with op.batch_alter_table("audit", recreate="always", table_kwargs={"sqlite_autoincrement": True}) as batch:
        for name, kind in _ADDED:
            batch.add_column(sa.Column(name, kind, nullable=True))
    connection, previous = op.get_bind(), chain.BEGINNING
    fill = sa.text("UPDATE audit SET previous = :previous, hash = :hash WHERE seq = :seq")
    for row in connection.execute(sa.select(_THERE).order_by(_THERE.c.seq)).mappings().all():
        hashed = chain.sealed({**row, "previous": previous})
        connection.execute(fill, {"previous": previous, "hash": hashed, "seq": row["seq"]})
        previous = hashed


def downgrade() -> None:
    """Takes them away."""
    with op.batch_alter_table("audit", recreate="always", table_kwargs={"sqlite_autoincrement": True}) as batch:
        for name, _ in _ADDED:
            batch.drop_column(name)
