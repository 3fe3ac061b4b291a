"""Months somebody owes for themselves, what was said of them by whom, and what such a month costs."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import Month, now
from srikandi.database import Model, append_only
from srikandi.money import Money


class CareClass(StrEnum):
    """The class of the ward somebody paid for."""

    FIRST = "1"
    SECOND = "2"
    THIRD = "3"


class ClassTariff(Model):
    """What a month of class I or II costs from a day on; class III costs the participant's part of `tariffs`."""

    __tablename__ = "class_tariff"
    __table_args__ = (
        UniqueConstraint("care_class", "valid_from"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("care_class <> '3'", name="not_third"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    care_class: Mapped[CareClass]
    amount: Mapped[Money]
    valid_from: Mapped[date]
    decree: Mapped[str]


class ArrearsSource(StrEnum):
    """Who says what somebody owes."""

    LIST = "list"
    DISTRICT = "district"
    PAID = "paid"
    """They have paid it themselves."""


class ArrearsStatement(Model):
    """What was said of one person: owed from this month to that one, in this class; without months, nothing is owed."""

    __tablename__ = "arrears_statement"
    __table_args__ = (
        Index(None, "resident_id"),
        Index(None, "list_id"),
        CheckConstraint("(first_month IS NULL) = (last_month IS NULL)", name="both_ends"),
        CheckConstraint("(first_month IS NULL) = (care_class IS NULL)", name="class_of_months"),
        CheckConstraint("first_month IS NULL OR first_month <= last_month", name="in_order"),
        CheckConstraint("source = 'list' OR reason IS NOT NULL", name="says_why"),
        CheckConstraint("(source = 'list') = (list_id IS NOT NULL)", name="of_a_list"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    source: Mapped[ArrearsSource]
    first_month: Mapped[Month | None]
    last_month: Mapped[Month | None]
    care_class: Mapped[CareClass | None]
    list_id: Mapped[int | None] = mapped_column(ForeignKey("arrears_list.id"))
    reason: Mapped[str | None]
    said_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    said_at: Mapped[datetime] = mapped_column(default=now)


append_only("arrears_statement")


class ArrearsStatus(StrEnum):
    """owed -> planned -> funded -> settled by a pledge; owed -> cleared, when it is owed no more."""

    OWED = "owed"
    PLANNED = "planned"
    FUNDED = "funded"
    SETTLED = "settled"
    CLEARED = "cleared"


AS = ArrearsStatus
ARREARS_MOVES: frozenset[tuple[ArrearsStatus, ArrearsStatus]] = frozenset(
    {
        (AS.OWED, AS.CLEARED),
        (AS.CLEARED, AS.OWED),
        (AS.OWED, AS.PLANNED),
        (AS.PLANNED, AS.FUNDED),
        (AS.FUNDED, AS.SETTLED),
        (AS.PLANNED, AS.OWED),
        (AS.FUNDED, AS.OWED),
    }
)
"""The only moves of a month somebody owes; out of `settled` leads none."""
UNPAID = (AS.OWED, AS.PLANNED, AS.FUNDED)
"""What BPJS Kesehatan still waits for."""


class VillageArrears(Model):
    """What the people of a village owed together when the worker counted last: no page adds up a district."""

    __tablename__ = "village_arrears"

    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"), primary_key=True)
    village_code: Mapped[str] = mapped_column(primary_key=True)
    people: Mapped[int]
    families: Mapped[int]
    months: Mapped[int]
    amount: Mapped[Money]
    counted_at: Mapped[datetime]


class ArrearsMonth(Model):
    """One calendar month one person owes. The key is the guard: a month of somebody exists once, so it is paid once."""

    __tablename__ = "arrears_month"
    __table_args__ = (
        Index(None, "district_id", "status", "resident_id"),
        Index(None, "pledge_id", "status"),
        Index(None, "settlement_id"),
        CheckConstraint("status IN ('planned', 'funded', 'settled') = (pledge_id IS NOT NULL)", name="of_a_pledge"),
        CheckConstraint("(tariff IS NULL) = (pledge_id IS NULL)", name="priced"),
        CheckConstraint("tariff IS NULL OR tariff > 0", name="tariff"),
        CheckConstraint("status IN ('funded', 'settled') = (funded_by IS NOT NULL)", name="funded_by_money"),
        CheckConstraint("settlement_id IS NULL OR funded_by IS NOT NULL", name="sent_with_money"),
        CheckConstraint("status <> 'settled' OR settlement_id IS NOT NULL", name="settled_by_a_file"),
    )

    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), primary_key=True)
    month: Mapped[Month] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    care_class: Mapped[CareClass]
    """The class of that time."""
    status: Mapped[ArrearsStatus]
    statement_id: Mapped[int] = mapped_column(ForeignKey("arrears_statement.id"))
    """What was said last of this month."""
    pledge_id: Mapped[int | None] = mapped_column(ForeignKey("pledge.id"))
    """The promise that pays it."""
    tariff: Mapped[Money | None]
    """What it costs, frozen when a promise takes it."""
    funded_by: Mapped[int | None] = mapped_column(ForeignKey("journal.id"))
    settlement_id: Mapped[int | None] = mapped_column(ForeignKey("arrears_settlement.id"))
    """The file it went to BPJS Kesehatan in."""
