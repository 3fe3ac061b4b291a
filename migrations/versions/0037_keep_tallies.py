"""Counts that are kept, so that no page counts a whole district."""

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
