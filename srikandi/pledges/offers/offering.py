"""How a company's promise becomes rows: people held, payers with their references, instalments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from srikandi import audit, clock, organisations, places, pools
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.errors import NotAllowed, Refusal
from srikandi.organisations import Organisation
from srikandi.places import District
from srikandi.pledges import sharing
from srikandi.pledges.models import Hold, HoldStatus, Pledge, PledgeStatus, SpreadPlace, UrgentQuota
from srikandi.pledges.offers.content import content_hash
from srikandi.pledges.offers.paying import write_payers
from srikandi.pledges.offers.quoting import quote
from srikandi.pledges.offers.terms import Share, Terms
from srikandi.pledges.refusals import (
    FormUsedBefore,
    PayerMayNot,
    PayerNotAccepted,
    PoolNotOpen,
    StartsTooEarly,
    TooManyOpen,
)
from srikandi.pledges.sharing import ShareProposal

LAST_MOMENT = time(23, 59, 59)
ANSWER_DAYS = 7


def offer(session: Session, terms: Terms, *, until: datetime | None = None, by: Actor) -> Pledge:
    """Hold people for a promise until its deadline; the same form again gives the same pledge.

    Offers of a district take turns, so numbers have no gaps and a form sent fifty times makes one pledge. Who pays
    alone is its payer at once; others who are named are asked, and nobody is a payer before all have said yes.
    Raises: FormUsedBefore, PoolNotOpen, StartsTooEarly, PayerNotAccepted, SharesDoNotAddUp, pools.NotEnoughPeople,
    TooManyOpen, pools.SpreadNotSeen, pools.SpreadMoved, and what `organisations.check_may_pledge` refuses.
    """
    company_id = _company_of(by)
    pool = session.get(pools.Pool, terms.pool_id)
    if pool is None:
        raise PoolNotOpen(field="pool_id")
    district = take_turn(session, pool.district_id)
    known = known_offer(session, terms, company_id=company_id)
    if known is not None:
        return known
    today = clock.today(district.zone)
    organisations.check_may_pledge(session, company_id, on=today)
    check_room(session, company_id, district=district)
    if terms.start_month < Month.of(today):
        raise StartsTooEarly(field="start_month", earliest=Month.of(today))
    check_payers(session, terms.shares, company_id=company_id, district=district)
    costs = quote(session, terms, district_id=district.id, on=today)
    members = _take(session, terms)
    pledge = write_pledge(session, terms, district=district, until=until, by=by)
    _write_holds(session, pledge, members)
    if len(terms.shares) == 1:
        write_payers(session, pledge, costs)
    else:
        ask_for_shares(session, pledge, terms.shares, by=by)
    pledge.content_hash = content_hash(session, pledge)
    session.flush()
    audit.record(session, "pledge:offer", pledge, by=by, lives=pledge.lives, months=pledge.months)
    return pledge


def check_room(session: Session, company_id: int, *, district: District) -> None:
    """Refuse a company that holds as many unsigned promises as it may; the district's row is held. Raises: TooManyOpen.

    Promises that are not signed keep people from others without a rupiah (hoarding).
    """
    most = places.setting(session, district.id, "open_offers", on=clock.today(district.zone))
    unsigned = Pledge.status.in_((PledgeStatus.OFFERED, PledgeStatus.APPROVED))
    own = Pledge.company_id == company_id, Pledge.district_id == district.id, unsigned
    if (session.scalar(select(func.count(Pledge.id)).where(*own)) or 0) >= most:
        raise TooManyOpen(most=most)


def _take(session: Session, terms: Terms) -> list[pools.PoolMember]:
    if terms.spread is None:
        return pools.take(session, terms.pool_id, lives=terms.held, villages=terms.villages)
    return pools.take_spread(session, terms.pool_id, lives=terms.held, seen=terms.spread)


def deadline(session: Session, district: District, *, after: datetime) -> datetime:
    """Give the last second of the district's day on which a hold that starts or is extended now ends."""
    day = after.astimezone(ZoneInfo(district.zone)).date()
    days = places.setting(session, district.id, "hold_days", on=day)
    return datetime.combine(day + timedelta(days=days), LAST_MOMENT, ZoneInfo(district.zone)).astimezone(UTC)


def _company_of(by: Actor) -> int:
    if by.organisation_id is None:
        raise NotAllowed
    return by.organisation_id


def take_turn(session: Session, district_id: int) -> District:
    """Hold the district's row; NO KEY UPDATE, so that rows that merely point at the district aren't kept waiting."""
    asked = select(District).where(District.id == district_id).with_for_update(key_share=True)
    return session.execute(asked.execution_options(populate_existing=True)).scalar_one()


def known_offer(session: Session, terms: Terms, *, company_id: int) -> Pledge | None:
    """Give what the same form has made already. Raises: FormUsedBefore."""
    same_key = select(Pledge).where(Pledge.company_id == company_id, Pledge.form_key == terms.form_key)
    known = session.scalar(same_key)
    if known is not None and known.form_hash != terms.form_hash:
        raise FormUsedBefore
    return known


def check_payers(session: Session, shares: Sequence[Share], *, company_id: int, district: District) -> None:
    """Refuse payers that are not the promising company itself, or others of the district that may pledge.

    Raises: PayerNotAccepted.
    """
    named = [share.organisation_id for share in shares]
    if company_id not in named or len(set(named)) != len(named):
        raise PayerNotAccepted(field="shares")
    today = clock.today(district.zone)
    for organisation_id in set(named) - {company_id}:
        organisation = session.get(Organisation, organisation_id)
        if organisation is None or organisation.district_id != district.id:
            raise PayerNotAccepted(field="shares")
        try:
            organisations.check_may_pledge(session, organisation_id, on=today)
        except Refusal as refused:
            raise PayerMayNot(name=organisation.name, field="shares") from refused


def ask_for_shares(
    session: Session, pledge: Pledge, shares: Sequence[Share], *, reason: str = "", by: Actor
) -> ShareProposal:
    """Ask everybody named for their share; an answer comes within a week, and before the hold ends."""
    district = session.get_one(District, pledge.district_id)
    day = clock.now().astimezone(ZoneInfo(district.zone)).date() + timedelta(days=ANSWER_DAYS)
    until = min(datetime.combine(day, LAST_MOMENT, ZoneInfo(district.zone)).astimezone(UTC), pledge.hold_until)
    pairs = [(share.organisation_id, share.amount) for share in shares]
    return sharing.propose(session, pledge, pairs, until=until, reason=reason, by=by)


def write_pledge(session: Session, terms: Terms, *, district: District, until: datetime | None, by: Actor) -> Pledge:
    """Give the row of an offer, numbered; whose district's turn it is holds its row."""
    at = clock.now()
    pledge = Pledge(
        district_id=district.id,
        number=_next_number(session, district, at=at),
        form_key=terms.form_key,
        form_hash=terms.form_hash,
        pool_id=terms.pool_id,
        company_id=by.organisation_id,
        status=PledgeStatus.OFFERED,
        lives=terms.lives,
        months=terms.months,
        start_month=terms.start_month,
        tariff_basis=terms.tariff_basis,
        frequency=terms.frequency,
        succession_rule=terms.succession_rule,
        villages=list(terms.villages),
        offered_by=by.user_id,
        offered_at=at,
        hold_until=until or deadline(session, district, after=at),
        extensions=0,
        content_hash="",
    )
    session.add(pledge)
    session.flush()
    _write_places(session, pledge, terms)
    return pledge


def _write_places(session: Session, pledge: Pledge, terms: Terms) -> None:
    """Write down what is kept free, and what each kecamatan gets."""
    if terms.urgent:
        until = terms.urgent_until_on
        session.add(UrgentQuota(pledge_id=pledge.id, lives=terms.urgent, made_at=pledge.offered_at, until_on=until))
    for code, lives in terms.spread or ():
        session.add(SpreadPlace(pledge_id=pledge.id, subdistrict_code=code, lives=lives))
    session.flush()


def _next_number(session: Session, district: District, *, at: datetime) -> str:
    prefix = f"KM-{at.astimezone(ZoneInfo(district.zone)).year}-"
    numbered = Pledge.district_id == district.id, Pledge.number.startswith(prefix)
    before = session.scalar(select(func.count(Pledge.id)).where(*numbered)) or 0
    return f"{prefix}{before + 1:04d}"


def _write_holds(session: Session, pledge: Pledge, members: list[pools.PoolMember]) -> None:
    shared = {"district_id": pledge.district_id, "pledge_id": pledge.id, "status": HoldStatus.HELD}
    at = pledge.offered_at
    rows = [
        {**shared, "resident_id": member.resident_id, "place": member.place, "created_at": at} for member in members
    ]
    session.execute(insert(Hold), rows)
