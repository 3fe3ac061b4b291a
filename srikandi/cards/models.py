"""Cards of covered people: a code each, what became of it, and tries from the street."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Model, SealedText


class CardStatus(StrEnum):
    """valid -> replaced | forgotten: a lost slip gets another code, an erased person none."""

    VALID = "valid"
    REPLACED = "replaced"
    FORGOTTEN = "forgotten"


C = CardStatus
CARD_MOVES: frozenset[tuple[CardStatus, CardStatus]] = frozenset(
    {(C.VALID, C.REPLACED), (C.VALID, C.FORGOTTEN), (C.REPLACED, C.FORGOTTEN)}
)
STANDING = text("status = 'valid'")


class MemberCard(Model):
    """The code somebody looks up the own cover with; it names nobody and is sealed like an identity number."""

    __tablename__ = "member_card"
    __table_args__ = (
        Index("uq_member_card_valid", "resident_id", unique=True, sqlite_where=STANDING, postgresql_where=STANDING),
        Index(None, "resident_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(default=uuid4, unique=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    status: Mapped[CardStatus]
    code: Mapped[Any] = mapped_column(SealedText("member_card|code"))
    code_index: Mapped[bytes] = mapped_column(unique=True)
    issued_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    issued_at: Mapped[datetime] = mapped_column(default=now)
    printed_at: Mapped[datetime | None]
    """When a slip with it was last printed."""
    told_at: Mapped[datetime | None]
    """When the village officer last opened a message with it."""
    ended_at: Mapped[datetime | None]
