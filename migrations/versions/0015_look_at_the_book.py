"""Destinations of money, changed by two people after a day."""

import sqlalchemy as sa
from alembic import op

from srikandi.database import Instant

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

OPEN = sa.text("status IN ('proposed', 'approved')")
KINDS = ("open", "change", "close", "direct", "direct_end")
STATUSES = ("proposed", "approved", "effective", "stopped")
USERS = ("proposed_by", "approved_by", "stopped_by")


def upgrade() -> None:
    op.add_column("bank_account", sa.Column("takes_place_of", sa.BigInteger(), nullable=True))
    op.create_table(
        "direct_account",
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.CheckConstraint("length(number) = 16", name=op.f("ck_direct_account_number")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_direct_account_district_id")),
        sa.PrimaryKeyConstraint("district_id", name=op.f("pk_direct_account")),
        sqlite_strict=True,
    )
    _create_changes()
    op.create_index(
        "uq_destination_change_open",
        "destination_change",
        ["district_id", "subject"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    for columns in (["district_id", "proposed_at"], ["account_id"], ["result_id"]):
        name = op.f(f"ix_destination_change_{'_'.join(columns)}")
        op.create_index(name, "destination_change", columns, unique=False)


def _create_changes() -> None:
    op.create_table(
        "destination_change",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind", sa.Enum(*KINDS, name="changekind", native_enum=False, create_constraint=True), nullable=False
        ),
        sa.Column(
            "status",
            sa.Enum(*STATUSES, name="changestatus", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=True),
        sa.Column("result_id", sa.BigInteger(), nullable=True),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("bank", "number", "holder", "qris_payload")),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("seal", sa.LargeBinary(), nullable=True),
        sa.Column("is_founding", sa.Boolean(), nullable=False),
        sa.Column("proposed_by", sa.BigInteger(), nullable=True),
        sa.Column("proposed_at", Instant(), nullable=False),
        sa.Column("approved_by", sa.BigInteger(), nullable=True),
        *(sa.Column(name, Instant(), nullable=True) for name in ("approved_at", "takes_effect_at", "effective_at")),
        sa.Column("stopped_by", sa.BigInteger(), nullable=True),
        sa.Column("stopped_at", Instant(), nullable=True),
        sa.Column("stop_reason", sa.Text(), nullable=True),
        *_rules(),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_destination_change_district_id")),
        *(
            sa.ForeignKeyConstraint([name], ["bank_account.id"], name=op.f(f"fk_destination_change_{name}"))
            for name in ("account_id", "result_id")
        ),
        *(sa.ForeignKeyConstraint([name], ["user.id"], name=op.f(f"fk_destination_change_{name}")) for name in USERS),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_destination_change")),
        sqlite_strict=True,
    )


def _rules() -> list[sa.CheckConstraint]:
    approved = (
        "is_founding OR status NOT IN ('approved', 'effective') OR (proposed_by IS NOT NULL AND approved_by IS NOT "
        "NULL AND approved_at IS NOT NULL AND takes_effect_at IS NOT NULL AND seal IS NOT NULL)"
    )
    rules = {
        "two_people": "approved_by IS NULL OR approved_by <> proposed_by",
        "approved": approved,
        "waited": "is_founding OR effective_at IS NULL OR effective_at >= takes_effect_at",
        "stopped_for_a_reason": "status <> 'stopped' OR stop_reason IS NOT NULL",
    }
    return [sa.CheckConstraint(text, name=op.f(f"ck_destination_change_{name}")) for name, text in rules.items()]
