"""Residents, the files they came in, and who looked at their numbers."""

import sqlalchemy as sa
from alembic import op

from srikandi.database import Instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
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
