"""Questions to the book: what stands where."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, case, cast, func, literal, select, union_all
from sqlalchemy.orm import Session, aliased

from srikandi.ledger.chart import GUARDED, SIDES, AccountKind
from srikandi.ledger.entries import AccountKey
from srikandi.ledger.models import Account, AccountBalance, Side, Transfer
from srikandi.money import ZERO, Money


def balance(session: Session, key: AccountKey) -> Money:
    """Give what stands on an account, on its own side; an account nobody opened holds nothing."""
    sums = session.execute(_sums(key.kind).where(Account.code == key.code)).one()
    return _on_its_side(key.kind, sums.debits, sums.credits)


def balances(
    session: Session,
    *,
    kind: AccountKind,
    district_id: int | None = None,
    contract_id: int | None = None,
    party_id: int | None = None,
) -> dict[tuple[int | None, int | None], Money]:
    """Give what stands on every account of a kind, by party and contract, in one query."""
    wanted = {Account.district_id: district_id, Account.contract_id: contract_id, Account.party_id: party_id}
    owner = (Account.party_id, Account.contract_id)
    rows = session.execute(
        _sums(kind)
        .add_columns(*owner)
        .where(*(column == value for column, value in wanted.items() if value is not None))
        .group_by(*owner)
    )
    return {(row.party_id, row.contract_id): _on_its_side(kind, row.debits, row.credits) for row in rows}


def transfers_of(session: Session, journal_id: int) -> list[Transfer]:
    """Give the transfers of a journal, in the order of its arrows."""
    return list(session.scalars(select(Transfer).where(Transfer.journal_id == journal_id).order_by(Transfer.id)))


def arrows_of(session: Session, journal_id: int) -> list[tuple[str, str, Money]]:
    """Give the codes of the debited and credited accounts and the amounts of a journal, in the order of its arrows."""
    debited, credited = aliased(Account), aliased(Account)
    rows = session.execute(
        select(debited.code, credited.code, Transfer.amount)
        .join(debited, debited.id == Transfer.debit_account_id)
        .join(credited, credited.id == Transfer.credit_account_id)
        .where(Transfer.journal_id == journal_id)
        .order_by(Transfer.id)
    )
    return [(debit, credit, amount) for debit, credit, amount in rows]


def movements() -> Select[tuple[int, int, Money, Money]]:
    """Give every transfer twice, once for each account it touches: account, transfer, debit, credit."""
    nothing = cast(literal(0), BigInteger)
    debit = select(
        Transfer.debit_account_id.label("account_id"),
        Transfer.id.label("transfer_id"),
        Transfer.amount.label("debit"),
        nothing.label("credit"),
    )
    credit = select(Transfer.credit_account_id, Transfer.id, nothing, Transfer.amount)
    both = union_all(debit, credit).subquery("movement")
    return select(both)


def _sums(kind: AccountKind) -> Select[Any, Any]:
    """Sum both sides of accounts of a kind: kept for guarded ones, added up for the others."""
    if kind in GUARDED:
        kept = select(
            func.sum(AccountBalance.debits).label("debits"), func.sum(AccountBalance.credits).label("credits")
        )
        return kept.join(Account, Account.id == AccountBalance.account_id).where(Account.kind == kind.value)
    touched = (Transfer.debit_account_id == Account.id) | (Transfer.credit_account_id == Account.id)
    sides = (_sum_where(Transfer.debit_account_id == Account.id), _sum_where(Transfer.credit_account_id == Account.id))
    return (
        select(sides[0].label("debits"), sides[1].label("credits"))
        .select_from(Account)
        .join(Transfer, touched)
        .where(Account.kind == kind.value)
    )


def _sum_where(condition: ColumnElement[bool]) -> ColumnElement[Money]:
    return func.sum(case((condition, Transfer.amount)))


def _on_its_side(kind: AccountKind, debits: Money | None, credits_: Money | None) -> Money:
    difference = (debits or ZERO) - (credits_ or ZERO)
    return difference if SIDES[kind] is Side.DEBIT else -difference
