"""Samples: a frozen list, who was drawn from it, what was found at the door, and what was published."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import Month, now
from srikandi.database import Model, Trigger, append_only, register


class SampleStatus(StrEnum):
    """frozen -> drawn -> published; frozen and drawn may be broken off, which everybody sees."""

    FROZEN = "frozen"
    DRAWN = "drawn"
    PUBLISHED = "published"
    BROKEN_OFF = "broken_off"


S = SampleStatus
SAMPLE_MOVES: frozenset[tuple[SampleStatus, SampleStatus]] = frozenset(
    {(S.FROZEN, S.DRAWN), (S.FROZEN, S.BROKEN_OFF), (S.DRAWN, S.PUBLISHED), (S.DRAWN, S.BROKEN_OFF)}
)


class Outcome(StrEnum):
    """What the visit found."""

    CONFIRMED = "confirmed"
    DIFFERENT = "different"
    DEAD = "dead"
    MOVED = "moved"
    UNKNOWN = "unknown"
    UNREACHED = "unreached"


RIGHT = frozenset({Outcome.CONFIRMED})
"""Everything else counts as wrong, somebody who was never met among them: what isn't proved is not right."""


class Sample(Model):
    """One draw: from which list, by which seed, how many, and how far it is."""

    __tablename__ = "sample"
    __table_args__ = (
        Index(None, "district_id", "status"),
        CheckConstraint("(pool_id IS NULL) <> (month IS NULL)", name="one_list"),
        CheckConstraint("wanted > 0 AND population > 0", name="sizes"),
        CheckConstraint("seed IS NULL OR block > block_before", name="seeded_later"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    status: Mapped[SampleStatus]
    pool_id: Mapped[int | None] = mapped_column(ForeignKey("pool.id"))
    """Drawn from the frozen list of a pool, or else from everybody active in a month."""
    month: Mapped[Month | None]
    wanted: Mapped[int]
    population: Mapped[int]
    """How many stand on the list."""
    list_hash: Mapped[str]
    """SHA-256 of the sorted pseudonyms, hex."""
    phrase: Mapped[str]
    """The auditor's half of the seed, said before the other half exists."""
    purpose: Mapped[str]
    block_before: Mapped[int]
    """The newest sealed block when the list was frozen; the next one is the other half."""
    block: Mapped[int | None] = mapped_column(ForeignKey("seal_block.number"))
    head: Mapped[str | None]
    seed: Mapped[str | None]
    frozen_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    frozen_at: Mapped[datetime] = mapped_column(default=now)
    drawn_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_reason: Mapped[str | None]


class SampleList(Model):
    """The pseudonyms a sample was drawn from, sorted, sixteen bytes each.

    Kept for each sample, because a pool goes on changing; older samples of a whole pool read what the pool publishes.
    """

    __tablename__ = "sample_list"

    sample_id: Mapped[int] = mapped_column(ForeignKey("sample.id"), primary_key=True)
    names: Mapped[bytes]


class SamplePerson(Model):
    """Somebody who was drawn; the place is the line of the field sheet."""

    __tablename__ = "sample_person"
    __table_args__ = (
        UniqueConstraint("sample_id", "resident_id"),
        CheckConstraint("place > 0", name="place"),
    )

    sample_id: Mapped[int] = mapped_column(ForeignKey("sample.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    pseudonym: Mapped[str]
    draw: Mapped[str]
    """SHA-256(seed, pseudonym), hex."""
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    village_code: Mapped[str] = mapped_column(ForeignKey("village.code"))


class SampleFinding(Model):
    """What was found of one person; the newest counts, older ones stay."""

    __tablename__ = "sample_finding"
    __table_args__ = (
        ForeignKeyConstraint(["sample_id", "place"], ["sample_person.sample_id", "sample_person.place"]),
        Index(None, "sample_id", "place"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sample_id: Mapped[int]
    place: Mapped[int]
    outcome: Mapped[Outcome]
    found_on: Mapped[date]
    note: Mapped[str | None]
    """Why it differs from what was entered before; never published."""
    recorded_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=now)


class SamplePublication(Model):
    """A rate that was published; a correction afterwards is published again, and the earlier one stays."""

    __tablename__ = "sample_publication"
    __table_args__ = (CheckConstraint("wrong BETWEEN 0 AND size AND size > 0", name="wrong"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sample_id: Mapped[int] = mapped_column(ForeignKey("sample.id"), index=True)
    size: Mapped[int]
    wrong: Mapped[int]
    bound: Mapped[int]
    """With 95 % certainty no more than this share is wrong, in millionths."""
    findings: Mapped[int]
    """The last finding that was counted."""
    published_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    published_at: Mapped[datetime] = mapped_column(default=now)


for _table in ("sample_list", "sample_person", "sample_finding", "sample_publication"):
    append_only(_table)

SETTLED = ("district_id", "pool_id", "month", "wanted", "population", "list_hash", "phrase", "purpose", "block_before")
DRAWN = ("block", "head", "seed")
_sqlite = " OR ".join(
    [f"NEW.{one} IS NOT OLD.{one}" for one in SETTLED]
    + [f"(OLD.seed IS NOT NULL AND NEW.{one} IS NOT OLD.{one})" for one in DRAWN]
)
_postgresql = " OR ".join(
    [f"NEW.{one} IS DISTINCT FROM OLD.{one}" for one in SETTLED]
    + [f"(OLD.seed IS NOT NULL AND NEW.{one} IS DISTINCT FROM OLD.{one})" for one in DRAWN]
)
register(
    Trigger(
        name="sample_keeps_its_draw",
        table="sample",
        sqlite={"BEFORE UPDATE": f"SELECT RAISE(ABORT, 'a sample keeps its draw') WHERE {_sqlite};"},
        when="BEFORE UPDATE",
        postgresql=(
            f"IF {_postgresql} THEN RAISE EXCEPTION 'a sample keeps its draw' "
            "USING ERRCODE = 'integrity_constraint_violation'; END IF;"
        ),
    )
)
