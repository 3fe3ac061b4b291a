"""Who may be covered, and what is known of them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Model, SealedText, own_key, stands_on


class ResidentStatus(StrEnum):
    """imported -> verified -> held -> covered -> lapsed | exited; see `RESIDENT_MOVES`."""

    IMPORTED = "imported"
    VERIFIED = "verified"
    HELD = "held"
    COVERED = "covered"
    LAPSED = "lapsed"
    EXITED = "exited"


S = ResidentStatus
RESIDENT_MOVES: frozenset[tuple[ResidentStatus, ResidentStatus]] = frozenset(
    {
        (S.IMPORTED, S.VERIFIED),
        (S.IMPORTED, S.EXITED),
        (S.VERIFIED, S.HELD),
        (S.VERIFIED, S.EXITED),
        (S.HELD, S.VERIFIED),
        (S.HELD, S.COVERED),
        (S.HELD, S.EXITED),
        (S.COVERED, S.LAPSED),
        (S.COVERED, S.EXITED),
        (S.LAPSED, S.HELD),
        (S.LAPSED, S.EXITED),
        (S.EXITED, S.IMPORTED),
        (S.EXITED, S.VERIFIED),
        (S.EXITED, S.LAPSED),
        (S.EXITED, S.HELD),
        (S.EXITED, S.COVERED),
    }
)
"""The only moves a resident's status makes; a listed resident of a pool is simply verified and in it. Out of `exited`
leads only a wrong report that is taken back, or a later list."""


class ResidentKind(StrEnum):
    """Never registered in JKN, or registered and inactive."""

    RECRUITMENT = "recruitment"
    REACTIVATION = "reactivation"


VISITED = text("verified_at IS NOT NULL")


class Resident(Model):
    """A person: one row for the whole country, in one district at a time."""

    __tablename__ = "resident"
    __table_args__ = (
        own_key(["district_id"], ["district.id"]),
        own_key(["village_code"], ["village.code"]),
        own_key(["import_id"], ["resident_import.id"]),
        Index(None, "district_id", "village_code", "status", "name_key"),
        Index(None, "district_id", "status", "kind", "name_key"),
        Index(None, "district_id", "name_key"),
        Index(None, "family_index"),
        Index(None, "verified_by", "verified_at", sqlite_where=VISITED, postgresql_where=VISITED),
        Index(None, "village_code", "verified_by", "verified_at", sqlite_where=VISITED, postgresql_where=VISITED),
        CheckConstraint("decile IS NULL OR decile BETWEEN 1 AND 10", name="decile"),
        CheckConstraint("sex IN ('L', 'P')", name="sex"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(default=uuid4, unique=True)
    """Binds the encrypted values to this row and makes the key they are under; pseudonyms are derived from it."""
    district_id: Mapped[int]
    village_code: Mapped[str]
    status: Mapped[ResidentStatus]
    kind: Mapped[ResidentKind]
    nik: Mapped[Any] = mapped_column(SealedText("resident|nik"))
    nik_index: Mapped[bytes] = mapped_column(unique=True)
    family_card: Mapped[Any | None] = mapped_column(SealedText("resident|family_card"))
    family_index: Mapped[bytes | None]
    phone: Mapped[Any | None] = mapped_column(SealedText("resident|phone"))
    address: Mapped[Any | None] = mapped_column(SealedText("resident|address"))
    name: Mapped[str]
    name_key: Mapped[str]
    """Upper case, single blanks, letters only: what a search compares with."""
    birth_on: Mapped[date]
    sex: Mapped[str]
    hamlet: Mapped[str | None]
    rt: Mapped[str | None]
    rw: Mapped[str | None]
    family_relation: Mapped[str | None]
    marital_status: Mapped[str | None]
    """A word of `MARITAL_WORDS`; unknown until somebody says it."""
    occupation: Mapped[str | None]
    decile: Mapped[int | None]
    is_former_pbi: Mapped[bool] = mapped_column(default=False)
    import_id: Mapped[int | None] = mapped_column(index=True)
    registered_at: Mapped[datetime] = mapped_column(default=now)
    """When this person came on the list: waiting counts from here."""
    verified_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    verified_at: Mapped[datetime | None]
    exited_on: Mapped[date | None]
    exit_reason: Mapped[str | None]
    """died, moved, employed, pbi, self_paying, withdrew, duplicate, invalid."""
    restricted_at: Mapped[datetime | None]
    """Since when this row is kept and nothing else: not listed, offered or exported until the person lifts it."""
    erased_at: Mapped[datetime | None]
    """When the person's key was destroyed; the row stays as a pseudonym the book can point to."""
    corrected_at: Mapped[datetime | None]
    """When what BPJS Kesehatan is told of this person last changed here."""


stands_on("resident", "district", {"district_id": "id"}, shared=True, moves=True)
stands_on("resident", "village", {"village_code": "code"}, shared=True, moves=True, kind="text")
stands_on("resident", "resident_import", {"import_id": "id"}, shared=True, moves=True)


class Reveal(Model):
    """Somebody looked at a full identity number, with a reason."""

    __tablename__ = "resident_reveal"

    id: Mapped[int] = mapped_column(primary_key=True)
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(default=now)
    reason: Mapped[str]
