"""Words of names, to find people by; people are counted by village, status and kind from an index alone."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

BYTEWISE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
COUNTED_BY = [
    "district_id",
    "village_code",
    "status",
    "kind",
    "restricted_at",
    "erased_at",
    "verified_at",
    "verified_by",
]
FILL = {
    "sqlite": """
        INSERT INTO resident_word (district_id, word, name_key, resident_id)
        SELECT DISTINCT district_id, value, name_key, resident.id
        FROM resident, json_each('[' || replace(json_quote(name_key), ' ', '","') || ']') WHERE value <> ''
    """,
    "postgresql": """
        INSERT INTO resident_word (district_id, word, name_key, resident_id)
        SELECT DISTINCT district_id, part, name_key, id
        FROM resident, string_to_table(name_key, ' ') AS part WHERE part <> ''
    """,
}


def upgrade() -> None:
    op.create_table(
        "resident_word",
        sa.Column("district_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("word", BYTEWISE, nullable=False),
        sa.Column("name_key", BYTEWISE, nullable=False),
        sa.Column("resident_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("district_id", "word", "name_key", "resident_id", name=op.f("pk_resident_word")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.drop_index("ix_resident_district_id_village_code_status", table_name="resident")
    op.create_index("ix_resident_counted", "resident", COUNTED_BY)
    op.execute(FILL[op.get_bind().dialect.name])
