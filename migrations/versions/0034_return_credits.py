"""Months credited by BPJS Kesehatan that return to the payer."""

import sqlalchemy as sa
from alembic import op

from srikandi.database import Instant

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

KEY = ("district_id", "month", "pledge_id", "seat")


def upgrade() -> None:
    points = (("resident_id", "resident"), ("stated_by", "user"), ("journal_id", "journal"))
    op.create_table(
        "month_credit",
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("pledge_id", sa.BigInteger(), nullable=False),
        sa.Column("seat", sa.BigInteger(), nullable=False),
        sa.Column("resident_id", sa.BigInteger(), nullable=False),
        sa.Column("document_number", sa.Text(), nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=False),
        sa.Column("stated_by", sa.BigInteger(), nullable=False),
        sa.Column("stated_at", Instant(), nullable=False),
        sa.Column("journal_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("document_number <> ''", name=op.f("ck_month_credit_document")),
        sa.ForeignKeyConstraint(
            KEY, [f"life_month.{name}" for name in KEY], name=op.f("fk_month_credit_district_id_month_pledge_id_seat")
        ),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_month_credit_{column}"))
            for column, table in points
        ),
        sa.PrimaryKeyConstraint(*KEY, name=op.f("pk_month_credit")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_month_credit_pledge_id"), "month_credit", ["pledge_id"], unique=False)
