"""The first schema: staff, patients, protocols, sessions and everything that happens in one."""

import sqlalchemy as sa
from alembic import op

from data.tables.shape import UtcTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes every table."""
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("who", sa.Uuid(), nullable=True),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("object_id", sa.Uuid(), nullable=True),
        sa.Column("treatment_id", sa.Uuid(), nullable=True),
        sa.Column("patient_id", sa.Uuid(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("line", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_patient_id"), ["patient_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_treatment_id"), ["treatment_id"], unique=False)

    op.create_table(
        "protocol",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protocol")),
        sa.UniqueConstraint("key", "version", name=op.f("uq_protocol_key_version")),
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entered_at", UtcTime(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("initials", sa.String(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["entered_by"], ["staff.id"], name=op.f("fk_staff_entered_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
    )
    op.create_table(
        "patient",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entered_at", UtcTime(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("record_number", sa.String(), nullable=False),
        sa.Column("given_name", sa.String(), nullable=False),
        sa.Column("family_name", sa.String(), nullable=False),
        sa.Column("date_of_birth", sa.Date(), nullable=False),
        sa.Column(
            "sex",
            sa.Enum(
                "female", "male", "other", "unknown", name="sex", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("search", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["entered_by"], ["staff.id"], name=op.f("fk_patient_entered_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patient")),
        sa.UniqueConstraint("record_number", name=op.f("uq_patient_record_number")),
    )
    with op.batch_alter_table("patient", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_patient_date_of_birth"), ["date_of_birth"], unique=False)

    op.create_table(
        "sign_in",
        sa.Column("token_sha256", sa.String(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("signed_in_at", UtcTime(), nullable=False),
        sa.Column("signed_out_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_sign_in_staff_id_staff")),
        sa.PrimaryKeyConstraint("token_sha256", name=op.f("pk_sign_in")),
    )
    op.create_table(
        "treatment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entered_at", UtcTime(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("protocol_id", sa.Uuid(), nullable=False),
        sa.Column("planned_dose_mg", sa.Float(), nullable=True),
        sa.Column("planned_dose_mg_per_kg", sa.Float(), nullable=True),
        sa.Column("planned_doses", sa.Integer(), nullable=False),
        sa.Column("arrived_at", UtcTime(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("entered_afterwards", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["entered_by"], ["staff.id"], name=op.f("fk_treatment_entered_by_staff")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_treatment_patient_id_patient")),
        sa.ForeignKeyConstraint(["protocol_id"], ["protocol.id"], name=op.f("fk_treatment_protocol_id_protocol")),
        sa.CheckConstraint(
            "planned_dose_mg > 0 AND planned_dose_mg <= 2000", name=op.f("ck_treatment_planned_dose_mg")
        ),
        sa.CheckConstraint(
            "planned_dose_mg_per_kg > 0 AND planned_dose_mg_per_kg <= 20",
            name=op.f("ck_treatment_planned_dose_mg_per_kg"),
        ),
        sa.CheckConstraint("planned_doses >= 1 AND planned_doses <= 12", name=op.f("ck_treatment_planned_doses")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_treatment")),
    )
    with op.batch_alter_table("treatment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_treatment_arrived_at"), ["arrived_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_treatment_patient_id"), ["patient_id"], unique=False)

    op.create_table(
        "arrival",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entered_at", UtcTime(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("treatment_id", sa.Uuid(), nullable=False),
        sa.Column("replaces", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("arrived_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["entered_by"], ["staff.id"], name=op.f("fk_arrival_entered_by_staff")),
        sa.ForeignKeyConstraint(["treatment_id"], ["treatment.id"], name=op.f("fk_arrival_treatment_id_treatment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrival")),
    )
    with op.batch_alter_table("arrival", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_arrival_treatment_id"), ["treatment_id"], unique=False)

    op.create_table(
        "draft",
        sa.Column("treatment_id", sa.Uuid(), nullable=False),
        sa.Column("author", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("typed_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["author"], ["staff.id"], name=op.f("fk_draft_author_staff")),
        sa.ForeignKeyConstraint(["treatment_id"], ["treatment.id"], name=op.f("fk_draft_treatment_id_treatment")),
        sa.PrimaryKeyConstraint("treatment_id", "author", name=op.f("pk_draft")),
    )
    op.create_table(
        "drug_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entered_at", UtcTime(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("treatment_id", sa.Uuid(), nullable=False),
        sa.Column("replaces", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column(
            "act",
            sa.Enum(
                "start",
                "rate_change",
                "pause",
                "resume",
                "stop",
                "bolus",
                "dose",
                "device",
                name="act",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("dose_mg", sa.Float(), nullable=True),
        sa.Column("duration_minutes", sa.Integer(), nullable=True),
        sa.Column("rate_ml_h", sa.Float(), nullable=True),
        sa.Column("concentration_mg_ml", sa.Float(), nullable=True),
        sa.Column(
            "stop_says",
            sa.Enum(
                "planned", "mg", "not_known", name="stop_says", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.Column("no_more_follows", sa.Boolean(), nullable=False),
        sa.Column("time_stated", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["entered_by"], ["staff.id"], name=op.f("fk_drug_event_entered_by_staff")),
        sa.ForeignKeyConstraint(["treatment_id"], ["treatment.id"], name=op.f("fk_drug_event_treatment_id_treatment")),
        sa.CheckConstraint("dose_mg > 0 AND dose_mg <= 2000", name=op.f("ck_drug_event_dose_mg")),
        sa.CheckConstraint(
            "duration_minutes >= 1 AND duration_minutes <= 600", name=op.f("ck_drug_event_duration_minutes")
        ),
        sa.CheckConstraint("rate_ml_h >= 0 AND rate_ml_h <= 2000", name=op.f("ck_drug_event_rate_ml_h")),
        sa.CheckConstraint(
            "concentration_mg_ml > 0 AND concentration_mg_ml <= 200", name=op.f("ck_drug_event_concentration_mg_ml")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drug_event")),
        sa.UniqueConstraint("replaces", name=op.f("uq_drug_event_replaces")),
    )
    with op.batch_alter_table("drug_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_drug_event_treatment_id"), ["treatment_id"], unique=False)

    op.create_table(
        "effect",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entered_at", UtcTime(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("treatment_id", sa.Uuid(), nullable=False),
        sa.Column("replaces", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("effect", sa.String(), nullable=True),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("onset_at", UtcTime(), nullable=False),
        sa.Column(
            "relatedness",
            sa.Enum(
                "certain",
                "probable",
                "possible",
                "unlikely",
                "unassessable",
                name="relatedness",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("judged_by", sa.Uuid(), nullable=True),
        sa.Column("serious", sa.Boolean(), nullable=True),
        sa.Column("time_stated", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["entered_by"], ["staff.id"], name=op.f("fk_effect_entered_by_staff")),
        sa.ForeignKeyConstraint(["judged_by"], ["staff.id"], name=op.f("fk_effect_judged_by_staff")),
        sa.ForeignKeyConstraint(["treatment_id"], ["treatment.id"], name=op.f("fk_effect_treatment_id_treatment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_effect")),
        sa.UniqueConstraint("replaces", name=op.f("uq_effect_replaces")),
    )
    with op.batch_alter_table("effect", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_effect_treatment_id"), ["treatment_id"], unique=False)

    op.create_table(
        "intervention",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entered_at", UtcTime(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("treatment_id", sa.Uuid(), nullable=False),
        sa.Column("replaces", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("drug", sa.String(), nullable=True),
        sa.Column("dose", sa.String(), nullable=True),
        sa.Column("route", sa.String(), nullable=True),
        sa.Column("ordered_by", sa.String(), nullable=True),
        sa.Column("response", sa.String(), nullable=True),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("time_stated", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["entered_by"], ["staff.id"], name=op.f("fk_intervention_entered_by_staff")),
        sa.ForeignKeyConstraint(
            ["treatment_id"], ["treatment.id"], name=op.f("fk_intervention_treatment_id_treatment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intervention")),
        sa.UniqueConstraint("replaces", name=op.f("uq_intervention_replaces")),
    )
    with op.batch_alter_table("intervention", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_intervention_treatment_id"), ["treatment_id"], unique=False)

    op.create_table(
        "none_reported",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entered_at", UtcTime(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("treatment_id", sa.Uuid(), nullable=False),
        sa.Column("replaces", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("time_stated", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["entered_by"], ["staff.id"], name=op.f("fk_none_reported_entered_by_staff")),
        sa.ForeignKeyConstraint(
            ["treatment_id"], ["treatment.id"], name=op.f("fk_none_reported_treatment_id_treatment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_none_reported")),
        sa.UniqueConstraint("replaces", name=op.f("uq_none_reported_replaces")),
    )
    with op.batch_alter_table("none_reported", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_none_reported_treatment_id"), ["treatment_id"], unique=False)

    op.create_table(
        "note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entered_at", UtcTime(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("treatment_id", sa.Uuid(), nullable=False),
        sa.Column("replaces", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("time_stated", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["entered_by"], ["staff.id"], name=op.f("fk_note_entered_by_staff")),
        sa.ForeignKeyConstraint(["treatment_id"], ["treatment.id"], name=op.f("fk_note_treatment_id_treatment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
        sa.UniqueConstraint("replaces", name=op.f("uq_note_replaces")),
    )
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_note_treatment_id"), ["treatment_id"], unique=False)

    op.create_table(
        "reading",
        sa.Column("entered_at", UtcTime(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("replaces", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("taken_at", UtcTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("treatment_id", sa.Uuid(), nullable=False),
        sa.Column("time_stated", sa.String(), nullable=True),
        sa.Column("systolic", sa.Integer(), nullable=True),
        sa.Column("diastolic", sa.Integer(), nullable=True),
        sa.Column("pulse", sa.Integer(), nullable=True),
        sa.Column("spo2", sa.Integer(), nullable=True),
        sa.Column("respirations", sa.Integer(), nullable=True),
        sa.Column("temperature_c", sa.Float(), nullable=True),
        sa.Column("weight_kg", sa.Float(), nullable=True),
        sa.Column("oxygen_l_min", sa.Float(), nullable=True),
        sa.Column("moaas", sa.Integer(), nullable=True),
        sa.Column("dissociation", sa.Integer(), nullable=True),
        sa.Column("pain", sa.Integer(), nullable=True),
        sa.Column("not_measured", sa.JSON(), nullable=False),
        sa.Column("reason_words", sa.JSON(), nullable=False),
        sa.Column(
            "position",
            sa.Enum(
                "sitting",
                "supine",
                "semi_reclined",
                "standing",
                name="position",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "cuff_site",
            sa.Enum(
                "left_arm",
                "right_arm",
                "left_leg",
                "right_leg",
                name="cuff_site",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column(
            "source",
            sa.Enum("line", "fields", "import", name="source", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("repeat_of", sa.Uuid(), nullable=True),
        sa.CheckConstraint("diastolic >= 10 AND diastolic <= 200", name=op.f("ck_reading_diastolic")),
        sa.CheckConstraint("dissociation >= 0 AND dissociation <= 3", name=op.f("ck_reading_dissociation")),
        sa.CheckConstraint("moaas >= 0 AND moaas <= 5", name=op.f("ck_reading_moaas")),
        sa.CheckConstraint("oxygen_l_min >= 0 AND oxygen_l_min <= 60", name=op.f("ck_reading_oxygen_l_min")),
        sa.CheckConstraint("pain >= 0 AND pain <= 10", name=op.f("ck_reading_pain")),
        sa.CheckConstraint("pulse >= 0 AND pulse <= 300", name=op.f("ck_reading_pulse")),
        sa.CheckConstraint("respirations >= 0 AND respirations <= 80", name=op.f("ck_reading_respirations")),
        sa.CheckConstraint("spo2 >= 30 AND spo2 <= 100", name=op.f("ck_reading_spo2")),
        sa.CheckConstraint("systolic > diastolic", name=op.f("ck_reading_pressure")),
        sa.CheckConstraint("systolic >= 30 AND systolic <= 300", name=op.f("ck_reading_systolic")),
        sa.CheckConstraint("temperature_c >= 25 AND temperature_c <= 45", name=op.f("ck_reading_temperature_c")),
        sa.CheckConstraint("weight_kg >= 20 AND weight_kg <= 350", name=op.f("ck_reading_weight_kg")),
        sa.ForeignKeyConstraint(["entered_by"], ["staff.id"], name=op.f("fk_reading_entered_by_staff")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_reading_patient_id_patient")),
        sa.ForeignKeyConstraint(["treatment_id"], ["treatment.id"], name=op.f("fk_reading_treatment_id_treatment")),
        sa.PrimaryKeyConstraint("patient_id", "taken_at", "id", name=op.f("pk_reading")),
        sa.UniqueConstraint("id", name=op.f("uq_reading_id")),
        sa.UniqueConstraint("replaces", name=op.f("uq_reading_replaces")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("reading", schema=None) as batch_op:
        batch_op.create_index("ix_reading_treatment_id", ["treatment_id"], unique=False)

    op.create_table(
        "retraction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entered_at", UtcTime(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("treatment_id", sa.Uuid(), nullable=False),
        sa.Column("fact_id", sa.Uuid(), nullable=False),
        sa.Column(
            "how",
            sa.Enum("withdrawn", "moved", name="retraction_how", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("moved_to", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["entered_by"], ["staff.id"], name=op.f("fk_retraction_entered_by_staff")),
        sa.ForeignKeyConstraint(["treatment_id"], ["treatment.id"], name=op.f("fk_retraction_treatment_id_treatment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retraction")),
        sa.UniqueConstraint("fact_id", name=op.f("uq_retraction_fact_id")),
    )
    with op.batch_alter_table("retraction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_retraction_treatment_id"), ["treatment_id"], unique=False)

    op.create_table(
        "treatment_end",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entered_at", UtcTime(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("treatment_id", sa.Uuid(), nullable=False),
        sa.Column("replaces", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("ended_at", UtcTime(), nullable=False),
        sa.Column(
            "how",
            sa.Enum(
                "left_with_escort",
                "left_alone",
                "transferred",
                "not_started",
                name="end_how",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("time_stated", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["entered_by"], ["staff.id"], name=op.f("fk_treatment_end_entered_by_staff")),
        sa.ForeignKeyConstraint(
            ["treatment_id"], ["treatment.id"], name=op.f("fk_treatment_end_treatment_id_treatment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_treatment_end")),
        sa.UniqueConstraint("replaces", name=op.f("uq_treatment_end_replaces")),
    )
    with op.batch_alter_table("treatment_end", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_treatment_end_treatment_id"), ["treatment_id"], unique=False)

    op.create_table(
        "effect_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entered_at", UtcTime(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("treatment_id", sa.Uuid(), nullable=False),
        sa.Column("replaces", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("effect_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(), nullable=True),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("time_stated", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["effect_id"], ["effect.id"], name=op.f("fk_effect_change_effect_id_effect")),
        sa.ForeignKeyConstraint(["entered_by"], ["staff.id"], name=op.f("fk_effect_change_entered_by_staff")),
        sa.ForeignKeyConstraint(
            ["treatment_id"], ["treatment.id"], name=op.f("fk_effect_change_treatment_id_treatment")
        ),
        sa.CheckConstraint("severity IN (1, 2, 3, 4)", name=op.f("ck_effect_change_severity")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_effect_change")),
        sa.UniqueConstraint("replaces", name=op.f("uq_effect_change_replaces")),
    )
    with op.batch_alter_table("effect_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_effect_change_treatment_id"), ["treatment_id"], unique=False)


def downgrade() -> None:
    """Removes every table."""
    with op.batch_alter_table("effect_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_effect_change_treatment_id"))

    op.drop_table("effect_change")
    with op.batch_alter_table("treatment_end", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_treatment_end_treatment_id"))

    op.drop_table("treatment_end")
    with op.batch_alter_table("retraction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_retraction_treatment_id"))

    op.drop_table("retraction")
    with op.batch_alter_table("reading", schema=None) as batch_op:
        batch_op.drop_index("ix_reading_treatment_id")

    op.drop_table("reading")
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_note_treatment_id"))

    op.drop_table("note")
    with op.batch_alter_table("none_reported", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_none_reported_treatment_id"))

    op.drop_table("none_reported")
    with op.batch_alter_table("intervention", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_intervention_treatment_id"))

    op.drop_table("intervention")
    with op.batch_alter_table("effect", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_effect_treatment_id"))

    op.drop_table("effect")
    with op.batch_alter_table("drug_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_drug_event_treatment_id"))

    op.drop_table("drug_event")
    op.drop_table("draft")
    with op.batch_alter_table("arrival", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_arrival_treatment_id"))

    op.drop_table("arrival")
    with op.batch_alter_table("treatment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_treatment_patient_id"))
        batch_op.drop_index(batch_op.f("ix_treatment_arrived_at"))

    op.drop_table("treatment")
    op.drop_table("sign_in")
    with op.batch_alter_table("patient", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_patient_date_of_birth"))

    op.drop_table("patient")
    op.drop_table("staff")
    op.drop_table("protocol")
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_treatment_id"))
        batch_op.drop_index(batch_op.f("ix_audit_patient_id"))

    op.drop_table("audit")
