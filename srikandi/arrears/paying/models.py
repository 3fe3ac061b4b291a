"""The money in months somebody owes, payer by payer, and how it gets to BPJS Kesehatan."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import Month, now
from srikandi.database import Model, append_only
from srikandi.money import Money


class SettlementStatus(StrEnum):
    """built -> settled | withdrawn."""

    BUILT = "built"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"


SS = SettlementStatus
SETTLEMENT_MOVES: frozenset[tuple[SettlementStatus, SettlementStatus]] = frozenset(
    {(SS.BUILT, SS.SETTLED), (SS.BUILT, SS.WITHDRAWN)}
)


class ArrearsSettlement(Model):
    """One file of families whose arrears a pledge pays, until the branch says which of them it has struck off."""

    __tablename__ = "arrears_settlement"
    __table_args__ = (
        UniqueConstraint("district_id", "number"),
        Index(None, "pledge_id"),
        CheckConstraint("amount >= 0", name="amount"),
        CheckConstraint("(status = 'settled') = (journal_id IS NOT NULL)", name="booked"),
        CheckConstraint("status <> 'settled' OR document IS NOT NULL", name="says_by_what"),
        CheckConstraint("ended_by IS NULL OR status <> 'settled' OR ended_by <> built_by", name="two_people"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"))
    number: Mapped[str]
    status: Mapped[SettlementStatus]
    amount: Mapped[Money]
    """Of all its months; once settled, of those that were struck off."""
    built_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    built_at: Mapped[datetime] = mapped_column(default=now)
    paid_by: Mapped[int | None] = mapped_column(ForeignKey("journal.id"))
    """The journal of money that left the bank for it; none where money waits at BPJS Kesehatan already."""
    document: Mapped[str | None]
    """Number of the branch's paper."""
    journal_id: Mapped[int | None] = mapped_column(ForeignKey("journal.id"))
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    ended_at: Mapped[datetime | None]
    reason: Mapped[str | None]


class ArrearsLine(Model):
    """The rupiah of one payer in one month somebody owes: the subledger under one control transfer per payer."""

    __tablename__ = "arrears_line"
    __table_args__ = (
        ForeignKeyConstraint(["resident_id", "month"], ["arrears_month.resident_id", "arrears_month.month"]),
        CheckConstraint("amount > 0", name="amount"),
        Index(None, "transfer_id"),
    )

    resident_id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[Month] = mapped_column(primary_key=True)
    transfer_id: Mapped[int] = mapped_column(ForeignKey("transfer.id"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    amount: Mapped[Money]


append_only("arrears_line")
