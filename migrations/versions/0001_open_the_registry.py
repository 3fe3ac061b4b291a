"""Districts, people with roles, organisations, residents, the trail."""

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
        "login_attempt",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("account", sa.LargeBinary(), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("succeeded", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_attempt")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_login_attempt_account_at"), "login_attempt", ["account", "at"], unique=False)
    op.create_index(op.f("ix_login_attempt_address_at"), "login_attempt", ["address", "at"], unique=False)
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
        "user",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("totp_seed", sa.Text(), nullable=True),
        sa.Column("totp_last_step", sa.BigInteger(), nullable=True),
        sa.Column("skips_second_factor", sa.Boolean(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("email", name=op.f("uq_user_email")),
        sa.UniqueConstraint("uid", name=op.f("uq_user_uid")),
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
    op.create_table(
        "organisation",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum("company", "government", "forum", "branch", name="kind", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column(
            "standing",
            sa.Enum(
                "applied",
                "admitted",
                "refused",
                "suspended",
                name="standing",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("nib", sa.Text(), nullable=True),
        sa.Column("npwp", sa.Text(), nullable=True),
        sa.Column("sector", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("village_code", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("signatory_name", sa.Text(), nullable=True),
        sa.Column("signatory_title", sa.Text(), nullable=True),
        sa.Column("signatory_mandate", sa.Text(), nullable=True),
        sa.Column("decree", sa.Text(), nullable=True),
        sa.Column("applied_at", Instant(), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["decided_by"], ["user.id"], name=op.f("fk_organisation_decided_by")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_organisation_district_id")),
        sa.ForeignKeyConstraint(["village_code"], ["village.code"], name=op.f("fk_organisation_village_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_organisation_district_id_kind_standing"),
        "organisation",
        ["district_id", "kind", "standing"],
        unique=False,
    )
    op.create_index("uq_organisation_district_nib", "organisation", ["district_id", "nib"], unique=True)
    op.create_table(
        "resident_import",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("file_hash", sa.LargeBinary(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "staged",
                "approved",
                "discarded",
                "undone",
                name="importstatus",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("village_code", sa.Text(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum("recruitment", "reactivation", name="residentkind", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.LargeBinary(), nullable=False),
        sa.Column("uploaded_by", sa.BigInteger(), nullable=False),
        sa.Column("uploaded_at", Instant(), nullable=False),
        sa.Column("approved_by", sa.BigInteger(), nullable=True),
        sa.Column("approved_at", Instant(), nullable=True),
        sa.Column("second_approved_by", sa.BigInteger(), nullable=True),
        sa.Column("second_approved_at", Instant(), nullable=True),
        sa.Column("ended_by", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "approved_by IS NULL OR approved_by <> uploaded_by", name=op.f("ck_resident_import_maker_is_not_checker")
        ),
        sa.CheckConstraint(
            "second_approved_by IS NULL OR second_approved_by NOT IN (uploaded_by, approved_by)",
            name=op.f("ck_resident_import_second_is_another"),
        ),
        sa.ForeignKeyConstraint(["approved_by"], ["user.id"], name=op.f("fk_resident_import_approved_by")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_resident_import_district_id")),
        sa.ForeignKeyConstraint(["ended_by"], ["user.id"], name=op.f("fk_resident_import_ended_by")),
        sa.ForeignKeyConstraint(
            ["second_approved_by"], ["user.id"], name=op.f("fk_resident_import_second_approved_by")
        ),
        sa.ForeignKeyConstraint(["uploaded_by"], ["user.id"], name=op.f("fk_resident_import_uploaded_by")),
        sa.ForeignKeyConstraint(["village_code"], ["village.code"], name=op.f("fk_resident_import_village_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resident_import")),
        sqlite_strict=True,
    )
    op.create_index(
        "uq_resident_import_live_file",
        "resident_import",
        ["district_id", "file_hash"],
        unique=True,
        sqlite_where=sa.text("status IN ('staged', 'approved')"),
        postgresql_where=sa.text("status IN ('staged', 'approved')"),
    )
    op.create_table(
        "gate_declaration",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "status",
            sa.Enum("declared", "confirmed", "refused", name="gatestatus", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("workers", sa.BigInteger(), nullable=False),
        sa.Column("registered", sa.BigInteger(), nullable=False),
        sa.Column("business_entity_code", sa.Text(), nullable=False),
        sa.Column("declared_by", sa.BigInteger(), nullable=True),
        sa.Column("declared_at", Instant(), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "status <> 'confirmed' OR expires_on IS NOT NULL", name=op.f("ck_gate_declaration_confirmed_until_a_day")
        ),
        sa.CheckConstraint("decided_by <> declared_by", name=op.f("ck_gate_declaration_declarer_is_not_decider")),
        sa.CheckConstraint("registered BETWEEN 0 AND workers", name=op.f("ck_gate_declaration_registered")),
        sa.CheckConstraint("workers > 0", name=op.f("ck_gate_declaration_workers")),
        sa.ForeignKeyConstraint(["decided_by"], ["user.id"], name=op.f("fk_gate_declaration_decided_by")),
        sa.ForeignKeyConstraint(["declared_by"], ["user.id"], name=op.f("fk_gate_declaration_declared_by")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_gate_declaration_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gate_declaration")),
        sa.UniqueConstraint(
            "organisation_id", "declared_at", name=op.f("uq_gate_declaration_organisation_id_declared_at")
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_gate_declaration_organisation_id"), "gate_declaration", ["organisation_id"], unique=False)
    op.create_table(
        "invitation",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "village",
                "maker",
                "checker",
                "company",
                "treasurer",
                "branch",
                "forum",
                "auditor",
                "admin",
                name="role",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("district_id", sa.BigInteger(), nullable=True),
        sa.Column("organisation_id", sa.BigInteger(), nullable=True),
        sa.Column("village_code", sa.Text(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("invited_by", sa.BigInteger(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("accepted_at", Instant(), nullable=True),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_invitation_district_id")),
        sa.ForeignKeyConstraint(["invited_by"], ["user.id"], name=op.f("fk_invitation_invited_by")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_invitation_organisation_id")),
        sa.ForeignKeyConstraint(["village_code"], ["village.code"], name=op.f("fk_invitation_village_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_invitation_email"), "invitation", ["email"], unique=False)
    op.create_table(
        "membership",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "village",
                "maker",
                "checker",
                "company",
                "treasurer",
                "branch",
                "forum",
                "auditor",
                "admin",
                name="role",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("district_id", sa.BigInteger(), nullable=True),
        sa.Column("organisation_id", sa.BigInteger(), nullable=True),
        sa.Column("village_code", sa.Text(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_membership_district_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_membership_organisation_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_membership_user_id")),
        sa.ForeignKeyConstraint(["village_code"], ["village.code"], name=op.f("fk_membership_village_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_membership_organisation_id"), "membership", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_membership_user_id"), "membership", ["user_id"], unique=False)
    op.create_table(
        "resident",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("village_code", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "imported",
                "verified",
                "held",
                "covered",
                "lapsed",
                "exited",
                name="residentstatus",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column(
            "kind",
            sa.Enum("recruitment", "reactivation", name="residentkind", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("nik", sa.Text(), nullable=False),
        sa.Column("nik_index", sa.LargeBinary(), nullable=False),
        sa.Column("family_card", sa.Text(), nullable=True),
        sa.Column("family_index", sa.LargeBinary(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("birth_on", sa.Date(), nullable=False),
        sa.Column("sex", sa.Text(), nullable=False),
        sa.Column("hamlet", sa.Text(), nullable=True),
        sa.Column("rt", sa.Text(), nullable=True),
        sa.Column("rw", sa.Text(), nullable=True),
        sa.Column("family_relation", sa.Text(), nullable=True),
        sa.Column("occupation", sa.Text(), nullable=True),
        sa.Column("decile", sa.BigInteger(), nullable=True),
        sa.Column("is_former_pbi", sa.Boolean(), nullable=False),
        sa.Column("import_id", sa.BigInteger(), nullable=True),
        sa.Column("registered_at", Instant(), nullable=False),
        sa.Column("verified_by", sa.BigInteger(), nullable=True),
        sa.Column("verified_at", Instant(), nullable=True),
        sa.Column("exited_on", sa.Date(), nullable=True),
        sa.Column("exit_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("sex IN ('L', 'P')", name=op.f("ck_resident_sex")),
        sa.CheckConstraint("decile IS NULL OR decile BETWEEN 1 AND 10", name=op.f("ck_resident_decile")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_resident_district_id")),
        sa.ForeignKeyConstraint(["import_id"], ["resident_import.id"], name=op.f("fk_resident_import_id")),
        sa.ForeignKeyConstraint(["verified_by"], ["user.id"], name=op.f("fk_resident_verified_by")),
        sa.ForeignKeyConstraint(["village_code"], ["village.code"], name=op.f("fk_resident_village_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resident")),
        sa.UniqueConstraint("nik_index", name=op.f("uq_resident_nik_index")),
        sa.UniqueConstraint("uid", name=op.f("uq_resident_uid")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_resident_district_id_name_key"), "resident", ["district_id", "name_key"], unique=False)
    op.create_index(op.f("ix_resident_district_id_status"), "resident", ["district_id", "status"], unique=False)
    op.create_index(
        op.f("ix_resident_district_id_village_code_status"),
        "resident",
        ["district_id", "village_code", "status"],
        unique=False,
    )
    op.create_index(op.f("ix_resident_family_index"), "resident", ["family_index"], unique=False)
    op.create_index(op.f("ix_resident_import_id"), "resident", ["import_id"], unique=False)
    op.create_table(
        "resident_import_row",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("import_id", sa.BigInteger(), nullable=False),
        sa.Column("row", sa.BigInteger(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("codes", sa.Text(), nullable=False),
        sa.Column("duplicate_of", sa.BigInteger(), nullable=True),
        sa.Column("effect", sa.Text(), nullable=True),
        sa.Column("nik_index", sa.LargeBinary(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["import_id"], ["resident_import.id"], name=op.f("fk_resident_import_row_import_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resident_import_row")),
        sa.UniqueConstraint("import_id", "row", name=op.f("uq_resident_import_row_import_id_row")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_resident_import_row_import_id_decision"),
        "resident_import_row",
        ["import_id", "decision"],
        unique=False,
    )
    op.create_index(op.f("ix_resident_import_row_nik_index"), "resident_import_row", ["nik_index"], unique=False)
    op.create_table(
        "served_district",
        sa.Column("branch_id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["organisation.id"], name=op.f("fk_served_district_branch_id")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_served_district_district_id")),
        sa.PrimaryKeyConstraint("branch_id", "district_id", name=op.f("pk_served_district")),
        sqlite_strict=True,
    )
    op.create_table(
        "resident_reveal",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("resident_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name=op.f("fk_resident_reveal_resident_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_resident_reveal_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resident_reveal")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_resident_reveal_resident_id"), "resident_reveal", ["resident_id"], unique=False)
    op.create_table(
        "web_session",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("membership_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("second_factor_at", Instant(), nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("browser", sa.Text(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["membership_id"], ["membership.id"], name=op.f("fk_web_session_membership_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_web_session_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_web_session_token_hash")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_web_session_user_id"), "web_session", ["user_id"], unique=False)
