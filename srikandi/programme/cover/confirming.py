"""The branch confirms a month by its document: everybody who was active and whose month is funded stays active."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from srikandi import audit, coverage, pledges
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.places import District
from srikandi.programme.certificates import certify
from srikandi.programme.cover.registering import SIGNED
from srikandi.programme.finishing import finish
from srikandi.programme.money import book_premium
from srikandi.programme.refusals import NothingToConfirm


@dataclass(frozen=True)
class MonthConfirmed:
    """What one document of the branch confirmed."""

    month: Month
    life_months: int
    pledges: int


def confirm_month(
    session: Session, district_id: int, *, month: Month, document_number: str, by: Actor
) -> MonthConfirmed:
    """Make the funded months of everybody who was active before active too. The same document again finds nothing.

    Raises: coverage.LetterMissing, NothingToConfirm.
    """
    if not document_number.strip():
        raise coverage.LetterMissing(field="document_number")
    staying = coverage.pledges_staying(session, district_id, month=month)
    counts = [_confirm(session, one, month=month, document=document_number.strip(), by=by) for one in staying]
    if not sum(counts):
        raise NothingToConfirm(month=month)
    for pledge_id, count in zip(staying, counts, strict=True):
        if count:
            certify(session, pledge_id, by=by)
    confirmed = MonthConfirmed(month, sum(counts), sum(1 for count in counts if count))
    district = session.get_one(District, district_id)
    audit.record(
        session,
        "month:confirm",
        district,
        by=by,
        district_id=district_id,
        month=str(month),
        document=document_number.strip(),
        life_months=confirmed.life_months,
    )
    return confirmed


def _confirm(session: Session, pledge_id: int, *, month: Month, document: str, by: Actor) -> int:
    pledge = pledges.locked(session, pledge_id)
    rows = coverage.staying(pledge_id, month)
    if pledge.status not in SIGNED or not coverage.seats_in(session, rows):
        return 0
    pledges.start_running(session, pledge, by=by)
    journal = book_premium(session, pledge, rows, document=document, by=by)
    count = coverage.confirm(session, rows, journal=journal)
    finish(session, pledge, by=by)
    return count
