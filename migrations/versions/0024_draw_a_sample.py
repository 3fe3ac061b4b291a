"""What UHC asks for and what a district counted; samples an auditor draws."""

from datetime import UTC, date, datetime

import sqlalchemy as sa
from alembic import op

from srikandi.database import Instant

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

FIRST = (
    ("priority", 9800, True, True, "[[8000,null]]", "Kriteria UHC Prioritas"),
    ("pratama", 9800, False, False, "[[8000,null]]", "Kriteria UHC Award 2026"),
    ("madya", 9800, False, False, "[[8500,null],[8000,2500]]", "Kriteria UHC Award 2026"),
    ("utama", 9900, False, False, "[[9500,1800],[10000,null]]", "Kriteria UHC Award 2026"),
)
"""Tier, coverage, above, forbids arrears, ways, source: the thresholds known when this step was written."""


def upgrade() -> None:
    _uhc()
    _samples()


def _plant(table: sa.Table) -> None:
    names = ("tier", "coverage", "is_above", "forbids_arrears", "ways", "source")
    begun = {"valid_from": date(2026, 1, 1), "decided_at": datetime(2026, 1, 1, tzinfo=UTC)}
    op.bulk_insert(table, [{**dict(zip(names, one, strict=True)), **begun} for one in FIRST])


def _uhc() -> None:
    thresholds = op.create_table(
        "uhc_threshold",
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
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=False),
        sa.CheckConstraint("coverage BETWEEN 1 AND 10000", name=op.f("ck_uhc_threshold_coverage")),
        sa.ForeignKeyConstraint(["decided_by"], ["user.id"], name=op.f("fk_uhc_threshold_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uhc_threshold")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_uhc_threshold_tier_valid_from"), "uhc_threshold", ["tier", "valid_from"], unique=False)
    _plant(thresholds)
    op.create_table(
        "uhc_figure",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("subdistrict_code", sa.Text(), nullable=True),
        sa.Column("counted_on", sa.Date(), nullable=False),
        sa.Column("population", sa.BigInteger(), nullable=False),
        sa.Column("registered", sa.BigInteger(), nullable=False),
        sa.Column("active", sa.BigInteger(), nullable=True),
        sa.Column("by_district", sa.BigInteger(), nullable=True),
        sa.Column("arrears", sa.BigInteger(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.CheckConstraint("active IS NULL OR active BETWEEN 0 AND registered", name=op.f("ck_uhc_figure_active")),
        sa.CheckConstraint("arrears IS NULL OR arrears >= 0", name=op.f("ck_uhc_figure_arrears")),
        sa.CheckConstraint(
            "by_district IS NULL OR by_district BETWEEN 0 AND registered", name=op.f("ck_uhc_figure_by_district")
        ),
        sa.CheckConstraint("population > 0", name=op.f("ck_uhc_figure_population")),
        sa.CheckConstraint("registered >= 0", name=op.f("ck_uhc_figure_registered")),
        sa.CheckConstraint(
            "subdistrict_code IS NOT NULL OR (active IS NOT NULL AND by_district IS NOT NULL AND arrears IS NOT NULL)",
            name=op.f("ck_uhc_figure_whole"),
        ),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_uhc_figure_district_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name=op.f("fk_uhc_figure_recorded_by")),
        sa.ForeignKeyConstraint(
            ["subdistrict_code"], ["subdistrict.code"], name=op.f("fk_uhc_figure_subdistrict_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uhc_figure")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_uhc_figure_district_id_subdistrict_code_counted_on"),
        "uhc_figure",
        ["district_id", "subdistrict_code", "counted_on"],
        unique=False,
    )


def _samples() -> None:
    op.create_table(
        "sample",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "frozen",
                "drawn",
                "published",
                "broken_off",
                name="samplestatus",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("pool_id", sa.BigInteger(), nullable=True),
        sa.Column("month", sa.Integer(), nullable=True),
        sa.Column("wanted", sa.BigInteger(), nullable=False),
        sa.Column("population", sa.BigInteger(), nullable=False),
        sa.Column("list_hash", sa.Text(), nullable=False),
        sa.Column("phrase", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("block_before", sa.BigInteger(), nullable=False),
        sa.Column("block", sa.BigInteger(), nullable=True),
        sa.Column("head", sa.Text(), nullable=True),
        sa.Column("seed", sa.Text(), nullable=True),
        sa.Column("frozen_by", sa.BigInteger(), nullable=False),
        sa.Column("frozen_at", Instant(), nullable=False),
        sa.Column("drawn_at", Instant(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("ended_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("(pool_id IS NULL) <> (month IS NULL)", name=op.f("ck_sample_one_list")),
        sa.CheckConstraint("seed IS NULL OR block > block_before", name=op.f("ck_sample_seeded_later")),
        sa.CheckConstraint("wanted > 0 AND population > 0", name=op.f("ck_sample_sizes")),
        sa.ForeignKeyConstraint(["block"], ["seal_block.number"], name=op.f("fk_sample_block")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_sample_district_id")),
        sa.ForeignKeyConstraint(["frozen_by"], ["user.id"], name=op.f("fk_sample_frozen_by")),
        sa.ForeignKeyConstraint(["pool_id"], ["pool.id"], name=op.f("fk_sample_pool_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sample")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_sample_district_id_status"), "sample", ["district_id", "status"], unique=False)
    op.create_table(
        "sample_list",
        sa.Column("sample_id", sa.BigInteger(), nullable=False),
        sa.Column("names", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["sample_id"], ["sample.id"], name=op.f("fk_sample_list_sample_id")),
        sa.PrimaryKeyConstraint("sample_id", name=op.f("pk_sample_list")),
        sqlite_strict=True,
    )
    op.create_table(
        "sample_person",
        sa.Column("sample_id", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("pseudonym", sa.Text(), nullable=False),
        sa.Column("draw", sa.Text(), nullable=False),
        sa.Column("resident_id", sa.BigInteger(), nullable=False),
        sa.Column("village_code", sa.Text(), nullable=False),
        sa.CheckConstraint("place > 0", name=op.f("ck_sample_person_place")),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name=op.f("fk_sample_person_resident_id")),
        sa.ForeignKeyConstraint(["sample_id"], ["sample.id"], name=op.f("fk_sample_person_sample_id")),
        sa.ForeignKeyConstraint(["village_code"], ["village.code"], name=op.f("fk_sample_person_village_code")),
        sa.PrimaryKeyConstraint("sample_id", "place", name=op.f("pk_sample_person")),
        sa.UniqueConstraint("sample_id", "resident_id", name=op.f("uq_sample_person_sample_id_resident_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_sample_person_resident_id"), "sample_person", ["resident_id"], unique=False)
    op.create_table(
        "sample_finding",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("sample_id", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "confirmed",
                "different",
                "dead",
                "moved",
                "unknown",
                "unreached",
                name="outcome",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name=op.f("fk_sample_finding_recorded_by")),
        sa.ForeignKeyConstraint(
            ["sample_id", "place"],
            ["sample_person.sample_id", "sample_person.place"],
            name=op.f("fk_sample_finding_sample_id_place"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sample_finding")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_sample_finding_sample_id_place"), "sample_finding", ["sample_id", "place"], unique=False)
    op.create_table(
        "sample_publication",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("sample_id", sa.BigInteger(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("wrong", sa.BigInteger(), nullable=False),
        sa.Column("bound", sa.BigInteger(), nullable=False),
        sa.Column("findings", sa.BigInteger(), nullable=False),
        sa.Column("published_by", sa.BigInteger(), nullable=False),
        sa.Column("published_at", Instant(), nullable=False),
        sa.CheckConstraint("wrong BETWEEN 0 AND size AND size > 0", name=op.f("ck_sample_publication_wrong")),
        sa.ForeignKeyConstraint(["published_by"], ["user.id"], name=op.f("fk_sample_publication_published_by")),
        sa.ForeignKeyConstraint(["sample_id"], ["sample.id"], name=op.f("fk_sample_publication_sample_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sample_publication")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_sample_publication_sample_id"), "sample_publication", ["sample_id"], unique=False)
