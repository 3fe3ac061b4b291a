"""A statement that is not true leaves the book as a whole, on the word of two people."""

import sqlalchemy as sa
from alembic import op

from srikandi.database import Instant

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

STATUSES = ("proposed", "confirmed", "withdrawn")
TWO_PEOPLE = "status <> 'confirmed' OR (decided_by IS NOT NULL AND decided_by <> proposed_by)"
DECIDED = "status = 'proposed' OR decided_at IS NOT NULL"
STANDING = sa.text("status <> 'withdrawn'")


def upgrade() -> None:
    op.add_column("bank_statement", sa.Column("voided_at", Instant(), nullable=True))
    op.add_column("statement_line", sa.Column("times_voided", sa.BigInteger(), nullable=False, server_default="0"))
    op.create_table(
        "statement_void",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("statement_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(*STATUSES, name="proposalstatus", native_enum=False, create_constraint=False),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.BigInteger(), nullable=False),
        sa.Column("proposed_at", Instant(), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("decided_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(f"status IN {STATUSES}", name=op.f("ck_statement_void_proposalstatus")),
        sa.CheckConstraint(TWO_PEOPLE, name=op.f("ck_statement_void_two_people")),
        sa.CheckConstraint(DECIDED, name=op.f("ck_statement_void_decided")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_statement_void_district_id")),
        sa.ForeignKeyConstraint(["statement_id"], ["bank_statement.id"], name=op.f("fk_statement_void_statement_id")),
        sa.ForeignKeyConstraint(["proposed_by"], ["user.id"], name=op.f("fk_statement_void_proposed_by")),
        sa.ForeignKeyConstraint(["decided_by"], ["user.id"], name=op.f("fk_statement_void_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_void")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_statement_void_district_id_status"), "statement_void", ["district_id", "status"])
    op.create_index(
        "uq_statement_void_standing",
        "statement_void",
        ["statement_id"],
        unique=True,
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    )
