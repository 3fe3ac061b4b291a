"""Exits as files, and promises that are asked who comes next."""

import sqlalchemy as sa
from alembic import op

from srikandi.clock import now
from srikandi.database import Instant

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "exit_list",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "source",
            sa.Enum("civil_registry", "bpjs", "other", name="exitsource", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("file_hash", sa.LargeBinary(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "staged", "approved", "discarded", name="exitliststatus", native_enum=False, create_constraint=True
            ),
            nullable=False,
        ),
        sa.Column("content_hash", sa.LargeBinary(), nullable=False),
        sa.Column("uploaded_by", sa.BigInteger(), nullable=False),
        sa.Column("uploaded_at", Instant(), nullable=False),
        sa.Column("approved_by", sa.BigInteger(), nullable=True),
        sa.Column("approved_at", Instant(), nullable=True),
        sa.Column("ended_by", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "approved_by IS NULL OR approved_by <> uploaded_by", name=op.f("ck_exit_list_maker_is_not_checker")
        ),
        sa.ForeignKeyConstraint(["approved_by"], ["user.id"], name=op.f("fk_exit_list_approved_by")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_exit_list_district_id")),
        sa.ForeignKeyConstraint(["ended_by"], ["user.id"], name=op.f("fk_exit_list_ended_by")),
        sa.ForeignKeyConstraint(["uploaded_by"], ["user.id"], name=op.f("fk_exit_list_uploaded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exit_list")),
        sqlite_strict=True,
    )
    op.create_index(
        "uq_exit_list_file",
        "exit_list",
        ["district_id", "file_hash"],
        unique=True,
        sqlite_where=sa.text("status <> 'discarded'"),
        postgresql_where=sa.text("status <> 'discarded'"),
    )
    op.create_table(
        "exit_row",
        sa.Column("list_id", sa.BigInteger(), nullable=False),
        sa.Column("row", sa.BigInteger(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("codes", sa.Text(), nullable=False),
        sa.Column("resident_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["list_id"], ["exit_list.id"], name=op.f("fk_exit_row_list_id")),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name=op.f("fk_exit_row_resident_id")),
        sa.PrimaryKeyConstraint("list_id", "row", name=op.f("pk_exit_row")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_exit_row_list_id_decision"), "exit_row", ["list_id", "decision"], unique=False)
    op.create_index(op.f("ix_exit_row_resident_id"), "exit_row", ["resident_id"], unique=False)
    op.create_table(
        "resident_exit",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("resident_id", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=False),
        sa.Column(
            "former",
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
        sa.Column("noted_by", sa.BigInteger(), nullable=True),
        sa.Column("noted_at", Instant(), nullable=False),
        sa.Column("list_id", sa.BigInteger(), nullable=True),
        sa.Column("duplicate_of", sa.BigInteger(), nullable=True),
        sa.Column("undone_by", sa.BigInteger(), nullable=True),
        sa.Column("undone_at", Instant(), nullable=True),
        sa.Column("undo_reason", sa.Text(), nullable=True),
        sa.Column("returned_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "(undone_at IS NULL) = (undone_by IS NULL)", name=op.f("ck_resident_exit_undone_by_somebody")
        ),
        sa.CheckConstraint(
            "undone_by IS NULL OR noted_by IS NULL OR undone_by <> noted_by",
            name=op.f("ck_resident_exit_undone_by_another"),
        ),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_resident_exit_district_id")),
        sa.ForeignKeyConstraint(["duplicate_of"], ["resident.id"], name=op.f("fk_resident_exit_duplicate_of")),
        sa.ForeignKeyConstraint(["list_id"], ["exit_list.id"], name=op.f("fk_resident_exit_list_id")),
        sa.ForeignKeyConstraint(["noted_by"], ["user.id"], name=op.f("fk_resident_exit_noted_by")),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name=op.f("fk_resident_exit_resident_id")),
        sa.ForeignKeyConstraint(["undone_by"], ["user.id"], name=op.f("fk_resident_exit_undone_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resident_exit")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_resident_exit_district_id_noted_at"), "resident_exit", ["district_id", "noted_at"], unique=False
    )
    op.create_index(op.f("ix_resident_exit_list_id"), "resident_exit", ["list_id"], unique=False)
    op.create_index(op.f("ix_resident_exit_resident_id"), "resident_exit", ["resident_id"], unique=False)
    op.create_index(
        "uq_resident_exit_standing",
        "resident_exit",
        ["resident_id"],
        unique=True,
        sqlite_where=sa.text("undone_at IS NULL AND returned_at IS NULL"),
        postgresql_where=sa.text("undone_at IS NULL AND returned_at IS NULL"),
    )
    op.create_table(
        "succession_question",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("pledge_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "next",
                "return",
                "passed",
                "gone",
                name="questionstatus",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("answer_until_at", Instant(), nullable=False),
        sa.Column("told_at", Instant(), nullable=True),
        sa.Column("reminded_at", Instant(), nullable=True),
        sa.Column("answered_by", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("seats", sa.BigInteger(), nullable=True),
        sa.Column("life_months", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("(status = 'open') = (ended_at IS NULL)", name=op.f("ck_succession_question_ended")),
        sa.CheckConstraint(
            "status NOT IN ('next', 'return') OR answered_by IS NOT NULL",
            name=op.f("ck_succession_question_answered_by_somebody"),
        ),
        sa.ForeignKeyConstraint(["answered_by"], ["user.id"], name=op.f("fk_succession_question_answered_by")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_succession_question_district_id")),
        sa.ForeignKeyConstraint(["pledge_id"], ["pledge.id"], name=op.f("fk_succession_question_pledge_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_succession_question")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_succession_question_district_id_status"),
        "succession_question",
        ["district_id", "status"],
        unique=False,
    )
    op.create_index(
        "uq_succession_question_open",
        "succession_question",
        ["pledge_id"],
        unique=True,
        sqlite_where=sa.text("status = 'open'"),
        postgresql_where=sa.text("status = 'open'"),
    )
    op.create_table(
        "vacated_month",
        sa.Column("exit_id", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("pledge_id", sa.BigInteger(), nullable=False),
        sa.Column("seat", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "planned",
                "funded",
                "sent",
                "active",
                "released",
                name="lifemonthstatus",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_vacated_month_district_id")),
        sa.ForeignKeyConstraint(["exit_id"], ["resident_exit.id"], name=op.f("fk_vacated_month_exit_id")),
        sa.ForeignKeyConstraint(["pledge_id"], ["pledge.id"], name=op.f("fk_vacated_month_pledge_id")),
        sa.PrimaryKeyConstraint("exit_id", "month", "pledge_id", "seat", name=op.f("pk_vacated_month")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_vacated_month_pledge_id_month_seat"), "vacated_month", ["pledge_id", "month", "seat"], unique=False
    )
    op.execute(
        "INSERT INTO district_setting (district_id, name, value, valid_from, source) "
        "SELECT id, 'answer_days', 7, '2021-01-01', 'Nilai awal' FROM district"
    )
    _remember_who_has_left()


def _remember_who_has_left() -> None:
    """Give everybody who left before this table was there a row in it: who they were is read from what is left."""
    known = sa.text(
        "INSERT INTO resident_exit (district_id, resident_id, reason, left_on, former, noted_at) "
        "SELECT district_id, id, COALESCE(exit_reason, 'invalid'), COALESCE(exited_on, CURRENT_DATE), "
        "CASE WHEN verified_at IS NULL THEN 'imported' ELSE 'verified' END, :at FROM resident WHERE status = 'exited'"
    )
    op.get_bind().execute(known.bindparams(sa.bindparam("at", now(), type_=Instant())))
