"""Closed months, and the journals that came too late for theirs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import Month, now
from srikandi.database import Model, Trigger, append_only, register
from srikandi.ledger.models import OPEN_MONTH
from srikandi.money import Money


class ClosedMonth(Model):
    """A calendar month two people of two institutions have agreed on. It never opens again."""

    __tablename__ = "closed_month"
    __table_args__ = (
        CheckConstraint("proposed_by <> confirmed_by", name="two_people"),
        CheckConstraint("proposed_party_id <> confirmed_party_id", name="two_institutions"),
        CheckConstraint("from_at < until_at", name="span"),
    )

    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"), primary_key=True)
    month: Mapped[Month] = mapped_column(primary_key=True)
    from_at: Mapped[datetime]
    """Where the month before ended, or the book begins: months in which money only came in are closed with the next."""
    until_at: Mapped[datetime]
    """The first instant after it: a journal dated before this one is refused."""
    proposed_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    proposed_party_id: Mapped[int]
    confirmed_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    confirmed_party_id: Mapped[int]
    content_hash: Mapped[str]
    """What both have seen."""
    journals: Mapped[int]
    """How many journals this span holds, and what they moved: a check counts again."""
    turnover: Mapped[Money]
    closed_at: Mapped[datetime] = mapped_column(default=now)


class ClosedBalance(Model):
    """All that had moved on an account when a month was closed: nothing is dated before that any more."""

    __tablename__ = "closed_balance"
    __table_args__ = (
        ForeignKeyConstraint(["district_id", "month"], ["closed_month.district_id", "closed_month.month"]),
        Index(None, "account_id"),
    )

    district_id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[Month] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    debits: Mapped[Money]
    credits: Mapped[Money]


class LateJournal(Model):
    """A journal of an event of a closed month: it stands in the open month, and here is when it truly happened."""

    __tablename__ = "late_journal"
    __table_args__ = (Index(None, "district_id", "month"),)

    journal_id: Mapped[int] = mapped_column(ForeignKey("journal.id"), primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    month: Mapped[Month]
    """The closed month it belongs to, where the district is."""
    happened_at: Mapped[datetime]


append_only("closed_month")
append_only("closed_balance")
append_only("late_journal")

_CLOSED = "SELECT 1 FROM {0}closed_month WHERE district_id = NEW.district_id AND until_at > NEW.occurred_at"
register(
    Trigger(
        name=OPEN_MONTH,
        table="journal",
        when="BEFORE INSERT",
        sqlite={"BEFORE INSERT": f"SELECT RAISE(ABORT, '{OPEN_MONTH}') WHERE EXISTS ({_CLOSED.format('')});"},
        postgresql=f"""
            IF EXISTS ({_CLOSED.format("public.")}) THEN
                RAISE EXCEPTION 'the month is closed'
                USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = '{OPEN_MONTH}';
            END IF;
        """,
    )
)
