"""Posters with a code, what people nominate through them, and the counted tries."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Model, SealedText


class NominationStatus(StrEnum):
    """received -> visiting -> listed | declined; see `NOMINATION_MOVES`."""

    RECEIVED = "received"
    VISITING = "visiting"
    LISTED = "listed"
    DECLINED = "declined"


S = NominationStatus
NOMINATION_MOVES: frozenset[tuple[NominationStatus, NominationStatus]] = frozenset(
    {
        (S.RECEIVED, S.RECEIVED),
        (S.RECEIVED, S.VISITING),
        (S.RECEIVED, S.LISTED),
        (S.RECEIVED, S.DECLINED),
        (S.VISITING, S.RECEIVED),
        (S.VISITING, S.LISTED),
        (S.VISITING, S.DECLINED),
        (S.DECLINED, S.RECEIVED),
    }
)
"""The only moves of a nomination. Back to `received` leads passing it to the right village, also of one that was
declined; nobody who is listed is taken off by this road."""
OPEN = (S.RECEIVED, S.VISITING)


class NominatorKind(StrEnum):
    """Who fills in the form."""

    SELF = "self"
    FAMILY = "family"
    NEIGHBOURHOOD = "neighbourhood"
    AGENT = "agent"
    HEALTH = "health"
    OTHER = "other"


class Decline(StrEnum):
    """Why somebody is not listed: a word of ours, so that what strangers read never holds a name."""

    COVERED = "covered"
    OTHER_VILLAGE = "other_village"
    NOT_FOUND = "not_found"
    PAPERS = "papers"
    WAGES = "wages"
    DIED = "died"
    UNWILLING = "unwilling"
    WITHDRAWN = "withdrawn"
    UNANSWERED = "unanswered"
    """Nobody decided in time; said by the daily round only."""


LIVE_VILLAGE = text("revoked_at IS NULL AND place IS NULL")
LIVE_SESSION = text("revoked_at IS NULL AND field_session_id IS NOT NULL")


class NominationPoster(Model):
    """A code on a wall: of a village, of a place people go to anyway, or of one field session."""

    __tablename__ = "nomination_poster"
    __table_args__ = (
        Index(None, "district_id"),
        Index(
            "uq_nomination_poster_live_village",
            "village_code",
            unique=True,
            sqlite_where=LIVE_VILLAGE,
            postgresql_where=LIVE_VILLAGE,
        ),
        Index(
            "uq_nomination_poster_live_session",
            "field_session_id",
            unique=True,
            sqlite_where=LIVE_SESSION,
            postgresql_where=LIVE_SESSION,
        ),
        CheckConstraint("village_code IS NOT NULL OR place IS NOT NULL", name="somewhere"),
        CheckConstraint("(revoked_at IS NULL) = (revoked_by IS NULL)", name="revoked_by_somebody"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    code: Mapped[str] = mapped_column(unique=True)
    """Eight signs nobody mistakes for one another, and nobody guesses."""
    village_code: Mapped[str | None] = mapped_column(ForeignKey("village.code"))
    """The village the form begins with."""
    place: Mapped[str | None]
    """`Puskesmas Sungailiat`; none: the village itself."""
    field_session_id: Mapped[int | None] = mapped_column(ForeignKey("field_session.id"), index=True)
    """The visit whose people carry this code along."""
    made_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class Nomination(Model):
    """Somebody asks that a person be put on the list; numbers and words stand under a key of this row's own."""

    __tablename__ = "nomination"
    __table_args__ = (
        Index(None, "district_id", "status"),
        Index(None, "village_code", "status"),
        Index(None, "nik_index"),
        Index(None, "resident_id"),
        CheckConstraint("sex IN ('L', 'P')", name="sex"),
        CheckConstraint("(status = 'listed') = (resident_id IS NOT NULL)", name="listed_is_somebody"),
        CheckConstraint("(status = 'declined') = (decline IS NOT NULL)", name="declined_for_a_reason"),
        CheckConstraint("(status IN ('listed', 'declined')) = (decided_at IS NOT NULL)", name="decided"),
        CheckConstraint("erased_at IS NULL OR nik_index IS NULL", name="erased"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(default=uuid4, unique=True)
    """Binds the encrypted values to this row and makes the key they are under."""
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    village_code: Mapped[str] = mapped_column(ForeignKey("village.code"))
    poster_id: Mapped[int] = mapped_column(ForeignKey("nomination_poster.id"), index=True)
    status: Mapped[NominationStatus]
    code_index: Mapped[bytes] = mapped_column(unique=True)
    """A keyed hash of the code it is followed by; the code itself is only with who nominated."""
    nik: Mapped[Any] = mapped_column(SealedText("nomination|nik"))
    nik_index: Mapped[bytes | None]
    """Not unique: a person may be nominated by several, and nobody of them learns so."""
    phone: Mapped[Any | None] = mapped_column(SealedText("nomination|phone"))
    address: Mapped[Any | None] = mapped_column(SealedText("nomination|address"))
    reason: Mapped[Any | None] = mapped_column(SealedText("nomination|reason"))
    name: Mapped[str]
    birth_on: Mapped[date]
    sex: Mapped[str]
    rt: Mapped[str | None]
    rw: Mapped[str | None]
    nominator: Mapped[NominatorKind]
    nominator_name: Mapped[Any | None] = mapped_column(SealedText("nomination|nominator_name"))
    nominator_phone: Mapped[Any | None] = mapped_column(SealedText("nomination|nominator_phone"))
    notice: Mapped[str]
    """Which version of the privacy notice was agreed to."""
    named_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    """The officer who sent it, where that is known; somebody else puts the person on the list."""
    received_at: Mapped[datetime] = mapped_column(default=now)
    visiting_at: Mapped[datetime | None]
    visiting_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decline: Mapped[Decline | None]
    note: Mapped[str | None]
    """What the officer adds for the district; never shown to who follows the code, forgotten with the person."""
    resident_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    erased_at: Mapped[datetime | None]
