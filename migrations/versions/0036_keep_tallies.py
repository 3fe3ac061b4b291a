"""Counts that are kept, so that no page counts a whole district."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

VISITED = sa.text("verified_at IS NOT NULL")
STATUSES = ("imported", "verified", "held", "covered", "lapsed", "exited")
FILL = """
    INSERT INTO {table} ({names}, people) SELECT {names}, count(*) FROM resident
    WHERE restricted_at IS NULL AND erased_at IS NULL GROUP BY {names}
"""


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":  # Nobody is written between the count and the triggers.
        op.execute("LOCK TABLE resident IN SHARE ROW EXCLUSIVE MODE")
    _counts(
        "resident_tally",
        _status(),
        sa.Column(
            "kind",
            sa.Enum("recruitment", "reactivation", name="residentkind", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("verified_by", sa.BigInteger(), nullable=True),
        indexed=("status",),
    )
    _counts(
        "neighbourhood_tally",
        sa.Column("rw", sa.Text(), nullable=True),
        sa.Column("rt", sa.Text(), nullable=True),
        _status(),
        indexed=("rw", "rt"),
    )
    op.drop_index("ix_resident_counted", table_name="resident")
    op.drop_index(op.f("ix_resident_district_id_status"), table_name="resident")
    op.create_index(
        op.f("ix_resident_district_id_status_kind_name_key"), "resident", ["district_id", "status", "kind", "name_key"]
    )
    op.create_index(
        op.f("ix_resident_district_id_village_code_status_name_key"),
        "resident",
        ["district_id", "village_code", "status", "name_key"],
    )
    op.create_index(
        op.f("ix_resident_village_code_verified_by_verified_at"),
        "resident",
        ["village_code", "verified_by", "verified_at"],
        sqlite_where=VISITED,
        postgresql_where=VISITED,
    )


def _status() -> sa.Column[str]:
    words = sa.Enum(*STATUSES, name="residentstatus", native_enum=False, create_constraint=True)
    return sa.Column("status", words, nullable=False)


def _counts(table: str, *keys: sa.Column[Any], indexed: tuple[str, ...]) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("village_code", sa.Text(), nullable=False),
        *keys,
        sa.Column("people", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sqlite_strict=True,
    )
    place = ("district_id", "village_code")
    op.create_index(op.f(f"ix_{table}_{'_'.join([*place, *indexed])}"), table, [*place, *indexed])
    names = ", ".join([*place, *(one.name for one in keys)])
    op.execute(FILL.format(table=table, names=names))
