"""Certificates by rule: what is paid and confirmed is stated, and stated anew when it has changed."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from srikandi import coverage, documents, ledger, organisations, pledges
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.coverage import LifeMonth, LifeMonthStatus
from srikandi.documents import CertificateFacts, Document, DocumentKind
from srikandi.money import ZERO, Money, total
from srikandi.payments import cards
from srikandi.places import Village, district_of
from srikandi.pledges import PayerRow, Pledge
from srikandi.programme.money import committed_key, funds_key
from srikandi.programme.refusals import NothingConfirmed
from srikandi.residents import Resident


def certificate_facts(session: Session, pledge_id: int) -> CertificateFacts:
    """Gather what is true of a pledge now: life-months that are paid and confirmed active, nothing else.

    Card money that its owner disputes, or has taken back for good, pays for nothing. Raises: NothingConfirmed.
    """
    pledge = session.get_one(Pledge, pledge_id)
    rows = (LifeMonth.pledge_id == pledge_id) & (LifeMonth.status == LifeMonthStatus.ACTIVE)
    confirmed, lives, subdistricts, first, last = _counted(session, rows)
    money, payers = coverage.sums_by_payer(session, rows), pledges.payers_of(session, pledge_id)
    missing = money_missing(session, pledge, payers)
    life_months = confirmed - max((_months_in(money, confirmed, *one) for one in missing.items()), default=0)
    if life_months <= 0:
        raise NothingConfirmed
    money = {payer: max(amount - missing.get(payer, ZERO), ZERO) for payer, amount in money.items()}
    own = [payer for payer in payers if payer.organisation_id == pledge.company_id]
    return CertificateFacts(
        company=organisations.names(session, [pledge.company_id])[pledge.company_id],
        pledge_number=pledge.number,
        lives=min(lives, life_months),
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


def money_missing(session: Session, pledge: Pledge, payers: list[PayerRow]) -> dict[int, Money]:
    """Give what each payer's confirmed months lack (payer -> sum): what was lost, and what is disputed and used.

    As long as other, unused money of the same payer makes good what is disputed, no month lacks anything.
    """
    risks = cards.at_stake(session, [payer.id for payer in payers])
    missing = {}
    for payer in payers:
        if (risk := risks.get(payer.id)) is not None:
            keys = funds_key(pledge, payer.organisation_id), committed_key(pledge, payer.organisation_id)
            unused = total([ledger.balance(session, key) for key in keys])
            missing[payer.id] = risk.lost + max(risk.disputed - unused, ZERO)
    return {payer: amount for payer, amount in missing.items() if amount > ZERO}


def _months_in(money: Mapping[int, Money], confirmed: int, payer: int, missing: Money) -> int:
    """Give how many confirmed months a sum of this payer's is, rounded up: a month paid in part is not paid."""
    paid = money.get(payer, ZERO).rupiah
    return min(-(-missing.rupiah * confirmed // paid), confirmed) if paid else 0


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


def recertify(session: Session, pledge_id: int, *, reason: str, by: Actor) -> Document | None:
    """State anew what a pledge has paid and confirmed after its money has changed.

    A certificate that says more than is true now is revoked first, for everybody to read why; one that says less is
    superseded. Where nothing is left to state, no certificate is valid.
    """
    valid = documents.valid_certificates(session, [pledge_id]).get(pledge_id)
    if valid is not None and _says_too_much(session, pledge_id, valid):
        documents.revoke(session, valid, reason=reason, by=by)
    return certify(session, pledge_id, by=by)


def _says_too_much(session: Session, pledge_id: int, certificate: Document) -> bool:
    stated = documents.certificate_of(certificate.facts["content"])
    try:
        true = certificate_facts(session, pledge_id)
    except NothingConfirmed:
        return True
    return stated.life_months > true.life_months or stated.amount > true.amount
