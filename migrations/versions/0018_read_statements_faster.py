"""Statements are kept faster, few lines' marks are indexed for those alone; closings keep what stood on accounts."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("reverses_id", "proposal_id"):
        op.drop_index(f"ix_statement_line_{name}", table_name="statement_line")
        there = sa.text(f"{name} IS NOT NULL")
        op.create_index(
            f"ix_statement_line_{name}",
            "statement_line",
            [name],
            sqlite_where=there,
            postgresql_where=there,
        )
    op.create_table(
        "closed_balance",
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("debits", sa.BigInteger(), nullable=False),
        sa.Column("credits", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_closed_balance_account_id")),
        sa.ForeignKeyConstraint(
            ["district_id", "month"],
            ["closed_month.district_id", "closed_month.month"],
            name=op.f("fk_closed_balance_district_id_month"),
        ),
        sa.PrimaryKeyConstraint("district_id", "month", "account_id", name=op.f("pk_closed_balance")),
        sqlite_strict=True,
    )
    op.create_index("ix_closed_balance_account_id", "closed_balance", ["account_id"])
    op.execute(
        """INSERT INTO closed_balance (district_id, month, account_id, debits, credits)
        SELECT closed.district_id, closed.month, side.account_id, sum(side.debit), sum(side.credit)
        FROM closed_month AS closed
        JOIN journal ON journal.district_id = closed.district_id AND journal.occurred_at < closed.until_at
        JOIN (
            SELECT journal_id, debit_account_id AS account_id, amount AS debit, 0 AS credit FROM transfer
            UNION ALL SELECT journal_id, credit_account_id, 0, amount FROM transfer
        ) AS side ON side.journal_id = journal.id
        GROUP BY closed.district_id, closed.month, side.account_id"""
    )
