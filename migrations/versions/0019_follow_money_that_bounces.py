"""Refunds and card money to their ends."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

FORMER = "('requested', 'approved', 'paid', 'failed', 'refused', 'withdrawn')"
WANTED = "('requested', 'approved', 'paid', 'returned', 'failed', 'refused', 'withdrawn')"
USERS = ("ending_by", "ended_by", "loss_confirmed_by")
MOMENTS = ("ending_at", "loss_owned_at", "loss_confirmed_at")
RULES = {
    "ended_by": ("ending_takes_two", "ended_by IS NULL OR ended_by <> ending_by"),
    "loss_bearer": ("lossbearer", "loss_bearer IN ('operator', 'payer')"),
    "loss_confirmed_by": ("loss_takes_two", "loss_confirmed_by IS NULL OR loss_confirmed_by <> loss_owner_id"),
    "loss_recovered": ("recovered", "loss_recovered BETWEEN 0 AND loss"),
}


def upgrade() -> None:
    _let_refunds_return()
    moment = "TEXT" if op.get_bind().dialect.name == "sqlite" else "TIMESTAMP WITH TIME ZONE"
    for name in USERS:
        _add(name, 'CONSTRAINT fk_refund_{name} REFERENCES "user" (id)')
    for name in MOMENTS:
        _add(name, kind=moment)
    for name, kind in (("ending_reason", "TEXT"), ("loss_bearer", "VARCHAR(8)"), ("loss_reason", "TEXT")):
        _add(name, kind=kind)
    _add("loss_recovered", "NOT NULL DEFAULT 0")
    _add("returned_journal_id", "CONSTRAINT fk_refund_{name} REFERENCES journal (id)")
    op.create_table(
        "refund_return",
        sa.Column("proposal_id", sa.BigInteger(), nullable=False),
        sa.Column("refund_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["line_proposal.id"], name=op.f("fk_refund_return_proposal_id")),
        sa.ForeignKeyConstraint(["refund_id"], ["refund.id"], name=op.f("fk_refund_return_refund_id")),
        sa.PrimaryKeyConstraint("proposal_id", name=op.f("pk_refund_return")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_refund_return_refund_id"), "refund_return", ["refund_id"], unique=False)


def _add(name: str, more: str = "", *, kind: str = "BIGINT") -> None:
    """Add a column with its rules: a copy of the table would lose its triggers, and a rule may come with a column."""
    if op.get_bind().dialect.name == "sqlite":
        kind = {"BIGINT": "INTEGER", "VARCHAR(8)": "TEXT"}.get(kind, kind)
    rule = "CONSTRAINT ck_refund_{} CHECK ({})".format(*RULES[name]) if name in RULES else ""
    op.execute(f"ALTER TABLE refund ADD COLUMN {name} {kind} {more.format(name=name)} {rule}")


def _let_refunds_return() -> None:
    """Let a refund come back. SQLite changes no rule of a table, so it is written anew with its rows and indexes."""
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f("ck_refund_refundstage"), "refund", type_="check")
        op.create_check_constraint(op.f("ck_refund_refundstage"), "refund", f"status IN {WANTED}")
        return
    said = "SELECT sql FROM sqlite_master WHERE tbl_name = 'refund' AND type = :type AND sql IS NOT NULL"
    table, *_ = op.get_bind().execute(sa.text(said), {"type": "table"}).scalars().all()
    indexes = op.get_bind().execute(sa.text(said), {"type": "index"}).scalars().all()
    if FORMER not in table:
        raise RuntimeError("the table of refunds is not what this step expects")
    op.execute(table.replace("CREATE TABLE refund", "CREATE TABLE refund_next", 1).replace(FORMER, WANTED, 1))
    op.execute("INSERT INTO refund_next SELECT * FROM refund")
    op.execute("DROP TABLE refund")
    op.execute("ALTER TABLE refund_next RENAME TO refund")
    for index in indexes:
        op.execute(index)
