"""The statement of a company's contribution, gathered from the book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session, aliased

from srikandi import documents, places
from srikandi.arrears.paying import settled_for
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.coverage import FundingLine, LifeMonth, LifeMonthStatus
from srikandi.documents import (
    Document,
    DocumentKind,
    StatementAccount,
    StatementFacts,
    StatementPledge,
    StatementReceipt,
)
from srikandi.i18n import N_
from srikandi.ledger import Account, AccountKind, Journal, Scope, Transfer
from srikandi.money import ZERO, Money, total
from srikandi.organisations import Organisation
from srikandi.payments import banking, destinations
from srikandi.pledges import Instalment, Payer, Pledge
from srikandi.reports.book import AsAt, Matter, Span, aged_by_party, total_of

ROUTES = {
    AccountKind.BANK: N_("Transfer bank"),
    AccountKind.PROVIDER_CLEARING: N_("Kartu atau dompet digital"),
    AccountKind.PREPAID_INSURER: N_("Langsung ke BPJS Kesehatan"),
    AccountKind.SUSPENSE: N_("Uang yang baru dikenali"),
    AccountKind.CHARGEBACK_RECEIVABLE: N_("Sengketa kartu"),
    AccountKind.REFUNDS_DUE: N_("Pengembalian dana"),
    AccountKind.PAYER_FUNDS: N_("Pindah saldo antarkomitmen"),
}
BACK = {AccountKind.BANK: N_("Ditarik kembali"), AccountKind.SUSPENSE: N_("Dikoreksi")}
"""What the way a payer's money came is called when it goes back on it."""
INSIDE = (AccountKind.COMMITTED_FUNDS, AccountKind.ARREARS_RESERVE)
"""Where a payer's money goes without leaving it."""
ASIDE = (AccountKind.ARREARS_RESERVE, AccountKind.ARREARS_COMMITTED)
MOST_RECEIPTS = 500


@dataclass(frozen=True)
class Movement:
    """One movement on a payer's funds, seen from the payer: what came is positive."""

    pledge_id: int | None
    kind: str
    is_before: bool
    amount: Money


def issue_statement(session: Session, organisation: Organisation, *, from_on: date, to_on: date, by: Actor) -> Document:
    """Issue the statement of a company for a span of days; the same facts give the same paper."""
    district = places.district_of(session, organisation.district_id or 0)
    facts = statement_facts(session, organisation, span=Span(from_on, to_on, district.zone))
    return documents.issue(
        session,
        DocumentKind.STATEMENT,
        facts,
        organisation_id=organisation.id,
        pledge_id=None,
        district=district,
        by=by,
    )


def statement_facts(session: Session, organisation: Organisation, *, span: Span) -> StatementFacts:
    """Gather what stood there, fell due, came, was taken and given back, and is left, in a dozen questions."""
    moved = _movements(session, organisation.id, span)
    refunded = [one.amount for one in moved if one.kind == AccountKind.REFUNDS_DUE.value and not one.is_before]
    return StatementFacts(
        company=organisation.name,
        address=organisation.address,
        from_on=span.from_on,
        to_on=span.to_on,
        pledges=_statement_pledges(session, organisation.id, moved, span),
        receipts=tuple(_receipts(session, organisation.id, span)),
        due=_due(session, organisation.id, span),
        refunded=-total(refunded),
        aged=_aged(session, organisation, span),
        pay_to=_pay_to(session, organisation.district_id or 0),
    )


def _statement_pledges(
    session: Session, organisation_id: int, moved: Sequence[Movement], span: Span
) -> tuple[StatementPledge, ...]:
    rows = _pledges(session, organisation_id, moved, before=span.ends_at)
    ids = [pledge.id for pledge, _, _ in rows]
    funded, active = _funded(session, organisation_id, ids, span), _active(session, ids, span)
    aside = _aside(session, organisation_id, span)
    struck = _struck_off(session, organisation_id, ids, span)
    return tuple(
        StatementPledge(
            number=pledge.number,
            agreement_number=pledge.agreement_number,
            lives=pledge.lives,
            months=pledge.months,
            share=share,
            promised=promised,
            forward=_sum(moved, pledge.id, is_before=True),
            received=_sum(moved, pledge.id, is_before=False, but=INSIDE),
            allocated=-_sum(moved, pledge.id, is_before=False, only=AccountKind.COMMITTED_FUNDS),
            reserved=-_sum(moved, pledge.id, is_before=False, only=AccountKind.ARREARS_RESERVE),
            in_reserve=aside.get(pledge.id, ZERO),
            life_months=funded.get(pledge.id, 0),
            active=active.get(pledge.id, 0),
            **struck.get(pledge.id, {}),
        )
        for pledge, share, promised in rows
    )


def _aside(session: Session, organisation_id: int, span: Span) -> dict[int, Money]:
    """Give what stood aside for arrears at the end of the span: in reserves, and in months not struck off yet."""
    own = Account.party_id == organisation_id, Account.kind.in_([kind.value for kind in ASIDE])
    sums: dict[int, Money] = {}
    for side, sign in ((Transfer.credit_account_id, 1), (Transfer.debit_account_id, -1)):
        rows = session.execute(
            select(Account.contract_id, func.sum(Transfer.amount))
            .join(Transfer, side == Account.id)
            .join(Journal, Journal.id == Transfer.journal_id)
            .where(*own, Journal.occurred_at < span.ends_at)
            .group_by(Account.contract_id)
        )
        for pledge_id, amount in rows:
            sums[pledge_id or 0] = sums.get(pledge_id or 0, ZERO) + amount * sign
    return sums


def _struck_off(session: Session, organisation_id: int, pledge_ids: list[int], span: Span) -> dict[int, dict[str, Any]]:
    found = settled_for(session, organisation_id, pledge_ids, since=span.starts_at, before=span.ends_at)
    return {one: {"settled_months": months, "settled": amount} for one, (months, amount) in found.items()}


def _due(session: Session, organisation_id: int, span: Span) -> Money:
    """Give what fell due in the span, of pledges that were approved by its end."""
    asked = (
        select(func.sum(Instalment.amount))
        .join(Payer, Payer.id == Instalment.payer_id)
        .join(Pledge, Pledge.id == Payer.pledge_id)
        .where(Payer.organisation_id == organisation_id, Pledge.approved_at < span.ends_at)
        .where(Instalment.due_on.between(span.from_on, span.to_on))
    )
    return session.scalar(asked) or ZERO


def _aged(session: Session, organisation: Organisation, span: Span) -> tuple[Money, ...]:
    """Give what is unpaid at the end of the span, by age."""
    scope = Scope((organisation.district_id or 0,), party_id=organisation.id)
    rows = aged_by_party(session, Matter.INSTALMENTS, AsAt(scope, span.to_on, span.zone))
    return total_of(rows).cells


def _pay_to(session: Session, district_id: int) -> tuple[StatementAccount, ...]:
    """Give where the district's companies are told to pay today."""
    account = banking.account_of(session, district_id)
    direct = destinations.direct_account_of(session, district_id)
    told = [StatementAccount(account.bank, account.number, account.holder)] if account else []
    if direct is not None:
        told.append(StatementAccount("Virtual account", direct.number, direct.holder))
    return tuple(told)


def _sides(organisation_id: int) -> Select[Any]:
    """Ask for the transfers of a payer's funds with their other side and journal."""
    own, other = aliased(Account, name="own"), aliased(Account, name="other")
    credited = Transfer.credit_account_id == own.id
    joined = credited | (Transfer.debit_account_id == own.id)
    other_id = case((credited, Transfer.debit_account_id), else_=Transfer.credit_account_id)
    signed = case((credited, Transfer.amount), else_=-Transfer.amount)
    return (
        select(own.contract_id.label("pledge_id"), other.kind.label("kind"), signed.label("signed"))
        .select_from(own)
        .join(Transfer, joined)
        .join(other, other.id == other_id)
        .join(Journal, Journal.id == Transfer.journal_id)
        .where(own.party_id == organisation_id, own.kind == AccountKind.PAYER_FUNDS.value)
    )


def _movements(session: Session, organisation_id: int, span: Span) -> list[Movement]:
    before: ColumnElement[bool] = Journal.occurred_at < span.starts_at
    asked = _sides(organisation_id).add_columns(case((before, 1), else_=0).label("is_before"))
    rows = asked.where(Journal.occurred_at < span.ends_at).subquery()
    grouped = select(rows.c.pledge_id, rows.c.kind, rows.c.is_before, func.sum(rows.c.signed)).group_by(
        rows.c.pledge_id, rows.c.kind, rows.c.is_before
    )
    return [Movement(who, kind, bool(early), amount) for who, kind, early, amount in session.execute(grouped)]


def _sum(
    moved: Sequence[Movement],
    pledge_id: int,
    *,
    is_before: bool,
    only: AccountKind | None = None,
    but: Sequence[AccountKind] = (),
) -> Money:
    """Add up what moved for a pledge, against one kind of account or all but some."""
    mine = [one for one in moved if one.pledge_id == pledge_id and one.is_before == is_before]
    return total([one.amount for one in mine if one.kind not in but and only in {None, one.kind}])


def _pledges(
    session: Session, organisation_id: int, moved: Sequence[Movement], *, before: datetime
) -> list[tuple[Pledge, Money, Money]]:
    """List what was approved, and whatever else money came for: early, or to an offer that came to nothing."""
    with_money = [one.pledge_id for one in moved if one.pledge_id is not None]
    rows = session.execute(
        select(Pledge, Payer.share, func.sum(Instalment.amount))
        .join(Payer, Payer.pledge_id == Pledge.id)
        .join(Instalment, Instalment.payer_id == Payer.id)
        .where(Payer.organisation_id == organisation_id, Pledge.offered_at < before)
        .where(Pledge.approved_at.is_not(None) | Pledge.id.in_(with_money))
        .group_by(*Pledge.__table__.c, Payer.share)
        .order_by(Pledge.id)
    )
    return [(pledge, share, promised if pledge.approved_at else ZERO) for pledge, share, promised in rows]


def _funded(session: Session, organisation_id: int, pledge_ids: list[int], span: Span) -> dict[int, int]:
    key = ("district_id", "month", "pledge_id", "seat")
    same = [getattr(FundingLine, name) == getattr(LifeMonth, name) for name in key]
    rows = session.execute(
        select(FundingLine.pledge_id, func.count())
        .join(LifeMonth, same[0] & same[1] & same[2] & same[3])
        .join(Payer, Payer.id == FundingLine.payer_id)
        .join(Transfer, Transfer.id == FundingLine.transfer_id)
        .join(Journal, Journal.id == Transfer.journal_id)
        .where(Payer.organisation_id == organisation_id, FundingLine.pledge_id.in_(pledge_ids))
        .where(Journal.occurred_at >= span.starts_at, Journal.occurred_at < span.ends_at)
        .where(LifeMonth.status != LifeMonthStatus.RELEASED, LifeMonth.funded_by == Journal.id)
        .group_by(FundingLine.pledge_id)
    )
    return {row[0]: row[1] for row in rows}


def _active(session: Session, pledge_ids: list[int], span: Span) -> dict[int, int]:
    rows = session.execute(
        select(LifeMonth.pledge_id, func.count())
        .where(LifeMonth.pledge_id.in_(pledge_ids), LifeMonth.status == LifeMonthStatus.ACTIVE)
        .where(LifeMonth.month.between(Month.of(span.from_on), Month.of(span.to_on)))
        .group_by(LifeMonth.pledge_id)
    )
    return {row[0]: row[1] for row in rows}


def _receipts(session: Session, organisation_id: int, span: Span) -> list[StatementReceipt]:
    asked = (
        _sides(organisation_id)
        .add_columns(Journal.occurred_at.label("occurred_at"), Journal.reference.label("reference"))
        .where(Journal.occurred_at >= span.starts_at, Journal.occurred_at < span.ends_at)
        .subquery()
    )
    rows = session.execute(
        select(asked, Pledge.number)
        .join(Pledge, Pledge.id == asked.c.pledge_id)
        .where(asked.c.kind.not_in([kind.value for kind in INSIDE]))
        .order_by(asked.c.occurred_at, asked.c.reference)
        .limit(MOST_RECEIPTS)
    )
    zone = ZoneInfo(span.zone)
    return [
        StatementReceipt(
            on=row.occurred_at.astimezone(zone).date(),
            pledge_number=row.number,
            reference=row.reference,
            route=_route(AccountKind(row.kind), is_back=row.signed < ZERO),
            amount=row.signed,
        )
        for row in rows
    ]


def _route(kind: AccountKind, *, is_back: bool) -> str:
    return (BACK.get(kind) if is_back else None) or ROUTES.get(kind, kind.value)
