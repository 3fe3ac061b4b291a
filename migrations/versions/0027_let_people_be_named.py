"""People named for the list without an account, and what became of it."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from srikandi.database import Instant

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _posters()
    _tries()
    op.create_table("nomination", *_course(), *_person(), *_rules(), sqlite_strict=True)
    _indexes()
    op.execute(
        "INSERT INTO district_setting (district_id, name, value, valid_from, source) "
        "SELECT id, 'nomination_days', 90, '2021-01-01', 'Nilai awal' FROM district"
    )


def _course() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("village_code", sa.Text(), nullable=False),
        sa.Column("poster_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "received",
                "visiting",
                "listed",
                "declined",
                name="nominationstatus",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("code_index", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("visiting_at", Instant(), nullable=True),
        sa.Column("visiting_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column(
            "decline",
            sa.Enum(
                "covered",
                "other_village",
                "not_found",
                "papers",
                "wages",
                "died",
                "unwilling",
                "withdrawn",
                name="decline",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=True,
        ),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("resident_id", sa.BigInteger(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
    ]


def _person() -> list[sa.Column[Any]]:
    return [
        sa.Column("nik", sa.Text(), nullable=False),
        sa.Column("nik_index", sa.LargeBinary(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("birth_on", sa.Date(), nullable=False),
        sa.Column("sex", sa.Text(), nullable=False),
        sa.Column("rt", sa.Text(), nullable=True),
        sa.Column("rw", sa.Text(), nullable=True),
        sa.Column(
            "nominator",
            sa.Enum(
                "self",
                "family",
                "neighbourhood",
                "agent",
                "health",
                "other",
                name="nominatorkind",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("nominator_name", sa.Text(), nullable=True),
        sa.Column("nominator_phone", sa.Text(), nullable=True),
        sa.Column("notice", sa.Text(), nullable=False),
    ]


def _rules() -> list[sa.Constraint]:
    return [
        sa.CheckConstraint(
            "(status = 'declined') = (decline IS NOT NULL)", name=op.f("ck_nomination_declined_for_a_reason")
        ),
        sa.CheckConstraint(
            "(status = 'listed') = (resident_id IS NOT NULL)", name=op.f("ck_nomination_listed_is_somebody")
        ),
        sa.CheckConstraint(
            "(status IN ('listed', 'declined')) = (decided_at IS NOT NULL)", name=op.f("ck_nomination_decided")
        ),
        sa.CheckConstraint("sex IN ('L', 'P')", name=op.f("ck_nomination_sex")),
        sa.CheckConstraint("erased_at IS NULL OR nik_index IS NULL", name=op.f("ck_nomination_erased")),
        sa.ForeignKeyConstraint(["decided_by"], ["user.id"], name=op.f("fk_nomination_decided_by")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_nomination_district_id")),
        sa.ForeignKeyConstraint(["poster_id"], ["nomination_poster.id"], name=op.f("fk_nomination_poster_id")),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name=op.f("fk_nomination_resident_id")),
        sa.ForeignKeyConstraint(["village_code"], ["village.code"], name=op.f("fk_nomination_village_code")),
        sa.ForeignKeyConstraint(["visiting_by"], ["user.id"], name=op.f("fk_nomination_visiting_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomination")),
        sa.UniqueConstraint("code_index", name=op.f("uq_nomination_code_index")),
        sa.UniqueConstraint("uid", name=op.f("uq_nomination_uid")),
    ]


def _indexes() -> None:
    op.create_index(op.f("ix_nomination_district_id_status"), "nomination", ["district_id", "status"], unique=False)
    op.create_index(op.f("ix_nomination_nik_index"), "nomination", ["nik_index"], unique=False)
    op.create_index(op.f("ix_nomination_poster_id"), "nomination", ["poster_id"], unique=False)
    op.create_index(op.f("ix_nomination_resident_id"), "nomination", ["resident_id"], unique=False)
    op.create_index(op.f("ix_nomination_village_code_status"), "nomination", ["village_code", "status"], unique=False)


def _posters() -> None:
    op.create_table(
        "nomination_poster",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("village_code", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("revoked_at", Instant(), nullable=True),
        sa.Column("revoked_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(revoked_at IS NULL) = (revoked_by IS NULL)", name=op.f("ck_nomination_poster_revoked_by_somebody")
        ),
        sa.CheckConstraint(
            "village_code IS NOT NULL OR place IS NOT NULL", name=op.f("ck_nomination_poster_somewhere")
        ),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_nomination_poster_district_id")),
        sa.ForeignKeyConstraint(["made_by"], ["user.id"], name=op.f("fk_nomination_poster_made_by")),
        sa.ForeignKeyConstraint(["revoked_by"], ["user.id"], name=op.f("fk_nomination_poster_revoked_by")),
        sa.ForeignKeyConstraint(["village_code"], ["village.code"], name=op.f("fk_nomination_poster_village_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomination_poster")),
        sa.UniqueConstraint("code", name=op.f("uq_nomination_poster_code")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_nomination_poster_district_id"), "nomination_poster", ["district_id"], unique=False)
    op.create_index(
        "uq_nomination_poster_live_village",
        "nomination_poster",
        ["village_code"],
        unique=True,
        sqlite_where=sa.text("revoked_at IS NULL AND place IS NULL"),
        postgresql_where=sa.text("revoked_at IS NULL AND place IS NULL"),
    )


def _tries() -> None:
    op.create_table(
        "nomination_try",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("poster_id", sa.BigInteger(), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["poster_id"], ["nomination_poster.id"], name=op.f("fk_nomination_try_poster_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomination_try")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_nomination_try_address_at"), "nomination_try", ["address", "at"], unique=False)
    op.create_index(op.f("ix_nomination_try_poster_id_at"), "nomination_try", ["poster_id", "at"], unique=False)
