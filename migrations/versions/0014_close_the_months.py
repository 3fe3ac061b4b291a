"""Premium bills, remittances and closed months."""

import sqlalchemy as sa
from alembic import op

from srikandi.database import Instant

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

SEGMENTS = ("participant", "participant_and_region")
KINDS = (
    "not_billed", "headcount", "bill_total", "not_listed", "listed_only", "stranger", "twice", "other_month",
    "other_segment", "other_sum", "not_active", "not_remitted", "in_transit", "outgoing", "suspense", "clearing",
    "statement_gap",
)  # fmt: skip
CAUSES = (
    "died", "moved", "left", "late_activation", "double_billed", "not_on_list", "not_ours", "not_funded",
    "paid_direct", "in_transit", "other_sum", "other_segment", "unknown_money", "not_yet_paid", "no_statement",
    "other",
)  # fmt: skip
PAPERS = ("certificate", "statement", "reconciliation")


def _word(column: str, name: str, *words: str, is_nullable: bool) -> "sa.Column[str]":
    known = sa.Enum(*words, name=name, native_enum=False, create_constraint=True)
    return sa.Column(column, known, nullable=is_nullable)


def upgrade() -> None:
    op.create_table(
        "closed_month",
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("from_at", Instant(), nullable=False),
        sa.Column("until_at", Instant(), nullable=False),
        sa.Column("proposed_by", sa.BigInteger(), nullable=False),
        sa.Column("proposed_party_id", sa.BigInteger(), nullable=False),
        sa.Column("confirmed_by", sa.BigInteger(), nullable=False),
        sa.Column("confirmed_party_id", sa.BigInteger(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("journals", sa.BigInteger(), nullable=False),
        sa.Column("turnover", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", Instant(), nullable=False),
        sa.CheckConstraint("proposed_by <> confirmed_by", name=op.f("ck_closed_month_two_people")),
        sa.CheckConstraint("proposed_party_id <> confirmed_party_id", name=op.f("ck_closed_month_two_institutions")),
        sa.CheckConstraint("from_at < until_at", name=op.f("ck_closed_month_span")),
        sa.ForeignKeyConstraint(["confirmed_by"], ["user.id"], name=op.f("fk_closed_month_confirmed_by")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_closed_month_district_id")),
        sa.ForeignKeyConstraint(["proposed_by"], ["user.id"], name=op.f("fk_closed_month_proposed_by")),
        sa.PrimaryKeyConstraint("district_id", "month", name=op.f("pk_closed_month")),
        sqlite_strict=True,
    )
    op.create_table(
        "late_journal",
        sa.Column("journal_id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("happened_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_late_journal_district_id")),
        sa.ForeignKeyConstraint(["journal_id"], ["journal.id"], name=op.f("fk_late_journal_journal_id")),
        sa.PrimaryKeyConstraint("journal_id", name=op.f("pk_late_journal")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_late_journal_district_id_month"), "late_journal", ["district_id", "month"], unique=False)
    op.create_table(
        "premium_bill",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        _word("segment", "basis", *SEGMENTS, is_nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("headcount", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("listed", sa.BigInteger(), nullable=False),
        sa.Column("list_hash", sa.Text(), nullable=True),
        sa.Column("file_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("stated_by", sa.BigInteger(), nullable=False),
        sa.Column("stated_at", Instant(), nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_premium_bill_amount")),
        sa.CheckConstraint("headcount >= 0", name=op.f("ck_premium_bill_headcount")),
        sa.CheckConstraint("version = 1 OR reason IS NOT NULL", name=op.f("ck_premium_bill_a_correction_has_a_reason")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_premium_bill_district_id")),
        sa.ForeignKeyConstraint(["file_id"], ["kept_file.id"], name=op.f("fk_premium_bill_file_id")),
        sa.ForeignKeyConstraint(["stated_by"], ["user.id"], name=op.f("fk_premium_bill_stated_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_premium_bill")),
        sa.UniqueConstraint(
            "district_id", "month", "segment", "version", name=op.f("uq_premium_bill_district_id_month_segment_version")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "month_proposal",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        _word("status", "proposalstatus", "proposed", "closed", "withdrawn", is_nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.BigInteger(), nullable=False),
        sa.Column("proposed_for", sa.BigInteger(), nullable=False),
        sa.Column("proposed_at", Instant(), nullable=False),
        sa.Column("confirmed_by", sa.BigInteger(), nullable=True),
        sa.Column("confirmed_for", sa.BigInteger(), nullable=True),
        sa.Column("confirmed_at", Instant(), nullable=True),
        sa.Column("ended_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "status <> 'closed' OR confirmed_by IS NOT NULL", name=op.f("ck_month_proposal_closed_by_somebody")
        ),
        sa.CheckConstraint(
            "confirmed_by IS NULL OR confirmed_by <> proposed_by", name=op.f("ck_month_proposal_two_people")
        ),
        sa.CheckConstraint(
            "confirmed_for IS NULL OR confirmed_for <> proposed_for", name=op.f("ck_month_proposal_two_institutions")
        ),
        sa.ForeignKeyConstraint(["confirmed_by"], ["user.id"], name=op.f("fk_month_proposal_confirmed_by")),
        sa.ForeignKeyConstraint(["confirmed_for"], ["organisation.id"], name=op.f("fk_month_proposal_confirmed_for")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_month_proposal_district_id")),
        sa.ForeignKeyConstraint(["proposed_by"], ["user.id"], name=op.f("fk_month_proposal_proposed_by")),
        sa.ForeignKeyConstraint(["proposed_for"], ["organisation.id"], name=op.f("fk_month_proposal_proposed_for")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_month_proposal")),
        sqlite_strict=True,
    )
    op.create_index(
        "uq_month_proposal_live",
        "month_proposal",
        ["district_id", "month"],
        unique=True,
        sqlite_where=sa.text("status <> 'withdrawn'"),
        postgresql_where=sa.text("status <> 'withdrawn'"),
    )
    op.create_table(
        "month_difference",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        _word("kind", "differencekind", *KINDS, is_nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        _word("segment", "basis", *SEGMENTS, is_nullable=True),
        sa.Column("resident_id", sa.BigInteger(), nullable=True),
        sa.Column("lives", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        _word("proposed", "proposed", *CAUSES, is_nullable=False),
        _word("status", "differencestatus", "open", "explained", "settled", "gone", is_nullable=False),
        _word("cause", "cause", *CAUSES, is_nullable=True),
        sa.Column("owner_id", sa.BigInteger(), nullable=True),
        sa.Column("owner_name", sa.Text(), nullable=True),
        sa.Column("follow_up", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("found_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "status NOT IN ('explained', 'settled') "
            "OR (cause IS NOT NULL AND owner_id IS NOT NULL AND owner_name IS NOT NULL AND follow_up IS NOT NULL)",
            name=op.f("ck_month_difference_explained"),
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["user.id"], name=op.f("fk_month_difference_decided_by")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_month_difference_district_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["organisation.id"], name=op.f("fk_month_difference_owner_id")),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name=op.f("fk_month_difference_resident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_month_difference")),
        sa.UniqueConstraint(
            "district_id", "month", "kind", "subject", name=op.f("uq_month_difference_district_id_month_kind_subject")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "premium_bill_line",
        sa.Column("bill_id", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("nik_index", sa.LargeBinary(), nullable=True),
        sa.Column("card_index", sa.LargeBinary(), nullable=True),
        sa.Column("resident_id", sa.BigInteger(), nullable=True),
        sa.Column("covers", sa.Integer(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("amount IS NULL OR amount >= 0", name=op.f("ck_premium_bill_line_amount")),
        sa.CheckConstraint(
            "nik_index IS NOT NULL OR card_index IS NOT NULL", name=op.f("ck_premium_bill_line_somebody")
        ),
        sa.ForeignKeyConstraint(["bill_id"], ["premium_bill.id"], name=op.f("fk_premium_bill_line_bill_id")),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name=op.f("fk_premium_bill_line_resident_id")),
        sa.PrimaryKeyConstraint("bill_id", "line", name=op.f("pk_premium_bill_line")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_premium_bill_line_resident_id"), "premium_bill_line", ["resident_id"], unique=False)
    op.create_table(
        "remittance",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        _word("segment", "basis", *SEGMENTS, is_nullable=False),
        _word("source", "remittancesource", "bank", "prepaid", is_nullable=False),
        _word("status", "remittancestatus", "prepared", "booked", "withdrawn", is_nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("form_key", sa.Text(), nullable=False),
        sa.Column("prepared_by", sa.BigInteger(), nullable=False),
        sa.Column("prepared_at", Instant(), nullable=False),
        sa.Column("confirmed_by", sa.BigInteger(), nullable=True),
        sa.Column("confirmed_at", Instant(), nullable=True),
        sa.Column("line_id", sa.BigInteger(), nullable=True),
        sa.Column("journal_id", sa.BigInteger(), nullable=True),
        sa.Column("ended_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "status <> 'booked' OR (journal_id IS NOT NULL AND confirmed_by IS NOT NULL)",
            name=op.f("ck_remittance_booked_by_somebody"),
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_remittance_amount")),
        sa.CheckConstraint(
            "confirmed_by IS NULL OR confirmed_by <> prepared_by", name=op.f("ck_remittance_two_people")
        ),
        sa.ForeignKeyConstraint(["confirmed_by"], ["user.id"], name=op.f("fk_remittance_confirmed_by")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_remittance_district_id")),
        sa.ForeignKeyConstraint(["journal_id"], ["journal.id"], name=op.f("fk_remittance_journal_id")),
        sa.ForeignKeyConstraint(["line_id"], ["statement_line.id"], name=op.f("fk_remittance_line_id")),
        sa.ForeignKeyConstraint(["prepared_by"], ["user.id"], name=op.f("fk_remittance_prepared_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remittance")),
        sa.UniqueConstraint("district_id", "form_key", name=op.f("uq_remittance_district_id_form_key")),
        sa.UniqueConstraint("journal_id", name=op.f("uq_remittance_journal_id")),
        sa.UniqueConstraint("line_id", name=op.f("uq_remittance_line_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_remittance_district_id_month"), "remittance", ["district_id", "month"], unique=False)
    _let_papers_be_minutes()


def _let_papers_be_minutes() -> None:
    """Let a paper be minutes. SQLite changes no rule of a table, so it is written anew with its rows and indexes."""
    former, wanted = "('certificate', 'statement')", str(PAPERS)
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f("ck_document_documentkind"), "document", type_="check")
        op.alter_column("document", "kind", type_=sa.String(max(map(len, PAPERS))))
        op.create_check_constraint(op.f("ck_document_documentkind"), "document", f"kind IN {wanted}")
        return
    said = "SELECT sql FROM sqlite_master WHERE tbl_name = 'document' AND type = :type AND sql IS NOT NULL"
    table, *_ = op.get_bind().execute(sa.text(said), {"type": "table"}).scalars().all()
    indexes = op.get_bind().execute(sa.text(said), {"type": "index"}).scalars().all()
    if former not in table:
        raise RuntimeError("the table of papers is not what this step expects")
    op.execute(table.replace("CREATE TABLE document", "CREATE TABLE document_next", 1).replace(former, wanted, 1))
    op.execute("INSERT INTO document_next SELECT * FROM document")
    op.execute("DROP TABLE document")
    op.execute("ALTER TABLE document_next RENAME TO document")
    for index in indexes:
        op.execute(index)
