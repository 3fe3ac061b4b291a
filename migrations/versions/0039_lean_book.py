"""Fewer pages written for each journal and each line of cover."""

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
