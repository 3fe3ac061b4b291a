"""A funding line is known by its life-month and its transfer: shorter keys, and on SQLite no second table behind it."""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

TABLE = "funding_line"
COLUMNS = ("district_id", "month", "pledge_id", "seat", "payer_id", "transfer_id", "amount")
KEY = ["month", "pledge_id", "seat", "transfer_id"]
LIFE_MONTH = ["district_id", "month", "pledge_id", "seat"]


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _write_anew()
        return
    op.drop_constraint(op.f("pk_funding_line"), TABLE, type_="primary")
    op.create_primary_key(op.f("pk_funding_line"), TABLE, KEY)


def _write_anew() -> None:
    """SQLite changes no key of a table, so it is written anew with its rows."""
    op.create_table(
        f"{TABLE}_next",
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in COLUMNS),
        sa.CheckConstraint("amount > 0", name=op.f("ck_funding_line_amount")),
        sa.ForeignKeyConstraint(
            LIFE_MONTH,
            [f"life_month.{name}" for name in LIFE_MONTH],
            name=op.f("fk_funding_line_district_id_month_pledge_id_seat"),
        ),
        sa.ForeignKeyConstraint(["payer_id"], ["payer.id"], name=op.f("fk_funding_line_payer_id")),
        sa.ForeignKeyConstraint(["transfer_id"], ["transfer.id"], name=op.f("fk_funding_line_transfer_id")),
        sa.PrimaryKeyConstraint(*KEY, name=op.f("pk_funding_line")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    named = ", ".join(COLUMNS)
    op.execute(f"INSERT INTO {TABLE}_next ({named}) SELECT {named} FROM {TABLE} ORDER BY {', '.join(KEY)}")  # noqa: S608 - own words
    op.execute(f"DROP TABLE {TABLE}")
    op.execute(f"ALTER TABLE {TABLE}_next RENAME TO {TABLE}")
    op.create_index(op.f("ix_funding_line_transfer_id"), TABLE, ["transfer_id"])
