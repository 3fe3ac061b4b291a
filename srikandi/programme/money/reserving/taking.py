"""What a card takes back is taken from the payer's reserve before it is anybody's loss."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import Session

from srikandi import ledger
from srikandi.arrears import ArrearsMonth, ArrearsStatus
from srikandi.arrears.paying import ArrearsLine, release_arrears
from srikandi.audit import Actor
from srikandi.ledger import Arrow
from srikandi.money import ZERO, Money
from srikandi.pledges import ArrearsReserve, Pledge
from srikandi.programme.money.reserving.filling import RELEASE, RESERVE, payer_key, post_move, reserve_key


def take_back(session: Session, pledge: Pledge, organisation_id: int, *, worth: Money, by: Actor) -> None:
    """Make a payer's reserve its credit again as far as needed, and before that its months that are in no file yet.

    The pledge is held already. Families whose money is taken back owe again.
    """
    own = ArrearsReserve.pledge_id == pledge.id, ArrearsReserve.organisation_id == organisation_id
    reserve = session.scalars(select(ArrearsReserve).where(*own)).one_or_none()
    if reserve is None or worth <= ZERO:
        return
    key = reserve_key(pledge, organisation_id)
    if ledger.balance(session, key) < worth:
        release_arrears(session, _unsent(pledge, organisation_id), by=by)
    amount = min(ledger.balance(session, key), worth)
    if amount > ZERO:
        reserve.moves += 1
        arrow = Arrow(key, payer_key(pledge, organisation_id), amount)
        post_move(session, pledge, f"{RESERVE}:{reserve.id}:{reserve.moves}", RELEASE, arrow, by=by)


def _unsent(pledge: Pledge, organisation_id: int) -> ColumnElement[bool]:
    paid = exists().where(
        ArrearsLine.resident_id == ArrearsMonth.resident_id,
        ArrearsLine.month == ArrearsMonth.month,
        ArrearsLine.organisation_id == organisation_id,
    )
    funded = ArrearsMonth.pledge_id == pledge.id, ArrearsMonth.status == ArrearsStatus.FUNDED
    return and_(*funded, paid.correlate(ArrearsMonth))
