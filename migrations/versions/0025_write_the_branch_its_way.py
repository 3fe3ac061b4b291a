"""Files for each branch in its own form, its monthly lists, and urgent registrations."""

import sqlalchemy as sa
from alembic import op

from srikandi.database import Instant

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

KINDS = ("new", "reactivated", "changed", "ended")
CASES = ("requested", "approved", "sent", "active", "rejected", "refused", "withdrawn")
LIVE_CASE = sa.text("status IN ('requested', 'approved', 'sent')")


def upgrade() -> None:
    _forms()
    _batches()
    _rosters()
    _urgent_seats()
    _urgent_cases()
    op.add_column("resident", sa.Column("marital_status", sa.Text(), nullable=True))
    op.add_column("resident", sa.Column("corrected_at", Instant(), nullable=True))
    for name, value in (("shield_days", 45), ("urgent_hours", 24)):
        op.execute(
            "INSERT INTO district_setting (district_id, name, value, valid_from, source) "  # noqa: S608 - own words
            f"SELECT id, '{name}', {value}, '2021-01-01', 'Nilai awal' FROM district"
        )


def _word(column: str, name: str, *words: str) -> "sa.Column[str]":
    return sa.Column(column, sa.Enum(*words, name=name, native_enum=False, create_constraint=True), nullable=False)


def _points(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"))


def _forms() -> None:
    op.create_table(
        "sheet_form",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=True),
        sa.Column("branch_id", sa.BigInteger(), nullable=True),
        _word("purpose", "purpose", "registration", "notice"),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.CheckConstraint("(district_id IS NULL) <> (branch_id IS NULL)", name=op.f("ck_sheet_form_one_owner")),
        sa.CheckConstraint("version > 0", name=op.f("ck_sheet_form_version")),
        _points("sheet_form", "district_id", "district"),
        _points("sheet_form", "branch_id", "organisation"),
        _points("sheet_form", "made_by", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_form")),
        sa.UniqueConstraint(
            "district_id", "purpose", "version", name=op.f("uq_sheet_form_district_id_purpose_version")
        ),
        sa.UniqueConstraint("branch_id", "purpose", "version", name=op.f("uq_sheet_form_branch_id_purpose_version")),
        sqlite_strict=True,
    )


def _batches() -> None:
    """A column with a rule or a reference is added in words: SQLite would write the whole table anew otherwise."""
    is_postgres = op.get_bind().dialect.name == "postgresql"
    words, whole = (f"VARCHAR({max(map(len, KINDS))})", "BIGINT") if is_postgres else ("TEXT", "INTEGER")
    no, truth = ("false", "BOOLEAN") if is_postgres else ("0", "INTEGER")
    rule = f"CONSTRAINT {op.f('ck_batch_batchkind')} CHECK (kind IN {KINDS})"
    op.execute(f"ALTER TABLE batch ADD COLUMN kind {words} NOT NULL DEFAULT 'new' {rule}")
    op.execute(f"ALTER TABLE batch ADD COLUMN is_urgent {truth} NOT NULL DEFAULT {no}")
    reference = f"CONSTRAINT {op.f('fk_batch_form_id')} REFERENCES sheet_form (id)"
    op.execute(f"ALTER TABLE batch ADD COLUMN form_id {whole} {reference}")
    op.create_table(
        "discarded_batch",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        _word("kind", "batchkind", *KINDS),
        sa.Column("lines", sa.BigInteger(), nullable=False),
        sa.Column("built_by", sa.BigInteger(), nullable=False),
        sa.Column("built_at", Instant(), nullable=False),
        sa.Column("discarded_by", sa.BigInteger(), nullable=False),
        sa.Column("discarded_at", Instant(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        _points("discarded_batch", "district_id", "district"),
        _points("discarded_batch", "built_by", "user"),
        _points("discarded_batch", "discarded_by", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discarded_batch")),
        sa.UniqueConstraint("district_id", "number", name=op.f("uq_discarded_batch_district_id_number")),
        sqlite_strict=True,
    )


def _rosters() -> None:
    op.create_table(
        "roster",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        _word("status", "rosterstatus", "waiting", "reading", "ready", "refused", "cancelled"),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("file_hash", sa.Text(), nullable=False),
        sa.Column("stored", sa.LargeBinary(), nullable=True),
        sa.Column("expected", sa.BigInteger(), nullable=False),
        sa.Column("lines", sa.BigInteger(), nullable=False),
        sa.Column("unreadable", sa.BigInteger(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("refusal", sa.Text(), nullable=True),
        sa.Column("uploaded_by", sa.BigInteger(), nullable=False),
        sa.Column("uploaded_at", Instant(), nullable=False),
        sa.Column("finished_at", Instant(), nullable=True),
        _points("roster", "district_id", "district"),
        _points("roster", "uploaded_by", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster")),
        sa.UniqueConstraint("uid", name=op.f("uq_roster_uid")),
        sa.UniqueConstraint("district_id", "month", "version", name=op.f("uq_roster_district_id_month_version")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_roster_status"), "roster", ["status"], unique=False)
    op.create_table(
        "roster_line",
        sa.Column("roster_id", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("nik_index", sa.LargeBinary(), nullable=True),
        sa.Column("card_index", sa.LargeBinary(), nullable=True),
        sa.Column("masked", sa.Text(), nullable=False),
        sa.Column("segment", sa.Text(), nullable=False),
        sa.Column("is_ours", sa.Boolean(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("resident_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("nik_index IS NOT NULL OR card_index IS NOT NULL", name=op.f("ck_roster_line_somebody")),
        _points("roster_line", "roster_id", "roster"),
        _points("roster_line", "resident_id", "resident"),
        sa.PrimaryKeyConstraint("roster_id", "line", name=op.f("pk_roster_line")),
        sqlite_strict=True,
    )
    for column in ("resident_id", "nik_index"):
        name = op.f(f"ix_roster_line_roster_id_{column}")
        op.create_index(name, "roster_line", ["roster_id", column], unique=False)
    op.create_table(
        "roster_finding",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("roster_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=True),
        sa.Column("resident_id", sa.BigInteger(), nullable=True),
        sa.Column("segment", sa.Text(), nullable=True),
        _points("roster_finding", "roster_id", "roster"),
        _points("roster_finding", "resident_id", "resident"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_finding")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_roster_finding_roster_id_kind_id"), "roster_finding", ["roster_id", "kind", "id"], unique=False
    )


def _urgent_seats() -> None:
    op.create_table(
        "urgent_quota",
        sa.Column("pledge_id", sa.BigInteger(), nullable=False),
        sa.Column("lives", sa.BigInteger(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.CheckConstraint("lives > 0", name=op.f("ck_urgent_quota_lives")),
        _points("urgent_quota", "pledge_id", "pledge"),
        sa.PrimaryKeyConstraint("pledge_id", name=op.f("pk_urgent_quota")),
        sqlite_strict=True,
    )
    op.create_table(
        "urgent_seat",
        sa.Column("pledge_id", sa.BigInteger(), nullable=False),
        sa.Column("seat", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("taken_at", Instant(), nullable=True),
        sa.Column("given_up_at", Instant(), nullable=True),
        sa.CheckConstraint("seat > 0", name=op.f("ck_urgent_seat_seat")),
        sa.CheckConstraint("taken_at IS NULL OR given_up_at IS NULL", name=op.f("ck_urgent_seat_one_end")),
        _points("urgent_seat", "pledge_id", "pledge"),
        _points("urgent_seat", "district_id", "district"),
        sa.PrimaryKeyConstraint("pledge_id", "seat", name=op.f("pk_urgent_seat")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_urgent_seat_district_id"), "urgent_seat", ["district_id"], unique=False)


def _urgent_cases() -> None:
    op.create_table(
        "urgent_case",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        _word("status", "urgentstatus", *CASES),
        sa.Column("resident_id", sa.BigInteger(), nullable=False),
        sa.Column("pledge_id", sa.BigInteger(), nullable=False),
        sa.Column("seat", sa.BigInteger(), nullable=True),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("facility", sa.Text(), nullable=False),
        sa.Column("admitted_on", sa.Date(), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("batch_id", sa.BigInteger(), nullable=True),
        sa.Column("requested_by", sa.BigInteger(), nullable=False),
        sa.Column("requested_at", Instant(), nullable=False),
        sa.Column("approved_by", sa.BigInteger(), nullable=True),
        *(sa.Column(name, Instant(), nullable=True) for name in ("approved_at", "sent_at", "ended_at")),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "approved_by IS NULL OR approved_by <> requested_by", name=op.f("ck_urgent_case_maker_is_not_checker")
        ),
        sa.CheckConstraint(
            "status IN ('requested', 'refused', 'withdrawn') OR seat IS NOT NULL", name=op.f("ck_urgent_case_somewhere")
        ),
        _points("urgent_case", "district_id", "district"),
        _points("urgent_case", "resident_id", "resident"),
        _points("urgent_case", "pledge_id", "pledge"),
        _points("urgent_case", "batch_id", "batch"),
        _points("urgent_case", "requested_by", "user"),
        _points("urgent_case", "approved_by", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_urgent_case")),
        sa.UniqueConstraint("district_id", "number", name=op.f("uq_urgent_case_district_id_number")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_urgent_case_batch_id"), "urgent_case", ["batch_id"], unique=False)
    op.create_index(op.f("ix_urgent_case_district_id_status"), "urgent_case", ["district_id", "status"], unique=False)
    op.create_index(
        "uq_urgent_case_live",
        "urgent_case",
        ["resident_id"],
        unique=True,
        sqlite_where=LIVE_CASE,
        postgresql_where=LIVE_CASE,
    )
