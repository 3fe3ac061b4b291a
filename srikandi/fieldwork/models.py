"""Field sessions: when and where people of the programme go, who goes, and what came of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Model, append_only


class FieldKind(StrEnum):
    """What people go out for, and with whom."""

    REGISTRATION = "registration"
    INFORMATION = "information"
    MOBILE = "mobile"
    PESIAR = "pesiar"
    PUSKESMAS = "puskesmas"


class Venue(StrEnum):
    """Where they go."""

    VILLAGE = "village"
    MARKET = "market"
    WORKSITE = "worksite"
    CLINIC = "clinic"
    OTHER = "other"


class FieldStatus(StrEnum):
    """planned -> held | cancelled; a resident can be held as well, so the word kept is another one."""

    PLANNED = "planned"
    HELD = "took_place"
    CANCELLED = "cancelled"


S = FieldStatus
FIELD_MOVES: frozenset[tuple[FieldStatus, FieldStatus]] = frozenset({(S.PLANNED, S.HELD), (S.PLANNED, S.CANCELLED)})


class FieldSession(Model):
    """One visit to one place at one time."""

    __tablename__ = "field_session"
    __table_args__ = (
        Index(None, "district_id", "starts_at"),
        CheckConstraint("ends_at > starts_at", name="ends_after_it_starts"),
        CheckConstraint("(status = 'planned') = (closed_at IS NULL)", name="closed"),
        CheckConstraint("(status = 'cancelled') = (reason IS NOT NULL)", name="cancelled_for_a_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    village_code: Mapped[str] = mapped_column(ForeignKey("village.code"))
    kind: Mapped[FieldKind]
    venue: Mapped[Venue]
    place: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    status: Mapped[FieldStatus]
    outside: Mapped[str | None]
    """Who comes from elsewhere, as they are called: agents, staff of the branch or the puskesmas."""
    note: Mapped[str | None]
    planned_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    planned_at: Mapped[datetime] = mapped_column(default=now)
    closed_at: Mapped[datetime | None]
    """When it was noted as held or cancelled."""
    reason: Mapped[str | None]
    """Why it was cancelled."""


class FieldPerson(Model):
    """Somebody of the district or a village who goes."""

    __tablename__ = "field_person"

    session_id: Mapped[int] = mapped_column(ForeignKey("field_session.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True, index=True)


class FieldResult(Model):
    """What came of a session; the newest counts, earlier ones stay."""

    __tablename__ = "field_result"
    __table_args__ = (
        Index(None, "session_id"),
        CheckConstraint("visitors >= 0 AND informed >= 0 AND nominated >= 0", name="counts"),
        CheckConstraint("informed <= visitors AND nominated <= visitors", name="of_those_who_came"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("field_session.id"))
    visitors: Mapped[int]
    informed: Mapped[int]
    """How many were told how to use their card."""
    nominated: Mapped[int]
    """How many were named as without cover."""
    story: Mapped[str | None]
    reason: Mapped[str | None]
    """Why it differs from what was written before."""
    recorded_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=now)


append_only("field_result")
