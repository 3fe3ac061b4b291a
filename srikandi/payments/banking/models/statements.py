"""A bank statement as it was brought, line by line."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Json, Model

HAS_CENTS = text("amount_sen % 100 <> 0")
PLACES = 10_000_000
"""More equal lines than one file ever holds: a voided line keeps its place below zero, told apart by its round."""


def place_of(ordinal: int) -> int:
    """Give the place a line has among its equals, or had before it was voided."""
    return ordinal if ordinal > 0 else -ordinal % PLACES


IS_UNBOOKED = text("journal_id IS NULL")


class BankStatement(Model):
    """One imported statement file. Its lines are kept at once and booked in parts until `finished_at`."""

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
    pending: Mapped[Any] = mapped_column(Json, default=list)
    """What the bank had not made final: line, day, amount in sen, text. Never booked; it comes again with a date."""
    lines_done: Mapped[int] = mapped_column(default=0)
    done_to_id: Mapped[int | None]
    """The newest line that is booked: whoever goes on after a stop begins behind it."""
    imported_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    """Nobody, when the machine's own command brought it in."""
    imported_at: Mapped[datetime] = mapped_column(default=now)
    finished_at: Mapped[datetime | None]
    voided_at: Mapped[datetime | None]
    """When two people took it out of the book again; its lines stay to be seen."""


class StatementLine(Model):
    """One booked line of an account; its identity is a group key and an ordinal, never its text."""

    __tablename__ = "statement_line"
    __table_args__ = (
        UniqueConstraint("account_id", "group_key", "ordinal"),
        Index(None, "district_id", "action"),
        Index(None, "account_id", "booked_on"),
        Index(None, "journal_id", "account_id"),
        Index(
            "ix_statement_line_unbooked",
            "account_id",
            "booked_on",
            sqlite_where=IS_UNBOOKED,
            postgresql_where=IS_UNBOOKED,
        ),
        Index("ix_statement_line_cents", "account_id", "booked_on", sqlite_where=HAS_CENTS, postgresql_where=HAS_CENTS),
        *(
            Index(None, name, sqlite_where=text(f"{name} IS NOT NULL"), postgresql_where=text(f"{name} IS NOT NULL"))
            for name in ("reverses_id", "proposal_id")
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("bank_account.id"))
    statement_id: Mapped[int] = mapped_column(ForeignKey("bank_statement.id"), index=True)
    group_key: Mapped[str]
    ordinal: Mapped[int]
    """Its place among its equals; one that was voided has given its place up, and stands below zero."""
    times_voided: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    """How often a line of this name was voided before: the book keeps the names of those."""
    line: Mapped[int]
    booked_on: Mapped[date]
    amount_sen: Mapped[int]
    """Signed, in sen: plus is money in."""
    description: Mapped[str]
    bank_reference: Mapped[str | None]
    reading: Mapped[Any] = mapped_column(Json, default=dict)
    """What else the reader found (texts, sender, trace, flags): later files look for reversals and twins in it."""
    action: Mapped[str]
    """credit, review, reverse, ignore or voided."""
    codes: Mapped[Any] = mapped_column(Json)
    candidates: Mapped[Any] = mapped_column(Json)
    reference: Mapped[str | None]
    parts: Mapped[Any] = mapped_column(Json, default=list)
    """Of a batch whose payers are all certain: each one's reference and sum in sen."""
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("statement_line.id"))
    """The line that this one takes back."""
    journal_id: Mapped[int | None] = mapped_column(ForeignKey("journal.id"))
    """The journal that brought it into the book: a payment, suspense, interest, costs, or what took another back."""
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("line_proposal.id"))
    """What one person proposes for it and nobody has decided yet: a line waits in one proposal at most."""
