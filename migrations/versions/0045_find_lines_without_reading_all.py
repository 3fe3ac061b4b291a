"""What stands between bank and book, and the line behind a journal, are found without reading every line."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

TABLE = "statement_line"
PARTS = {"unbooked": sa.text("journal_id IS NULL"), "cents": sa.text("amount_sen % 100 <> 0")}


def upgrade() -> None:
    op.create_index(op.f("ix_statement_line_journal_id_account_id"), TABLE, ["journal_id", "account_id"])
    for name, part in PARTS.items():
        op.create_index(
            f"ix_statement_line_{name}", TABLE, ["account_id", "booked_on"], sqlite_where=part, postgresql_where=part
        )
