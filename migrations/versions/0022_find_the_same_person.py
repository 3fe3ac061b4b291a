"""People who may be the same person."""

import sqlalchemy as sa
from alembic import op

from srikandi.database import Instant

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "crowded_family",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("family_index", sa.LargeBinary(), nullable=False),
        sa.Column("people", sa.BigInteger(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open", "merged", "kept", "gone", name="suspicionstatus", native_enum=False, create_constraint=True
            ),
            nullable=False,
        ),
        sa.Column("found_at", Instant(), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "status <> 'kept' OR decided_by IS NOT NULL", name=op.f("ck_crowded_family_decided_by_somebody")
        ),
        sa.CheckConstraint("people > 0", name=op.f("ck_crowded_family_people")),
        sa.ForeignKeyConstraint(["decided_by"], ["user.id"], name=op.f("fk_crowded_family_decided_by")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_crowded_family_district_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crowded_family")),
        sa.UniqueConstraint("district_id", "family_index", name=op.f("uq_crowded_family_district_id_family_index")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_crowded_family_district_id_status"), "crowded_family", ["district_id", "status"], unique=False
    )
    op.create_table(
        "duplicate_search",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("asked_by", sa.BigInteger(), nullable=True),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("finished_at", Instant(), nullable=True),
        sa.Column("people", sa.BigInteger(), nullable=True),
        sa.Column("found", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["asked_by"], ["user.id"], name=op.f("fk_duplicate_search_asked_by")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_duplicate_search_district_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate_search")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_duplicate_search_district_id_asked_at"), "duplicate_search", ["district_id", "asked_at"], unique=False
    )
    op.create_index(
        "uq_duplicate_search_running",
        "duplicate_search",
        ["district_id"],
        unique=True,
        sqlite_where=sa.text("finished_at IS NULL"),
        postgresql_where=sa.text("finished_at IS NULL"),
    )
    op.create_table(
        "duplicate_pair",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("first_id", sa.BigInteger(), nullable=False),
        sa.Column("second_id", sa.BigInteger(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("weight", sa.BigInteger(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open", "merged", "kept", "gone", name="suspicionstatus", native_enum=False, create_constraint=True
            ),
            nullable=False,
        ),
        sa.Column("found_at", Instant(), nullable=False),
        sa.Column("leaving_id", sa.BigInteger(), nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "status <> 'merged' OR leaving_id IN (first_id, second_id)", name=op.f("ck_duplicate_pair_one_leaves")
        ),
        sa.CheckConstraint(
            "status NOT IN ('merged', 'kept') OR decided_by IS NOT NULL",
            name=op.f("ck_duplicate_pair_decided_by_somebody"),
        ),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_duplicate_pair_order")),
        sa.ForeignKeyConstraint(["decided_by"], ["user.id"], name=op.f("fk_duplicate_pair_decided_by")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_duplicate_pair_district_id")),
        sa.ForeignKeyConstraint(["first_id"], ["resident.id"], name=op.f("fk_duplicate_pair_first_id")),
        sa.ForeignKeyConstraint(["leaving_id"], ["resident.id"], name=op.f("fk_duplicate_pair_leaving_id")),
        sa.ForeignKeyConstraint(["second_id"], ["resident.id"], name=op.f("fk_duplicate_pair_second_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate_pair")),
        sa.UniqueConstraint("first_id", "second_id", name=op.f("uq_duplicate_pair_first_id_second_id")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_duplicate_pair_district_id_status_weight"),
        "duplicate_pair",
        ["district_id", "status", "weight"],
        unique=False,
    )
    op.create_index(op.f("ix_duplicate_pair_second_id"), "duplicate_pair", ["second_id"], unique=False)
