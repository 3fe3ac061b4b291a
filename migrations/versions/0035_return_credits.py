"""Months credited by BPJS Kesehatan that return to the payer."""

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
