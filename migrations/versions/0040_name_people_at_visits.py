"""A code of a field session's own, through which people are named there."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

LIVE = "revoked_at IS NULL AND field_session_id IS NOT NULL"


def upgrade() -> None:
    kind = "BIGINT" if op.get_bind().dialect.name == "postgresql" else "INTEGER"
    reference = f"CONSTRAINT {op.f('fk_nomination_poster_field_session_id')} REFERENCES field_session (id)"
    op.execute(f"ALTER TABLE nomination_poster ADD COLUMN field_session_id {kind} {reference}")
    op.create_index(op.f("ix_nomination_poster_field_session_id"), "nomination_poster", ["field_session_id"])
    op.create_index(
        "uq_nomination_poster_live_session",
        "nomination_poster",
        ["field_session_id"],
        unique=True,
        sqlite_where=sa.text(LIVE),
        postgresql_where=sa.text(LIVE),
    )
