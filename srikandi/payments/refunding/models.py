"""A refund: which payment, how much, why, who asked, who approved, and how the money was seen leaving."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Model
from srikandi.money import ZERO, Money


class RefundStage(StrEnum):
    """requested -> approved -> paid; or refused, withdrawn, failed on the way; paid -> returned, by a bank."""

    REQUESTED = "requested"
    APPROVED = "approved"
    PAID = "paid"
    RETURNED = "returned"
    FAILED = "failed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


S = RefundStage
REFUND_MOVES: frozenset[tuple[RefundStage, RefundStage]] = frozenset(
    {
        (S.REQUESTED, S.APPROVED),
        (S.REQUESTED, S.REFUSED),
        (S.REQUESTED, S.WITHDRAWN),
        (S.APPROVED, S.PAID),
        (S.APPROVED, S.FAILED),
        (S.PAID, S.FAILED),
        (S.PAID, S.RETURNED),
    }
)
"""A card's bank may send a refund back days after it was made: paid -> failed. A transfer that bounces comes back as a
line of its own: paid -> returned."""


class LossBearer(StrEnum):
    """Who bears what a refund at the provider's desk has taken out of used months."""

    OPERATOR = "operator"
    PAYER = "payer"


class Refund(Model):
    """One sum on its way back to whoever paid it."""

    __tablename__ = "refund"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("months >= 0", name="months"),
        CheckConstraint("loss BETWEEN 0 AND amount", name="loss"),
        CheckConstraint("decided_by <> requested_by", name="asker_is_not_approver"),
        CheckConstraint("ended_by IS NULL OR ended_by <> ending_by", name="ending_takes_two"),
        CheckConstraint("loss_confirmed_by IS NULL OR loss_confirmed_by <> loss_owner_id", name="loss_takes_two"),
        CheckConstraint("loss_recovered BETWEEN 0 AND loss", name="recovered"),
        CheckConstraint("status NOT IN ('approved', 'paid') OR journal_id IS NOT NULL", name="booked"),
        CheckConstraint("status <> 'paid' OR left_journal_id IS NOT NULL", name="seen_leaving"),
        UniqueConstraint("payment_id", "form_key"),
        Index(None, "district_id", "status"),
        Index(None, "organisation_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(default=uuid4, unique=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    payment_id: Mapped[int] = mapped_column(ForeignKey("payment.id"))
    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"), index=True)
    """Whose credit it is taken from; the payment's own pledge unless credit has moved on."""
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    status: Mapped[RefundStage]
    amount: Mapped[Money]
    months: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    """Funded life-months to give up first."""
    reason: Mapped[str]
    form_key: Mapped[str | None]
    bank: Mapped[str | None]
    number: Mapped[str | None]
    holder: Mapped[str | None]
    is_number_seen: Mapped[bool] = mapped_column(default=False)
    """Needs no number, as a card does; a number is typed again by the approver. No bank line vouches for one."""
    requested_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    """Nobody here, when it was made at the provider's own desk."""
    requested_at: Mapped[datetime] = mapped_column(default=now)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None]
    decision: Mapped[str | None]
    """Why it was refused, withdrawn or has failed."""
    journal_id: Mapped[int | None] = mapped_column(ForeignKey("journal.id"))
    """Taken out of the payer's credit."""
    left_journal_id: Mapped[int | None] = mapped_column(ForeignKey("journal.id"))
    """Seen leaving: the bank's line, or the provider's own word."""
    external_reference: Mapped[str | None] = mapped_column(unique=True)
    """The provider's refund, or the bank's line."""
    loss: Mapped[Money] = mapped_column(default=ZERO, server_default=text("0"))
    """What a refund made at the provider has taken out of used months: the operator's."""
    loss_owner_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    """Who looks after that loss, and says who bears it."""
    ended_at: Mapped[datetime | None]
    ending_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    """Who says that this transfer is not coming; another person ends it."""
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    loss_confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    ending_at: Mapped[datetime | None]
    loss_owned_at: Mapped[datetime | None]
    loss_confirmed_at: Mapped[datetime | None]
    ending_reason: Mapped[str | None]
    loss_bearer: Mapped[LossBearer | None]
    loss_reason: Mapped[str | None]
    loss_recovered: Mapped[Money] = mapped_column(default=ZERO, server_default=text("0"))
    """What its payer has paid of a loss that is claimed from it."""
    returned_journal_id: Mapped[int | None] = mapped_column(ForeignKey("journal.id"))
    """The bank sent it back: credit of its payer again."""

    @property
    def is_ending(self) -> bool:
        """Has somebody said that it is not coming, and nobody ended it?"""
        return self.status is RefundStage.APPROVED and self.ending_by is not None

    @property
    def is_claimed(self) -> bool:
        """Have two people decided that its payer pays the loss?"""
        return self.loss_bearer is LossBearer.PAYER and self.loss_confirmed_by is not None

    @property
    def claim(self) -> Money:
        """What is still to be paid of a loss claimed from its payer."""
        return self.loss - self.loss_recovered if self.is_claimed else ZERO


class RefundReturn(Model):
    """What a proposal about a line of the bank says: its money is this refund that bounced, and no new payment."""

    __tablename__ = "refund_return"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("line_proposal.id"), primary_key=True)
    refund_id: Mapped[int] = mapped_column(ForeignKey("refund.id"), index=True)
