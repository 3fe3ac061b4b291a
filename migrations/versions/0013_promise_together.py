"""Consortia, shares agreed one by one, arrears reserves."""

import sqlalchemy as sa
from alembic import op

from srikandi.database import Instant

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "share_proposal",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("pledge_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column(
            "status",
            sa.Enum("open", "agreed", "replaced", name="proposalstatus", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("proposed_by", sa.BigInteger(), nullable=False),
        sa.Column("proposed_at", Instant(), nullable=False),
        sa.Column("answer_until", Instant(), nullable=False),
        sa.CheckConstraint("version > 0", name=op.f("ck_share_proposal_version")),
        sa.ForeignKeyConstraint(["pledge_id"], ["pledge.id"], name=op.f("fk_share_proposal_pledge_id")),
        sa.ForeignKeyConstraint(["proposed_by"], ["user.id"], name=op.f("fk_share_proposal_proposed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share_proposal")),
        sa.UniqueConstraint("pledge_id", "version", name=op.f("uq_share_proposal_pledge_id_version")),
        sqlite_strict=True,
    )
    op.create_index(
        "uq_share_proposal_live",
        "share_proposal",
        ["pledge_id"],
        unique=True,
        sqlite_where=sa.text("status IN ('open', 'agreed')"),
        postgresql_where=sa.text("status IN ('open', 'agreed')"),
    )
    op.create_table(
        "share_line",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("proposal_id", sa.BigInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("share", sa.BigInteger(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum("waiting", "accepted", "declined", name="answer", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("answered_by", sa.BigInteger(), nullable=True),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(answer = 'waiting') = (answered_by IS NULL)", name=op.f("ck_share_line_answered_by_somebody")
        ),
        sa.CheckConstraint("share > 0", name=op.f("ck_share_line_share")),
        sa.ForeignKeyConstraint(["answered_by"], ["user.id"], name=op.f("fk_share_line_answered_by")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_share_line_organisation_id")),
        sa.ForeignKeyConstraint(["proposal_id"], ["share_proposal.id"], name=op.f("fk_share_line_proposal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share_line")),
        sa.UniqueConstraint("proposal_id", "organisation_id", name=op.f("uq_share_line_proposal_id_organisation_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_share_line_organisation_id"), "share_line", ["organisation_id"], unique=False)
    op.create_table(
        "consortium",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("pool_id", sa.BigInteger(), nullable=False),
        sa.Column("leader_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "gathering",
                "met",
                "formed",
                "expired",
                "cancelled",
                "refused",
                name="consortiumstatus",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("months", sa.BigInteger(), nullable=False),
        sa.Column("start_month", sa.Integer(), nullable=False),
        sa.Column(
            "tariff_basis",
            sa.Enum("participant", "participant_and_region", name="basis", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column(
            "frequency",
            sa.Enum("once", "quarterly", "monthly", name="frequency", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column(
            "succession_rule",
            sa.Enum("next", "ask", "return", name="successionrule", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("target_lives", sa.BigInteger(), nullable=True),
        sa.Column("target_members", sa.BigInteger(), nullable=True),
        sa.Column("target_amount", sa.BigInteger(), nullable=True),
        sa.Column("join_until", Instant(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("form_key", sa.Text(), nullable=False),
        sa.Column("form_hash", sa.Text(), nullable=False),
        sa.Column("started_by", sa.BigInteger(), nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("met_at", Instant(), nullable=True),
        sa.Column("content_hash", sa.Text(), nullable=True),
        sa.Column("approved_by", sa.BigInteger(), nullable=True),
        sa.Column("approved_at", Instant(), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "approved_by IS NULL OR approved_by <> started_by", name=op.f("ck_consortium_maker_is_not_checker")
        ),
        sa.CheckConstraint("months BETWEEN 1 AND 60", name=op.f("ck_consortium_months")),
        sa.CheckConstraint("target_amount IS NULL OR target_amount > 0", name=op.f("ck_consortium_target_amount")),
        sa.CheckConstraint(
            "target_lives IS NOT NULL OR target_members IS NOT NULL OR target_amount IS NOT NULL",
            name=op.f("ck_consortium_condition"),
        ),
        sa.CheckConstraint(
            "target_lives IS NULL OR target_lives BETWEEN 1 AND 200000", name=op.f("ck_consortium_target_lives")
        ),
        sa.CheckConstraint(
            "target_members IS NULL OR target_members BETWEEN 2 AND 200", name=op.f("ck_consortium_target_members")
        ),
        sa.ForeignKeyConstraint(["approved_by"], ["user.id"], name=op.f("fk_consortium_approved_by")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_consortium_district_id")),
        sa.ForeignKeyConstraint(["leader_id"], ["organisation.id"], name=op.f("fk_consortium_leader_id")),
        sa.ForeignKeyConstraint(["pool_id"], ["pool.id"], name=op.f("fk_consortium_pool_id")),
        sa.ForeignKeyConstraint(["started_by"], ["user.id"], name=op.f("fk_consortium_started_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consortium")),
        sa.UniqueConstraint("district_id", "number", name=op.f("uq_consortium_district_id_number")),
        sa.UniqueConstraint("leader_id", "form_key", name=op.f("uq_consortium_leader_id_form_key")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_consortium_district_id_status"), "consortium", ["district_id", "status"], unique=False)
    op.create_index(op.f("ix_consortium_status_join_until"), "consortium", ["status", "join_until"], unique=False)
    op.create_table(
        "consortium_member",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("consortium_id", sa.BigInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("pledge_id", sa.BigInteger(), nullable=False),
        sa.Column("is_named", sa.Boolean(), nullable=False),
        sa.Column("joined_by", sa.BigInteger(), nullable=False),
        sa.Column("joined_at", Instant(), nullable=False),
        sa.Column("left_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["consortium_id"], ["consortium.id"], name=op.f("fk_consortium_member_consortium_id")),
        sa.ForeignKeyConstraint(["joined_by"], ["user.id"], name=op.f("fk_consortium_member_joined_by")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_consortium_member_organisation_id")
        ),
        sa.ForeignKeyConstraint(["pledge_id"], ["pledge.id"], name=op.f("fk_consortium_member_pledge_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consortium_member")),
        sa.UniqueConstraint("pledge_id", name=op.f("uq_consortium_member_pledge_id")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_consortium_member_organisation_id"), "consortium_member", ["organisation_id"], unique=False
    )
    op.create_index(
        "uq_consortium_member_staying",
        "consortium_member",
        ["consortium_id", "organisation_id"],
        unique=True,
        sqlite_where=sa.text("left_at IS NULL"),
        postgresql_where=sa.text("left_at IS NULL"),
    )
    op.create_table(
        "consortium_invitation",
        sa.Column("consortium_id", sa.BigInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("invited_by", sa.BigInteger(), nullable=False),
        sa.Column("invited_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consortium_id"], ["consortium.id"], name=op.f("fk_consortium_invitation_consortium_id")
        ),
        sa.ForeignKeyConstraint(["invited_by"], ["user.id"], name=op.f("fk_consortium_invitation_invited_by")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_consortium_invitation_organisation_id")
        ),
        sa.PrimaryKeyConstraint("consortium_id", "organisation_id", name=op.f("pk_consortium_invitation")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_consortium_invitation_organisation_id"), "consortium_invitation", ["organisation_id"], unique=False
    )
    op.create_table(
        "arrears_reserve",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("pledge_id", sa.BigInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("target", sa.BigInteger(), nullable=False),
        sa.Column("moves", sa.BigInteger(), nullable=False),
        sa.Column("set_by", sa.BigInteger(), nullable=False),
        sa.Column("set_at", Instant(), nullable=False),
        sa.CheckConstraint("moves >= 0", name=op.f("ck_arrears_reserve_moves")),
        sa.CheckConstraint("target >= 0", name=op.f("ck_arrears_reserve_target")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_arrears_reserve_organisation_id")
        ),
        sa.ForeignKeyConstraint(["pledge_id"], ["pledge.id"], name=op.f("fk_arrears_reserve_pledge_id")),
        sa.ForeignKeyConstraint(["set_by"], ["user.id"], name=op.f("fk_arrears_reserve_set_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrears_reserve")),
        sa.UniqueConstraint("pledge_id", "organisation_id", name=op.f("uq_arrears_reserve_pledge_id_organisation_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "reserve_release",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("reserve_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "status",
            sa.Enum("asked", "agreed", "declined", name="releasestatus", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=True),
        sa.Column("journal_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(status = 'asked') = (decided_by IS NULL)", name=op.f("ck_reserve_release_decided_by_somebody")
        ),
        sa.CheckConstraint("status <> 'agreed' OR journal_id IS NOT NULL", name=op.f("ck_reserve_release_booked")),
        sa.CheckConstraint("amount > 0", name=op.f("ck_reserve_release_amount")),
        sa.CheckConstraint("decided_by <> asked_by", name=op.f("ck_reserve_release_two_people")),
        sa.ForeignKeyConstraint(["asked_by"], ["user.id"], name=op.f("fk_reserve_release_asked_by")),
        sa.ForeignKeyConstraint(["decided_by"], ["user.id"], name=op.f("fk_reserve_release_decided_by")),
        sa.ForeignKeyConstraint(["journal_id"], ["journal.id"], name=op.f("fk_reserve_release_journal_id")),
        sa.ForeignKeyConstraint(["reserve_id"], ["arrears_reserve.id"], name=op.f("fk_reserve_release_reserve_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reserve_release")),
        sqlite_strict=True,
    )
    op.create_index(
        "uq_reserve_release_asked",
        "reserve_release",
        ["reserve_id"],
        unique=True,
        sqlite_where=sa.text("status = 'asked'"),
        postgresql_where=sa.text("status = 'asked'"),
    )
