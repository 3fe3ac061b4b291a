"""Before the last month the company is asked whether it goes on: same people, same terms, the tariff of then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import audit, clock, coverage, places, pledges, tariffs
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.money import Money
from srikandi.places import District
from srikandi.pledges import Hold, HoldStatus, Pledge, PledgeStatus, Share, Terms, renewals, shares
from srikandi.pledges.renewals import RenewalOffer
from srikandi.programme.promises.sliding import first_month_in_time
from srikandi.programme.promises.telling import Ways, write_renewal
from srikandi.programme.refusals import NobodyToRenew, NotYetToRenew
from srikandi.residents import Resident, ResidentStatus, usable

RENEWABLE = (PledgeStatus.RUNNING, PledgeStatus.COMPLETED)
DEAD = (PledgeStatus.REFUSED, PledgeStatus.CANCELLED, PledgeStatus.EXPIRED)
STAYING = (ResidentStatus.COVERED, ResidentStatus.HELD)
LAST_MOMENT = time(23, 59, 59)


@dataclass(frozen=True)
class RenewalRow:
    """A promise that comes to its end: until when, how many would go on, at what price, and what was answered."""

    pledge: Pledge
    last_month: Month
    lives: int
    tariff: Money
    declined_at: datetime | None
    renewed_by: Pledge | None

    @property
    def total(self) -> Money:
        """What going on costs in all, at the tariff of the first month."""
        return self.tariff * (self.lives * self.pledge.months)

    @property
    def is_open(self) -> bool:
        """Does the company still have to answer?"""
        return self.renewed_by is None and self.declined_at is None


def offer_renewals(session: Session, *, ways: Ways) -> int:
    """Ask every company whose promise comes to its end, once; say how many were asked."""
    return sum(_offer(session, one, ways=ways) for one in places.districts(session))


def renewals_for(session: Session, company_id: int) -> list[RenewalRow]:
    """List the promises of a company it was asked to renew, the newest first."""
    asked = select(RenewalOffer, Pledge).join(Pledge, Pledge.id == RenewalOffer.pledge_id)
    rows = session.execute(asked.where(Pledge.company_id == company_id).order_by(Pledge.id.desc())).all()
    ids = [pledge.id for _, pledge in rows]
    last, renewed = coverage.last_months(session, ids), renewals.renewals_of(session, ids)
    return [
        RenewalRow(
            pledge=pledge,
            last_month=last[pledge.id],
            lives=len(_people(session, pledge)),
            tariff=tariffs.amount(session, pledge.tariff_basis, month=last[pledge.id] + 1),
            declined_at=offer.declined_at,
            renewed_by=_living(renewed.get(pledge.id)),
        )
        for offer, pledge in rows
        if pledge.id in last
    ]


def renew(session: Session, pledge: Pledge, *, by: Actor) -> Pledge:
    """Promise again for the people of a promise that comes to its end; the same click again gives the same promise.

    Seats keep their order, terms stay, each share takes its part of the tariff of then; the district approves it like
    any other. Raises: pledges.PledgeUnknown, NotYetToRenew, NobodyToRenew, and what an offer refuses.
    """
    if pledge.company_id != by.organisation_id:
        raise pledges.PledgeUnknown
    district = pledges.take_turn(session, pledge.district_id)
    pledges.lock_pools(session, [pledge.pool_id])
    pledge = pledges.locked(session, pledge.id)
    known = _living(renewals.renewals_of(session, [pledge.id]).get(pledge.id))
    if known is not None:
        return known
    last = coverage.last_months(session, [pledge.id]).get(pledge.id)
    if last is None or pledge.status not in RENEWABLE or session.get(RenewalOffer, pledge.id) is None:
        raise NotYetToRenew
    people = _people(session, pledge)
    if not people:
        raise NobodyToRenew
    start = max(last + 1, first_month_in_time(session, district, on=clock.today(district.zone)))
    terms = _terms(session, pledge, start=start, lives=len(people))
    until = _deadline(session, district, start=start)
    return pledges.offer_renewal(session, pledge, terms, people, until=until, by=by)


def decline(session: Session, pledge: Pledge, *, reason: str, by: Actor) -> RenewalOffer:
    """Write down that the company does not go on, and why if it says so. Raises: PledgeUnknown, NotYetToRenew."""
    if pledge.company_id != by.organisation_id:
        raise pledges.PledgeUnknown
    offer = _held_offer(session, pledge)
    if offer is None or _living(renewals.renewals_of(session, [pledge.id]).get(pledge.id)) is not None:
        raise NotYetToRenew
    if offer.declined_at is None:
        offer.declined_at, offer.declined_by, offer.reason = clock.now(), by.user_id, reason.strip() or None
        session.flush()
        audit.record(session, "pledge:decline_renewal", pledge, by=by, reason=offer.reason)
    return offer


def _held_offer(session: Session, pledge: Pledge) -> RenewalOffer | None:
    """Give what a company was asked, as it stands now; whoever renews or declines at the same moment waits."""
    pledges.locked(session, pledge.id)
    return session.get(RenewalOffer, pledge.id, populate_existing=True)


def _offer(session: Session, district: District, *, ways: Ways) -> int:
    today = clock.today(district.zone)
    ending = _ending(session, district, on=today)
    for pledge, last in ending:
        session.add(RenewalOffer(pledge_id=pledge.id))
        write_renewal(session, pledge, last_day=last.last_day, ways=ways)
    session.flush()
    return len(ending)


def _ending(session: Session, district: District, *, on: date) -> list[tuple[Pledge, Month]]:
    """List the promises whose last month ends within the district's number of days and that nobody was asked about."""
    days = timedelta(days=places.setting(session, district.id, "renewal_days", on=on))
    asked_before = select(RenewalOffer.pledge_id).where(RenewalOffer.pledge_id == Pledge.id).exists()
    asked = select(Pledge).where(Pledge.district_id == district.id, Pledge.status.in_(RENEWABLE), ~asked_before)
    known = {pledge.id: pledge for pledge in session.scalars(asked.order_by(Pledge.id))}
    last = coverage.last_months(session, list(known))
    return [(known[key], month) for key, month in last.items() if month.last_day - days <= on <= month.last_day]


def _people(session: Session, pledge: Pledge) -> list[tuple[int, int]]:
    """List who sits in a promise and may stay, in the order of seats, with the place in the pool."""
    sitting = coverage.sitting(session, pledge.id)
    asked = (
        select(Hold.resident_id, Hold.place)
        .join(Resident, Resident.id == Hold.resident_id)
        .where(Hold.pledge_id == pledge.id, Hold.status == HoldStatus.KEPT, Resident.status.in_(STAYING))
        .where(usable())
    )
    staying = {row.resident_id: row.place for row in session.execute(asked)}
    return [(who, staying[who]) for who in sitting if who in staying]


def _terms(session: Session, pledge: Pledge, *, start: Month, lives: int) -> Terms:
    price = tariffs.amount(session, pledge.tariff_basis, month=start)
    payers = pledges.payers_of(session, pledge.id)
    parts = shares.proportional(price, {payer.organisation_id: payer.share_in(start) for payer in payers})
    return Terms(
        pool_id=pledge.pool_id,
        lives=lives,
        months=pledge.months,
        start_month=start,
        tariff_basis=pledge.tariff_basis,
        frequency=pledge.frequency,
        succession_rule=pledge.succession_rule,
        villages=tuple(pledge.villages),
        shares=tuple(Share(who, amount) for who, amount in parts.items()),
        form_key=f"renewal:{pledge.id}:{renewals.count_renewals(session, pledge.id)}",
    )


def _deadline(session: Session, district: District, *, start: Month) -> datetime:
    """The people wait for nobody else, so there is time until the file of the first month is due."""
    due = coverage.due_on(session, district.id, start)
    file_due = datetime.combine(due, LAST_MOMENT, ZoneInfo(district.zone)).astimezone(UTC)
    return max(file_due, pledges.deadline(session, district, after=clock.now()))


def _living(pledge: Pledge | None) -> Pledge | None:
    return None if pledge is None or pledge.status in DEAD else pledge
