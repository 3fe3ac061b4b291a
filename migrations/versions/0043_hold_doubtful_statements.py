"""A statement that does not follow on waits until somebody else says what becomes of it."""

import sqlalchemy as sa
from alembic import op

from srikandi.database import Instant, Json

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

TABLE = "statement_upload"
STATUSES = ("waiting", "held", "booking", "done", "refused")
TWO_PEOPLE = "accepted_by IS NULL OR accepted_by <> uploaded_by"
KEPT = (
    "id, district_id, account_id, filename, content, lines, status, refusal, statement_id, uploaded_by, uploader, "
    "uploaded_at, finished_at"
)
KEYS = {
    "account_id": "bank_account.id",
    "district_id": "district.id",
    "statement_id": "bank_statement.id",
    "uploaded_by": "user.id",
    "accepted_by": "user.id",
}


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _write_anew()
        return
    op.add_column(TABLE, sa.Column("doubts", Json(), nullable=False, server_default="[]"))
    op.alter_column(TABLE, "doubts", server_default=None)
    op.add_column(TABLE, sa.Column("accepted_by", sa.BigInteger(), nullable=True))
    op.add_column(TABLE, sa.Column("accepted_reason", sa.Text(), nullable=True))
    op.create_foreign_key(op.f("fk_statement_upload_accepted_by"), TABLE, "user", ["accepted_by"], ["id"])
    op.create_check_constraint(op.f("ck_statement_upload_two_people"), TABLE, TWO_PEOPLE)
    op.drop_constraint(op.f("ck_statement_upload_uploadstatus"), TABLE, type_="check")
    op.create_check_constraint(op.f("ck_statement_upload_uploadstatus"), TABLE, f"status IN {STATUSES}")


def _write_anew() -> None:
    """SQLite changes no rule of a table, so it is written anew with its rows."""
    op.create_table(
        f"{TABLE}_next",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("lines", sa.BigInteger(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(*STATUSES, name="uploadstatus", native_enum=False, create_constraint=False),
            nullable=False,
        ),
        sa.Column("refusal", sa.Text(), nullable=True),
        sa.Column("statement_id", sa.BigInteger(), nullable=True),
        sa.Column("doubts", Json(), nullable=False),
        sa.Column("accepted_by", sa.BigInteger(), nullable=True),
        sa.Column("accepted_reason", sa.Text(), nullable=True),
        sa.Column("uploaded_by", sa.BigInteger(), nullable=False),
        sa.Column("uploader", sa.Text(), nullable=False),
        sa.Column("uploaded_at", Instant(), nullable=False),
        sa.Column("finished_at", Instant(), nullable=True),
        sa.CheckConstraint(f"status IN {STATUSES}", name=op.f("ck_statement_upload_uploadstatus")),
        sa.CheckConstraint(TWO_PEOPLE, name=op.f("ck_statement_upload_two_people")),
        *(
            sa.ForeignKeyConstraint([column], [key], name=op.f(f"fk_statement_upload_{column}"))
            for column, key in KEYS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_upload")),
        sqlite_strict=True,
    )
    op.execute(f"INSERT INTO {TABLE}_next ({KEPT}, doubts) SELECT {KEPT}, '[]' FROM {TABLE}")  # noqa: S608 - own words
    op.execute(f"DROP TABLE {TABLE}")
    op.execute(f"ALTER TABLE {TABLE}_next RENAME TO {TABLE}")
    for column in ("district_id", "status"):
        op.create_index(op.f(f"ix_statement_upload_{column}"), TABLE, [column])
