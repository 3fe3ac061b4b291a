"""The trial balance of a period: what stood on each account, what moved, what stands, on the side it stands on."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self

from sqlalchemy import ColumnElement, Select, Subquery, case, func, literal, select, type_coerce, union_all
from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.database import MoneyType
from srikandi.ledger.chart import TITLES, AccountKind
from srikandi.ledger.models import Account, Journal, Transfer
from srikandi.money import ZERO, Money, total

PAGE = 100
COLUMNS = ("opening_debit", "opening_credit", "debit", "credit", "closing_debit", "closing_credit")


@dataclass(frozen=True)
class Scope:
    """Which part of the book: districts, a period (its end not included), one party, one kind."""

    districts: tuple[int, ...]
    since: datetime | None = None
    until: datetime | None = None
    party_id: int | None = None
    kind: AccountKind | None = None

    @classmethod
    def of(cls, viewer: Actor, *, district_id: int | None = None) -> Self:
        """Give what a viewer may see: all their districts, or one of them; of another one nothing."""
        wanted = viewer.district_ids if district_id is None else (district_id,)
        return cls(tuple(one for one in wanted if one in viewer.district_ids))

    def within(self, **narrower: Any) -> Scope:
        """Give a part of it."""
        return replace(self, **narrower)

    @property
    def is_whole(self) -> bool:
        """Are all accounts in it, so that both columns must be equal?"""
        return self.party_id is None and self.kind is None

    def accounts(self) -> list[ColumnElement[bool]]:
        """Give what its accounts have in common."""
        rules: list[ColumnElement[bool]] = [Account.district_id.in_(self.districts)]
        if self.party_id is not None:
            rules.append(Account.party_id == self.party_id)
        if self.kind is not None:
            rules.append(Account.kind == self.kind.value)
        return rules


@dataclass(frozen=True)
class Six:
    """The six columns of a trial balance."""

    opening_debit: Money = ZERO
    opening_credit: Money = ZERO
    debit: Money = ZERO
    credit: Money = ZERO
    closing_debit: Money = ZERO
    closing_credit: Money = ZERO

    @property
    def is_even(self) -> bool:
        """Are both columns of each pair equal?"""
        pairs = (
            (self.opening_debit, self.opening_credit),
            (self.debit, self.credit),
            (self.closing_debit, self.closing_credit),
        )
        return all(left == right for left, right in pairs)

    @property
    def cells(self) -> tuple[Money, ...]:
        """The six, in the order of their columns."""
        return tuple(getattr(self, name) for name in COLUMNS)


@dataclass(frozen=True)
class KindSix:
    """All accounts of a kind together."""

    kind: AccountKind
    accounts: int
    six: Six

    @property
    def title(self) -> str:
        """Its name, to be translated when shown."""
        return TITLES[self.kind]


@dataclass(frozen=True)
class AccountSix:
    """One account in a period."""

    account: Account
    six: Six


def kinds_in(session: Session, scope: Scope) -> list[KindSix]:
    """Give the trial balance of a period by kind, in the order of the chart, in one question."""
    moved = _moved(scope)
    sums = [func.sum(column).label(name) for name, column in _six(moved).items()]
    rows = session.execute(
        select(Account.kind, func.count(), *sums)
        .join(moved, moved.c.account_id == Account.id)
        .where(*scope.accounts())
        .group_by(Account.kind)
    )
    found = {row[0]: KindSix(AccountKind(row[0]), row[1], Six(*row[2:])) for row in rows}
    return [found[kind.value] for kind in AccountKind if kind.value in found]


def parties_in(session: Session, scope: Scope, kinds: Collection[AccountKind]) -> dict[tuple[int, AccountKind], Six]:
    """Give what stood, moved and stands for each organisation on accounts of these kinds, in one question."""
    moved = _moved(scope)
    sums = [func.sum(column).label(name) for name, column in _six(moved).items()]
    rows = session.execute(
        select(Account.party_id, Account.kind, *sums)
        .join(moved, moved.c.account_id == Account.id)
        .where(*scope.accounts(), Account.kind.in_(kind.value for kind in kinds), Account.party_id.is_not(None))
        .group_by(Account.party_id, Account.kind)
    )
    return {(row[0], AccountKind(row[1])): Six(*row[2:]) for row in rows}


def accounts_in(
    session: Session, scope: Scope, *, after: Account | None = None, at_most: int | None = PAGE
) -> list[AccountSix]:
    """Give the trial balance of a period by account, from the one after `after` on; kind by kind, oldest first."""
    moved = _moved(scope)
    asked: Select[Any] = select(Account, *_six(moved).values()).join(moved, moved.c.account_id == Account.id)
    asked = asked.where(*scope.accounts()).order_by(Account.kind, Account.id).limit(at_most)
    if after is not None:
        asked = asked.where((Account.kind > after.kind) | ((Account.kind == after.kind) & (Account.id > after.id)))
    return [AccountSix(row[0], Six(*row[1:])) for row in session.execute(asked)]


def sum_of(sixes: Iterable[Six]) -> Six:
    """Add the six columns up."""
    rows = list(sixes)
    return Six(*(total([getattr(row, name) for row in rows]) for name in COLUMNS))


def _six(moved: Subquery) -> dict[str, ColumnElement[Any]]:
    opening, closing = moved.c.before, moved.c.before + moved.c.debit - moved.c.credit
    nothing = literal(ZERO, MoneyType())
    columns = (
        case((opening > nothing, opening), else_=nothing),
        case((opening < nothing, -opening), else_=nothing),
        moved.c.debit,
        moved.c.credit,
        case((closing > nothing, closing), else_=nothing),
        case((closing < nothing, -closing), else_=nothing),
    )
    return {name: type_coerce(column, MoneyType()) for name, column in zip(COLUMNS, columns, strict=True)}


def _moved(scope: Scope) -> Subquery:
    """Sum the transfers of these districts by account: net before the period, both sides within it."""
    nothing, amount = literal(ZERO, MoneyType()), Transfer.amount
    is_early = literal(value=False) if scope.since is None else Journal.occurred_at < scope.since
    before, within = case((is_early, amount), else_=nothing), case((is_early, nothing), else_=amount)
    sides = [
        select(
            column.label("account_id"),
            (before if is_debit else -before).label("before"),
            (within if is_debit else nothing).label("debit"),
            (nothing if is_debit else within).label("credit"),
        )
        .join(Journal, Journal.id == Transfer.journal_id)
        .where(Journal.district_id.in_(scope.districts))
        .where(*(() if scope.until is None else (Journal.occurred_at < scope.until,)))
        for column, is_debit in ((Transfer.debit_account_id, True), (Transfer.credit_account_id, False))
    ]
    both = union_all(*sides).subquery("both")
    names = ("before", "debit", "credit")
    return (
        select(both.c.account_id, *(func.sum(both.c[name]).label(name) for name in names))
        .group_by(both.c.account_id)
        .subquery("moved")
    )
