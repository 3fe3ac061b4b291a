"""What a phone has sent is known again; field sessions and what was gathered there."""

import sqlalchemy as sa
from alembic import op

from srikandi.database import Instant

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _receipts()
    op.create_index(
        op.f("ix_resident_verified_by_verified_at"),
        "resident",
        ["verified_by", "verified_at"],
        unique=False,
        sqlite_where=sa.text("verified_at IS NOT NULL"),
        postgresql_where=sa.text("verified_at IS NOT NULL"),
    )


def _receipts() -> None:
    op.create_table(
        "receipt",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.CheckConstraint("length(key) = 32", name=op.f("ck_receipt_key")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_receipt_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt")),
        sa.UniqueConstraint("user_id", "key", name=op.f("uq_receipt_user_id_key")),
        sqlite_strict=True,
    )
