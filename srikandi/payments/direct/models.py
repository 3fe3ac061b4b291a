"""One receipt of the list of BPJS Kesehatan, and what came of it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Model
from srikandi.money import Money


class ReceiptOutcome(StrEnum):
    """What a receipt became."""

    CONFIRMED = "confirmed"
    """It is what a payer has reported."""
    SETTLED = "settled"
    """Nobody reported it; the payment code on it says whose it is."""
    SUSPENSE = "suspense"
    """Nobody reported it and it carries no code."""
    DIFFERS = "differs"
    """A payer reported this number with another sum or day: the branch decides on the report's own page."""


class InsurerReceipt(Model):
    """One receipt of BPJS Kesehatan, listed once however many lists it stands in."""

    __tablename__ = "insurer_receipt"

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"), index=True)
    number: Mapped[str] = mapped_column(unique=True)
    """Packed, as claims keep it."""
    amount: Mapped[Money]
    paid_on: Mapped[date]
    depositor: Mapped[str]
    file_hash: Mapped[str]
    outcome: Mapped[ReceiptOutcome]
    payment_id: Mapped[int | None] = mapped_column(ForeignKey("payment.id"))
    journal_id: Mapped[int | None] = mapped_column(ForeignKey("journal.id"))
    listed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    listed_at: Mapped[datetime] = mapped_column(default=now)
