"""A company promises the arrears of so many families: they are reserved for it until the deadline."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import audit, clock, organisations, pools
from srikandi.arrears import paying
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.money import ZERO, Money
from srikandi.places import District
from srikandi.pledges.holds import lock_pools
from srikandi.pledges.joining import may_pay_arrears
from srikandi.pledges.models import Frequency, Pledge, SuccessionRule
from srikandi.pledges.offers import (
    Due,
    PayerQuote,
    Quote,
    Share,
    Terms,
    check_room,
    content_hash,
    known_offer,
    take_turn,
    write_payers,
    write_pledge,
)
from srikandi.pledges.owing.ordering import ArrearsQuote, quote_arrears
from srikandi.pledges.owing.refusals import FamiliesMoved, FamiliesTaken
from srikandi.pledges.refusals import PoolNotOpen
from srikandi.pledges.reserves import ArrearsReserve, BudgetMayNot
from srikandi.pledges.shares import Steps
from srikandi.pools import PoolStatus
from srikandi.tariffs import Basis


@dataclass(frozen=True)
class ArrearsTerms:
    """What the form says: the first so many families of a pool, for the sum that was shown."""

    pool_id: int
    families: int
    seen: Money
    form_key: str


def offer_arrears(session: Session, terms: ArrearsTerms, *, by: Actor) -> Pledge:
    """Reserve what the next families owe for a promise until its deadline; the same form again gives the same pledge.

    It has no lives and no months, one payer, one instalment, and a reserve of the whole sum.
    Raises: FormUsedBefore, PoolNotOpen, TooManyOpen, BudgetMayNot, NoFamilies, TooFewFamilies, FamiliesMoved,
    FamiliesTaken, and what `organisations.check_may_pledge` refuses.
    """
    pool = session.get(pools.Pool, terms.pool_id)
    if pool is None or pool.status is not PoolStatus.OPEN:
        raise PoolNotOpen(field="pool_id")
    own = organisations.spoken_for(session, by, district_id=pool.district_id)
    district = take_turn(session, pool.district_id)
    lock_pools(session, [pool.id])
    today = clock.today(district.zone)
    written = _written(terms, own, start_month=Month.of(today))
    known = known_offer(session, written, company_id=own)
    if known is not None:
        return known
    organisations.check_may_pledge(session, own, on=today)
    check_room(session, own, district=district)
    if not may_pay_arrears(session, own, district_id=district.id):
        raise BudgetMayNot(field="families")
    found = quote_arrears(session, pool.id, families=terms.families)
    if found.amount != terms.seen:
        raise FamiliesMoved(field="families", amount=found.amount)
    with session.begin_nested():
        return _write(session, written, found, district=district, by=replace(by, organisation_id=own))


def offered_as(session: Session, company_id: int, form_key: str) -> int | None:
    """Give the promise a form with this key has made already."""
    same = Pledge.company_id == company_id, Pledge.form_key == form_key
    return session.scalar(select(Pledge.id).where(*same)) if form_key else None


def _write(session: Session, terms: Terms, found: ArrearsQuote, *, district: District, by: Actor) -> Pledge:
    pledge = write_pledge(session, terms, district=district, until=None, by=by)
    paying.plan(session, pledge.id, found.households, limit=found.amount)
    _check_taken(session, pledge, found)
    session.add(
        ArrearsReserve(
            pledge_id=pledge.id, organisation_id=pledge.company_id, target=found.amount, moves=0, set_by=by.user_id
        )
    )
    write_payers(session, pledge, _costs(pledge, found.amount))
    pledge.content_hash = content_hash(session, pledge)
    session.flush()
    audit.record(session, "pledge:offer", pledge, by=by, families=found.families, amount=found.amount.rupiah)
    return pledge


def _check_taken(session: Session, pledge: Pledge, found: ArrearsQuote) -> None:
    """Refuse a promise of families somebody else, from another pool, has begun to pay. Raises: FamiliesTaken."""
    if paying.promised_arrears(session, [pledge.id])[pledge.id].amount != found.amount:
        raise FamiliesTaken(field="families")


def _costs(pledge: Pledge, amount: Money) -> Quote:
    """One sum, by the day the reservation ends; it buys no life-month."""
    due = Due(1, pledge.hold_until.date(), amount, 0)
    payer = PayerQuote(pledge.company_id, ZERO, amount, (due,), Steps(ZERO))
    return Quote(tariff=ZERO, per_month=ZERO, total=amount, payers=(payer,))


def _written(terms: ArrearsTerms, own: int, *, start_month: Month) -> Terms:
    return Terms(
        pool_id=terms.pool_id,
        lives=0,
        months=0,
        start_month=start_month,
        tariff_basis=Basis.PARTICIPANT,
        frequency=Frequency.ONCE,
        succession_rule=SuccessionRule.RETURN,
        villages=(),
        shares=(Share(own, ZERO),),
        form_key=terms.form_key,
        arrears=(terms.families, terms.seen),
    )
