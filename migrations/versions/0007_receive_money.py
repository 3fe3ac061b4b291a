"""Payments, notices of providers, bank statements."""

import sqlalchemy as sa
from alembic import op

from srikandi.database import Instant

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "webhook_event",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("object_id", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("handled_at", Instant(), nullable=True),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_event")),
        sa.UniqueConstraint("provider", "event_id", name=op.f("uq_webhook_event_provider_event_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_webhook_event_handled_at"), "webhook_event", ["handled_at"], unique=False)
    op.create_table(
        "bank_account",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("bank", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_bank_account_district_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_account")),
        sa.UniqueConstraint("bank", "number", name=op.f("uq_bank_account_bank_number")),
        sa.UniqueConstraint("code", name=op.f("uq_bank_account_code")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_bank_account_district_id"), "bank_account", ["district_id"], unique=False)
    op.create_table(
        "bank_statement",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("file_hash", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("opening_sen", sa.BigInteger(), nullable=True),
        sa.Column("closing_sen", sa.BigInteger(), nullable=True),
        sa.Column("lines_read", sa.BigInteger(), nullable=False),
        sa.Column("lines_new", sa.BigInteger(), nullable=False),
        sa.Column("imported_by", sa.BigInteger(), nullable=True),
        sa.Column("imported_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["bank_account.id"], name=op.f("fk_bank_statement_account_id")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_bank_statement_district_id")),
        sa.ForeignKeyConstraint(["imported_by"], ["user.id"], name=op.f("fk_bank_statement_imported_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_statement")),
        sa.UniqueConstraint("account_id", "file_hash", name=op.f("uq_bank_statement_account_id_file_hash")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_bank_statement_district_id"), "bank_statement", ["district_id"], unique=False)
    op.create_table(
        "payment",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("pledge_id", sa.BigInteger(), nullable=False),
        sa.Column("payer_id", sa.BigInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "route",
            sa.Enum(
                "stripe", "bank_transfer", "direct_to_bpjs", name="route", native_enum=False, create_constraint=True
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "claimed",
                "seen",
                "settled",
                "dropped",
                "refunded",
                "reversed",
                "disputed",
                name="paymentstatus",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("form_key", sa.Text(), nullable=True),
        sa.Column("external_reference", sa.Text(), nullable=True),
        sa.Column("journal_id", sa.BigInteger(), nullable=True),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("proof_file_id", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("settled_by", sa.BigInteger(), nullable=True),
        sa.Column("settled_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "status NOT IN ('settled', 'refunded', 'reversed', 'disputed') OR journal_id IS NOT NULL",
            name=op.f("ck_payment_booked"),
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payment_amount")),
        sa.ForeignKeyConstraint(["created_by"], ["user.id"], name=op.f("fk_payment_created_by")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_payment_district_id")),
        sa.ForeignKeyConstraint(["journal_id"], ["journal.id"], name=op.f("fk_payment_journal_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_payment_organisation_id")),
        sa.ForeignKeyConstraint(["payer_id"], ["payer.id"], name=op.f("fk_payment_payer_id")),
        sa.ForeignKeyConstraint(["pledge_id"], ["pledge.id"], name=op.f("fk_payment_pledge_id")),
        sa.ForeignKeyConstraint(["proof_file_id"], ["kept_file.id"], name=op.f("fk_payment_proof_file_id")),
        sa.ForeignKeyConstraint(["settled_by"], ["user.id"], name=op.f("fk_payment_settled_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
        sa.UniqueConstraint("payer_id", "form_key", name=op.f("uq_payment_payer_id_form_key")),
        sa.UniqueConstraint("route", "external_reference", name=op.f("uq_payment_route_external_reference")),
        sa.UniqueConstraint("uid", name=op.f("uq_payment_uid")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_payment_district_id_status"), "payment", ["district_id", "status"], unique=False)
    op.create_index(op.f("ix_payment_organisation_id"), "payment", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_payment_pledge_id"), "payment", ["pledge_id"], unique=False)
    op.create_table(
        "statement_line",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("statement_id", sa.BigInteger(), nullable=False),
        sa.Column("group_key", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("amount_sen", sa.BigInteger(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("bank_reference", sa.Text(), nullable=True),
        sa.Column("reading", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("codes", sa.Text(), nullable=False),
        sa.Column("candidates", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("journal_id", sa.BigInteger(), nullable=True),
        sa.Column("matched_payer_id", sa.BigInteger(), nullable=True),
        sa.Column("matched_by", sa.BigInteger(), nullable=True),
        sa.Column("matched_at", Instant(), nullable=True),
        sa.Column("match_reason", sa.Text(), nullable=True),
        sa.Column("confirmed_by", sa.BigInteger(), nullable=True),
        sa.Column("confirmed_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "confirmed_by IS NULL OR confirmed_by <> matched_by",
            name=op.f("ck_statement_line_matcher_is_not_confirmer"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["bank_account.id"], name=op.f("fk_statement_line_account_id")),
        sa.ForeignKeyConstraint(["confirmed_by"], ["user.id"], name=op.f("fk_statement_line_confirmed_by")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_statement_line_district_id")),
        sa.ForeignKeyConstraint(["journal_id"], ["journal.id"], name=op.f("fk_statement_line_journal_id")),
        sa.ForeignKeyConstraint(["matched_by"], ["user.id"], name=op.f("fk_statement_line_matched_by")),
        sa.ForeignKeyConstraint(["matched_payer_id"], ["payer.id"], name=op.f("fk_statement_line_matched_payer_id")),
        sa.ForeignKeyConstraint(["statement_id"], ["bank_statement.id"], name=op.f("fk_statement_line_statement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_line")),
        sa.UniqueConstraint(
            "account_id", "group_key", "ordinal", name=op.f("uq_statement_line_account_id_group_key_ordinal")
        ),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_statement_line_district_id_action"), "statement_line", ["district_id", "action"], unique=False
    )
    op.create_index(op.f("ix_statement_line_statement_id"), "statement_line", ["statement_id"], unique=False)
