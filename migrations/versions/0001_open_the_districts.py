"""Districts with their villages and dated numbers, tariffs, letters, the trail."""

import sqlalchemy as sa
from alembic import op

from srikandi.database import Instant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("actor_role", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_audit_entry_actor_id"), "audit_entry", ["actor_id"], unique=False)
    op.create_index(op.f("ix_audit_entry_district_id_at"), "audit_entry", ["district_id", "at"], unique=False)
    op.create_index(
        op.f("ix_audit_entry_subject_kind_subject_id"), "audit_entry", ["subject_kind", "subject_id"], unique=False
    )
    op.create_table(
        "district",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("province", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("office_address", sa.Text(), nullable=False),
        sa.Column("seat", sa.Text(), nullable=False),
        sa.Column("head_name", sa.Text(), nullable=False),
        sa.Column("head_title", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("tariff_basis", sa.Text(), nullable=False),
        sa.Column("pbpu_quota", sa.BigInteger(), nullable=True),
        sa.Column("population", sa.BigInteger(), nullable=True),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_district")),
        sa.UniqueConstraint("code", name=op.f("uq_district_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "heartbeat",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_heartbeat")),
        sqlite_strict=True,
    )
    op.create_table(
        "message",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("to_address", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("next_try_at", Instant(), nullable=True),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", Instant(), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_message_sent_at_next_try_at"), "message", ["sent_at", "next_try_at"], unique=False)
    op.create_table(
        "tariff",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column(
            "basis",
            sa.Enum("participant", "participant_and_region", name="basis", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("decree", sa.Text(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_tariff_amount")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tariff")),
        sa.UniqueConstraint("basis", "valid_from", name=op.f("uq_tariff_basis_valid_from")),
        sqlite_strict=True,
    )
    op.create_table(
        "district_setting",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint("value >= 0", name=op.f("ck_district_setting_value")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_district_setting_district_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_district_setting")),
        sa.UniqueConstraint(
            "district_id", "name", "valid_from", name=op.f("uq_district_setting_district_id_name_valid_from")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "subdistrict",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_subdistrict_district_id")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_subdistrict")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_subdistrict_district_id"), "subdistrict", ["district_id"], unique=False)
    op.create_table(
        "village",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("subdistrict_code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_village_district_id")),
        sa.ForeignKeyConstraint(["subdistrict_code"], ["subdistrict.code"], name=op.f("fk_village_subdistrict_code")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_village")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_village_district_id"), "village", ["district_id"], unique=False)
    op.create_index(op.f("ix_village_subdistrict_code"), "village", ["subdistrict_code"], unique=False)
