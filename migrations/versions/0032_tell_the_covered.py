"""Facilities, cards and complaints of covered people."""

import sqlalchemy as sa
from alembic import op

from srikandi.database import Instant

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

SETTINGS = {"refusal_hours": 24, "complaint_days": 3}
STANDING = sa.text("status = 'valid'")


def upgrade() -> None:
    _facilities()
    _cards()
    _complaints()
    for name, value in SETTINGS.items():
        op.execute(
            "INSERT INTO district_setting (district_id, name, value, valid_from, source) "  # noqa: S608 - own words
            f"SELECT id, '{name}', {value}, '2021-01-01', 'Nilai awal' FROM district"
        )


def _words(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True)


def _facilities() -> None:
    op.create_table(
        "facility",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("status", _words("facilitystatus", "open", "closed"), nullable=False),
        sa.Column("kind", _words("facilitykind", "puskesmas", "clinic", "doctor", "dentist"), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("subdistrict_code", sa.Text(), nullable=False),
        sa.Column("village_code", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_facility_district_id")),
        sa.ForeignKeyConstraint(["subdistrict_code"], ["subdistrict.code"], name=op.f("fk_facility_subdistrict_code")),
        sa.ForeignKeyConstraint(["village_code"], ["village.code"], name=op.f("fk_facility_village_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facility")),
        sa.UniqueConstraint("district_id", "code", name=op.f("uq_facility_district_id_code")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_facility_subdistrict_code"), "facility", ["subdistrict_code"], unique=False)
    op.create_table(
        "village_facility",
        sa.Column("village_code", sa.Text(), nullable=False),
        sa.Column("facility_id", sa.BigInteger(), nullable=False),
        sa.Column("proposed_by", sa.BigInteger(), nullable=True),
        sa.Column("proposed_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["facility_id"], ["facility.id"], name=op.f("fk_village_facility_facility_id")),
        sa.ForeignKeyConstraint(["proposed_by"], ["user.id"], name=op.f("fk_village_facility_proposed_by")),
        sa.ForeignKeyConstraint(["village_code"], ["village.code"], name=op.f("fk_village_facility_village_code")),
        sa.PrimaryKeyConstraint("village_code", name=op.f("pk_village_facility")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_village_facility_facility_id"), "village_facility", ["facility_id"], unique=False)
    op.create_table(
        "facility_choice",
        sa.Column("resident_id", sa.BigInteger(), nullable=False),
        sa.Column("facility_id", sa.BigInteger(), nullable=False),
        sa.Column("chosen_by", _words("chooser", "person", "village"), nullable=False),
        sa.Column("noted_by", sa.BigInteger(), nullable=True),
        sa.Column("noted_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["facility_id"], ["facility.id"], name=op.f("fk_facility_choice_facility_id")),
        sa.ForeignKeyConstraint(["noted_by"], ["user.id"], name=op.f("fk_facility_choice_noted_by")),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name=op.f("fk_facility_choice_resident_id")),
        sa.PrimaryKeyConstraint("resident_id", name=op.f("pk_facility_choice")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_facility_choice_facility_id"), "facility_choice", ["facility_id"], unique=False)


def _cards() -> None:
    op.create_table(
        "member_card",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("resident_id", sa.BigInteger(), nullable=False),
        sa.Column("status", _words("cardstatus", "valid", "replaced", "forgotten"), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("code_index", sa.LargeBinary(), nullable=False),
        sa.Column("issued_by", sa.BigInteger(), nullable=True),
        sa.Column("issued_at", Instant(), nullable=False),
        sa.Column("printed_at", Instant(), nullable=True),
        sa.Column("told_at", Instant(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_member_card_district_id")),
        sa.ForeignKeyConstraint(["issued_by"], ["user.id"], name=op.f("fk_member_card_issued_by")),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name=op.f("fk_member_card_resident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_card")),
        sa.UniqueConstraint("code_index", name=op.f("uq_member_card_code_index")),
        sa.UniqueConstraint("uid", name=op.f("uq_member_card_uid")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_member_card_resident_id"), "member_card", ["resident_id"], unique=False)
    op.create_index(
        "uq_member_card_valid",
        "member_card",
        ["resident_id"],
        unique=True,
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    )
    op.create_table(
        "street_try",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_street_try")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_street_try_at"), "street_try", ["at"], unique=False)
    op.create_index(op.f("ix_street_try_door_address_at"), "street_try", ["door", "address", "at"], unique=False)


def _complaints() -> None:
    op.create_table(
        "complaint",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("code_index", sa.LargeBinary(), nullable=False),
        sa.Column("resident_id", sa.BigInteger(), nullable=False),
        sa.Column("channel", _words("channel", "card", "village", "district"), nullable=False),
        sa.Column(
            "kind",
            _words("complaintkind", "refused", "asked_to_pay", "inactive", "wrong_details", "other"),
            nullable=False,
        ),
        sa.Column("status", _words("complaintstatus", "received", "working", "passed", "solved"), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("received_by", sa.BigInteger(), nullable=True),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("owner_id", sa.BigInteger(), nullable=True),
        sa.Column("taken_at", Instant(), nullable=True),
        sa.Column("passed_at", Instant(), nullable=True),
        sa.Column("solved_at", Instant(), nullable=True),
        sa.Column("solved_by", sa.BigInteger(), nullable=True),
        sa.Column(
            "outcome",
            _words("outcome", "served", "corrected", "refunded", "explained", "unfounded", "withdrawn"),
            nullable=True,
        ),
        sa.Column("reopened", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("(status = 'solved') = (solved_at IS NOT NULL)", name=op.f("ck_complaint_solved")),
        sa.CheckConstraint("due_at > received_at", name=op.f("ck_complaint_due")),
        sa.CheckConstraint("status <> 'passed' OR passed_at IS NOT NULL", name=op.f("ck_complaint_passed")),
        sa.CheckConstraint("status <> 'solved' OR outcome IS NOT NULL", name=op.f("ck_complaint_outcome_told")),
        sa.CheckConstraint("status = 'received' OR owner_id IS NOT NULL", name=op.f("ck_complaint_owned")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_complaint_district_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name=op.f("fk_complaint_owner_id")),
        sa.ForeignKeyConstraint(["received_by"], ["user.id"], name=op.f("fk_complaint_received_by")),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name=op.f("fk_complaint_resident_id")),
        sa.ForeignKeyConstraint(["solved_by"], ["user.id"], name=op.f("fk_complaint_solved_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint")),
        sa.UniqueConstraint("code_index", name=op.f("uq_complaint_code_index")),
        sa.UniqueConstraint("district_id", "number", name=op.f("uq_complaint_district_id_number")),
        sa.UniqueConstraint("uid", name=op.f("uq_complaint_uid")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_complaint_district_id_status_due_at"),
        "complaint",
        ["district_id", "status", "due_at"],
        unique=False,
    )
    op.create_index(op.f("ix_complaint_resident_id"), "complaint", ["resident_id"], unique=False)
    op.create_table(
        "complaint_reply",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.BigInteger(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["user.id"], name=op.f("fk_complaint_reply_by")),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name=op.f("fk_complaint_reply_complaint_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_reply")),
        sa.UniqueConstraint("uid", name=op.f("uq_complaint_reply_uid")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_complaint_reply_complaint_id"), "complaint_reply", ["complaint_id"], unique=False)
