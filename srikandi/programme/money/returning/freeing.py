"""Money that has to leave a promise is looked for where nobody has used it yet.

First the payer's credit, then the latest life-months that are in no file, then its reserve. Months that lose their
money keep their people and wait for other money; what BPJS Kesehatan has been told is never touched.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from srikandi import coverage, ledger, pledges
from srikandi.audit import Actor
from srikandi.money import ZERO, Money
from srikandi.pledges import Payer, Pledge
from srikandi.programme.money.funding import funds_key
from srikandi.programme.money.moving import unfund_months
from srikandi.programme.money.reserving import reserve_key, take_back


@dataclass(frozen=True)
class Freeable:
    """How much of a payer's money could leave a promise, and how many life-months would wait for other money."""

    amount: Money
    months: int


def freeable(session: Session, payer: Payer, *, wanted: Money) -> Freeable:
    """Say what `free` would find of a payer's money, without moving it; the reserve counts as far as it is unspent."""
    pledge = session.get_one(Pledge, payer.pledge_id)
    credit = ledger.balance(session, funds_key(pledge, payer.organisation_id))
    worth, months = ZERO, 0
    if wanted > credit:
        rows = coverage.latest_unused(session, pledge.id, payer_id=payer.id, worth=wanted - credit)
        if rows is not None:
            worth, months = (
                coverage.sums_by_payer(session, rows).get(payer.id, ZERO),
                coverage.count_months(session, rows),
            )
    return Freeable(credit + worth + ledger.balance(session, reserve_key(pledge, payer.organisation_id)), months)


def free(session: Session, pledge: Pledge, payer: Payer, *, wanted: Money, by: Actor) -> Money:
    """Make a payer's unused money its credit as far as needed, and give what is credit then; the pledge is held."""
    ledger.lock(session, [funds_key(pledge, one.organisation_id) for one in pledges.payers_of(session, pledge.id)])
    key = funds_key(pledge, payer.organisation_id)
    missing = wanted - ledger.balance(session, key)
    if missing > ZERO:
        rows = coverage.latest_unused(session, pledge.id, payer_id=payer.id, worth=missing)
        if rows is not None:
            unfund_months(session, pledge, rows, by=by)
    take_back(session, pledge, payer.organisation_id, worth=wanted - ledger.balance(session, key), by=by)
    return ledger.balance(session, key)
