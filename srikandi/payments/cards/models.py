"""What follows a card payment: disputes of its owner, and payouts of the provider to the bank."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Model
from srikandi.money import ZERO, Money


class DisputeStatus(StrEnum):
    """open -> won | lost; lost -> won, when the provider gives the money back after all."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"


DISPUTE_MOVES: frozenset[tuple[DisputeStatus, DisputeStatus]] = frozenset(
    {
        (DisputeStatus.OPEN, DisputeStatus.WON),
        (DisputeStatus.OPEN, DisputeStatus.LOST),
        (DisputeStatus.LOST, DisputeStatus.WON),
    }
)


class Dispute(Model):
    """A card holder's objection to a payment: the provider takes the money at once, and a bank decides whose it is."""

    __tablename__ = "dispute"
    __table_args__ = (
        CheckConstraint("amount > 0 AND fee >= 0", name="amount"),
        CheckConstraint("loss >= 0 AND loss <= amount", name="loss"),
        CheckConstraint("status = 'lost' OR loss = 0", name="only_lost_costs"),
        Index(None, "district_id", "status"),
        Index(None, "payment_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    payment_id: Mapped[int] = mapped_column(ForeignKey("payment.id"))
    external_reference: Mapped[str] = mapped_column(unique=True)
    """The provider's own name for it."""
    status: Mapped[DisputeStatus]
    amount: Mapped[Money]
    """What the provider took back."""
    fee: Mapped[Money]
    reason: Mapped[str]
    """The provider's word: `fraudulent`, `product_not_received`."""
    opened_at: Mapped[datetime]
    answer_until_at: Mapped[datetime | None]
    """Until when the provider takes evidence."""
    closed_at: Mapped[datetime | None]
    loss: Mapped[Money] = mapped_column(default=ZERO)
    """What no unused money of the payer could make good: the operator bears it."""
    owner: Mapped[str | None]
    """Who answers for that loss, by name."""
    owner_note: Mapped[str | None]
    owned_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    """Who wrote that down."""
    owned_at: Mapped[datetime | None]
    noted_at: Mapped[datetime] = mapped_column(default=now)


class PayoutStatus(StrEnum):
    """on_the_way -> arrived | failed; a bank may still send back what had arrived."""

    ON_THE_WAY = "on_the_way"
    ARRIVED = "arrived"
    FAILED = "failed"


PAYOUT_MOVES: frozenset[tuple[PayoutStatus, PayoutStatus]] = frozenset(
    {
        (PayoutStatus.ON_THE_WAY, PayoutStatus.ARRIVED),
        (PayoutStatus.ON_THE_WAY, PayoutStatus.FAILED),
        (PayoutStatus.ARRIVED, PayoutStatus.FAILED),
    }
)


class Payout(Model):
    """Money the provider sent to the bank: booked out of clearing at once, arrived when a statement shows it."""

    __tablename__ = "payout"
    __table_args__ = (
        CheckConstraint("amount >= 0 AND amount_sen >= 0", name="amount"),
        CheckConstraint("status <> 'arrived' OR line_id IS NOT NULL", name="arrived_on_a_line"),
        CheckConstraint("confirmed_by IS NULL OR confirmed_by <> matched_by", name="matcher_is_not_confirmer"),
        Index(None, "district_id", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    """Whose collection account it goes to."""
    external_reference: Mapped[str] = mapped_column(unique=True)
    status: Mapped[PayoutStatus]
    amount: Mapped[Money]
    """Whole rupiah, as the book has it."""
    amount_sen: Mapped[int]
    """As the bank will show it."""
    sent_at: Mapped[datetime]
    arrives_on: Mapped[date]
    journal_id: Mapped[int | None] = mapped_column(ForeignKey("journal.id"))
    """What took it out of clearing."""
    line_id: Mapped[int | None] = mapped_column(ForeignKey("statement_line.id"), unique=True)
    """The line of the bank that shows it, or is proposed to."""
    matched_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    """Nobody, when the line names the provider and the sum and the day agree."""
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    arrived_at: Mapped[datetime | None]
    failure: Mapped[str | None]
    resent_in_id: Mapped[int | None] = mapped_column(ForeignKey("payout.id"))
    """The later payout that carries the money of one that failed."""
    noted_at: Mapped[datetime] = mapped_column(default=now)


class PayoutItem(Model):
    """One movement of the provider's balance that a payout settles."""

    __tablename__ = "payout_item"
    __table_args__ = (Index(None, "payment_id"),)

    payout_id: Mapped[int] = mapped_column(ForeignKey("payout.id"), primary_key=True)
    external_reference: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    """The provider's word: `charge`, `refund`, `adjustment`, `stripe_fee`."""
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    payment_id: Mapped[int | None] = mapped_column(ForeignKey("payment.id"))
    """None, where the book does not know what it was for."""
    amount_sen: Mapped[int]
    fee_sen: Mapped[int]
    net_sen: Mapped[int]
