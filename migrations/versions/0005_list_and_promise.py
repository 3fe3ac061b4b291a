"""Pools in a fair order; pledges, payers, instalments, holds; files people handed in."""

import sqlalchemy as sa
from alembic import op

from srikandi.database import Instant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kept_file",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("kept_by", sa.BigInteger(), nullable=True),
        sa.Column("kept_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_kept_file_district_id")),
        sa.ForeignKeyConstraint(["kept_by"], ["user.id"], name=op.f("fk_kept_file_kept_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_file")),
        sa.UniqueConstraint("uid", name=op.f("uq_kept_file_uid")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_kept_file_district_id"), "kept_file", ["district_id"], unique=False)
    op.create_table(
        "pool",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "proposed",
                "approved",
                "open",
                "closed",
                name="poolstatus",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("criteria", sa.Text(), nullable=False),
        sa.Column("tariff_basis", sa.Text(), nullable=False),
        sa.Column("rule", sa.BigInteger(), nullable=False),
        sa.Column("freezes", sa.BigInteger(), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("district_commitment", sa.Text(), nullable=True),
        sa.Column("forum_commitment", sa.Text(), nullable=True),
        sa.Column("district_committed_by", sa.BigInteger(), nullable=True),
        sa.Column("forum_committed_by", sa.BigInteger(), nullable=True),
        sa.Column("district_secret", sa.Text(), nullable=True),
        sa.Column("forum_secret", sa.Text(), nullable=True),
        sa.Column("list_hash", sa.Text(), nullable=True),
        sa.Column("proposed_by", sa.BigInteger(), nullable=True),
        sa.Column("proposed_at", Instant(), nullable=True),
        sa.Column("content_hash", sa.Text(), nullable=True),
        sa.Column("approved_by", sa.BigInteger(), nullable=True),
        sa.Column("approved_at", Instant(), nullable=True),
        sa.Column("opened_at", Instant(), nullable=True),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "approved_by IS NULL OR approved_by <> proposed_by", name=op.f("ck_pool_maker_is_not_checker")
        ),
        sa.CheckConstraint("district_committed_by <> forum_committed_by", name=op.f("ck_pool_two_people_draw")),
        sa.CheckConstraint("freezes >= 0", name=op.f("ck_pool_freezes")),
        sa.ForeignKeyConstraint(["approved_by"], ["user.id"], name=op.f("fk_pool_approved_by")),
        sa.ForeignKeyConstraint(["created_by"], ["user.id"], name=op.f("fk_pool_created_by")),
        sa.ForeignKeyConstraint(["district_committed_by"], ["user.id"], name=op.f("fk_pool_district_committed_by")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_pool_district_id")),
        sa.ForeignKeyConstraint(["forum_committed_by"], ["user.id"], name=op.f("fk_pool_forum_committed_by")),
        sa.ForeignKeyConstraint(["proposed_by"], ["user.id"], name=op.f("fk_pool_proposed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pool")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_pool_district_id_status"), "pool", ["district_id", "status"], unique=False)
    op.create_table(
        "pledge",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("form_key", sa.Text(), nullable=False),
        sa.Column("form_hash", sa.Text(), nullable=False),
        sa.Column("pool_id", sa.BigInteger(), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "offered",
                "approved",
                "agreed",
                "running",
                "completed",
                "refused",
                "expired",
                "cancelled",
                name="pledgestatus",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("lives", sa.BigInteger(), nullable=False),
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
        sa.Column("villages", sa.Text(), nullable=False),
        sa.Column("offered_by", sa.BigInteger(), nullable=False),
        sa.Column("offered_at", Instant(), nullable=False),
        sa.Column("hold_until", Instant(), nullable=False),
        sa.Column("extensions", sa.BigInteger(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("approved_by", sa.BigInteger(), nullable=True),
        sa.Column("approved_at", Instant(), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=True),
        sa.Column("agreement_number", sa.Text(), nullable=True),
        sa.Column("agreement_on", sa.Date(), nullable=True),
        sa.Column("agreement_file_id", sa.BigInteger(), nullable=True),
        sa.Column("agreed_at", Instant(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "approved_by IS NULL OR approved_by <> offered_by", name=op.f("ck_pledge_maker_is_not_checker")
        ),
        sa.CheckConstraint("extensions BETWEEN 0 AND 2", name=op.f("ck_pledge_extensions")),
        sa.CheckConstraint("lives BETWEEN 1 AND 200000", name=op.f("ck_pledge_lives")),
        sa.CheckConstraint("months BETWEEN 1 AND 60", name=op.f("ck_pledge_months")),
        sa.ForeignKeyConstraint(["agreement_file_id"], ["kept_file.id"], name=op.f("fk_pledge_agreement_file_id")),
        sa.ForeignKeyConstraint(["approved_by"], ["user.id"], name=op.f("fk_pledge_approved_by")),
        sa.ForeignKeyConstraint(["company_id"], ["organisation.id"], name=op.f("fk_pledge_company_id")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_pledge_district_id")),
        sa.ForeignKeyConstraint(["offered_by"], ["user.id"], name=op.f("fk_pledge_offered_by")),
        sa.ForeignKeyConstraint(["pool_id"], ["pool.id"], name=op.f("fk_pledge_pool_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledge")),
        sa.UniqueConstraint("company_id", "form_key", name=op.f("uq_pledge_company_id_form_key")),
        sa.UniqueConstraint("district_id", "number", name=op.f("uq_pledge_district_id_number")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_pledge_company_id"), "pledge", ["company_id"], unique=False)
    op.create_index(op.f("ix_pledge_district_id_status"), "pledge", ["district_id", "status"], unique=False)
    op.create_index(op.f("ix_pledge_pool_id_status"), "pledge", ["pool_id", "status"], unique=False)
    op.create_table(
        "hold",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("pledge_id", sa.BigInteger(), nullable=False),
        sa.Column("resident_id", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "held", "kept", "expired", "released", name="holdstatus", native_enum=False, create_constraint=True
            ),
            nullable=False,
        ),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_hold_district_id")),
        sa.ForeignKeyConstraint(["pledge_id"], ["pledge.id"], name=op.f("fk_hold_pledge_id")),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name=op.f("fk_hold_resident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_hold_pledge_id_status"), "hold", ["pledge_id", "status"], unique=False)
    op.create_index(
        "uq_hold_live_resident",
        "hold",
        ["resident_id"],
        unique=True,
        sqlite_where=sa.text("status IN ('held', 'kept')"),
        postgresql_where=sa.text("status IN ('held', 'kept')"),
    )
    op.create_table(
        "payer",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("pledge_id", sa.BigInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("share", sa.BigInteger(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.CheckConstraint("share > 0", name=op.f("ck_payer_share")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_payer_organisation_id")),
        sa.ForeignKeyConstraint(["pledge_id"], ["pledge.id"], name=op.f("fk_payer_pledge_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payer")),
        sa.UniqueConstraint("pledge_id", "organisation_id", name=op.f("uq_payer_pledge_id_organisation_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_payer_reference")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_payer_organisation_id"), "payer", ["organisation_id"], unique=False)
    op.create_table(
        "pool_member",
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("pool_id", sa.BigInteger(), nullable=False),
        sa.Column("resident_id", sa.BigInteger(), nullable=False),
        sa.Column("village_code", sa.Text(), nullable=False),
        sa.Column("pseudonym", sa.Text(), nullable=False),
        sa.Column("score", sa.BigInteger(), nullable=False),
        sa.Column("draw", sa.Text(), nullable=True),
        sa.Column("place", sa.BigInteger(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "listed", "held", "covered", "removed", name="memberstatus", native_enum=False, create_constraint=True
            ),
            nullable=False,
        ),
        sa.Column("removed_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("place IS NULL OR place > 0", name=op.f("ck_pool_member_place")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_pool_member_district_id")),
        sa.ForeignKeyConstraint(["pool_id"], ["pool.id"], name=op.f("fk_pool_member_pool_id")),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name=op.f("fk_pool_member_resident_id")),
        sa.ForeignKeyConstraint(["village_code"], ["village.code"], name=op.f("fk_pool_member_village_code")),
        sa.PrimaryKeyConstraint("district_id", "pool_id", "resident_id", name=op.f("pk_pool_member")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_pool_member_pool_id_status_place"), "pool_member", ["pool_id", "status", "place"], unique=False
    )
    op.create_index(
        "uq_pool_member_live_resident",
        "pool_member",
        ["resident_id"],
        unique=True,
        sqlite_where=sa.text("status IN ('listed', 'held', 'covered')"),
        postgresql_where=sa.text("status IN ('listed', 'held', 'covered')"),
    )
    op.create_index("uq_pool_member_place", "pool_member", ["pool_id", "place"], unique=True)
    op.create_table(
        "instalment",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("payer_id", sa.BigInteger(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_instalment_amount")),
        sa.ForeignKeyConstraint(["payer_id"], ["payer.id"], name=op.f("fk_instalment_payer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instalment")),
        sa.UniqueConstraint("payer_id", "sequence", name=op.f("uq_instalment_payer_id_sequence")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_instalment_due_on"), "instalment", ["due_on"], unique=False)
