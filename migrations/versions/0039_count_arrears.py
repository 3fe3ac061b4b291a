"""What each village owes, as it was counted last."""

import sqlalchemy as sa
from alembic import op

from srikandi.database import Instant

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "village_arrears",
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("village_code", sa.Text(), nullable=False),
        sa.Column("people", sa.BigInteger(), nullable=False),
        sa.Column("families", sa.BigInteger(), nullable=False),
        sa.Column("months", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("counted_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_village_arrears_district_id")),
        sa.PrimaryKeyConstraint("district_id", "village_code", name=op.f("pk_village_arrears")),
        sqlite_strict=True,
    )
