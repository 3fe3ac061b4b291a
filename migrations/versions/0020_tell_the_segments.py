"""A no to a tariff, and to the share it asks for, keeps its reason."""

import sqlalchemy as sa
from alembic import op

from srikandi.database import Instant

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("tariff_proposal", sa.Column("reason", sa.Text(), nullable=True))
    op.add_column("payer_share", sa.Column("declined_at", Instant(), nullable=True))
    op.add_column("payer_share", sa.Column("declined_by", sa.BigInteger(), nullable=True))
    op.add_column("payer_share", sa.Column("reason", sa.Text(), nullable=True))
