"""Money that has to leave a promise is looked for where nobody has used it yet.

First the payer's credit, then the latest life-months that are in no file, then its reserve. Months that lose their
money keep their people and wait for other money; what BPJS Kesehatan has been told is never touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import coverage, ledger, pledges
from srikandi.audit import Actor
from srikandi.database import in_parts
from srikandi.ledger import AccountKind
from srikandi.money import ZERO, Money
from srikandi.pledges import Payer, Pledge
from srikandi.programme.money.funding import funds_key
from srikandi.programme.money.moving import unfund_months
from srikandi.programme.money.reserving import take_back


@dataclass(frozen=True)
class Freeable:
    """What could leave a payer's promise of what is wanted of it."""

    payer: Payer
    wanted: Money
    amount: Money
    """The reserve counts as far as it is unspent."""
    months: int
    """How many life-months would wait for other money."""

    @property
    def is_enough(self) -> bool:
        """Could all of it leave?"""
        return self.amount >= self.wanted


def freeable(session: Session, wanted: Mapping[int, Money]) -> list[Freeable]:
    """Say what `free` would find of these payers' money (payer -> sum), without moving it; in few questions."""
    payers = {one.id: one for one in _payers(session, wanted)}
    contracts = {one.pledge_id for one in payers.values()}
    funds = ledger.balances(session, kind=AccountKind.PAYER_FUNDS, contract_ids=contracts)
    held = ledger.balances(session, kind=AccountKind.ARREARS_RESERVE, contract_ids=contracts)
    credit = {one.id: funds.get((one.organisation_id, one.pledge_id), ZERO) for one in payers.values()}
    short = {who: (payers[who].pledge_id, wanted[who] - credit[who]) for who in payers if wanted[who] > credit[who]}
    unused = coverage.unused_worth(session, short) if short else {}
    found = []
    for who, payer in sorted(payers.items()):
        worth, months = unused.get(who, (ZERO, 0))
        reserve = held.get((payer.organisation_id, payer.pledge_id), ZERO)
        found.append(Freeable(payer, wanted[who], credit[who] + worth + reserve, months))
    return found


def months_of(found: Iterable[Freeable]) -> int:
    """Say how many life-months would wait: those of one promise lose the money of all its payers together."""
    most: dict[int, int] = {}
    for one in found:
        most[one.payer.pledge_id] = max(most.get(one.payer.pledge_id, 0), one.months)
    return sum(most.values())


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


def _payers(session: Session, ids: Iterable[int]) -> Iterable[Payer]:
    for part in in_parts(sorted(ids)):
        yield from session.scalars(select(Payer).where(Payer.id.in_(part)))
