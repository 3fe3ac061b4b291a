"""Money on its way: payments, and what providers told us."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Model
from srikandi.ledger import outside_name
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
        (Y.REFUNDED, Y.REVERSED),
        (Y.REVERSED, Y.SETTLED),
    }
)
"""Money that arrives late for a dropped payment is still money: dropped -> settled. A refund that a bank sends back
makes its payment stand again: refunded -> settled, unless the bank has taken the payment itself back: refunded ->
reversed. So does a lost dispute won after all: reversed -> settled."""


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
        Index(None, "statement_line_id"),
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
    statement_line_id: Mapped[int | None] = mapped_column(ForeignKey("statement_line.id"))
    """The line of a bank that showed the money; a line parted among several payers stands under several payments."""
    journal_id: Mapped[int | None] = mapped_column(ForeignKey("journal.id"))
    paid_on: Mapped[date | None]
    """When the payer says, or the bank or BPJS shows, it was paid."""
    proof_file_id: Mapped[int | None] = mapped_column(ForeignKey("kept_file.id"))
    note: Mapped[str | None]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    settled_at: Mapped[datetime | None]

    @property
    def proof(self) -> str | None:
        """What the payer's bank, card provider or receipt calls it."""
        name = self.external_reference
        return outside_name(f"bank:{name}") if name and self.route is Route.BANK_TRANSFER else name


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
