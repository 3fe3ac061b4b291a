"""Money on its way: payments, what providers told us, and bank statements."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Json, Model
from srikandi.money import ZERO, Money


class Route(StrEnum):
    """How the money travels."""

    STRIPE = "stripe"
    BANK_TRANSFER = "bank_transfer"
    DIRECT_TO_BPJS = "direct_to_bpjs"


class PaymentStatus(StrEnum):
    """claimed -> seen -> settled -> refunded | reversed | disputed; claimed -> dropped when nothing came of it."""

    CLAIMED = "claimed"
    SEEN = "seen"
    SETTLED = "settled"
    DROPPED = "dropped"
    REFUNDED = "refunded"
    REVERSED = "reversed"
    DISPUTED = "disputed"


Y = PaymentStatus
PAYMENT_MOVES: frozenset[tuple[PaymentStatus, PaymentStatus]] = frozenset(
    {
        (Y.CLAIMED, Y.SEEN),
        (Y.CLAIMED, Y.SETTLED),
        (Y.CLAIMED, Y.DROPPED),
        (Y.SEEN, Y.SETTLED),
        (Y.SEEN, Y.DROPPED),
        (Y.DROPPED, Y.SETTLED),
        (Y.SETTLED, Y.REFUNDED),
        (Y.SETTLED, Y.REVERSED),
        (Y.SETTLED, Y.DISPUTED),
        (Y.DISPUTED, Y.SETTLED),
        (Y.DISPUTED, Y.REVERSED),
        (Y.REFUNDED, Y.SETTLED),
    }
)
"""Money that arrives late for a dropped payment is still money: dropped -> settled. A refund that a bank sends back
makes its payment stand again: refunded -> settled."""


class Payment(Model):
    """One try or fact of paying, by one payer of one pledge."""

    __tablename__ = "payment"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("refunded BETWEEN 0 AND amount", name="refunded"),
        CheckConstraint(
            "status NOT IN ('settled', 'refunded', 'reversed', 'disputed') OR journal_id IS NOT NULL", name="booked"
        ),
        UniqueConstraint("route", "external_reference"),
        UniqueConstraint("payer_id", "form_key"),
        Index(None, "district_id", "status"),
        Index(None, "organisation_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(default=uuid4, unique=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"), index=True)
    payer_id: Mapped[int] = mapped_column(ForeignKey("payer.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    route: Mapped[Route]
    status: Mapped[PaymentStatus]
    amount: Mapped[Money]
    refunded: Mapped[Money] = mapped_column(default=ZERO, server_default=text("0"))
    """What has gone back of it, or is approved to."""
    form_key: Mapped[str | None]
    external_reference: Mapped[str | None]
    """The provider's object, the statement line's key, or BPJS's receipt number: credited once."""
    journal_id: Mapped[int | None] = mapped_column(ForeignKey("journal.id"))
    paid_on: Mapped[date | None]
    """When the payer says, or the bank or BPJS shows, it was paid."""
    proof_file_id: Mapped[int | None] = mapped_column(ForeignKey("kept_file.id"))
    note: Mapped[str | None]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    settled_at: Mapped[datetime | None]


class WebhookEvent(Model):
    """What a provider told us: verified, kept before it is worked on, worked once."""

    __tablename__ = "webhook_event"
    __table_args__ = (
        UniqueConstraint("provider", "event_id"),
        Index(None, "handled_at"),
        Index(None, "district_id"),
        CheckConstraint("closed_at IS NULL OR closed_note IS NOT NULL", name="closed_with_a_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    provider: Mapped[str]
    event_id: Mapped[str]
    kind: Mapped[str]
    object_id: Mapped[str | None]
    body: Mapped[str]
    received_at: Mapped[datetime] = mapped_column(default=now)
    handled_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[str | None]
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    """Whose payment or payout it tells of; none, while that isn't known."""
    next_at: Mapped[datetime | None]
    """When it is tried again after it failed."""
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    closed_at: Mapped[datetime | None]
    closed_note: Mapped[str | None]
    """What a person did about it, where the book could not follow by itself."""


class BankAccount(Model):
    """A collection account of a district."""

    __tablename__ = "bank_account"
    __table_args__ = (UniqueConstraint("bank", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"), index=True)
    code: Mapped[str] = mapped_column(unique=True)
    """A short name for commands: `bangka-bca`."""
    bank: Mapped[str]
    number: Mapped[str]
    holder: Mapped[str]
    is_active: Mapped[bool] = mapped_column(default=True)
    takes_place_of: Mapped[int | None]
    """The account whose place on the pages it took."""
    qris_payload: Mapped[str | None]
    """The account's own static QRIS, as its bank has printed it; `payments.qris` reads it before it is kept."""


class BankStatement(Model):
    """One imported statement file."""

    __tablename__ = "bank_statement"
    __table_args__ = (UniqueConstraint("account_id", "file_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("bank_account.id"))
    filename: Mapped[str]
    file_hash: Mapped[str]
    format: Mapped[str]
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    opening_sen: Mapped[int | None]
    closing_sen: Mapped[int | None]
    lines_read: Mapped[int]
    lines_new: Mapped[int]
    imported_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    """Nobody, when the machine's own command brought it in."""
    imported_at: Mapped[datetime] = mapped_column(default=now)


class StatementLine(Model):
    """One booked line of an account; its identity is a group key and an ordinal, never its text."""

    __tablename__ = "statement_line"
    __table_args__ = (
        UniqueConstraint("account_id", "group_key", "ordinal"),
        Index(None, "district_id", "action"),
        CheckConstraint("confirmed_by IS NULL OR confirmed_by <> matched_by", name="matcher_is_not_confirmer"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("bank_account.id"))
    statement_id: Mapped[int] = mapped_column(ForeignKey("bank_statement.id"), index=True)
    group_key: Mapped[str]
    ordinal: Mapped[int]
    line: Mapped[int]
    booked_on: Mapped[date]
    amount_sen: Mapped[int]
    """Signed, in sen: plus is money in."""
    description: Mapped[str]
    bank_reference: Mapped[str | None]
    reading: Mapped[Any] = mapped_column(Json, default=dict)
    """What else the reader found (texts, sender, trace, flags): later files look for reversals and twins in it."""
    action: Mapped[str]
    """credit, review, reverse or ignore."""
    codes: Mapped[Any] = mapped_column(Json)
    candidates: Mapped[Any] = mapped_column(Json)
    reference: Mapped[str | None]
    journal_id: Mapped[int | None] = mapped_column(ForeignKey("journal.id"))
    """The journal that brought it into the book: a payment, suspense, interest, costs, or what took another back."""
    matched_payer_id: Mapped[int | None] = mapped_column(ForeignKey("payer.id"))
    matched_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    matched_at: Mapped[datetime | None]
    match_reason: Mapped[str | None]
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    confirmed_at: Mapped[datetime | None]
