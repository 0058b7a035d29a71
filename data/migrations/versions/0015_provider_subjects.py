"""Identity providers: whom they mean by which subject, and sign-ins that came by one."""

import sqlalchemy as sa
from alembic import op

from data.tables.shape import UtcTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds one table, and a way of signing in."""
    op.create_table(
        "provider_subject",
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("set_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_provider_subject_staff_id_staff")),
        sa.PrimaryKeyConstraint("issuer", "subject", name=op.f("pk_provider_subject")),
    )
    op.create_index(op.f("ix_provider_subject_staff_id"), "provider_subject", ["staff_id"], unique=False)
    _ways("password", "pin", "provider", before=("password", "pin"))


def downgrade() -> None:
    """Takes them away; who came in by a provider has to sign in again."""
    op.execute("DELETE FROM sign_in WHERE how = 'provider'")
    _ways("password", "pin", before=("password", "pin", "provider"))
    op.drop_index(op.f("ix_provider_subject_staff_id"), table_name="provider_subject")
    op.drop_table("provider_subject")


def _ways(*ways: str, before: tuple[str, ...]) -> None:
    with op.batch_alter_table("sign_in", recreate="always") as batch:
        batch.alter_column("how", type_=_enum(*ways), existing_type=_enum(*before), existing_nullable=False)


def _enum(*ways: str) -> sa.Enum:
    return sa.Enum(*ways, name="sign_in_how", native_enum=False, create_constraint=True, length=40)
