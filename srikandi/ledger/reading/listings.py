"""Long lists of the book, a page at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.ledger.chart import SIDES, TITLES, AccountKind
from srikandi.ledger.models import Account, Journal, Side, Transfer
from srikandi.ledger.reading.balances import TrialRow, moved_sums
from srikandi.money import ZERO, Money

PAGE = 50
Row = TypeVar("Row")


@dataclass(frozen=True)
class Listing(Generic[Row]):
    """A page of rows, and where it stands among all of them."""

    rows: tuple[Row, ...]
    page: int
    pages: int
    count: int


@dataclass(frozen=True)
class KindRow:
    """All accounts of a kind together."""

    kind: AccountKind
    accounts: int
    debits: Money
    credits: Money

    @property
    def title(self) -> str:
        """Its name, to be translated when shown."""
        return TITLES[self.kind]

    @property
    def balance(self) -> Money:
        """What they hold, on the side of the kind."""
        difference = self.debits - self.credits
        return difference if SIDES[self.kind] is Side.DEBIT else -difference

    @property
    def debit(self) -> Money:
        """What they hold on the debit side."""
        return max(self.debits - self.credits, ZERO)

    @property
    def credit(self) -> Money:
        """What they hold on the credit side."""
        return max(self.credits - self.debits, ZERO)


@dataclass(frozen=True)
class JournalRow:
    """A journal and what moved under it."""

    journal: Journal
    total: Money
    reversed_by: int | None


def by_kind(session: Session, *, viewer: Actor) -> list[KindRow]:
    """Give the chart of accounts with what stands on each kind, in the order of the chart; unused kinds too."""
    moved = moved_sums()
    rows = session.execute(
        select(Account.kind, func.count(), func.sum(moved.c.debits), func.sum(moved.c.credits))
        .join(moved, moved.c.account_id == Account.id)
        .where(Account.district_id.in_(viewer.district_ids))
        .group_by(Account.kind)
    )
    found = {kind: (accounts, debits, credits_) for kind, accounts, debits, credits_ in rows}
    return [KindRow(kind, *found.get(kind.value, (0, ZERO, ZERO))) for kind in AccountKind]


def accounts_of(session: Session, kind: AccountKind, *, viewer: Actor, page: int = 1) -> Listing[TrialRow]:
    """Give a page of the accounts of a kind with what stands on them, the newest first."""
    moved = moved_sums()
    wanted = (
        select(Account, moved.c.debits, moved.c.credits)
        .join(moved, moved.c.account_id == Account.id)
        .where(Account.district_id.in_(viewer.district_ids), Account.kind == kind.value)
        .order_by(Account.id.desc())
    )
    count = session.scalar(select(func.count()).select_from(wanted.order_by(None).subquery())) or 0
    return _page(session, wanted, count=count, page=page, row=lambda one: TrialRow(*one))


def journals(session: Session, *, viewer: Actor, contract_id: int | None = None, page: int = 1) -> Listing[JournalRow]:
    """Give a page of the journal, the newest first; of one contract, or of all."""
    mine: list[ColumnElement[bool]] = [Journal.district_id.in_(viewer.district_ids)]
    if contract_id is not None:
        mine.append(Journal.contract_id == contract_id)
    amount = select(func.sum(Transfer.amount)).where(Transfer.journal_id == Journal.id).scalar_subquery()
    reversal = Journal.__table__.alias("reversal")
    reversed_by = select(reversal.c.id).where(reversal.c.reverses_id == Journal.id).scalar_subquery()
    wanted = select(Journal, amount, reversed_by).where(*mine).order_by(Journal.id.desc())
    count = session.scalar(select(func.count()).select_from(Journal).where(*mine)) or 0
    return _page(session, wanted, count=count, page=page, row=lambda one: JournalRow(one[0], one[1] or ZERO, one[2]))


def _page(session: Session, wanted: Select[Any], *, count: int, page: int, row: Any) -> Listing[Any]:
    pages = max(1, -(-count // PAGE))
    page = min(max(page, 1), pages)
    found: Iterable[Any] = session.execute(wanted.offset((page - 1) * PAGE).limit(PAGE))
    return Listing(tuple(row(one) for one in found), page, pages, count)
