"""What a payment is for, and the moment a day's money counts from."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from srikandi import organisations, places, pledges
from srikandi.audit import Actor
from srikandi.payments import Payment, Purpose, WrongPayer
from srikandi.pledges import Payer, Pledge


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


def noon(session: Session, district_id: int, day: date) -> datetime:
    """Give the moment at which money of a day is booked: noon where the district is."""
    return datetime.combine(day, time(12), ZoneInfo(places.district_of(session, district_id).zone))


def day_of(session: Session, district_id: int, moment: datetime) -> date:
    """Give the day a moment lies in, where the district is."""
    return moment.astimezone(ZoneInfo(places.district_of(session, district_id).zone)).date()
