"""Complaints of covered people as cases, and what was said about each."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Model, SealedText


class ComplaintKind(StrEnum):
    """What went wrong."""

    REFUSED = "refused"
    """Turned away at a puskesmas, clinic or hospital."""
    ASKED_TO_PAY = "asked_to_pay"
    INACTIVE = "inactive"
    WRONG_DETAILS = "wrong_details"
    OTHER = "other"


class Channel(StrEnum):
    """Where it came in."""

    CARD = "card"
    VILLAGE = "village"
    DISTRICT = "district"


class ComplaintStatus(StrEnum):
    """received -> working -> solved; passed to the branch and back meanwhile, reopened when it was not solved."""

    RECEIVED = "received"
    WORKING = "working"
    PASSED = "passed"
    SOLVED = "solved"


C = ComplaintStatus
COMPLAINT_MOVES: frozenset[tuple[ComplaintStatus, ComplaintStatus]] = frozenset(
    {
        (C.RECEIVED, C.WORKING),
        (C.WORKING, C.PASSED),
        (C.PASSED, C.WORKING),
        (C.WORKING, C.SOLVED),
        (C.PASSED, C.SOLVED),
        (C.SOLVED, C.WORKING),
    }
)


class Outcome(StrEnum):
    """How it ended."""

    SERVED = "served"
    CORRECTED = "corrected"
    REFUNDED = "refunded"
    EXPLAINED = "explained"
    UNFOUNDED = "unfounded"
    WITHDRAWN = "withdrawn"


class Complaint(Model):
    """One complaint; what was told is sealed under a key of this row's own."""

    __tablename__ = "complaint"
    __table_args__ = (
        UniqueConstraint("district_id", "number"),
        Index(None, "district_id", "status", "due_at"),
        Index(None, "resident_id"),
        CheckConstraint("due_at > received_at", name="due"),
        CheckConstraint("(status = 'solved') = (solved_at IS NOT NULL)", name="solved"),
        CheckConstraint("status <> 'solved' OR outcome IS NOT NULL", name="outcome_told"),
        CheckConstraint("status = 'received' OR owner_id IS NOT NULL", name="owned"),
        CheckConstraint("status <> 'passed' OR passed_at IS NOT NULL", name="passed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(default=uuid4, unique=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    number: Mapped[str]
    """`KL-2026-0007`."""
    code: Mapped[Any] = mapped_column(SealedText("complaint|code"))
    code_index: Mapped[bytes] = mapped_column(unique=True)
    """With the code whoever complained follows it."""
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    channel: Mapped[Channel]
    kind: Mapped[ComplaintKind]
    status: Mapped[ComplaintStatus]
    place: Mapped[Any | None] = mapped_column(SealedText("complaint|place"))
    story: Mapped[Any] = mapped_column(SealedText("complaint|story"))
    contact: Mapped[Any | None] = mapped_column(SealedText("complaint|contact"))
    received_at: Mapped[datetime] = mapped_column(default=now)
    received_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    due_at: Mapped[datetime]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    taken_at: Mapped[datetime | None]
    passed_at: Mapped[datetime | None]
    """When it was first handed to the branch: from then on the branch sees it."""
    solved_at: Mapped[datetime | None]
    solved_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    outcome: Mapped[Outcome | None]
    reopened: Mapped[int] = mapped_column(default=0)
    """How often whoever complained said that it was not solved; the clock is still the first one."""


class ComplaintReply(Model):
    """Something said about a complaint, read by everybody who sees it, whoever complained among them."""

    __tablename__ = "complaint_reply"
    __table_args__ = (Index(None, "complaint_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(default=uuid4, unique=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"))
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    role: Mapped[str]
    """A word of `users.Role`, or `public`."""
    words: Mapped[Any] = mapped_column(SealedText("complaint_reply|words"))
