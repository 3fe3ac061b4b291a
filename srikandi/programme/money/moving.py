"""Committed money moves on: to the premium when months are confirmed, back to its payers when months are released."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from srikandi import clock, coverage, ledger, pledges
from srikandi.audit import Actor
from srikandi.ledger import AccountKey, AccountKind, Arrow, Entry, Journal
from srikandi.money import Money
from srikandi.pledges import Pledge
from srikandi.programme.money.funding import committed_key, funds_key
from srikandi.programme.money.promising import reshape_promise

PREMIUM = "premium"
RELEASE = "release"
UNFUND = "unfund"
CREDIT = "premium_credit"


def book_premium(session: Session, pledge: Pledge, rows: ColumnElement[bool], *, document: str, by: Actor) -> Journal:
    """Book the premium of these life-months as due to BPJS Kesehatan, payer by payer."""
    due = AccountKey(AccountKind.PREMIUM_DUE, pledge.district_id)
    organisations = _organisations(session, pledge)
    arrows = [
        Arrow(committed_key(pledge, organisations[payer]), due, amount)
        for payer, amount in sorted(coverage.sums_by_payer(session, rows).items())
    ]
    first = coverage.first_of(session, rows)
    return _post(session, pledge, f"{PREMIUM}:{pledge.id}:{first}", PREMIUM, arrows, document=document, by=by)


def book_credit(session: Session, pledge: Pledge, rows: ColumnElement[bool], *, document: str, by: Actor) -> Journal:
    """Book what BPJS Kesehatan gives back for these life-months: prepaid there, committed once more, then credit."""
    organisations = _organisations(session, pledge)
    prepaid = AccountKey(AccountKind.PREPAID_INSURER, pledge.district_id)
    sums = sorted(coverage.sums_by_payer(session, rows).items())
    back = [Arrow(prepaid, committed_key(pledge, organisations[payer]), amount) for payer, amount in sums]
    free = [Arrow(one.credit, funds_key(pledge, one.credit.party_id or 0), one.amount) for one in back]
    entry = Entry(
        reference=f"{CREDIT}:{pledge.id}:{coverage.first_of(session, rows)}",
        kind=CREDIT,
        district_id=pledge.district_id,
        memo=f"{pledge.number}, {document}",
        occurred_at=clock.now(),
        arrows=[*back, *free],
        document=f"pledge/{pledge.id}",
        contract_id=pledge.id,
    )
    return ledger.post(session, entry, by=by)


def release_months(session: Session, pledge: Pledge, rows: ColumnElement[bool], *, by: Actor) -> Mapping[int, Money]:
    """End unused life-months and give each payer the money on them back as credit (payer -> sum).

    Nobody is asked for them any more: the instalments shrink with the promise.
    """
    first = coverage.first_of(session, rows)
    money = coverage.release(session, rows)
    _set_free(session, pledge, money, reference=f"{RELEASE}:{pledge.id}:{first}", by=by)
    reshape_promise(session, pledge)
    return money


def unfund_months(session: Session, pledge: Pledge, rows: ColumnElement[bool], *, by: Actor) -> None:
    """Take the money off unused life-months and give it to each payer as credit; the promise stays as it is.

    For money that somebody outside takes back: nobody here gave these months up, so later money pays them.
    """
    first, before = coverage.first_of(session, rows), coverage.times_paid(session, rows)
    money = coverage.unfund(session, rows)
    _set_free(session, pledge, money, reference=f"{UNFUND}:{pledge.id}:{first}:{before}", by=by)


def _set_free(session: Session, pledge: Pledge, money: Mapping[int, Money], *, reference: str, by: Actor) -> None:
    organisations = _organisations(session, pledge)
    arrows = [
        Arrow(committed_key(pledge, organisations[payer]), funds_key(pledge, organisations[payer]), amount)
        for payer, amount in sorted(money.items())
    ]
    if arrows:
        _post(session, pledge, reference, RELEASE, arrows, document=f"pledge/{pledge.id}", by=by)


def _organisations(session: Session, pledge: Pledge) -> dict[int, int]:
    return {payer.id: payer.organisation_id for payer in pledges.payers_of(session, pledge.id)}


def _post(
    session: Session,
    pledge: Pledge,
    reference: str,
    kind: str,
    arrows: list[Arrow],
    *,
    document: str,
    by: Actor,
) -> Journal:
    entry = Entry(
        reference=reference,
        kind=kind,
        district_id=pledge.district_id,
        memo=pledge.number,
        occurred_at=clock.now(),
        arrows=arrows,
        document=document,
        contract_id=pledge.id,
    )
    return ledger.post(session, entry, by=by)
