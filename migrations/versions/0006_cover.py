"""Life-months, their money, and the files to BPJS Kesehatan."""

import sqlalchemy as sa
from alembic import op

from srikandi.database import Instant

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "life_month_change",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("pledge_id", sa.BigInteger(), nullable=False),
        sa.Column("seat", sa.BigInteger(), nullable=False),
        sa.Column("resident_id", sa.BigInteger(), nullable=True),
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
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_life_month_change")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_life_month_change_pledge_id_month_seat"),
        "life_month_change",
        ["pledge_id", "month", "seat"],
        unique=False,
    )
    op.create_table(
        "batch",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum("built", "sent", "answered", name="batchstatus", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("file_hash", sa.Text(), nullable=True),
        sa.Column("built_by", sa.BigInteger(), nullable=False),
        sa.Column("built_at", Instant(), nullable=False),
        sa.Column("sent_at", Instant(), nullable=True),
        sa.Column("letter_number", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.BigInteger(), nullable=True),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["answered_by"], ["user.id"], name=op.f("fk_batch_answered_by")),
        sa.ForeignKeyConstraint(["built_by"], ["user.id"], name=op.f("fk_batch_built_by")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_batch_district_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
        sa.UniqueConstraint("district_id", "number", name=op.f("uq_batch_district_id_number")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_batch_district_id_status"), "batch", ["district_id", "status"], unique=False)
    op.create_table(
        "batch_line",
        sa.Column("batch_id", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("pledge_id", sa.BigInteger(), nullable=False),
        sa.Column("seat", sa.BigInteger(), nullable=False),
        sa.Column("resident_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "status",
            sa.Enum("waiting", "accepted", "rejected", name="linestatus", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("card_number", sa.Text(), nullable=True),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_batch_line_batch_id")),
        sa.ForeignKeyConstraint(["pledge_id"], ["pledge.id"], name=op.f("fk_batch_line_pledge_id")),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name=op.f("fk_batch_line_resident_id")),
        sa.PrimaryKeyConstraint("batch_id", "line", name=op.f("pk_batch_line")),
        sa.UniqueConstraint("batch_id", "resident_id", name=op.f("uq_batch_line_batch_id_resident_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_batch_line_batch_id_status"), "batch_line", ["batch_id", "status"], unique=False)
    op.create_table(
        "life_month",
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("pledge_id", sa.BigInteger(), nullable=False),
        sa.Column("seat", sa.BigInteger(), nullable=False),
        sa.Column("resident_id", sa.BigInteger(), nullable=True),
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
        sa.Column("tariff", sa.BigInteger(), nullable=False),
        sa.Column("funded_by", sa.BigInteger(), nullable=True),
        sa.Column("batch_id", sa.BigInteger(), nullable=True),
        sa.Column("confirmed_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "status IN ('planned', 'released') OR funded_by IS NOT NULL", name=op.f("ck_life_month_funded_by_money")
        ),
        sa.CheckConstraint(
            "status NOT IN ('sent', 'active') OR resident_id IS NOT NULL", name=op.f("ck_life_month_somebody_sits")
        ),
        sa.CheckConstraint("seat > 0", name=op.f("ck_life_month_seat")),
        sa.CheckConstraint("tariff > 0", name=op.f("ck_life_month_tariff")),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_life_month_batch_id")),
        sa.ForeignKeyConstraint(["confirmed_by"], ["journal.id"], name=op.f("fk_life_month_confirmed_by")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_life_month_district_id")),
        sa.ForeignKeyConstraint(["funded_by"], ["journal.id"], name=op.f("fk_life_month_funded_by")),
        sa.ForeignKeyConstraint(["pledge_id"], ["pledge.id"], name=op.f("fk_life_month_pledge_id")),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name=op.f("fk_life_month_resident_id")),
        sa.PrimaryKeyConstraint("district_id", "month", "pledge_id", "seat", name=op.f("pk_life_month")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_life_month_pledge_id_status_month"), "life_month", ["pledge_id", "status", "month"], unique=False
    )
    op.create_index(op.f("ix_life_month_resident_id"), "life_month", ["resident_id"], unique=False)
    op.create_index(
        "uq_life_month_live_resident",
        "life_month",
        ["month", "resident_id"],
        unique=True,
        sqlite_where=sa.text("resident_id IS NOT NULL AND status <> 'released'"),
        postgresql_where=sa.text("resident_id IS NOT NULL AND status <> 'released'"),
    )
    op.create_table(
        "funding_line",
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("pledge_id", sa.BigInteger(), nullable=False),
        sa.Column("seat", sa.BigInteger(), nullable=False),
        sa.Column("payer_id", sa.BigInteger(), nullable=False),
        sa.Column("transfer_id", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_funding_line_amount")),
        sa.ForeignKeyConstraint(
            ["district_id", "month", "pledge_id", "seat"],
            ["life_month.district_id", "life_month.month", "life_month.pledge_id", "life_month.seat"],
            name=op.f("fk_funding_line_district_id_month_pledge_id_seat"),
        ),
        sa.ForeignKeyConstraint(["payer_id"], ["payer.id"], name=op.f("fk_funding_line_payer_id")),
        sa.ForeignKeyConstraint(["transfer_id"], ["transfer.id"], name=op.f("fk_funding_line_transfer_id")),
        sa.PrimaryKeyConstraint(
            "district_id", "month", "pledge_id", "seat", "payer_id", "transfer_id", name=op.f("pk_funding_line")
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_funding_line_transfer_id"), "funding_line", ["transfer_id"], unique=False)
