"""How a pledge spreads its places, and how long an urgent quota is kept free."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("urgent_quota", sa.Column("until_on", sa.Date(), nullable=True))
    op.create_table(
        "spread_place",
        sa.Column("pledge_id", sa.BigInteger(), nullable=False),
        sa.Column("subdistrict_code", sa.Text(), nullable=False),
        sa.Column("lives", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("lives > 0", name=op.f("ck_spread_place_lives")),
        sa.ForeignKeyConstraint(["pledge_id"], ["pledge.id"], name=op.f("fk_spread_place_pledge_id")),
        sa.ForeignKeyConstraint(
            ["subdistrict_code"], ["subdistrict.code"], name=op.f("fk_spread_place_subdistrict_code")
        ),
        sa.PrimaryKeyConstraint("pledge_id", "subdistrict_code", name=op.f("pk_spread_place")),
        sqlite_strict=True,
    )
