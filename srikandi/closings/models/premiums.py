"""What BPJS Kesehatan bills and what is paid on to it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import Month, now
from srikandi.database import Model, append_only
from srikandi.money import Money
from srikandi.tariffs import Basis


class PremiumBill(Model):
    """What BPJS Kesehatan bills a district for a month and segment. A correction is a new version with its reason."""

    __tablename__ = "premium_bill"
    __table_args__ = (
        UniqueConstraint("district_id", "month", "segment", "version"),
        CheckConstraint("headcount >= 0", name="headcount"),
        CheckConstraint("amount >= 0", name="amount"),
        CheckConstraint("version = 1 OR reason IS NOT NULL", name="a_correction_has_a_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    month: Mapped[Month]
    segment: Mapped[Basis]
    version: Mapped[int]
    number: Mapped[str]
    headcount: Mapped[int]
    amount: Mapped[Money]
    due_on: Mapped[date]
    listed: Mapped[int] = mapped_column(default=0)
    """Lines of the list of billed people; none when no list came with it."""
    list_hash: Mapped[str | None]
    """SHA-256 of that list; the file itself is not kept, because it says every number in the clear."""
    file_id: Mapped[int | None] = mapped_column(ForeignKey("kept_file.id"))
    reason: Mapped[str | None]
    stated_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    stated_at: Mapped[datetime] = mapped_column(default=now)


class PremiumBillLine(Model):
    """One billed person: known by the keyed hash of a number, never by the number."""

    __tablename__ = "premium_bill_line"
    __table_args__ = (
        CheckConstraint("nik_index IS NOT NULL OR card_index IS NOT NULL", name="somebody"),
        CheckConstraint("amount IS NULL OR amount >= 0", name="amount"),
        Index(None, "resident_id"),
    )

    bill_id: Mapped[int] = mapped_column(ForeignKey("premium_bill.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    """The row as the spreadsheet shows it."""
    nik_index: Mapped[bytes | None]
    card_index: Mapped[bytes | None]
    resident_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    covers: Mapped[Month | None]
    """The month the line says it is for, where it says one."""
    amount: Mapped[Money | None]


class RemittanceSource(StrEnum):
    """Where the premium is paid from."""

    BANK = "bank"
    PREPAID = "prepaid"
    """Money that went straight to BPJS Kesehatan and waits there."""


class RemittanceStatus(StrEnum):
    """prepared -> booked | withdrawn."""

    PREPARED = "prepared"
    BOOKED = "booked"
    WITHDRAWN = "withdrawn"


R = RemittanceStatus
REMITTANCE_MOVES: frozenset[tuple[RemittanceStatus, RemittanceStatus]] = frozenset(
    {(R.PREPARED, R.BOOKED), (R.PREPARED, R.WITHDRAWN)}
)


class Remittance(Model):
    """Premium paid on to BPJS Kesehatan: prepared by one person, confirmed by another."""

    __tablename__ = "remittance"
    __table_args__ = (
        UniqueConstraint("district_id", "form_key"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("confirmed_by IS NULL OR confirmed_by <> prepared_by", name="two_people"),
        CheckConstraint(
            "status <> 'booked' OR (journal_id IS NOT NULL AND confirmed_by IS NOT NULL)", name="booked_by_somebody"
        ),
        Index(None, "district_id", "month"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    month: Mapped[Month]
    segment: Mapped[Basis]
    source: Mapped[RemittanceSource]
    status: Mapped[RemittanceStatus]
    amount: Mapped[Money]
    form_key: Mapped[str]
    prepared_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    prepared_at: Mapped[datetime] = mapped_column(default=now)
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    confirmed_at: Mapped[datetime | None]
    line_id: Mapped[int | None] = mapped_column(ForeignKey("statement_line.id"), unique=True)
    """The line of money out that shows it, when it left a bank."""
    journal_id: Mapped[int | None] = mapped_column(ForeignKey("journal.id"), unique=True)
    ended_reason: Mapped[str | None]


append_only("premium_bill")
append_only("premium_bill_line")
