"""Lists of a whole district, read by the worker."""

import sqlalchemy as sa
from alembic import op

from srikandi.database import Instant

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

FORMER = ("staged", "approved", "discarded", "undone")
STATES = (
    "waiting", "reading", "unmapped", "stopped", "refused", "staged", "comparing", "approving", "approved",
    "discarded", "undone",
)  # fmt: skip
LIVE = sa.text("status NOT IN ('refused', 'discarded', 'undone')")
INDEX = "uq_resident_import_live_file"


def upgrade() -> None:
    _let_imports_be_at_work()
    op.drop_index(INDEX, "resident_import")
    op.create_index(
        INDEX, "resident_import", ["district_id", "file_hash"], unique=True, sqlite_where=LIVE, postgresql_where=LIVE
    )
    op.add_column("resident_import", sa.Column("read_on", sa.Date(), nullable=True))
    for name in ("rows_found", "rows_done", "done_to_row"):
        op.add_column("resident_import", sa.Column(name, sa.BigInteger(), nullable=False, server_default=sa.text("0")))
    for name in ("columns", "problem"):
        op.add_column("resident_import", sa.Column(name, sa.Text(), nullable=True))
    _files()
    _choices()


def _let_imports_be_at_work() -> None:
    """Let an import be at work. SQLite changes no rule of a table that others point at, so its text is written anew.

    This is SQLite's own procedure for changes that leave the rows as they are (lang_altertable, section 7).
    """
    run = op.get_bind().execute
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f("ck_resident_import_importstatus"), "resident_import", type_="check")
        op.alter_column("resident_import", "status", type_=sa.String(max(map(len, STATES))))
        op.create_check_constraint(op.f("ck_resident_import_importstatus"), "resident_import", f"status IN {STATES}")
        return
    former, wanted = (str(words) for words in (FORMER, STATES))
    said = "SELECT sql FROM sqlite_master WHERE name = 'resident_import' AND type = 'table'"
    table = run(sa.text(said)).scalar_one()
    if former not in table:
        raise RuntimeError("the table of imports is not what this step expects")
    version = run(sa.text("PRAGMA schema_version")).scalar_one()
    run(sa.text("PRAGMA writable_schema = ON"))
    run(
        sa.text("UPDATE sqlite_master SET sql = :sql WHERE name = 'resident_import' AND type = 'table'"),
        {"sql": table.replace(former, wanted, 1)},
    )
    run(sa.text(f"PRAGMA schema_version = {version + 1}"))
    run(sa.text("PRAGMA writable_schema = OFF"))


def _files() -> None:
    op.create_table(
        "resident_import_file",
        sa.Column("import_id", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["resident_import.id"], name=op.f("fk_resident_import_file_import_id")),
        sa.PrimaryKeyConstraint("import_id", name=op.f("pk_resident_import_file")),
        sqlite_strict=True,
    )


def _choices() -> None:
    op.create_table(
        "resident_column_choice",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("shape", sa.Text(), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("chosen_by", sa.BigInteger(), nullable=False),
        sa.Column("chosen_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["chosen_by"], ["user.id"], name=op.f("fk_resident_column_choice_chosen_by")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_resident_column_choice_district_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resident_column_choice")),
        sa.UniqueConstraint("district_id", "shape", name=op.f("uq_resident_column_choice_district_id_shape")),
        sqlite_strict=True,
    )
