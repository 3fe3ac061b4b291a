"""Files for each branch in its own form, its monthly lists, and urgent registrations."""

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
