"""Where payers are told to send money, and every change of that: proposed, approved, waited for, in effect."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Model, Trigger, register


class ChangeKind(StrEnum):
    """What a change does."""

    OPEN = "open"
    CHANGE = "change"
    """Another number, holder or QRIS of an account in use; another number is another account in its place."""
    CLOSE = "close"
    DIRECT = "direct"
    """The virtual account at BPJS Kesehatan that companies pay to themselves."""
    DIRECT_END = "direct_end"


class ChangeStatus(StrEnum):
    """proposed -> approved -> effective; stopped on the way by whoever sees that it is wrong."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    EFFECTIVE = "effective"
    STOPPED = "stopped"


S = ChangeStatus
CHANGE_MOVES: frozenset[tuple[ChangeStatus, ChangeStatus]] = frozenset(
    {(S.PROPOSED, S.APPROVED), (S.PROPOSED, S.STOPPED), (S.APPROVED, S.EFFECTIVE), (S.APPROVED, S.STOPPED)}
)
OPEN_CHANGE = text("status IN ('proposed', 'approved')")


class DirectAccount(Model):
    """The virtual account a district's companies are told to pay BPJS Kesehatan by."""

    __tablename__ = "direct_account"
    __table_args__ = (CheckConstraint("length(number) = 16", name="number"),)

    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"), primary_key=True)
    number: Mapped[str]
    """Sixteen digits, as text: never derived, never counted with."""
    holder: Mapped[str]


class DestinationChange(Model):
    """One change of where money is sent. Its content never changes, and it is never deleted."""

    __tablename__ = "destination_change"
    __table_args__ = (
        CheckConstraint("approved_by IS NULL OR approved_by <> proposed_by", name="two_people"),
        CheckConstraint(
            "is_founding OR status NOT IN ('approved', 'effective') OR (proposed_by IS NOT NULL AND approved_by IS NOT "
            "NULL AND approved_at IS NOT NULL AND takes_effect_at IS NOT NULL AND seal IS NOT NULL)",
            name="approved",
        ),
        CheckConstraint("is_founding OR effective_at IS NULL OR effective_at >= takes_effect_at", name="waited"),
        CheckConstraint("status <> 'stopped' OR stop_reason IS NOT NULL", name="stopped_for_a_reason"),
        Index(
            "uq_destination_change_open",
            "district_id",
            "subject",
            unique=True,
            sqlite_where=OPEN_CHANGE,
            postgresql_where=OPEN_CHANGE,
        ),
        Index(None, "district_id", "proposed_at"),
        Index(None, "account_id"),
        Index(None, "result_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    kind: Mapped[ChangeKind]
    status: Mapped[ChangeStatus]
    subject: Mapped[str]
    """What it is about, `account/12`, `BCA/0410009876`, `direct`: one open change of each at a time."""
    account_id: Mapped[int | None] = mapped_column(ForeignKey("bank_account.id"))
    """The account in use that it changes or closes."""
    result_id: Mapped[int | None] = mapped_column(ForeignKey("bank_account.id"))
    """The account that stood there once it took effect."""
    bank: Mapped[str | None]
    number: Mapped[str | None]
    holder: Mapped[str | None]
    qris_payload: Mapped[str | None]
    reason: Mapped[str]
    content_hash: Mapped[str]
    """What the approver must have seen."""
    seal: Mapped[bytes | None]
    """Keyed hash of the content and of who approved it when: without the key nobody can make one up."""
    is_founding: Mapped[bool]
    """Set up before a first rupiah was booked, or vouched for at the machine: nobody was told another account."""
    proposed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    proposed_at: Mapped[datetime] = mapped_column(default=now)
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    approved_at: Mapped[datetime | None]
    takes_effect_at: Mapped[datetime | None]
    effective_at: Mapped[datetime | None]
    stopped_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    stopped_at: Mapped[datetime | None]
    stop_reason: Mapped[str | None]


KEPT = ("district_id", "kind", "account_id", "bank", "number", "holder", "qris_payload", "content_hash", "proposed_by")
REFUSAL = "a change of a destination keeps what it said"
register(
    Trigger(
        name="destination_change_is_kept",
        table="destination_change",
        when="BEFORE UPDATE OR DELETE",
        sqlite={
            "BEFORE UPDATE": f"SELECT RAISE(ABORT, '{REFUSAL}') WHERE OLD.status IN ('effective', 'stopped') OR "
            + " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in KEPT)
            + ";",
            "BEFORE DELETE": f"SELECT RAISE(ABORT, '{REFUSAL}');",
        },
        postgresql="IF TG_OP = 'DELETE' OR OLD.status IN ('effective', 'stopped') OR "
        + " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in KEPT)
        + f" THEN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END IF;",
    )
)
