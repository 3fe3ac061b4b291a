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
    _sessions()
    _people()
    _results()


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


def _sessions() -> None:
    op.create_table(
        "field_session",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("village_code", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "registration",
                "information",
                "mobile",
                "pesiar",
                "puskesmas",
                name="fieldkind",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column(
            "venue",
            sa.Enum(
                "village",
                "market",
                "worksite",
                "clinic",
                "other",
                name="venue",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("starts_at", Instant(), nullable=False),
        sa.Column("ends_at", Instant(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "planned", "took_place", "cancelled", name="fieldstatus", native_enum=False, create_constraint=True
            ),
            nullable=False,
        ),
        sa.Column("outside", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("planned_by", sa.BigInteger(), nullable=False),
        sa.Column("planned_at", Instant(), nullable=False),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_field_session_ends_after_it_starts")),
        sa.CheckConstraint("(status = 'planned') = (closed_at IS NULL)", name=op.f("ck_field_session_closed")),
        sa.CheckConstraint(
            "(status = 'cancelled') = (reason IS NOT NULL)", name=op.f("ck_field_session_cancelled_for_a_reason")
        ),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_field_session_district_id")),
        sa.ForeignKeyConstraint(["planned_by"], ["user.id"], name=op.f("fk_field_session_planned_by")),
        sa.ForeignKeyConstraint(["village_code"], ["village.code"], name=op.f("fk_field_session_village_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field_session")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_field_session_district_id_starts_at"), "field_session", ["district_id", "starts_at"], unique=False
    )


def _people() -> None:
    op.create_table(
        "field_person",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["field_session.id"], name=op.f("fk_field_person_session_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_field_person_user_id")),
        sa.PrimaryKeyConstraint("session_id", "user_id", name=op.f("pk_field_person")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_field_person_user_id"), "field_person", ["user_id"], unique=False)


def _results() -> None:
    op.create_table(
        "field_result",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("visitors", sa.BigInteger(), nullable=False),
        sa.Column("informed", sa.BigInteger(), nullable=False),
        sa.Column("nominated", sa.BigInteger(), nullable=False),
        sa.Column("story", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.CheckConstraint("visitors >= 0 AND informed >= 0 AND nominated >= 0", name=op.f("ck_field_result_counts")),
        sa.CheckConstraint(
            "informed <= visitors AND nominated <= visitors", name=op.f("ck_field_result_of_those_who_came")
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name=op.f("fk_field_result_recorded_by")),
        sa.ForeignKeyConstraint(["session_id"], ["field_session.id"], name=op.f("fk_field_result_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field_result")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_field_result_session_id"), "field_result", ["session_id"], unique=False)
