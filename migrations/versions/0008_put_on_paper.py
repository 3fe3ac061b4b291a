"""Numbered documents and contribution reports."""

import sqlalchemy as sa
from alembic import op

from srikandi.database import Instant

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "certificate_choice",
        sa.Column("pledge_id", sa.BigInteger(), nullable=False),
        sa.Column("hides_amount", sa.Boolean(), nullable=False),
        sa.Column("chosen_by", sa.BigInteger(), nullable=True),
        sa.Column("chosen_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["chosen_by"], ["user.id"], name=op.f("fk_certificate_choice_chosen_by")),
        sa.ForeignKeyConstraint(["pledge_id"], ["pledge.id"], name=op.f("fk_certificate_choice_pledge_id")),
        sa.PrimaryKeyConstraint("pledge_id", name=op.f("pk_certificate_choice")),
        sqlite_strict=True,
    )
    op.create_table(
        "contribution_report",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("pledge_id", sa.BigInteger(), nullable=False),
        sa.Column("from_month", sa.Integer(), nullable=False),
        sa.Column("to_month", sa.Integer(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=True),
        sa.Column("story", sa.Text(), nullable=True),
        sa.Column("signer_name", sa.Text(), nullable=True),
        sa.Column("signer_title", sa.Text(), nullable=True),
        sa.Column("shows_rupiah", sa.Boolean(), nullable=False),
        sa.Column("drafted_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_contribution_report_district_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_contribution_report_organisation_id")
        ),
        sa.ForeignKeyConstraint(["pledge_id"], ["pledge.id"], name=op.f("fk_contribution_report_pledge_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution_report")),
        sa.UniqueConstraint("pledge_id", "from_month", name=op.f("uq_contribution_report_pledge_id_from_month")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_contribution_report_district_id"), "contribution_report", ["district_id"], unique=False)
    op.create_index(
        op.f("ix_contribution_report_organisation_id"), "contribution_report", ["organisation_id"], unique=False
    )
    op.create_table(
        "document",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("certificate", "statement", name="documentkind", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("serial", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("pledge_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=True),
        sa.Column(
            "status",
            sa.Enum("valid", "superseded", "revoked", name="documentstatus", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("pdf_hash", sa.Text(), nullable=False),
        sa.Column("issued_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("ended_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_document_district_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_document_organisation_id")),
        sa.ForeignKeyConstraint(["pledge_id"], ["pledge.id"], name=op.f("fk_document_pledge_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("code", name=op.f("uq_document_code")),
        sa.UniqueConstraint("district_id", "serial", name=op.f("uq_document_district_id_serial")),
        sa.UniqueConstraint("kind", "pledge_id", "version", name=op.f("uq_document_kind_pledge_id_version")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_document_organisation_id_kind"), "document", ["organisation_id", "kind"], unique=False)
    op.create_index(op.f("ix_document_pledge_id"), "document", ["pledge_id"], unique=False)
    op.create_table(
        "report_event",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("report_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "drafted",
                "signed",
                "approved",
                "approved_with_note",
                "returned",
                name="reportstep",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("content_hash", sa.Text(), nullable=True),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["contribution_report.id"], name=op.f("fk_report_event_report_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_report_event_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_event")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_report_event_report_id"), "report_event", ["report_id"], unique=False)
