"""Certificates by rule: what is paid and confirmed is stated, and stated anew when it has changed."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from srikandi import coverage, documents, organisations, pledges
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.coverage import LifeMonth, LifeMonthStatus
from srikandi.documents import CertificateFacts, Document, DocumentKind
from srikandi.money import ZERO
from srikandi.places import Village, district_of
from srikandi.pledges import Pledge
from srikandi.programme.refusals import NothingConfirmed
from srikandi.residents import Resident


def certificate_facts(session: Session, pledge_id: int) -> CertificateFacts:
    """Gather what is true of a pledge now: life-months that are paid and confirmed active, nothing else.

    Raises: NothingConfirmed.
    """
    pledge = session.get_one(Pledge, pledge_id)
    rows = (LifeMonth.pledge_id == pledge_id) & (LifeMonth.status == LifeMonthStatus.ACTIVE)
    life_months, lives, subdistricts, first, last = _counted(session, rows)
    if not life_months:
        raise NothingConfirmed
    money, payers = coverage.sums_by_payer(session, rows), pledges.payers_of(session, pledge_id)
    own = [payer for payer in payers if payer.organisation_id == pledge.company_id]
    return CertificateFacts(
        company=organisations.names(session, [pledge.company_id])[pledge.company_id],
        pledge_number=pledge.number,
        lives=lives,
        life_months=life_months,
        from_month=first,
        to_month=last,
        subdistricts=subdistricts,
        amount=money.get(own[0].id, ZERO) if own else ZERO,
        shows_amount=documents.shows_amount(session, pledge_id),
        co_payers=tuple(one.name for one in payers if one.id in money and one.organisation_id != pledge.company_id),
        agreement_number=pledge.agreement_number,
        agreement_on=pledge.agreement_on,
        lives_promised=pledge.lives,
        months_promised=pledge.months,
    )


def _counted(session: Session, rows: ColumnElement[bool]) -> tuple[int, int, int, Month, Month]:
    """Count life-months, people and kecamatan, and give the first and the last month."""
    counted = (
        select(
            func.count(),
            func.count(LifeMonth.resident_id.distinct()),
            func.count(Village.subdistrict_code.distinct()),
            func.min(LifeMonth.month),
            func.max(LifeMonth.month),
        )
        .join(Resident, Resident.id == LifeMonth.resident_id)
        .join(Village, Village.code == Resident.village_code)
        .where(rows)
    )
    life_months, lives, subdistricts, first, last = session.execute(counted).one()
    return life_months, lives, subdistricts, first, last


def certify(session: Session, pledge_id: int, *, by: Actor) -> Document | None:
    """Issue the certificate of a pledge, or a new version when its facts have changed; none while nothing is confirmed.

    Called by rule after months are confirmed, never by a button; the same facts give the same paper.
    """
    try:
        facts = certificate_facts(session, pledge_id)
    except NothingConfirmed:
        return None
    pledge = session.get_one(Pledge, pledge_id)
    return documents.issue(
        session,
        DocumentKind.CERTIFICATE,
        facts,
        organisation_id=pledge.company_id,
        pledge_id=pledge_id,
        district=district_of(session, pledge.district_id),
        by=by,
    )
