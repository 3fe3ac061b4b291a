"""What a bank took back of used money is booked on the word of two people; each payer has a part in it."""

import sqlalchemy as sa
from alembic import op

from srikandi.database import Instant

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

STATUSES = ("proposed", "confirmed", "withdrawn")
TWO_PEOPLE = "status <> 'confirmed' OR (decided_by IS NOT NULL AND decided_by <> proposed_by)"
DECIDED = "status = 'proposed' OR decided_at IS NOT NULL"
STANDING = sa.text("status <> 'withdrawn'")


def upgrade() -> None:
    op.create_table(
        "line_write_off",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("line_id", sa.BigInteger(), nullable=False),
        sa.Column("loss", sa.BigInteger(), nullable=True),
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
        sa.CheckConstraint(f"status IN {STATUSES}", name=op.f("ck_line_write_off_proposalstatus")),
        sa.CheckConstraint(TWO_PEOPLE, name=op.f("ck_line_write_off_two_people")),
        sa.CheckConstraint(DECIDED, name=op.f("ck_line_write_off_decided")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_line_write_off_district_id")),
        sa.ForeignKeyConstraint(["line_id"], ["statement_line.id"], name=op.f("fk_line_write_off_line_id")),
        sa.ForeignKeyConstraint(["proposed_by"], ["user.id"], name=op.f("fk_line_write_off_proposed_by")),
        sa.ForeignKeyConstraint(["decided_by"], ["user.id"], name=op.f("fk_line_write_off_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_write_off")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_line_write_off_district_id_status"), "line_write_off", ["district_id", "status"])
    op.create_index(
        "uq_line_write_off_standing",
        "line_write_off",
        ["line_id"],
        unique=True,
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    )
    op.create_table(
        "line_write_off_part",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("write_off_id", sa.BigInteger(), nullable=False),
        sa.Column("payer_id", sa.BigInteger(), nullable=False),
        sa.Column("credited", sa.BigInteger(), nullable=False),
        sa.Column("made_good", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("credited > 0", name=op.f("ck_line_write_off_part_credited")),
        sa.CheckConstraint("made_good BETWEEN 0 AND credited", name=op.f("ck_line_write_off_part_made_good")),
        sa.ForeignKeyConstraint(
            ["write_off_id"], ["line_write_off.id"], name=op.f("fk_line_write_off_part_write_off_id")
        ),
        sa.ForeignKeyConstraint(["payer_id"], ["payer.id"], name=op.f("fk_line_write_off_part_payer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_write_off_part")),
        sa.UniqueConstraint("write_off_id", "payer_id", name=op.f("uq_line_write_off_part_write_off_id_payer_id")),
        sqlite_strict=True,
    )
