"""What a payment is for, every code a statement may carry, and the moment a day's money counts from."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import organisations, places, pledges
from srikandi.audit import Actor
from srikandi.clock import NOON
from srikandi.money import ZERO
from srikandi.payments import Payment, PaymentReference, Purpose, WrongPayer
from srikandi.payments.statements import Bill as ReadBill
from srikandi.places import District
from srikandi.pledges import Bill, Payer, Pledge


def purpose_of(session: Session, payer_id: int, *, viewer: Actor) -> Purpose:
    """Give what this viewer pays for: the own share, or the Pemkab's for its officers. Raises: WrongPayer."""
    payer = pledges.payer_of(session, payer_id, viewer=viewer)
    purpose = purpose_of_payer(session, payer)
    own = viewer.organisation_id or organisations.government_of(session, purpose.district_id).id
    if payer.organisation_id != own:
        raise WrongPayer
    return purpose


def purpose_of_payer(session: Session, payer: Payer) -> Purpose:
    """Give what a payer pays for."""
    pledge = session.get_one(Pledge, payer.pledge_id)
    return Purpose(pledge.district_id, pledge.id, payer.id, payer.organisation_id)


def purpose_again(payment: Payment) -> Purpose:
    """Give what a payment was for."""
    return Purpose(payment.district_id, payment.pledge_id, payment.payer_id, payment.organisation_id)


def noon(district: District, day: date) -> datetime:
    """Give the moment at which money of a day is booked: noon where the district is."""
    return _noon(district.zone, day)


@lru_cache(maxsize=512)
def _noon(zone: str, day: date) -> datetime:
    return datetime.combine(day, NOON, ZoneInfo(zone))


def day_of(session: Session, district_id: int, moment: datetime) -> date:
    """Give the day a moment lies in, where the district is."""
    return moment.astimezone(ZoneInfo(places.district_of(session, district_id).zone)).date()


def bills_for_reading(session: Session, district_id: int) -> list[ReadBill]:
    """Give every code a statement of this district may carry, with what is asked for under it.

    Those of ended pledges too: money that comes late still has an owner, and becomes credit instead of a riddle.
    """
    running = pledges.bills(session, district_id)
    known = [*running, *ended_bills(session, district_id, running=running)]
    return [ReadBill(PaymentReference.parse(one.reference), one.company, one.amount.rupiah) for one in known]


def ended_bills(session: Session, district_id: int, *, running: list[Bill]) -> list[Bill]:
    """Give the payers of the other pledges, which ask for nothing any more."""
    busy = {one.payer_id for one in running}
    asked = select(Payer, Pledge.number).join(Pledge, Pledge.id == Payer.pledge_id)
    rows = session.execute(asked.where(Pledge.district_id == district_id).order_by(Payer.id)).all()
    ended = [(payer, number) for payer, number in rows if payer.id not in busy]
    names = organisations.names(session, {payer.organisation_id for payer, _ in ended})
    return [_nothing_due(payer, number, names[payer.organisation_id]) for payer, number in ended]


def _nothing_due(payer: Payer, number: str, name: str) -> Bill:
    return Bill(
        payer_id=payer.id,
        pledge_id=payer.pledge_id,
        pledge_number=number,
        organisation_id=payer.organisation_id,
        company=name,
        reference=payer.reference,
        due_on=None,
        amount=ZERO,
        remaining=ZERO,
        held_until=None,
    )
