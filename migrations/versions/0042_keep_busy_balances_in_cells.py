"""A balance may be kept in several cells, so that several people can post to one account at once."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.add_column("account_balance", sa.Column("cell", sa.BigInteger(), nullable=False, server_default="0"))
        op.alter_column("account_balance", "cell", server_default=None)
        op.drop_constraint(op.f("pk_account_balance"), "account_balance", type_="primary")
        op.create_primary_key(op.f("pk_account_balance"), "account_balance", ["account_id", "cell"])
        return
    op.create_table(
        "account_balance_next",
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("cell", sa.BigInteger(), nullable=False),
        sa.Column("debits", sa.BigInteger(), nullable=False),
        sa.Column("credits", sa.BigInteger(), nullable=False),
        sa.Column("last_transfer_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("credits >= debits", name=op.f("ck_account_balance_no_overdraft")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_account_balance_account_id")),
        sa.PrimaryKeyConstraint("account_id", "cell", name=op.f("pk_account_balance")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO account_balance_next SELECT account_id, 0, debits, credits, last_transfer_id FROM account_balance"
    )
    op.execute("DROP TABLE account_balance")
    op.execute("ALTER TABLE account_balance_next RENAME TO account_balance")
