"""What people ask about their data, whose key was destroyed, who is listed for it, and what leaked."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Json, Model, append_only


class RequestKind(StrEnum):
    """The four things a person may ask of whoever holds their data (UU 27/2022)."""

    ACCESS = "access"
    CORRECTION = "correction"
    RESTRICTION = "restriction"
    ERASURE = "erasure"


class Proof(StrEnum):
    """How the desk made sure who is asking."""

    IDENTITY_CARD = "identity_card"
    FAMILY_CARD = "family_card"
    GUARDIAN = "guardian"
    PROXY = "proxy"


class RequestStatus(StrEnum):
    """open -> done | refused; a restriction is lifted later."""

    OPEN = "open"
    DONE = "done"
    REFUSED = "refused"
    LIFTED = "lifted"


Q = RequestStatus
REQUEST_MOVES: frozenset[tuple[RequestStatus, RequestStatus]] = frozenset(
    {(Q.OPEN, Q.DONE), (Q.OPEN, Q.REFUSED), (Q.DONE, Q.LIFTED)}
)
"""Only a restriction that is done can be lifted."""

STANDING = text("kind = 'restriction' AND status = 'done'")


class PersonRequest(Model):
    """Somebody asks about the data held of them; the clock of 72 hours runs from here."""

    __tablename__ = "person_request"
    __table_args__ = (
        UniqueConstraint("district_id", "number"),
        Index(None, "district_id", "status", "due_at"),
        Index(None, "resident_id"),
        Index(
            "uq_person_request_standing_restriction",
            "resident_id",
            unique=True,
            sqlite_where=STANDING,
            postgresql_where=STANDING,
        ),
        CheckConstraint("(status = 'open') = (decided_at IS NULL)", name="decided"),
        CheckConstraint(
            "kind <> 'erasure' OR status <> 'done' OR (decided_by IS NOT NULL AND decided_by <> received_by)",
            name="an_erasure_takes_two",
        ),
        CheckConstraint("status <> 'lifted' OR kind = 'restriction'", name="only_restrictions_are_lifted"),
        CheckConstraint("due_at > received_at", name="due"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    number: Mapped[str]
    """`HW-2027-0001`."""
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    kind: Mapped[RequestKind]
    status: Mapped[RequestStatus]
    proof: Mapped[Proof]
    wish: Mapped[str]
    """What was asked, in the person's words; forgotten with the person."""
    received_at: Mapped[datetime] = mapped_column(default=now)
    received_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    due_at: Mapped[datetime]
    answer: Mapped[str | None]
    """What was done, or why not; forgotten with the person."""
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    lifted_at: Mapped[datetime | None]
    lifted_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class Erasure(Model):
    """A person's key was destroyed. Names nobody: a hash of the lost row id lets a restored backup be put right."""

    __tablename__ = "erasure"
    __table_args__ = (
        CheckConstraint("approved_by IS NULL OR (asked_by IS NOT NULL AND approved_by <> asked_by)", name="two_people"),
        CheckConstraint("(request_id IS NULL) = (approved_by IS NULL)", name="asked_or_due"),
        Index(None, "district_id", "erased_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), unique=True)
    row_hash: Mapped[str]
    """SHA-256 of the row's id that was destroyed, hex."""
    request_id: Mapped[int | None] = mapped_column(ForeignKey("person_request.id"))
    """None: the time of keeping was over."""
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    erased_at: Mapped[datetime] = mapped_column(default=now)


append_only("erasure")


WAITING = text("erased_at IS NULL AND kept_at IS NULL")


class RetentionNotice(Model):
    """A person who has left is listed for erasure, thirty days before it happens."""

    __tablename__ = "retention_notice"
    __table_args__ = (
        Index(
            "uq_retention_notice_waiting", "resident_id", unique=True, sqlite_where=WAITING, postgresql_where=WAITING
        ),
        Index(None, "district_id", "erase_on"),
        CheckConstraint("erased_at IS NULL OR kept_at IS NULL", name="one_end"),
        CheckConstraint("kept_at IS NULL OR reason IS NOT NULL", name="kept_for_a_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    listed_at: Mapped[datetime] = mapped_column(default=now)
    erase_on: Mapped[date]
    erased_at: Mapped[datetime | None]
    kept_at: Mapped[datetime | None]
    kept_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[str | None]
    """Why the person is kept after all: a case in court, a return to the list."""


class BreachStatus(StrEnum):
    """open -> told -> closed: told when both the people and the authority know."""

    OPEN = "open"
    TOLD = "told"
    CLOSED = "closed"


B = BreachStatus
BREACH_MOVES: frozenset[tuple[BreachStatus, BreachStatus]] = frozenset({(B.OPEN, B.TOLD), (B.TOLD, B.CLOSED)})


class Breach(Model):
    """Personal data got where it does not belong, or was lost; the clock runs from when it was found."""

    __tablename__ = "breach"
    __table_args__ = (
        UniqueConstraint("district_id", "number"),
        Index(None, "district_id", "status", "due_at"),
        CheckConstraint("people >= 0", name="people"),
        CheckConstraint("happened_at IS NULL OR happened_at <= found_at", name="found_after_it_happened"),
        CheckConstraint("(status = 'closed') = (closed_at IS NOT NULL)", name="closed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    number: Mapped[str]
    """`PD-2027-001`."""
    status: Mapped[BreachStatus]
    found_at: Mapped[datetime]
    happened_at: Mapped[datetime | None]
    """None: not known."""
    what: Mapped[str]
    kinds: Mapped[Any] = mapped_column(Json)
    """Which data, words of `DATA_KINDS`."""
    people: Mapped[int]
    handling: Mapped[str]
    """What was done against it and to make it good."""
    due_at: Mapped[datetime]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=now)
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    lesson: Mapped[str | None]


class Told(StrEnum):
    """Who has to know, and the public in grave cases."""

    PEOPLE = "people"
    AUTHORITY = "authority"
    PUBLIC = "public"


class BreachNotice(Model):
    """Somebody was told of a breach."""

    __tablename__ = "breach_notice"
    __table_args__ = (Index(None, "breach_id"), CheckConstraint("reached >= 0", name="reached"))

    id: Mapped[int] = mapped_column(primary_key=True)
    breach_id: Mapped[int] = mapped_column(ForeignKey("breach.id"))
    told: Mapped[Told]
    told_at: Mapped[datetime]
    how: Mapped[str]
    """Letter and number, village meeting, WhatsApp from the village officer."""
    reached: Mapped[int]
    by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=now)


append_only("breach_notice")
