"""Blocks, their heads and their anchors."""

import sqlalchemy as sa
from alembic import op

from srikandi.database import Instant

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "seal_block",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("sealed_at", Instant(), nullable=False),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("chain_key", sa.Text(), nullable=False),
        sa.Column("chain", sa.LargeBinary(), nullable=False),
        sa.Column("signing_key", sa.Text(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("head", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_seal_block")),
        sa.UniqueConstraint("head", name=op.f("uq_seal_block_head")),
        sqlite_strict=True,
    )
    op.create_table(
        "seal_range",
        sa.Column("block", sa.BigInteger(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("to_id", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["block"], ["seal_block.number"], name=op.f("fk_seal_range_block")),
        sa.PrimaryKeyConstraint("block", "stream", name=op.f("pk_seal_range")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_seal_range_stream_to_id"), "seal_range", ["stream", "to_id"], unique=False)
    op.create_table(
        "seal_pack",
        sa.Column("block", sa.BigInteger(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("last_id", sa.BigInteger(), nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.Column("marks", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["block", "stream"], ["seal_range.block", "seal_range.stream"], name=op.f("fk_seal_pack_block_stream")
        ),
        sa.PrimaryKeyConstraint("block", "stream", "position", name=op.f("pk_seal_pack")),
        sqlite_strict=True,
    )
