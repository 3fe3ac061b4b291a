"""Residents listed together to be funded, in an order nobody can steer."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Json, Model, Trigger, append_only, register


class PoolStatus(StrEnum):
    """draft -> proposed (list frozen) -> approved -> open -> closed; proposed may go back to draft."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    APPROVED = "approved"
    OPEN = "open"
    CLOSED = "closed"


POOL_MOVES: frozenset[tuple[PoolStatus, PoolStatus]] = frozenset(
    {
        (PoolStatus.DRAFT, PoolStatus.PROPOSED),
        (PoolStatus.PROPOSED, PoolStatus.DRAFT),
        (PoolStatus.PROPOSED, PoolStatus.APPROVED),
        (PoolStatus.APPROVED, PoolStatus.OPEN),
        (PoolStatus.OPEN, PoolStatus.CLOSED),
        (PoolStatus.CLOSED, PoolStatus.OPEN),
    }
)


class Pool(Model):
    """A pool with its criteria, its frozen list and the two secrets that order it."""

    __tablename__ = "pool"
    __table_args__ = (
        Index(None, "district_id", "status"),
        CheckConstraint("approved_by IS NULL OR approved_by <> proposed_by", name="maker_is_not_checker"),
        CheckConstraint("district_committed_by <> forum_committed_by", name="two_people_draw"),
        CheckConstraint("freezes >= 0", name="freezes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    name: Mapped[str]
    purpose: Mapped[str]
    status: Mapped[PoolStatus]
    tariff_basis: Mapped[str]
    rule: Mapped[int] = mapped_column(default=2)
    """How the list's bytes are written and hashed; from 2 on they cover the fingerprint of the rule."""
    rule_version: Mapped[int] = mapped_column(default=1)
    """Which of the pool's rules counts: see `PoolRule`. It changes in a draft only."""
    freezes: Mapped[int] = mapped_column(default=0)
    """How often a list was frozen: a draw that was broken off and begun again shows."""
    created_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    district_commitment: Mapped[str | None]
    """SHA-256 of the district's secret, hex, published before the list is frozen."""
    forum_commitment: Mapped[str | None]
    district_committed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    forum_committed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    district_secret: Mapped[str | None]
    """Revealed after the freeze."""
    forum_secret: Mapped[str | None]
    list_hash: Mapped[str | None]
    """SHA-256 of the frozen list of pseudonyms and scores, hex."""
    proposed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    proposed_at: Mapped[datetime | None]
    content_hash: Mapped[str | None]
    """What the approver saw: criteria, list, order."""
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    approved_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


_settled = "OLD.status <> 'draft' AND NEW.rule_version <> OLD.rule_version"
_no = "the rule of a frozen list cannot change"
register(
    Trigger(
        name="pool_keeps_its_rule",
        table="pool",
        sqlite={"BEFORE UPDATE": f"SELECT RAISE(ABORT, '{_no}') WHERE {_settled};"},
        when="BEFORE UPDATE",
        postgresql=(
            f"IF {_settled} THEN RAISE EXCEPTION '{_no}' USING ERRCODE = 'integrity_constraint_violation'; END IF;"
        ),
    )
)


class PoolRule(Model):
    """One version of who may be listed in a pool and who comes first; a change is a further version."""

    __tablename__ = "pool_rule"
    __table_args__ = (
        UniqueConstraint("pool_id", "version", name="uq_pool_rule_pool_id_version"),
        CheckConstraint("version > 0", name="version"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    pool_id: Mapped[int] = mapped_column(ForeignKey("pool.id"))
    version: Mapped[int]
    content: Mapped[Any] = mapped_column(Json)
    """`eligibility.Rule.stored()`."""
    fingerprint: Mapped[str]
    """SHA-256 of the canonical content, hex: what the hash of a frozen list covers."""
    made_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)


append_only("pool_rule")


class MemberStatus(StrEnum):
    """listed -> held -> covered; held -> listed when a hold ends; any -> removed with a reason."""

    LISTED = "listed"
    HELD = "held"
    COVERED = "covered"
    REMOVED = "removed"


OUT_OF_ORDER = -1
"""The score of somebody who came in by an urgent case: they stand in no published list."""
LIVE = text("status IN ('listed', 'held', 'covered')")


class PoolMember(Model):
    """A resident's place in a pool."""

    __tablename__ = "pool_member"
    __table_args__ = (
        Index("uq_pool_member_live_resident", "resident_id", unique=True, sqlite_where=LIVE, postgresql_where=LIVE),
        Index("uq_pool_member_place", "pool_id", "place", unique=True),
        Index(None, "pool_id", "status", "place"),
        Index("uq_pool_member_code_index", "code_index", unique=True),
        CheckConstraint("place IS NULL OR place > 0", name="place"),
    )

    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"), primary_key=True)
    pool_id: Mapped[int] = mapped_column(ForeignKey("pool.id"), primary_key=True)
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), primary_key=True)
    village_code: Mapped[str] = mapped_column(ForeignKey("village.code"))
    pseudonym: Mapped[str]
    """Derived from the resident's id and the pool: says nothing to a stranger, cannot be chosen."""
    score: Mapped[int]
    parts: Mapped[Any | None] = mapped_column(Json)
    """What the score is made of: points in the order of the rule's parts, waiting last. Personal, never published."""
    draw: Mapped[str | None]
    """SHA-256(both secrets, list hash, pseudonym), hex."""
    place: Mapped[int | None]
    status: Mapped[MemberStatus]
    removed_reason: Mapped[str | None]
    code_serial: Mapped[int] = mapped_column(default=0)
    """How many codes this person was given before: a revoked one never comes back."""
    code_index: Mapped[bytes | None]
    """Keyed hash of the code that explains this place to who holds it; none while it is revoked."""
