"""What `ledger verify` asks of card money: what the book says is disputed or on its way is what the papers say."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from srikandi import ledger, places
from srikandi.i18n import N_
from srikandi.ledger import AccountKind, Finding, register_check
from srikandi.money import ZERO, Money, total
from srikandi.payments.cards import Dispute, DisputeStatus, Payout, PayoutStatus

DISPUTES = "open disputes"
PAYOUTS = "payouts on the way"


def check_disputes(session: Session) -> Iterator[Finding]:
    """Find districts where the provider owes another sum than their open disputes took."""
    asked = select(Dispute.district_id, func.sum(Dispute.amount)).where(Dispute.status == DisputeStatus.OPEN)
    taken: dict[int, Money] = {row[0]: row[1] for row in session.execute(asked.group_by(Dispute.district_id))}
    for district in places.districts(session):
        expected, found = taken.get(district.id, ZERO), _stands(session, AccountKind.CHARGEBACK_RECEIVABLE, district.id)
        if expected != found:
            message = f"{expected} is in open disputes, the book says {found}"
            yield Finding(DISPUTES, f"district/{district.id}", message)


def check_payouts(session: Session) -> Iterator[Finding]:
    """Find money on its way to the bank that is not the sum of the payouts on their way.

    One payout may be of several districts, so all are added. What a bank sent back after it had it waits for a person,
    and may or may not have been booked by then.
    """
    kind = AccountKind.PAYOUTS_IN_TRANSIT
    found = total([ZERO, *(_stands(session, kind, district.id) for district in places.districts(session))])
    going = _sum(session, Payout.status == PayoutStatus.ON_THE_WAY)
    back = _sum(session, (Payout.status == PayoutStatus.FAILED) & Payout.line_id.is_not(None))
    if not going - back <= found <= going:
        yield Finding(PAYOUTS, kind.value, f"{going} is on its way, the book says {found}")
    kind = AccountKind.BETWEEN_DISTRICTS
    owed = [_stands(session, kind, district.id) for district in places.districts(session)]
    if total([ZERO, *owed]) != ZERO:
        yield Finding(PAYOUTS, kind.value, f"districts owe each other {total(owed)} more than nothing")


def _stands(session: Session, kind: AccountKind, district_id: int) -> Money:
    return total([ZERO, *ledger.balances(session, kind=kind, district_id=district_id).values()])


def _sum(session: Session, condition: ColumnElement[bool]) -> Money:
    return session.scalar(select(func.sum(Payout.amount)).where(condition)) or ZERO


register_check(
    DISPUTES, check_disputes, says=N_("Uang yang diambil penyedia kartu sama dengan sengketa yang masih terbuka.")
)
register_check(
    PAYOUTS, check_payouts, says=N_("Uang kartu dalam perjalanan sama dengan pencairan yang belum sampai di bank.")
)
