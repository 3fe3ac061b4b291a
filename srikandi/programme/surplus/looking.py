"""How much credit a payer has that nothing waits for, and what it could become."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import coverage, ledger, pledges, tariffs
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.coverage import WaitingMonth
from srikandi.ledger import AccountKind
from srikandi.money import ZERO, Money, total
from srikandi.pledges import PayerRow, Pledge, PledgeStatus
from srikandi.pledges.credits import CreditChoice, open_choices

EXTENDABLE = (PledgeStatus.APPROVED, PledgeStatus.AGREED, PledgeStatus.RUNNING)
LONGEST = 60
"""Months a promise may have."""


@dataclass(frozen=True)
class Surplus:
    """A payer's credit in a pledge beyond what its waiting life-months need."""

    pledge: Pledge
    payer: PayerRow
    credit: Money
    free: Money
    choice: CreditChoice | None

    @property
    def has_ended(self) -> bool:
        """Is the promise over, so that this credit waits for nothing but its owner?"""
        return self.pledge.ended_at is not None

    @property
    def is_undecided(self) -> bool:
        """Has its owner still to choose?"""
        return self.free > ZERO and self.choice is None


@dataclass(frozen=True)
class Extension:
    """Further months for the same people that the free credit of all payers pays."""

    after: Month
    lives: int
    prices: dict[Month, Money]

    @property
    def cost(self) -> Money:
        """What they cost all payers together."""
        return total([price * self.lives for price in self.prices.values()])


def surpluses(session: Session, *, viewer: Actor, organisation_id: int | None = None) -> list[Surplus]:
    """List free credit in the pledges this viewer may see, of one organisation or all, the oldest pledge first."""
    seen = session.scalars(pledges.visible_to(viewer).order_by(Pledge.id))
    return _surpluses(session, {pledge.id: pledge for pledge in seen}, organisation_id)


def surplus_of(session: Session, payer: pledges.Payer) -> Surplus:
    """Give one payer's credit, free or not."""
    pledge = session.get_one(Pledge, payer.pledge_id)
    rows = pledges.payers_of(session, pledge.id)
    row = next(one for one in rows if one.id == payer.id)
    waiting = coverage.waiting_months(session, [pledge.id])[pledge.id]
    choice = open_choices(session, payer_ids=[payer.id]).get(payer.id)
    credit = ledger.balances(session, kind=AccountKind.PAYER_FUNDS, contract_id=pledge.id)
    return _surplus(pledge, row, credit.get((row.organisation_id, pledge.id), ZERO), waiting, choice)


def extension_for(session: Session, pledge: Pledge, *, months: int) -> Extension | None:
    """Give so many further months if the free credit of every payer pays them for everybody; nothing if not."""
    last = coverage.last_months(session, [pledge.id]).get(pledge.id)
    is_open = pledge.status in EXTENDABLE and pledge.ended_at is None
    if last is None or not is_open or months < 1 or pledge.months + months > LONGEST:
        return None
    further = (last + 1).following(months)
    found = Extension(
        last,
        coverage.count_seated(session, pledge.id, last),
        tariffs.amounts(session, pledge.tariff_basis, months=further),
    )
    return found if found.lives and _suffices(session, pledge, found) else None


def most_months(session: Session, pledge: Pledge, *, up_to: int = 12) -> int:
    """Say by how many months a pledge could be extended from free credit."""
    most = 0
    while most < up_to and extension_for(session, pledge, months=most + 1) is not None:
        most += 1
    return most


def targets_for(session: Session, pledge: Pledge, organisation_id: int) -> list[Pledge]:
    """List the other pledges this organisation pays for in the same district that still take money."""
    own = select(pledges.Payer.pledge_id).where(pledges.Payer.organisation_id == organisation_id)
    others = Pledge.id.in_(own), Pledge.id != pledge.id, Pledge.district_id == pledge.district_id
    asked = select(Pledge).where(*others, Pledge.status.in_(EXTENDABLE), Pledge.ended_at.is_(None))
    return list(session.scalars(asked.order_by(Pledge.id)))


def _suffices(session: Session, pledge: Pledge, wanted: Extension) -> bool:
    rows = _surpluses(session, {pledge.id: pledge}, None, with_empty=True)
    shares = {
        one.payer.id: total([one.payer.share_in(month) * wanted.lives for month in wanted.prices]) for one in rows
    }
    fits = all(total([one.payer.share_in(month) for one in rows]) == price for month, price in wanted.prices.items())
    return fits and all(one.free >= shares[one.payer.id] for one in rows)


def _surpluses(
    session: Session, known: dict[int, Pledge], organisation_id: int | None, *, with_empty: bool = False
) -> list[Surplus]:
    ids: Collection[int] = list(known)
    credit = ledger.balances(session, kind=AccountKind.PAYER_FUNDS, party_id=organisation_id)
    rows = [
        row
        for row in pledges.payers_of_all(session, list(ids))
        if organisation_id in (None, row.organisation_id)
        and (with_empty or credit.get((row.organisation_id, row.pledge_id), ZERO) > ZERO)
    ]
    waiting = coverage.waiting_months(session, {row.pledge_id for row in rows})
    choices = open_choices(session, payer_ids=[row.id for row in rows])
    found = [
        _surplus(
            known[row.pledge_id],
            row,
            credit.get((row.organisation_id, row.pledge_id), ZERO),
            waiting[row.pledge_id],
            choices.get(row.id),
        )
        for row in rows
    ]
    return [one for one in found if with_empty or one.free > ZERO or one.choice is not None]


def _surplus(
    pledge: Pledge, row: PayerRow, credit: Money, waiting: list[WaitingMonth], choice: CreditChoice | None
) -> Surplus:
    """Free is what is left when everything that still waits were paid; before its approval a pledge needs it all."""
    if pledge.ended_at is not None:
        return Surplus(pledge, row, credit, credit, choice)
    if pledge.status not in EXTENDABLE:
        needed = row.total
    else:
        needed = total([row.share_in(one.month) * one.count for one in waiting])
    return Surplus(pledge, row, credit, max(credit - needed, ZERO), choice)
