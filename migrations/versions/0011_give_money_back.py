"""Refunds, surplus and proofs of direct payments."""

import sqlalchemy as sa
from alembic import op

from srikandi.database import Instant

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

STAGES = ("requested", "approved", "paid", "failed", "refused", "withdrawn")
OUTCOMES = ("confirmed", "settled", "suspense", "differs")
USES = ("extend", "move", "keep", "refund")


def upgrade() -> None:
    _count_what_went_back()
    op.add_column("bank_account", sa.Column("qris_payload", sa.Text(), nullable=True))
    _refunds()
    _credit_choices()
    false = sa.text("0") if op.get_bind().dialect.name == "sqlite" else sa.text("false")
    op.add_column("kept_file", sa.Column("is_sealed", sa.Boolean(), server_default=false, nullable=False))
    _receipts()
    _qris()


def _count_what_went_back() -> None:
    """Give each payment its sum of refunds; a payment refunded before went back whole."""
    rule = "CONSTRAINT ck_payment_refunded CHECK (refunded BETWEEN 0 AND amount)"
    if op.get_bind().dialect.name == "sqlite":
        # A copy of the table would lose its triggers and references; a rule may come with a new column here.
        op.execute(f"ALTER TABLE payment ADD COLUMN refunded INTEGER NOT NULL DEFAULT 0 {rule}")
    else:
        op.execute(f"ALTER TABLE payment ADD COLUMN refunded BIGINT NOT NULL DEFAULT 0, ADD {rule}")
    op.execute("UPDATE payment SET refunded = amount WHERE status = 'refunded'")


def _refunds() -> None:
    op.create_table(
        "refund",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("payment_id", sa.BigInteger(), nullable=False),
        sa.Column("pledge_id", sa.BigInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(*STAGES, name="refundstage", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("months", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("form_key", sa.Text(), nullable=True),
        sa.Column("bank", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("holder", sa.Text(), nullable=True),
        sa.Column("is_number_seen", sa.Boolean(), nullable=False),
        sa.Column("requested_by", sa.BigInteger(), nullable=True),
        sa.Column("requested_at", Instant(), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("journal_id", sa.BigInteger(), nullable=True),
        sa.Column("left_journal_id", sa.BigInteger(), nullable=True),
        sa.Column("external_reference", sa.Text(), nullable=True),
        sa.Column("loss", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("loss_owner_id", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_refund_amount")),
        sa.CheckConstraint("months >= 0", name=op.f("ck_refund_months")),
        sa.CheckConstraint("loss BETWEEN 0 AND amount", name=op.f("ck_refund_loss")),
        sa.CheckConstraint("decided_by <> requested_by", name=op.f("ck_refund_asker_is_not_approver")),
        sa.CheckConstraint(
            "status NOT IN ('approved', 'paid') OR journal_id IS NOT NULL", name=op.f("ck_refund_booked")
        ),
        sa.CheckConstraint("status <> 'paid' OR left_journal_id IS NOT NULL", name=op.f("ck_refund_seen_leaving")),
        *_references("refund", payment_id="payment", pledge_id="pledge", organisation_id="organisation"),
        *_references("refund", district_id="district", journal_id="journal", left_journal_id="journal"),
        *_references("refund", requested_by="user", decided_by="user", loss_owner_id="user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refund")),
        sa.UniqueConstraint("uid", name=op.f("uq_refund_uid")),
        sa.UniqueConstraint("payment_id", "form_key", name=op.f("uq_refund_payment_id_form_key")),
        sa.UniqueConstraint("external_reference", name=op.f("uq_refund_external_reference")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_refund_district_id_status"), "refund", ["district_id", "status"], unique=False)
    op.create_index(op.f("ix_refund_organisation_id"), "refund", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_refund_pledge_id"), "refund", ["pledge_id"], unique=False)


def _credit_choices() -> None:
    op.create_table(
        "credit_choice",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("pledge_id", sa.BigInteger(), nullable=False),
        sa.Column("payer_id", sa.BigInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("use", sa.Enum(*USES, name="credituse", native_enum=False, create_constraint=True), nullable=False),
        sa.Column("target_id", sa.BigInteger(), nullable=True),
        sa.Column("months", sa.BigInteger(), nullable=True),
        sa.Column("chosen_by", sa.BigInteger(), nullable=True),
        sa.Column("chosen_at", Instant(), nullable=False),
        sa.Column("done_at", Instant(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("journal_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("use <> 'move' OR target_id IS NOT NULL", name=op.f("ck_credit_choice_move_has_a_target")),
        sa.CheckConstraint("use <> 'extend' OR months > 0", name=op.f("ck_credit_choice_extend_has_months")),
        *_references("credit_choice", district_id="district", pledge_id="pledge", payer_id="payer"),
        *_references("credit_choice", organisation_id="organisation", target_id="pledge", chosen_by="user"),
        *_references("credit_choice", journal_id="journal"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credit_choice")),
        sqlite_strict=True,
    )
    is_open = sa.text("done_at IS NULL")
    op.create_index(
        "uq_credit_choice_open",
        "credit_choice",
        ["payer_id"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    op.create_index(op.f("ix_credit_choice_organisation_id"), "credit_choice", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_credit_choice_district_id"), "credit_choice", ["district_id"], unique=False)


def _receipts() -> None:
    op.create_table(
        "insurer_receipt",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("depositor", sa.Text(), nullable=False),
        sa.Column("file_hash", sa.Text(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(*OUTCOMES, name="receiptoutcome", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("payment_id", sa.BigInteger(), nullable=True),
        sa.Column("journal_id", sa.BigInteger(), nullable=True),
        sa.Column("listed_by", sa.BigInteger(), nullable=True),
        sa.Column("listed_at", Instant(), nullable=False),
        *_references("insurer_receipt", district_id="district", payment_id="payment", journal_id="journal"),
        *_references("insurer_receipt", listed_by="user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_insurer_receipt")),
        sa.UniqueConstraint("number", name=op.f("uq_insurer_receipt_number")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_insurer_receipt_district_id"), "insurer_receipt", ["district_id"], unique=False)


def _qris() -> None:
    op.create_table(
        "qris_order",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("payer_id", sa.BigInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("asked", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("form_key", sa.Text(), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.CheckConstraint("amount > asked AND asked > 0", name=op.f("ck_qris_order_amount")),
        *_references("qris_order", district_id="district", account_id="bank_account", payer_id="payer"),
        *_references("qris_order", organisation_id="organisation", created_by="user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_qris_order")),
        sa.UniqueConstraint("uid", name=op.f("uq_qris_order_uid")),
        sa.UniqueConstraint("payer_id", "form_key", name=op.f("uq_qris_order_payer_id_form_key")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_qris_order_account_id_amount"), "qris_order", ["account_id", "amount"], unique=False)
    op.execute(
        "INSERT INTO district_setting (district_id, name, value, valid_from, source) "
        "SELECT id, 'qris_limit', 10000000, '2021-01-01', 'Nilai awal' FROM district"
    )


def _references(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
        for column, other in columns.items()
    ]
