"""The book: accounts, journals and the transfers under them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Model, append_only, shares_lock
from srikandi.money import Money

BOOK = 7101
"""PostgreSQL's advisory lock on the book: shared by everybody who posts, exclusive for who seals or closes it."""
OPEN_MONTH = "journal_month_is_open"
"""The rule's name in the database: nothing is dated inside a closed month, or before one."""


class Side(StrEnum):
    """The side on which an account normally stands."""

    DEBIT = "debit"
    CREDIT = "credit"


class Account(Model):
    """A place where money stands. Guarded accounts have a kept balance that can't go below zero."""

    __tablename__ = "account"
    __table_args__ = (Index(None, "district_id", "kind"), Index(None, "party_id"), Index(None, "contract_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    """`7/payer_funds/12/34`: district, kind, party, contract."""
    kind: Mapped[str]
    """A word of `chart.AccountKind`."""
    name: Mapped[str]
    side: Mapped[Side]
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    party_id: Mapped[int | None]
    contract_id: Mapped[int | None]
    is_guarded: Mapped[bool]
    opened_at: Mapped[datetime] = mapped_column(default=now)


class AccountBalance(Model):
    """The kept balance of a guarded account, or one cell of it, written by triggers only: `writing.keeping`.

    What moved on the account is the sum of its cells. An account has cell 0; one that several people post to at once
    has more, and no cell is below zero.
    """

    __tablename__ = "account_balance"
    __table_args__ = (
        CheckConstraint("credits >= debits", name="no_overdraft"),
        {"sqlite_with_rowid": False},
    )

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    cell: Mapped[int] = mapped_column(primary_key=True)
    debits: Mapped[Money]
    credits: Mapped[Money]
    last_transfer_id: Mapped[int | None]
    """The newest transfer counted in. On SQLite the guard of this table lives on it: a balance moves only by a transfer
    that was not counted yet."""


class Journal(Model):
    """One real event. The same reference and content again is the same journal; other content is refused."""

    __tablename__ = "journal"
    __table_args__ = (Index(None, "district_id", "occurred_at"), Index(None, "contract_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    """The provider's object, the statement line, the BPJS receipt, or our own deed."""
    content_hash: Mapped[bytes]
    kind: Mapped[str]
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    contract_id: Mapped[int | None]
    document: Mapped[str | None]
    """Where the paper is: `payment/12`, `batch/3`."""
    memo: Mapped[str]
    occurred_at: Mapped[datetime]
    recorded_at: Mapped[datetime] = mapped_column(default=now)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str]
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("journal.id"), unique=True)


class Transfer(Model):
    """An arrow: a positive sum from the credited to the debited account."""

    __tablename__ = "transfer"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("debit_account_id <> credit_account_id", name="two_accounts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    journal_id: Mapped[int] = mapped_column(ForeignKey("journal.id"), index=True)
    debit_account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    credit_account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    amount: Mapped[Money]


append_only("account")
append_only("journal")
shares_lock("journal", BOOK)
append_only("transfer")
