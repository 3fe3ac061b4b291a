"""On PostgreSQL residents and the rows of their lists stand on what they name by a check of the whole statement."""

from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

KEYS = (
    ("resident", "district_id"),
    ("resident", "village_code"),
    ("resident", "import_id"),
    ("resident_import_row", "import_id"),
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table, key in KEYS:
            op.drop_constraint(f"fk_{table}_{key}", table, type_="foreignkey")
