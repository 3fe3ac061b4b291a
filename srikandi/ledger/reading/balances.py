"""What stands on an account, and on every account together."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    SQLColumnExpression,
    Subquery,
    and_,
    case,
    false,
    func,
    literal,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session

from srikandi.database import MoneyType
from srikandi.ledger.chart import GUARDED, SIDES, AccountKind
from srikandi.ledger.entries import AccountKey
from srikandi.ledger.models import Account, AccountBalance, Journal, Side, Transfer
from srikandi.money import ZERO, Money, total


@dataclass(frozen=True)
class TrialRow:
    """An account with all that moved on it, and where it stands now: in the debit or in the credit column."""

    account: Account
    debits: Money
    credits: Money

    @property
    def debit(self) -> Money:
        """What it holds on the debit side."""
        return max(self.debits - self.credits, ZERO)

    @property
    def credit(self) -> Money:
        """What it holds on the credit side."""
        return max(self.credits - self.debits, ZERO)

    @property
    def balance(self) -> Money:
        """What it holds, on the side of its kind."""
        difference = self.debits - self.credits
        return difference if self.account.side is Side.DEBIT else -difference


@dataclass(frozen=True)
class TrialBalance:
    """Every account that was ever used, and the two columns that must be equal."""

    rows: tuple[TrialRow, ...]

    @property
    def debit(self) -> Money:
        """The sum of the debit column."""
        return total([row.debit for row in self.rows])

    @property
    def credit(self) -> Money:
        """The sum of the credit column."""
        return total([row.credit for row in self.rows])

    @property
    def is_even(self) -> bool:
        """Are the columns equal?"""
        return self.debit == self.credit


def balance(session: Session, key: AccountKey) -> Money:
    """Give what stands on an account, on its own side; an account nobody opened holds nothing."""
    sums = session.execute(_sums(key.kind).where(Account.code == key.code)).one()
    return _on_its_side(key.kind, sums)


def balances(
    session: Session,
    *,
    kind: AccountKind,
    district_id: int | None = None,
    contract_id: int | None = None,
    contract_ids: Collection[int] | None = None,
    party_id: int | None = None,
) -> dict[tuple[int | None, int | None], Money]:
    """Give what stands on every account of a kind, by party and contract, in one query."""
    some = Account.contract_id.in_(contract_ids) if contract_ids is not None else true()
    wanted = ((Account.district_id, district_id), (Account.contract_id, contract_id), (Account.party_id, party_id))
    rows = session.execute(
        _sums(kind)
        .add_columns(Account.party_id, Account.contract_id)
        .where(some, *(column == value for column, value in wanted if value is not None))
        .group_by(Account.party_id, Account.contract_id)
    )
    return {(row.party_id, row.contract_id): _on_its_side(kind, row) for row in rows}


def balances_before(
    session: Session, *, kind: AccountKind, moments: Mapping[int, datetime]
) -> dict[int, tuple[int, Money]]:
    """Give what stood on accounts of a kind before a moment of each, by contract, with the account's own number."""
    own = [and_(Account.contract_id == one, Journal.occurred_at < at) for one, at in moments.items()]
    halves = [
        select(Account.id, Account.contract_id, Transfer.amount.label("signed") if is_debit else -Transfer.amount)
        .join(Transfer, (Transfer.debit_account_id if is_debit else Transfer.credit_account_id) == Account.id)
        .join(Journal, Journal.id == Transfer.journal_id)
        .where(Account.kind == kind.value, or_(false(), *own))
        for is_debit in (True, False)
    ]
    moved = union_all(*halves).subquery("moved")
    found = select(moved.c.id, moved.c.contract_id, func.sum(moved.c.signed)).group_by(moved.c.id, moved.c.contract_id)
    sign = 1 if SIDES[kind] is Side.DEBIT else -1
    return {contract: (number, money * sign) for number, contract, money in session.execute(found)}


def trial_balance(
    session: Session, *, district_id: int | None = None, districts: Sequence[int] | None = None
) -> TrialBalance:
    """Give every account that was used, with what moved on it; of one district, of some, or of all."""
    moved = moved_sums()
    wanted = select(Account, moved.c.debits, moved.c.credits).join(moved, moved.c.account_id == Account.id)
    if district_id is not None:
        wanted = wanted.where(Account.district_id == district_id)
    if districts is not None:
        wanted = wanted.where(Account.district_id.in_(districts))
    rows = session.execute(wanted.order_by(Account.district_id, Account.kind, Account.id))
    return TrialBalance(tuple(TrialRow(account, debits, credits_) for account, debits, credits_ in rows))


def kept_on(account_id: SQLColumnExpression[int]) -> tuple[ColumnElement[Money], ColumnElement[Money]]:
    """Give what came to a guarded account of the statement around, and what went; nothing, where nobody opened it."""
    came, went = (
        select(func.coalesce(func.sum(side), literal(ZERO, MoneyType())))
        .where(AccountBalance.account_id == account_id)
        .scalar_subquery()
        for side in (AccountBalance.credits, AccountBalance.debits)
    )
    return came, went


def kept_sums() -> Subquery:
    """Give the kept balance of every guarded account: both sides, summed over its cells."""
    kept = AccountBalance
    sums = func.sum(kept.debits).label("debits"), func.sum(kept.credits).label("credits")
    return select(kept.account_id, *sums).group_by(kept.account_id).subquery("kept")


def moved_sums(*rules: ColumnElement[bool]) -> Subquery:
    """Sum the transfers themselves by account, those of some journals only: what kept balances are compared with."""
    added, nothing = func.sum(Transfer.amount), literal(ZERO, MoneyType())
    debited, credited = Transfer.debit_account_id, Transfer.credit_account_id
    columns = (debited.label("account_id"), added.label("debits"), nothing.label("credits"))
    parts = [select(*columns).group_by(debited), select(credited, nothing, added).group_by(credited)]
    if rules:
        parts = [part.join(Journal, Journal.id == Transfer.journal_id).where(*rules) for part in parts]
    both = union_all(*parts).subquery("both")
    return (
        select(both.c.account_id, func.sum(both.c.debits).label("debits"), func.sum(both.c.credits).label("credits"))
        .group_by(both.c.account_id)
        .subquery("moved")
    )


def _sums(kind: AccountKind) -> Select[Any, Any]:
    """Sum both sides of accounts of a kind: kept for guarded ones, added up for the others."""
    if kind in GUARDED:
        kept = select(
            func.sum(AccountBalance.debits).label("debits"), func.sum(AccountBalance.credits).label("credits")
        )
        joined = kept.select_from(Account).join(AccountBalance, AccountBalance.account_id == Account.id)
    else:
        is_debit, is_credit = Transfer.debit_account_id == Account.id, Transfer.credit_account_id == Account.id
        amount = Transfer.amount
        added = select(
            func.sum(case((is_debit, amount))).label("debits"), func.sum(case((is_credit, amount))).label("credits")
        )
        joined = added.select_from(Account).join(Transfer, is_debit | is_credit)
    return joined.where(Account.kind == kind.value)


def _on_its_side(kind: AccountKind, row: Row[Any, Any]) -> Money:
    difference = (row.debits or ZERO) - (row.credits or ZERO)
    return difference if SIDES[kind] is Side.DEBIT else -difference
