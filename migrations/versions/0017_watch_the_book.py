"""Runs of the invariants and what they found."""

import sqlalchemy as sa
from alembic import op

from srikandi.database import Instant

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "check_run",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=False),
        sa.Column("checks", sa.BigInteger(), nullable=False),
        sa.Column("findings", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_run")),
        sqlite_strict=True,
    )
    op.create_table(
        "check_finding",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("run_id", sa.BigInteger(), nullable=False),
        sa.Column("check", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["check_run.id"], name=op.f("fk_check_finding_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_finding")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_check_finding_run_id"), "check_finding", ["run_id"], unique=False)
