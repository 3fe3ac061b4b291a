"""Months somebody owes, and what a pledge covers of them."""

from datetime import date

import sqlalchemy as sa
from alembic import op

from srikandi.database import Instant

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

DECREE = "Perpres 64/2020"
FIRST = (("1", 150_000), ("2", 100_000))
"""What a month of class I and II has cost since 2021; class III costs the participant's part."""


def upgrade() -> None:
    _tariffs()
    _lists()
    _settlements()
    _owed()
    _lines()
    op.execute(
        "INSERT INTO district_setting (district_id, name, value, valid_from, source) "
        "SELECT id, 'budget_pays_arrears', 0, '2021-01-01', 'Nilai awal' FROM district"
    )


def _care_class(name: str = "care_class", *, nullable: bool = False) -> sa.Column[str]:
    words = sa.Enum("1", "2", "3", name="careclass", native_enum=False, create_constraint=True)
    return sa.Column(name, words, nullable=nullable)


def _tariffs() -> None:
    table = op.create_table(
        "class_tariff",
        sa.Column("id", sa.BigInteger(), nullable=False),
        _care_class(),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("decree", sa.Text(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_class_tariff_amount")),
        sa.CheckConstraint("care_class <> '3'", name=op.f("ck_class_tariff_not_third")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_tariff")),
        sa.UniqueConstraint("care_class", "valid_from", name=op.f("uq_class_tariff_care_class_valid_from")),
        sqlite_strict=True,
    )
    since = {"valid_from": date(2021, 1, 1), "decree": DECREE}
    op.bulk_insert(table, [{"care_class": one, "amount": amount, **since} for one, amount in FIRST])


def _lists() -> None:
    op.create_table(
        "arrears_list",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("file_hash", sa.LargeBinary(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "staged", "approved", "discarded", name="arrearsliststatus", native_enum=False, create_constraint=True
            ),
            nullable=False,
        ),
        sa.Column("last_month", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.LargeBinary(), nullable=False),
        sa.Column("uploaded_by", sa.BigInteger(), nullable=False),
        sa.Column("uploaded_at", Instant(), nullable=False),
        sa.Column("approved_by", sa.BigInteger(), nullable=True),
        sa.Column("approved_at", Instant(), nullable=True),
        sa.Column("ended_by", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "approved_by IS NULL OR approved_by <> uploaded_by", name=op.f("ck_arrears_list_maker_is_not_checker")
        ),
        sa.ForeignKeyConstraint(["approved_by"], ["user.id"], name=op.f("fk_arrears_list_approved_by")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_arrears_list_district_id")),
        sa.ForeignKeyConstraint(["ended_by"], ["user.id"], name=op.f("fk_arrears_list_ended_by")),
        sa.ForeignKeyConstraint(["uploaded_by"], ["user.id"], name=op.f("fk_arrears_list_uploaded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrears_list")),
        sqlite_strict=True,
    )
    kept = sa.text("status <> 'discarded'")
    op.create_index(
        "uq_arrears_list_file",
        "arrears_list",
        ["district_id", "file_hash", "last_month"],
        unique=True,
        sqlite_where=kept,
        postgresql_where=kept,
    )
    op.create_table(
        "arrears_row",
        sa.Column("list_id", sa.BigInteger(), nullable=False),
        sa.Column("row", sa.BigInteger(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("codes", sa.Text(), nullable=False),
        sa.Column("resident_id", sa.BigInteger(), nullable=True),
        sa.Column("first_month", sa.Integer(), nullable=True),
        sa.Column("last_month", sa.Integer(), nullable=True),
        _care_class(nullable=True),
        sa.ForeignKeyConstraint(["list_id"], ["arrears_list.id"], name=op.f("fk_arrears_row_list_id")),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name=op.f("fk_arrears_row_resident_id")),
        sa.PrimaryKeyConstraint("list_id", "row", name=op.f("pk_arrears_row")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_arrears_row_list_id_decision"), "arrears_row", ["list_id", "decision"], unique=False)
    op.create_index(op.f("ix_arrears_row_resident_id"), "arrears_row", ["resident_id"], unique=False)


def _owed() -> None:
    op.create_table(
        "arrears_statement",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("resident_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "source",
            sa.Enum("list", "district", "paid", name="arrearssource", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("first_month", sa.Integer(), nullable=True),
        sa.Column("last_month", sa.Integer(), nullable=True),
        _care_class(nullable=True),
        sa.Column("list_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("said_by", sa.BigInteger(), nullable=True),
        sa.Column("said_at", Instant(), nullable=False),
        sa.CheckConstraint("(first_month IS NULL) = (last_month IS NULL)", name=op.f("ck_arrears_statement_both_ends")),
        sa.CheckConstraint(
            "(first_month IS NULL) = (care_class IS NULL)", name=op.f("ck_arrears_statement_class_of_months")
        ),
        sa.CheckConstraint(
            "first_month IS NULL OR first_month <= last_month", name=op.f("ck_arrears_statement_in_order")
        ),
        sa.CheckConstraint("source = 'list' OR reason IS NOT NULL", name=op.f("ck_arrears_statement_says_why")),
        sa.CheckConstraint("(source = 'list') = (list_id IS NOT NULL)", name=op.f("ck_arrears_statement_of_a_list")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_arrears_statement_district_id")),
        sa.ForeignKeyConstraint(["list_id"], ["arrears_list.id"], name=op.f("fk_arrears_statement_list_id")),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name=op.f("fk_arrears_statement_resident_id")),
        sa.ForeignKeyConstraint(["said_by"], ["user.id"], name=op.f("fk_arrears_statement_said_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrears_statement")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_arrears_statement_resident_id"), "arrears_statement", ["resident_id"], unique=False)
    op.create_index(op.f("ix_arrears_statement_list_id"), "arrears_statement", ["list_id"], unique=False)
    op.create_table(
        "arrears_month",
        sa.Column("resident_id", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        _care_class(),
        sa.Column(
            "status",
            sa.Enum(
                "owed",
                "planned",
                "funded",
                "settled",
                "cleared",
                name="arrearsstatus",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("statement_id", sa.BigInteger(), nullable=False),
        sa.Column("pledge_id", sa.BigInteger(), nullable=True),
        sa.Column("tariff", sa.BigInteger(), nullable=True),
        sa.Column("funded_by", sa.BigInteger(), nullable=True),
        sa.Column("settlement_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "status IN ('planned', 'funded', 'settled') = (pledge_id IS NOT NULL)",
            name=op.f("ck_arrears_month_of_a_pledge"),
        ),
        sa.CheckConstraint("(tariff IS NULL) = (pledge_id IS NULL)", name=op.f("ck_arrears_month_priced")),
        sa.CheckConstraint("tariff IS NULL OR tariff > 0", name=op.f("ck_arrears_month_tariff")),
        sa.CheckConstraint(
            "status IN ('funded', 'settled') = (funded_by IS NOT NULL)", name=op.f("ck_arrears_month_funded_by_money")
        ),
        sa.CheckConstraint(
            "settlement_id IS NULL OR funded_by IS NOT NULL", name=op.f("ck_arrears_month_sent_with_money")
        ),
        sa.CheckConstraint(
            "status <> 'settled' OR settlement_id IS NOT NULL", name=op.f("ck_arrears_month_settled_by_a_file")
        ),
        sa.ForeignKeyConstraint(["pledge_id"], ["pledge.id"], name=op.f("fk_arrears_month_pledge_id")),
        sa.ForeignKeyConstraint(["funded_by"], ["journal.id"], name=op.f("fk_arrears_month_funded_by")),
        sa.ForeignKeyConstraint(
            ["settlement_id"], ["arrears_settlement.id"], name=op.f("fk_arrears_month_settlement_id")
        ),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_arrears_month_district_id")),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name=op.f("fk_arrears_month_resident_id")),
        sa.ForeignKeyConstraint(["statement_id"], ["arrears_statement.id"], name=op.f("fk_arrears_month_statement_id")),
        sa.PrimaryKeyConstraint("resident_id", "month", name=op.f("pk_arrears_month")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_arrears_month_district_id_status_resident_id"),
        "arrears_month",
        ["district_id", "status", "resident_id"],
        unique=False,
    )
    op.create_index(op.f("ix_arrears_month_pledge_id_status"), "arrears_month", ["pledge_id", "status"], unique=False)
    op.create_index(op.f("ix_arrears_month_settlement_id"), "arrears_month", ["settlement_id"], unique=False)


def _settlements() -> None:
    op.create_table(
        "arrears_settlement",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("pledge_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "built", "settled", "withdrawn", name="settlementstatus", native_enum=False, create_constraint=True
            ),
            nullable=False,
        ),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("built_by", sa.BigInteger(), nullable=False),
        sa.Column("built_at", Instant(), nullable=False),
        sa.Column("paid_by", sa.BigInteger(), nullable=True),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("journal_id", sa.BigInteger(), nullable=True),
        sa.Column("ended_by", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_arrears_settlement_amount")),
        sa.CheckConstraint(
            "(status = 'settled') = (journal_id IS NOT NULL)", name=op.f("ck_arrears_settlement_booked")
        ),
        sa.CheckConstraint(
            "status <> 'settled' OR document IS NOT NULL", name=op.f("ck_arrears_settlement_says_by_what")
        ),
        sa.CheckConstraint(
            "ended_by IS NULL OR status <> 'settled' OR ended_by <> built_by",
            name=op.f("ck_arrears_settlement_two_people"),
        ),
        sa.ForeignKeyConstraint(["built_by"], ["user.id"], name=op.f("fk_arrears_settlement_built_by")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_arrears_settlement_district_id")),
        sa.ForeignKeyConstraint(["ended_by"], ["user.id"], name=op.f("fk_arrears_settlement_ended_by")),
        sa.ForeignKeyConstraint(["journal_id"], ["journal.id"], name=op.f("fk_arrears_settlement_journal_id")),
        sa.ForeignKeyConstraint(["paid_by"], ["journal.id"], name=op.f("fk_arrears_settlement_paid_by")),
        sa.ForeignKeyConstraint(["pledge_id"], ["pledge.id"], name=op.f("fk_arrears_settlement_pledge_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrears_settlement")),
        sa.UniqueConstraint("district_id", "number", name=op.f("uq_arrears_settlement_district_id_number")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_arrears_settlement_pledge_id"), "arrears_settlement", ["pledge_id"], unique=False)


def _lines() -> None:
    op.create_table(
        "arrears_line",
        sa.Column("resident_id", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("transfer_id", sa.BigInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_arrears_line_amount")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_arrears_line_organisation_id")),
        sa.ForeignKeyConstraint(
            ["resident_id", "month"],
            ["arrears_month.resident_id", "arrears_month.month"],
            name=op.f("fk_arrears_line_resident_id_month"),
        ),
        sa.ForeignKeyConstraint(["transfer_id"], ["transfer.id"], name=op.f("fk_arrears_line_transfer_id")),
        sa.PrimaryKeyConstraint("resident_id", "month", "transfer_id", name=op.f("pk_arrears_line")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_arrears_line_transfer_id"), "arrears_line", ["transfer_id"], unique=False)
