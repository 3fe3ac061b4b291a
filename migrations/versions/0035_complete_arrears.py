"""Let a promise pay arrears alone: no lives, no months, and no share of a life-month."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

NONE = " OR (lives = 0 AND months = 0)"
CHANGES = (
    ("pledge", "lives", "lives BETWEEN 1 AND 200000", "lives BETWEEN 1 AND 200000" + NONE),
    ("pledge", "months", "months BETWEEN 1 AND 60", "months BETWEEN 1 AND 60" + NONE),
    ("payer", "share", "share > 0", "share >= 0"),
)


def upgrade() -> None:
    for table, name, former, wanted in CHANGES:
        if op.get_bind().dialect.name == "postgresql":
            op.drop_constraint(op.f(f"ck_{table}_{name}"), table, type_="check")
            op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, wanted)
        else:
            _rewrite(table, f"ck_{table}_{name}", former, wanted)


def _rewrite(table: str, name: str, former: str, wanted: str) -> None:
    """Change the words of a rule where SQLite keeps them: every row that stood before stands after."""
    run = op.get_bind().execute
    said = sa.text("SELECT sql FROM sqlite_master WHERE name = :name AND type = 'table'")
    words = run(said, {"name": table}).scalar_one()
    if f"{name} CHECK ({former})" not in words:
        raise RuntimeError(f"the table {table} is not what this step expects")
    version = run(sa.text("PRAGMA schema_version")).scalar_one()
    run(sa.text("PRAGMA writable_schema = ON"))
    run(
        sa.text("UPDATE sqlite_master SET sql = :sql WHERE name = :name AND type = 'table'"),
        {"sql": words.replace(f"{name} CHECK ({former})", f"{name} CHECK ({wanted})", 1), "name": table},
    )
    run(sa.text(f"PRAGMA schema_version = {version + 1}"))
    run(sa.text("PRAGMA writable_schema = OFF"))
