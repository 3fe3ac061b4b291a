"""Where one person alone could do too much."""

import sqlalchemy as sa
from alembic import op

from srikandi.database import Instant

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

SETTINGS = {"nomination_open_days": 180, "open_offers": 10}
DECLINES = (
    "covered", "other_village", "not_found", "papers", "wages", "died", "unwilling", "withdrawn", "unanswered",
)  # fmt: skip


def upgrade() -> None:
    for name, value in SETTINGS.items():
        op.execute(
            "INSERT INTO district_setting (district_id, name, value, valid_from, source) "  # noqa: S608 - own words
            f"SELECT id, '{name}', {value}, '2021-01-01', 'Nilai awal' FROM district"
        )
    _count_in_one_place()
    _propose_thresholds()
    _let_nominations_run_out()
    with op.batch_alter_table("nomination") as table:
        table.add_column(sa.Column("named_by", sa.BigInteger(), nullable=True))
        table.create_foreign_key(op.f("fk_nomination_named_by"), "user", ["named_by"], ["id"])
        table.create_index(op.f("ix_nomination_named_by"), ["named_by"], unique=False)


def _count_in_one_place() -> None:
    """One table of tries; what was tried in the last day goes on counting."""
    op.create_table(
        "counted_try",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("gate", sa.Text(), nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counted_try")),
        sqlite_strict=True,
    )
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    poster = "convert_to(poster_id::text, 'UTF8')" if is_postgresql else "CAST(CAST(poster_id AS TEXT) AS BLOB)"
    failed = "NOT succeeded" if is_postgresql else "succeeded = 0"
    for gate, mark, table, where in (
        ("'account'", "account", "login_attempt", failed),
        ("'sign_in'", "address", "login_attempt", failed),
        ("door", "address", "street_try", "1 = 1"),
        ("'nomination'", "address", "nomination_try", "1 = 1"),
        ("'poster'", poster, "nomination_try", "1 = 1"),
    ):
        op.execute(
            f"INSERT INTO counted_try (gate, mark, at) SELECT {gate}, {mark}, at FROM {table} WHERE {where}"  # noqa: S608 - own words
        )
    op.create_index(op.f("ix_counted_try_at"), "counted_try", ["at"], unique=False)
    op.create_index(op.f("ix_counted_try_gate_mark_at"), "counted_try", ["gate", "mark", "at"], unique=False)


def _propose_thresholds() -> None:
    op.create_table(
        "uhc_proposal",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column(
            "tier",
            sa.Enum("priority", "pratama", "madya", "utama", name="tier", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("coverage", sa.BigInteger(), nullable=False),
        sa.Column("is_above", sa.Boolean(), nullable=False),
        sa.Column("forbids_arrears", sa.Boolean(), nullable=False),
        sa.Column("ways", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.BigInteger(), nullable=False),
        sa.Column("proposed_at", Instant(), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("is_accepted", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint("coverage BETWEEN 1 AND 10000", name=op.f("ck_uhc_proposal_coverage")),
        sa.CheckConstraint("(decided_at IS NULL) = (is_accepted IS NULL)", name=op.f("ck_uhc_proposal_decided")),
        sa.CheckConstraint(
            "is_accepted IS NULL OR NOT is_accepted OR decided_by <> proposed_by",
            name=op.f("ck_uhc_proposal_two_people"),
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["user.id"], name=op.f("fk_uhc_proposal_decided_by")),
        sa.ForeignKeyConstraint(["proposed_by"], ["user.id"], name=op.f("fk_uhc_proposal_proposed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uhc_proposal")),
        sqlite_strict=True,
    )


def _let_nominations_run_out() -> None:
    """Let a nomination end undecided. SQLite changes no rule of a table, so it is written anew with its rows."""
    former, wanted = str(DECLINES[:-1]), str(DECLINES)
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f("ck_nomination_decline"), "nomination", type_="check")
        op.create_check_constraint(op.f("ck_nomination_decline"), "nomination", f"decline IN {wanted}")
        return
    said = "SELECT sql FROM sqlite_master WHERE tbl_name = 'nomination' AND type = :type AND sql IS NOT NULL"
    table, *_ = op.get_bind().execute(sa.text(said), {"type": "table"}).scalars().all()
    indexes = op.get_bind().execute(sa.text(said), {"type": "index"}).scalars().all()
    if former not in table:
        raise RuntimeError("the table of nominations is not what this step expects")
    op.execute(table.replace("CREATE TABLE nomination", "CREATE TABLE nomination_next", 1).replace(former, wanted, 1))
    op.execute("INSERT INTO nomination_next SELECT * FROM nomination")
    op.execute("DROP TABLE nomination")
    op.execute("ALTER TABLE nomination_next RENAME TO nomination")
    for index in indexes:
        op.execute(index)
