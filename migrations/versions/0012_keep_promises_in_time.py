"""Reminders, renewals and tariffs that change on the way."""

import sqlalchemy as sa
from alembic import op

from srikandi.database import Instant

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

SETTINGS = {"grace_days": 10, "remind_before": 7, "remind_after": 1, "remind_again": 7, "renewal_days": 45}


def upgrade() -> None:
    _shares()
    _reminders()
    _renewals()
    _tariffs()
    for name, value in SETTINGS.items():
        op.execute(
            "INSERT INTO district_setting (district_id, name, value, valid_from, source) "  # noqa: S608 - own words
            f"SELECT id, '{name}', {value}, '2021-01-01', 'Nilai awal' FROM district"
        )


def _shares() -> None:
    op.create_table(
        "payer_share",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("payer_id", sa.BigInteger(), nullable=False),
        sa.Column("from_month", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("proposed_at", Instant(), nullable=False),
        sa.Column("accepted_at", Instant(), nullable=True),
        sa.Column("accepted_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payer_share_amount")),
        sa.ForeignKeyConstraint(["accepted_by"], ["user.id"], name=op.f("fk_payer_share_accepted_by")),
        sa.ForeignKeyConstraint(["payer_id"], ["payer.id"], name=op.f("fk_payer_share_payer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payer_share")),
        sa.UniqueConstraint("payer_id", "from_month", name=op.f("uq_payer_share_payer_id_from_month")),
        sqlite_strict=True,
    )


def _reminders() -> None:
    op.create_table(
        "reminder",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("payer_id", sa.BigInteger(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("before", "after", "again", name="reminderkind", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("letters", sa.BigInteger(), nullable=False),
        sa.Column("written_at", Instant(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_reminder_amount")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_reminder_district_id")),
        sa.ForeignKeyConstraint(["payer_id"], ["payer.id"], name=op.f("fk_reminder_payer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint("payer_id", "due_on", "kind", name=op.f("uq_reminder_payer_id_due_on_kind")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_reminder_district_id_written_at"), "reminder", ["district_id", "written_at"])


def _renewals() -> None:
    op.create_table(
        "renewal_offer",
        sa.Column("pledge_id", sa.BigInteger(), nullable=False),
        sa.Column("offered_at", Instant(), nullable=False),
        sa.Column("declined_at", Instant(), nullable=True),
        sa.Column("declined_by", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(declined_at IS NULL) = (declined_by IS NULL)", name=op.f("ck_renewal_offer_declined_by_somebody")
        ),
        sa.ForeignKeyConstraint(["declined_by"], ["user.id"], name=op.f("fk_renewal_offer_declined_by")),
        sa.ForeignKeyConstraint(["pledge_id"], ["pledge.id"], name=op.f("fk_renewal_offer_pledge_id")),
        sa.PrimaryKeyConstraint("pledge_id", name=op.f("pk_renewal_offer")),
        sqlite_strict=True,
    )
    op.create_table(
        "renewal",
        sa.Column("pledge_id", sa.BigInteger(), nullable=False),
        sa.Column("renews_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("pledge_id <> renews_id", name=op.f("ck_renewal_another")),
        sa.ForeignKeyConstraint(["pledge_id"], ["pledge.id"], name=op.f("fk_renewal_pledge_id")),
        sa.ForeignKeyConstraint(["renews_id"], ["pledge.id"], name=op.f("fk_renewal_renews_id")),
        sa.PrimaryKeyConstraint("pledge_id", name=op.f("pk_renewal")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_renewal_renews_id"), "renewal", ["renews_id"])
    op.create_table(
        "renewal_seat",
        sa.Column("pledge_id", sa.BigInteger(), nullable=False),
        sa.Column("seat", sa.BigInteger(), nullable=False),
        sa.Column("resident_id", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column(
            "status",
            sa.Enum("waiting", "passed", "dropped", name="seatstatus", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.CheckConstraint("seat > 0", name=op.f("ck_renewal_seat_seat")),
        sa.ForeignKeyConstraint(["pledge_id"], ["pledge.id"], name=op.f("fk_renewal_seat_pledge_id")),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name=op.f("fk_renewal_seat_resident_id")),
        sa.PrimaryKeyConstraint("pledge_id", "seat", name=op.f("pk_renewal_seat")),
        sqlite_strict=True,
    )
    op.create_index(
        "uq_renewal_seat_waiting_resident",
        "renewal_seat",
        ["resident_id"],
        unique=True,
        sqlite_where=sa.text("status = 'waiting'"),
        postgresql_where=sa.text("status = 'waiting'"),
    )


def _tariffs() -> None:
    op.create_table(
        "tariff_proposal",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column(
            "basis",
            sa.Enum("participant", "participant_and_region", name="basis", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("decree", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.BigInteger(), nullable=False),
        sa.Column("proposed_at", Instant(), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("is_accepted", sa.Boolean(), nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_tariff_proposal_amount")),
        sa.CheckConstraint(
            "decided_by IS NULL OR decided_by <> proposed_by", name=op.f("ck_tariff_proposal_maker_is_not_checker")
        ),
        sa.CheckConstraint("(decided_at IS NULL) = (is_accepted IS NULL)", name=op.f("ck_tariff_proposal_decided")),
        sa.ForeignKeyConstraint(["decided_by"], ["user.id"], name=op.f("fk_tariff_proposal_decided_by")),
        sa.ForeignKeyConstraint(["proposed_by"], ["user.id"], name=op.f("fk_tariff_proposal_proposed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tariff_proposal")),
        sqlite_strict=True,
    )
