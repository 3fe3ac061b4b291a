"""Premium bills, remittances and closed months."""

import sqlalchemy as sa
from alembic import op

from srikandi.database import Instant

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "closed_month",
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("from_at", Instant(), nullable=False),
        sa.Column("until_at", Instant(), nullable=False),
        sa.Column("proposed_by", sa.BigInteger(), nullable=False),
        sa.Column("proposed_party_id", sa.BigInteger(), nullable=False),
        sa.Column("confirmed_by", sa.BigInteger(), nullable=False),
        sa.Column("confirmed_party_id", sa.BigInteger(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("journals", sa.BigInteger(), nullable=False),
        sa.Column("turnover", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", Instant(), nullable=False),
        sa.CheckConstraint("proposed_by <> confirmed_by", name=op.f("ck_closed_month_two_people")),
        sa.CheckConstraint("proposed_party_id <> confirmed_party_id", name=op.f("ck_closed_month_two_institutions")),
        sa.CheckConstraint("from_at < until_at", name=op.f("ck_closed_month_span")),
        sa.ForeignKeyConstraint(["confirmed_by"], ["user.id"], name=op.f("fk_closed_month_confirmed_by")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_closed_month_district_id")),
        sa.ForeignKeyConstraint(["proposed_by"], ["user.id"], name=op.f("fk_closed_month_proposed_by")),
        sa.PrimaryKeyConstraint("district_id", "month", name=op.f("pk_closed_month")),
        sqlite_strict=True,
    )
    op.create_table(
        "late_journal",
        sa.Column("journal_id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("happened_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_late_journal_district_id")),
        sa.ForeignKeyConstraint(["journal_id"], ["journal.id"], name=op.f("fk_late_journal_journal_id")),
        sa.PrimaryKeyConstraint("journal_id", name=op.f("pk_late_journal")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_late_journal_district_id_month"), "late_journal", ["district_id", "month"], unique=False)
