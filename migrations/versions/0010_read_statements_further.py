"""Statement lines that are split, joined, corrected, booked in parts or going out."""

import sqlalchemy as sa
from alembic import op

from srikandi.database import Instant

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

LINE_OF_PAYMENT = """UPDATE payment SET statement_line_id = line.id FROM (
    SELECT one.id, account.code || '|' || one.group_key || '|' || one.ordinal AS name
    FROM statement_line AS one JOIN bank_account AS account ON account.id = one.account_id
) AS line
WHERE route = 'bank_transfer' AND statement_line_id IS NULL AND external_reference = line.name || :ending"""
COPY_LINES = """INSERT INTO statement_line_new (
    id, district_id, account_id, statement_id, group_key, ordinal, line, booked_on, amount_sen, description,
    bank_reference, reading, action, codes, candidates, reference, journal_id
) SELECT
    id, district_id, account_id, statement_id, group_key, ordinal, line, booked_on, amount_sen, description,
    bank_reference, reading, action, codes, candidates, reference, journal_id
FROM statement_line"""
MOST_PARTS = 200
GONE = ("matched_payer_id", "matched_by", "matched_at", "match_reason", "confirmed_by", "confirmed_at")


def upgrade() -> None:
    _proposals()
    _uploads()
    _statements()
    _payments()
    _keep_matches()
    _lines()
    _parts()


def _proposals() -> None:
    op.create_table(
        "line_proposal",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", _words("match", "correct", name="proposalkind"), nullable=False),
        sa.Column("status", _words("proposed", "confirmed", "withdrawn", name="proposalstatus"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.BigInteger(), nullable=False),
        sa.Column("proposed_at", Instant(), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("decided_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "status <> 'confirmed' OR (decided_by IS NOT NULL AND decided_by <> proposed_by)",
            name=op.f("ck_line_proposal_two_people"),
        ),
        sa.CheckConstraint(
            "status = 'proposed' OR decided_at IS NOT NULL",
            name=op.f("ck_line_proposal_decided"),
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["user.id"], name=op.f("fk_line_proposal_decided_by")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_line_proposal_district_id")),
        sa.ForeignKeyConstraint(["proposed_by"], ["user.id"], name=op.f("fk_line_proposal_proposed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_proposal")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_line_proposal_district_id_status"), "line_proposal", ["district_id", "status"])


def _parts() -> None:
    """Made last: on SQLite the table of lines is copied, and nothing may point at it meanwhile."""
    op.create_table(
        "line_proposal_part",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("proposal_id", sa.BigInteger(), nullable=False),
        sa.Column("line_id", sa.BigInteger(), nullable=False),
        sa.Column("payer_id", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("payment_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_line_proposal_part_amount")),
        sa.ForeignKeyConstraint(["line_id"], ["statement_line.id"], name=op.f("fk_line_proposal_part_line_id")),
        sa.ForeignKeyConstraint(["payer_id"], ["payer.id"], name=op.f("fk_line_proposal_part_payer_id")),
        sa.ForeignKeyConstraint(["payment_id"], ["payment.id"], name=op.f("fk_line_proposal_part_payment_id")),
        sa.ForeignKeyConstraint(["proposal_id"], ["line_proposal.id"], name=op.f("fk_line_proposal_part_proposal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_proposal_part")),
        sa.UniqueConstraint(
            "proposal_id", "line_id", "payer_id", name=op.f("uq_line_proposal_part_proposal_id_line_id_payer_id")
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_line_proposal_part_line_id"), "line_proposal_part", ["line_id"])
    op.execute("""INSERT INTO line_proposal_part (proposal_id, line_id, payer_id, amount, payment_id)
        SELECT old.proposal_id, old.line_id, old.payer_id, old.amount, payment.id FROM old_match AS old
        LEFT JOIN payment ON payment.statement_line_id = old.line_id AND payment.payer_id = old.payer_id
        AND old.is_confirmed = 1""")
    op.drop_table("old_match")


def _uploads() -> None:
    op.create_table(
        "statement_upload",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("lines", sa.BigInteger(), nullable=False),
        sa.Column("status", _words("waiting", "booking", "done", "refused", name="uploadstatus"), nullable=False),
        sa.Column("refusal", sa.Text(), nullable=True),
        sa.Column("statement_id", sa.BigInteger(), nullable=True),
        sa.Column("uploaded_by", sa.BigInteger(), nullable=False),
        sa.Column("uploader", sa.Text(), nullable=False),
        sa.Column("uploaded_at", Instant(), nullable=False),
        sa.Column("finished_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["bank_account.id"], name=op.f("fk_statement_upload_account_id")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_statement_upload_district_id")),
        sa.ForeignKeyConstraint(["statement_id"], ["bank_statement.id"], name=op.f("fk_statement_upload_statement_id")),
        sa.ForeignKeyConstraint(["uploaded_by"], ["user.id"], name=op.f("fk_statement_upload_uploaded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_upload")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_statement_upload_district_id"), "statement_upload", ["district_id"])
    op.create_index(op.f("ix_statement_upload_status"), "statement_upload", ["status"])


def _statements() -> None:
    op.add_column("bank_statement", sa.Column("pending", sa.Text(), nullable=False, server_default="[]"))
    op.add_column("bank_statement", sa.Column("lines_done", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("bank_statement", sa.Column("done_to_id", sa.BigInteger(), nullable=True))
    op.add_column("bank_statement", sa.Column("finished_at", Instant(), nullable=True))
    op.execute("UPDATE bank_statement SET lines_done = lines_new, finished_at = imported_at")


def _payments() -> None:
    """Let each payment by bank name its line; a line parted among payers had a number behind its name."""
    kind = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.execute(f"ALTER TABLE payment ADD COLUMN statement_line_id {kind}")
    bind = op.get_bind()
    bind.execute(sa.text(LINE_OF_PAYMENT), {"ending": ""})
    left = "SELECT 1 FROM payment WHERE route = 'bank_transfer' AND statement_line_id IS NULL LIMIT 1"
    for part in range(1, MOST_PARTS):
        if bind.execute(sa.text(left)).first() is None:
            break
        bind.execute(sa.text(LINE_OF_PAYMENT), {"ending": f"|{part}"})


def _keep_matches() -> None:
    """Turn what two people said about a line into a proposal of that line's number."""
    op.execute("""CREATE TABLE old_match AS SELECT id AS proposal_id, id AS line_id, matched_payer_id AS payer_id,
        abs(amount_sen) / 100 AS amount, CASE WHEN confirmed_by IS NULL THEN 0 ELSE 1 END AS is_confirmed
        FROM statement_line WHERE matched_by IS NOT NULL AND matched_payer_id IS NOT NULL""")
    op.execute("""INSERT INTO line_proposal
        (id, district_id, kind, status, reason, proposed_by, proposed_at, decided_by, decided_at)
        SELECT id, district_id, 'match', CASE WHEN confirmed_by IS NULL THEN 'proposed' ELSE 'confirmed' END,
        coalesce(match_reason, '-'), matched_by, matched_at, confirmed_by, confirmed_at
        FROM statement_line WHERE id IN (SELECT line_id FROM old_match)""")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("""SELECT setval(pg_get_serial_sequence('line_proposal', 'id'), max(id))
            FROM line_proposal HAVING max(id) IS NOT NULL""")


def _lines() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _copied_lines()
    else:
        op.add_column("statement_line", sa.Column("parts", sa.Text(), nullable=False, server_default="[]"))
        op.add_column("statement_line", sa.Column("reverses_id", sa.BigInteger(), nullable=True))
        op.add_column("statement_line", sa.Column("proposal_id", sa.BigInteger(), nullable=True))
        for name, table in (("reverses_id", "statement_line"), ("proposal_id", "line_proposal")):
            op.create_foreign_key(op.f(f"fk_statement_line_{name}"), "statement_line", table, [name], ["id"])
        op.drop_constraint(op.f("ck_statement_line_matcher_is_not_confirmer"), "statement_line", type_="check")
        for name in GONE:
            op.drop_column("statement_line", name)
        op.create_foreign_key(
            op.f("fk_payment_statement_line_id"), "payment", "statement_line", ["statement_line_id"], ["id"]
        )
    op.execute("""UPDATE statement_line SET proposal_id = id
        WHERE id IN (SELECT line_id FROM old_match WHERE is_confirmed = 0)""")
    for columns in (["district_id", "action"], ["statement_id"], ["account_id", "booked_on"], ["reverses_id"]):
        op.create_index(op.f(f"ix_statement_line_{'_'.join(columns)}"), "statement_line", columns, if_not_exists=True)
    op.create_index(op.f("ix_statement_line_proposal_id"), "statement_line", ["proposal_id"])
    op.create_index(op.f("ix_payment_statement_line_id"), "payment", ["statement_line_id"])


def _copied_lines() -> None:
    """Copy the table, as SQLite drops no column that a rule names, and give payments their rule."""
    op.create_table(
        "statement_line_new",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("statement_id", sa.BigInteger(), nullable=False),
        sa.Column("group_key", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("amount_sen", sa.BigInteger(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("bank_reference", sa.Text(), nullable=True),
        sa.Column("reading", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("codes", sa.Text(), nullable=False),
        sa.Column("candidates", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("journal_id", sa.BigInteger(), nullable=True),
        sa.Column("parts", sa.Text(), nullable=False, server_default="[]"),
        sa.Column("reverses_id", sa.BigInteger(), nullable=True),
        sa.Column("proposal_id", sa.BigInteger(), nullable=True),
        *(
            sa.ForeignKeyConstraint([name], [f"{table}.id"], name=op.f(f"fk_statement_line_{name}"))
            for name, table in (
                ("account_id", "bank_account"),
                ("district_id", "district"),
                ("journal_id", "journal"),
                ("statement_id", "bank_statement"),
                ("reverses_id", "statement_line"),
                ("proposal_id", "line_proposal"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_line")),
        sa.UniqueConstraint(
            "account_id", "group_key", "ordinal", name=op.f("uq_statement_line_account_id_group_key_ordinal")
        ),
        sqlite_strict=True,
    )
    op.execute(COPY_LINES)
    _let_go_of_lines()
    op.drop_table("statement_line")
    op.rename_table("statement_line_new", "statement_line")
    _hold_lines_again()
    op.execute("ALTER TABLE payment RENAME COLUMN statement_line_id TO line_before")
    op.execute(
        "ALTER TABLE payment ADD COLUMN statement_line_id INTEGER"
        " CONSTRAINT fk_payment_statement_line_id REFERENCES statement_line (id)"
    )
    op.execute("UPDATE payment SET statement_line_id = line_before")
    op.execute("ALTER TABLE payment DROP COLUMN line_before")


def _let_go_of_lines() -> None:
    """SQLite drops no table that rows point at: payouts that have arrived point at their line."""
    op.execute("CREATE TABLE old_payout AS SELECT id, line_id, status FROM payout WHERE line_id IS NOT NULL")
    op.execute("UPDATE payout SET line_id = NULL, status = 'on_the_way' WHERE line_id IS NOT NULL")


def _hold_lines_again() -> None:
    op.execute("""UPDATE payout SET line_id = old.line_id, status = old.status FROM old_payout AS old
        WHERE old.id = payout.id""")
    op.drop_table("old_payout")


def _words(*words: str, name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True)
