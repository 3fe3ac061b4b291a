"""Long lists of the book: the chart with what stands on each kind, and the journal, some at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.ledger.chart import GUARDED, SIDES, TITLES, AccountKind
from srikandi.ledger.models import Account, Journal, Side, Transfer
from srikandi.ledger.reading.balances import moved_sums
from srikandi.ledger.reading.periods import Scope
from srikandi.money import ZERO, Money

PAGE = 50


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
    def side(self) -> Side:
        """The side on which it normally stands."""
        return SIDES[self.kind]

    @property
    def is_guarded(self) -> bool:
        """Does the database keep its balances from going below zero?"""
        return self.kind in GUARDED

    @property
    def balance(self) -> Money:
        """What they hold, on the side of the kind."""
        difference = self.debits - self.credits
        return difference if self.side is Side.DEBIT else -difference


@dataclass(frozen=True)
class JournalRow:
    """A journal and what moved under it."""

    journal: Journal
    total: Money
    reversed_by: int | None


@dataclass(frozen=True)
class JournalPage:
    """Some journals, newest first, and the id to go on from."""

    rows: tuple[JournalRow, ...]
    older: int | None


@dataclass(frozen=True)
class Sought:
    """What somebody looks for in the journal: words of its memo, reference or document, one contract, one paper."""

    words: str = ""
    contract_id: int | None = None
    document: str | None = None


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


def journals(
    session: Session, scope: Scope, sought: Sought, *, before: int | None = None, at_most: int = PAGE
) -> JournalPage:
    """Give journals of a scope from the newest on, or from the one before `before`; never counts them all."""
    wanted = _journals(scope, sought).order_by(Journal.id.desc()).limit(at_most + 1)
    if before is not None:
        wanted = wanted.where(Journal.id < before)
    rows = [JournalRow(one[0], one[1] or ZERO, one[2]) for one in session.execute(wanted)]
    older = rows[at_most - 1].journal.id if len(rows) > at_most else None
    return JournalPage(tuple(rows[:at_most]), older)


def journal_lines(
    session: Session, scope: Scope, sought: Sought, *, at_most: int
) -> Iterator[tuple[Journal, Account, Account, Money]]:
    """Give every transfer of a scope with its journal and both accounts, oldest first: the book as a file."""
    debited, credited = Account.__table__.alias("debited"), Account.__table__.alias("credited")
    found = _journals(scope, sought).with_only_columns(Journal.id).subquery()
    rows = session.execute(
        select(Journal, debited.c.id, credited.c.id, Transfer.amount)
        .join(found, found.c.id == Journal.id)
        .join(Transfer, Transfer.journal_id == Journal.id)
        .join(debited, debited.c.id == Transfer.debit_account_id)
        .join(credited, credited.c.id == Transfer.credit_account_id)
        .order_by(Journal.id, Transfer.id)
        .limit(at_most)
    ).all()
    ids = {one for row in rows for one in (row[1], row[2])}
    accounts = {one.id: one for one in session.scalars(select(Account).where(Account.id.in_(ids)))}
    return ((journal, accounts[debit], accounts[credit], amount) for journal, debit, credit, amount in rows)


def _journals(scope: Scope, sought: Sought) -> Select[Any]:
    amount = select(func.sum(Transfer.amount)).where(Transfer.journal_id == Journal.id).scalar_subquery()
    reversal = Journal.__table__.alias("reversal")
    reversed_by = select(reversal.c.id).where(reversal.c.reverses_id == Journal.id).scalar_subquery()
    return select(Journal, amount, reversed_by).where(*_rules(scope, sought))


def _rules(scope: Scope, sought: Sought) -> list[ColumnElement[bool]]:
    rules: list[ColumnElement[bool]] = [Journal.district_id.in_(scope.districts)]
    if scope.since is not None:
        rules.append(Journal.occurred_at >= scope.since)
    if scope.until is not None:
        rules.append(Journal.occurred_at < scope.until)
    if sought.contract_id is not None:
        rules.append(Journal.contract_id == sought.contract_id)
    if sought.document is not None:
        rules.append(Journal.document == sought.document)
    if sought.words:
        columns = (Journal.memo, Journal.reference, Journal.document)
        part = sought.words.strip().lower()
        rules.append(or_(*(func.lower(column).contains(part, autoescape=True) for column in columns)))
    if not scope.is_whole:
        rules.append(_touching(scope))
    return rules


def _touching(scope: Scope) -> ColumnElement[bool]:
    """Give the journals that move an account of this party or kind."""
    side = Account.id.in_((Transfer.debit_account_id, Transfer.credit_account_id))
    return select(Transfer.id).join(Account, side).where(Transfer.journal_id == Journal.id, *scope.accounts()).exists()
