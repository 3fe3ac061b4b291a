"""Bank statements are kept faster: what few lines have is indexed for those alone."""

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
