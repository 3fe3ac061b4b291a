"""Requests of people about what is held about them; keys of a row's own, so that a person can be erased."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from srikandi.database import Instant, newest_form, sealed_again

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

SETTINGS = {"retention_exit_months": 24, "retention_notice_days": 30, "retention_money_years": 10}
SEALED = {
    "resident": ("nik", "family_card", "phone", "address"),
    "resident_import_row": ("content", "before"),
    "user": ("totp_seed",),
}
"""Every column under a key; what stood under the field key itself is put under a key of its row's own."""
AT_ONCE = 1000


def upgrade() -> None:
    _breaches()
    _notices()
    _requests()
    _retention()
    _erasures()
    _residents()
    for name, value in SETTINGS.items():
        op.execute(
            "INSERT INTO district_setting (district_id, name, value, valid_from, source) "  # noqa: S608 - own words
            f"SELECT id, '{name}', {value}, '2021-01-01', 'Nilai awal' FROM district"
        )
    for table, columns in SEALED.items():
        _seal_again(table, columns)


def _seal_again(name: str, columns: tuple[str, ...]) -> None:
    """Put what is sealed under keys of the rows' own, a thousand rows at a time."""
    table = sa.table(name, sa.column("id", sa.BigInteger), sa.column("uid", sa.Uuid), *map(sa.column, columns))
    bind, last = op.get_bind(), 0
    while rows := bind.execute(sa.select(table).where(table.c.id > last).order_by(table.c.id).limit(AT_ONCE)).all():
        values = [{"row": row.id, **_values(name, row, columns)} for row in rows]
        change = sa.update(table).where(table.c.id == sa.bindparam("row"))
        bind.execute(change.values({column: sa.bindparam(column) for column in columns}), values)
        last = rows[-1].id


def _values(name: str, row: Any, columns: tuple[str, ...]) -> dict[str, str | None]:
    stored = {column: getattr(row, column) for column in columns}
    return {
        column: value
        if value is None or value.startswith(newest_form())
        else sealed_again(value, place=f"{name}|{column}", row=row.uid)
        for column, value in stored.items()
    }


def _breaches() -> None:
    op.create_table(
        "breach",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum("open", "told", "closed", name="breachstatus", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("found_at", Instant(), nullable=False),
        sa.Column("happened_at", Instant(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("kinds", sa.Text(), nullable=False),
        sa.Column("people", sa.BigInteger(), nullable=False),
        sa.Column("handling", sa.Text(), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.Column("closed_by", sa.BigInteger(), nullable=True),
        sa.Column("lesson", sa.Text(), nullable=True),
        sa.CheckConstraint("(status = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_breach_closed")),
        sa.CheckConstraint(
            "happened_at IS NULL OR happened_at <= found_at", name=op.f("ck_breach_found_after_it_happened")
        ),
        sa.CheckConstraint("people >= 0", name=op.f("ck_breach_people")),
        sa.ForeignKeyConstraint(["closed_by"], ["user.id"], name=op.f("fk_breach_closed_by")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_breach_district_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name=op.f("fk_breach_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breach")),
        sa.UniqueConstraint("district_id", "number", name=op.f("uq_breach_district_id_number")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_breach_district_id_status_due_at"), "breach", ["district_id", "status", "due_at"], unique=False
    )


def _notices() -> None:
    op.create_table(
        "breach_notice",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("breach_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "told",
            sa.Enum("people", "authority", "public", name="told", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("told_at", Instant(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("reached", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.CheckConstraint("reached >= 0", name=op.f("ck_breach_notice_reached")),
        sa.ForeignKeyConstraint(["breach_id"], ["breach.id"], name=op.f("fk_breach_notice_breach_id")),
        sa.ForeignKeyConstraint(["by"], ["user.id"], name=op.f("fk_breach_notice_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breach_notice")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_breach_notice_breach_id"), "breach_notice", ["breach_id"], unique=False)


def _requests() -> None:
    op.create_table(
        "person_request",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("resident_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "access",
                "correction",
                "restriction",
                "erasure",
                name="requestkind",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "open", "done", "refused", "lifted", name="requeststatus", native_enum=False, create_constraint=True
            ),
            nullable=False,
        ),
        sa.Column(
            "proof",
            sa.Enum(
                "identity_card",
                "family_card",
                "guardian",
                "proxy",
                name="proof",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("received_by", sa.BigInteger(), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("lifted_at", Instant(), nullable=True),
        sa.Column("lifted_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("(status = 'open') = (decided_at IS NULL)", name=op.f("ck_person_request_decided")),
        sa.CheckConstraint(
            "kind <> 'erasure' OR status <> 'done' OR (decided_by IS NOT NULL AND decided_by <> received_by)",
            name=op.f("ck_person_request_an_erasure_takes_two"),
        ),
        sa.CheckConstraint(
            "status <> 'lifted' OR kind = 'restriction'", name=op.f("ck_person_request_only_restrictions_are_lifted")
        ),
        sa.CheckConstraint("due_at > received_at", name=op.f("ck_person_request_due")),
        sa.ForeignKeyConstraint(["decided_by"], ["user.id"], name=op.f("fk_person_request_decided_by")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_person_request_district_id")),
        sa.ForeignKeyConstraint(["lifted_by"], ["user.id"], name=op.f("fk_person_request_lifted_by")),
        sa.ForeignKeyConstraint(["received_by"], ["user.id"], name=op.f("fk_person_request_received_by")),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name=op.f("fk_person_request_resident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_request")),
        sa.UniqueConstraint("district_id", "number", name=op.f("uq_person_request_district_id_number")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_person_request_district_id_status_due_at"),
        "person_request",
        ["district_id", "status", "due_at"],
        unique=False,
    )
    op.create_index(op.f("ix_person_request_resident_id"), "person_request", ["resident_id"], unique=False)
    op.create_index(
        "uq_person_request_standing_restriction",
        "person_request",
        ["resident_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'restriction' AND status = 'done'"),
        postgresql_where=sa.text("kind = 'restriction' AND status = 'done'"),
    )


def _retention() -> None:
    op.create_table(
        "retention_notice",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("resident_id", sa.BigInteger(), nullable=False),
        sa.Column("listed_at", Instant(), nullable=False),
        sa.Column("erase_on", sa.Date(), nullable=False),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.Column("kept_at", Instant(), nullable=True),
        sa.Column("kept_by", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint("erased_at IS NULL OR kept_at IS NULL", name=op.f("ck_retention_notice_one_end")),
        sa.CheckConstraint("kept_at IS NULL OR reason IS NOT NULL", name=op.f("ck_retention_notice_kept_for_a_reason")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_retention_notice_district_id")),
        sa.ForeignKeyConstraint(["kept_by"], ["user.id"], name=op.f("fk_retention_notice_kept_by")),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name=op.f("fk_retention_notice_resident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_notice")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_retention_notice_district_id_erase_on"), "retention_notice", ["district_id", "erase_on"], unique=False
    )
    op.create_index(
        "uq_retention_notice_waiting",
        "retention_notice",
        ["resident_id"],
        unique=True,
        sqlite_where=sa.text("erased_at IS NULL AND kept_at IS NULL"),
        postgresql_where=sa.text("erased_at IS NULL AND kept_at IS NULL"),
    )


def _erasures() -> None:
    op.create_table(
        "erasure",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("resident_id", sa.BigInteger(), nullable=False),
        sa.Column("row_hash", sa.Text(), nullable=False),
        sa.Column("request_id", sa.BigInteger(), nullable=True),
        sa.Column("asked_by", sa.BigInteger(), nullable=True),
        sa.Column("approved_by", sa.BigInteger(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=False),
        sa.CheckConstraint("(request_id IS NULL) = (approved_by IS NULL)", name=op.f("ck_erasure_asked_or_due")),
        sa.CheckConstraint(
            "approved_by IS NULL OR (asked_by IS NOT NULL AND approved_by <> asked_by)",
            name=op.f("ck_erasure_two_people"),
        ),
        sa.ForeignKeyConstraint(["approved_by"], ["user.id"], name=op.f("fk_erasure_approved_by")),
        sa.ForeignKeyConstraint(["asked_by"], ["user.id"], name=op.f("fk_erasure_asked_by")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_erasure_district_id")),
        sa.ForeignKeyConstraint(["request_id"], ["person_request.id"], name=op.f("fk_erasure_request_id")),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name=op.f("fk_erasure_resident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
        sa.UniqueConstraint("resident_id", name=op.f("uq_erasure_resident_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_erasure_district_id_erased_at"), "erasure", ["district_id", "erased_at"], unique=False)


def _residents() -> None:
    op.add_column("resident", sa.Column("restricted_at", Instant(), nullable=True))
    op.add_column("resident", sa.Column("erased_at", Instant(), nullable=True))
