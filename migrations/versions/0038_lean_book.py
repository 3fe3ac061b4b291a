"""On PostgreSQL the lines of cover stand on their life-month, payer and transfer by a check of the whole statement."""

from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

KEYS = ("district_id_month_pledge_id_seat", "payer_id", "transfer_id")


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for key in KEYS:
            op.drop_constraint(f"fk_funding_line_{key}", "funding_line", type_="foreignkey")
