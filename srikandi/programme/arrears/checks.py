"""Does the money in months people owe agree with the book, and is every such month paid once?"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from srikandi.arrears import ArrearsMonth, ArrearsStatus
from srikandi.arrears.paying import ArrearsLine, ArrearsSettlement, SettlementStatus
from srikandi.ledger import Account, AccountKind, Finding, Transfer, kept_on
from srikandi.money import ZERO, Money

ARREARS = "arrears"
PAID = (ArrearsStatus.FUNDED, ArrearsStatus.SETTLED)


def check_arrears(session: Session) -> Iterator[Finding]:
    """Find paid months without their money, money without its months, and files booked at another sum."""
    yield from _months(session)
    yield from _accounts(session)
    yield from _files(session)


def _months(session: Session) -> Iterator[Finding]:
    journal = select(Transfer.journal_id).where(Transfer.id == ArrearsLine.transfer_id).scalar_subquery()
    same = and_(
        ArrearsLine.resident_id == ArrearsMonth.resident_id,
        ArrearsLine.month == ArrearsMonth.month,
        ArrearsMonth.funded_by == journal,
    )
    lines = func.coalesce(func.sum(ArrearsLine.amount), 0)
    rows = session.execute(
        select(ArrearsMonth.resident_id, ArrearsMonth.month, ArrearsMonth.tariff, func.sum(ArrearsLine.amount))
        .outerjoin(ArrearsLine, same)
        .where(ArrearsMonth.status.in_(PAID))
        .group_by(ArrearsMonth.resident_id, ArrearsMonth.month, ArrearsMonth.tariff)
        .having(lines != ArrearsMonth.tariff)
    )
    for who, month, tariff, found in rows:
        yield Finding(
            ARREARS, f"resident/{who}/{month}", f"the month costs {tariff}, its lines add up to {found or ZERO}"
        )


def _accounts(session: Session) -> Iterator[Finding]:
    journal = select(Transfer.journal_id).where(Transfer.id == ArrearsLine.transfer_id).scalar_subquery()
    same = and_(ArrearsLine.resident_id == ArrearsMonth.resident_id, ArrearsLine.month == ArrearsMonth.month)
    funded = (
        select(ArrearsMonth.pledge_id, ArrearsLine.organisation_id, func.sum(ArrearsLine.amount))
        .join(ArrearsLine, same)
        .where(ArrearsMonth.status == ArrearsStatus.FUNDED, ArrearsMonth.funded_by == journal)
        .group_by(ArrearsMonth.pledge_id, ArrearsLine.organisation_id)
    )
    wanted: dict[tuple[int | None, int | None], Money] = {(row[0], row[1]): row[2] for row in session.execute(funded)}
    kept = select(Account.contract_id, Account.party_id, *kept_on(Account.id)).where(
        Account.kind == AccountKind.ARREARS_COMMITTED.value
    )
    held = {(row[0], row[1]): row[2] - row[3] for row in session.execute(kept)}
    for key in sorted(wanted.keys() | held.keys(), key=str):
        months, money = wanted.get(key, ZERO), held.get(key, ZERO)
        if months != money:
            yield Finding(ARREARS, f"pledge/{key[0]}", f"months hold {months}, the book {money}")


def _files(session: Session) -> Iterator[Finding]:
    moved = select(func.sum(Transfer.amount)).where(Transfer.journal_id == ArrearsSettlement.journal_id)
    months = select(func.sum(ArrearsMonth.tariff)).where(
        ArrearsMonth.settlement_id == ArrearsSettlement.id, ArrearsMonth.status == ArrearsStatus.SETTLED
    )
    asked = select(
        ArrearsSettlement.id, ArrearsSettlement.amount, moved.scalar_subquery(), months.scalar_subquery()
    ).where(ArrearsSettlement.status == SettlementStatus.SETTLED)
    for number, amount, booked, settled in session.execute(asked):
        sums: set[Money] = {amount, booked or ZERO, settled or ZERO}
        if len(sums) > 1:
            message = f"{amount} is settled, the book has {booked}, the months {settled}"
            yield Finding(ARREARS, f"arrears_settlement/{number}", message)
