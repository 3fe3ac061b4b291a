"""Disputes, payouts and what else follows a card payment."""

import sqlalchemy as sa
from alembic import op

from srikandi.database import Instant

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def _status(name: str, *words: str) -> sa.Column[str]:
    kind = sa.Enum(*words, name=name, native_enum=False, create_constraint=True)
    return sa.Column("status", kind, nullable=False)


def upgrade() -> None:
    with op.batch_alter_table("webhook_event", table_kwargs={"sqlite_strict": True}) as table:
        table.add_column(sa.Column("district_id", sa.BigInteger(), nullable=True))
        table.add_column(sa.Column("next_at", Instant(), nullable=True))
        table.add_column(sa.Column("closed_by", sa.BigInteger(), nullable=True))
        table.add_column(sa.Column("closed_at", Instant(), nullable=True))
        table.add_column(sa.Column("closed_note", sa.Text(), nullable=True))
        table.create_foreign_key(op.f("fk_webhook_event_district_id"), "district", ["district_id"], ["id"])
        table.create_foreign_key(op.f("fk_webhook_event_closed_by"), "user", ["closed_by"], ["id"])
        table.create_check_constraint(
            op.f("ck_webhook_event_closed_with_a_reason"), "closed_at IS NULL OR closed_note IS NOT NULL"
        )
        table.create_index(op.f("ix_webhook_event_district_id"), ["district_id"], unique=False)
    _disputes()
    _payouts()


def _disputes() -> None:
    op.create_table(
        "dispute",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("payment_id", sa.BigInteger(), nullable=False),
        sa.Column("external_reference", sa.Text(), nullable=False),
        _status("disputestatus", "open", "won", "lost"),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("fee", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("answer_until_at", Instant(), nullable=True),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.Column("loss", sa.BigInteger(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("owner_note", sa.Text(), nullable=True),
        sa.Column("owned_by", sa.BigInteger(), nullable=True),
        sa.Column("owned_at", Instant(), nullable=True),
        sa.Column("noted_at", Instant(), nullable=False),
        sa.CheckConstraint("amount > 0 AND fee >= 0", name=op.f("ck_dispute_amount")),
        sa.CheckConstraint("loss >= 0 AND loss <= amount", name=op.f("ck_dispute_loss")),
        sa.CheckConstraint("status = 'lost' OR loss = 0", name=op.f("ck_dispute_only_lost_costs")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_dispute_district_id")),
        sa.ForeignKeyConstraint(["payment_id"], ["payment.id"], name=op.f("fk_dispute_payment_id")),
        sa.ForeignKeyConstraint(["owned_by"], ["user.id"], name=op.f("fk_dispute_owned_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute")),
        sa.UniqueConstraint("external_reference", name=op.f("uq_dispute_external_reference")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_dispute_district_id_status"), "dispute", ["district_id", "status"], unique=False)
    op.create_index(op.f("ix_dispute_payment_id"), "dispute", ["payment_id"], unique=False)


def _payouts() -> None:
    op.create_table(
        "payout",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("external_reference", sa.Text(), nullable=False),
        _status("payoutstatus", "on_the_way", "arrived", "failed"),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("amount_sen", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", Instant(), nullable=False),
        sa.Column("arrives_on", sa.Date(), nullable=False),
        sa.Column("journal_id", sa.BigInteger(), nullable=True),
        sa.Column("line_id", sa.BigInteger(), nullable=True),
        sa.Column("matched_by", sa.BigInteger(), nullable=True),
        sa.Column("confirmed_by", sa.BigInteger(), nullable=True),
        sa.Column("arrived_at", Instant(), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("resent_in_id", sa.BigInteger(), nullable=True),
        sa.Column("noted_at", Instant(), nullable=False),
        sa.CheckConstraint("amount >= 0 AND amount_sen >= 0", name=op.f("ck_payout_amount")),
        sa.CheckConstraint("status <> 'arrived' OR line_id IS NOT NULL", name=op.f("ck_payout_arrived_on_a_line")),
        sa.CheckConstraint(
            "confirmed_by IS NULL OR confirmed_by <> matched_by", name=op.f("ck_payout_matcher_is_not_confirmer")
        ),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_payout_district_id")),
        sa.ForeignKeyConstraint(["journal_id"], ["journal.id"], name=op.f("fk_payout_journal_id")),
        sa.ForeignKeyConstraint(["line_id"], ["statement_line.id"], name=op.f("fk_payout_line_id")),
        sa.ForeignKeyConstraint(["matched_by"], ["user.id"], name=op.f("fk_payout_matched_by")),
        sa.ForeignKeyConstraint(["confirmed_by"], ["user.id"], name=op.f("fk_payout_confirmed_by")),
        sa.ForeignKeyConstraint(["resent_in_id"], ["payout.id"], name=op.f("fk_payout_resent_in_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout")),
        sa.UniqueConstraint("external_reference", name=op.f("uq_payout_external_reference")),
        sa.UniqueConstraint("line_id", name=op.f("uq_payout_line_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_payout_district_id_status"), "payout", ["district_id", "status"], unique=False)
    op.create_table(
        "payout_item",
        sa.Column("payout_id", sa.BigInteger(), nullable=False),
        sa.Column("external_reference", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("payment_id", sa.BigInteger(), nullable=True),
        sa.Column("amount_sen", sa.BigInteger(), nullable=False),
        sa.Column("fee_sen", sa.BigInteger(), nullable=False),
        sa.Column("net_sen", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["payout_id"], ["payout.id"], name=op.f("fk_payout_item_payout_id")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_payout_item_district_id")),
        sa.ForeignKeyConstraint(["payment_id"], ["payment.id"], name=op.f("fk_payout_item_payment_id")),
        sa.PrimaryKeyConstraint("payout_id", "external_reference", name=op.f("pk_payout_item")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_payout_item_payment_id"), "payout_item", ["payment_id"], unique=False)
