"""Premium is paid on: prepared from what is due, and booked when a second person has seen it leave."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from srikandi import clock, closings, ledger, places
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.closings import (
    LineDiffers,
    MoreThanDue,
    MoreThanPrepaid,
    Order,
    Remittance,
    RemittanceMoved,
    RemittanceSource,
    RemittanceStatus,
)
from srikandi.coverage import LifeMonth, succession
from srikandi.i18n import N_
from srikandi.ledger import AccountKey, AccountKind, Arrow, Entry, Finding, Journal, Transfer, register_check
from srikandi.money import ZERO, Money
from srikandi.payments import LineDecided, StatementLine, banking
from srikandi.pledges import Pledge
from srikandi.programme.closing.comparison import compare
from srikandi.programme.receiving import external_name, noon
from srikandi.tariffs import Basis

REMITTANCE = "remittance"
CHECK = "remittances"


def due_of(session: Session, district_id: int, month: Month, segment: Basis) -> Money:
    """Give the premium of a month and segment that is due and in no remittance yet."""
    active = LifeMonth.district_id == district_id, LifeMonth.month == month, succession.was_due()
    asked = select(func.sum(LifeMonth.tariff)).join(Pledge, Pledge.id == LifeMonth.pledge_id)
    premium: Money = session.scalar(asked.where(*active, Pledge.tariff_basis == segment)) or ZERO
    return premium - closings.remittances.promised(session, district_id, month=month, segment=segment)


def prepaid_of(session: Session, district_id: int) -> Money:
    """Give what waits at BPJS Kesehatan and is in no prepared remittance."""
    prepared, waiting = (RemittanceStatus.PREPARED,), ledger.balance(session, _prepaid(district_id))
    pocket = RemittanceSource.PREPAID
    return waiting - closings.remittances.promised(session, district_id, statuses=prepared, source=pocket)


def prepare_remittance(session: Session, district_id: int, order: Order, *, form_key: str, by: Actor) -> Remittance:
    """Prepare a payment of premium; the same form again is the same remittance.

    Raises: MoreThanDue, MoreThanPrepaid, closings.FormUsed.
    """
    ledger.lock(session, [_due(district_id)])
    known = closings.remittances.by_form(session, district_id, order, form_key=form_key)
    if known is not None:
        return known
    due = due_of(session, district_id, order.month, order.segment)
    if order.amount <= ZERO or order.amount > due:
        raise MoreThanDue(field="amount", most=max(due, ZERO))
    prepaid = prepaid_of(session, district_id) if order.source is RemittanceSource.PREPAID else order.amount
    if order.amount > prepaid:
        raise MoreThanPrepaid(field="amount", most=max(prepaid, ZERO))
    row = closings.remittances.write_order(session, district_id, order, form_key=form_key, by=by)
    _compare_again(session, row, by=by)
    return row


def book_from_bank(session: Session, remittance: Remittance, *, line_id: int, by: Actor) -> Remittance:
    """Book a remittance a bank statement shows, as another person than the one who prepared it.

    Raises: RemittanceMoved, PreparerConfirms, LineDecided, LineDiffers, ledger.NotEnoughMoney.
    """
    line = session.get(StatementLine, line_id)
    if line is None or line.district_id != remittance.district_id or remittance.source is not RemittanceSource.BANK:
        raise LineDecided
    account = banking.lock_account(session, line.account_id)
    row = closings.remittances.locked(session, remittance.id)
    closings.remittances.check_confirmer(row, by=by)
    if line.id not in {one.id for one in banking.outgoing_waiting(session, row.district_id, amount=row.amount)}:
        raise LineDiffers(found=Money(abs(line.amount_sen) // 100), amount=row.amount)
    cash = AccountKey(AccountKind.BANK, row.district_id, contract_id=account.id)
    entry = Entry(
        reference=f"bank:{external_name(account, line)}",
        kind=REMITTANCE,
        district_id=row.district_id,
        memo=line.description,
        occurred_at=noon(places.district_of(session, row.district_id), line.booked_on),
        arrows=(Arrow(_due(row.district_id), cash, row.amount),),
        document=f"remittance/{row.id}",
    )
    journal = ledger.post(session, entry, by=by)
    banking.book_outgoing(session, line, journal_id=journal.id, by=by)
    closings.remittances.note_booked(session, row, journal_id=journal.id, line_id=line.id, by=by)
    _compare_again(session, row, by=by)
    return row


def book_from_prepaid(session: Session, remittance: Remittance, *, by: Actor) -> Remittance:
    """Take a remittance from what waits at BPJS Kesehatan, as another person than the one who prepared it.

    Raises: RemittanceMoved, PreparerConfirms, MoreThanPrepaid, ledger.NotEnoughMoney.
    """
    row = closings.remittances.locked(session, remittance.id)
    if row.source is not RemittanceSource.PREPAID:
        raise RemittanceMoved
    closings.remittances.check_confirmer(row, by=by)
    due, prepaid = _due(row.district_id), _prepaid(row.district_id)
    ledger.lock(session, [due])
    waiting = ledger.balance(session, prepaid)
    if row.amount > waiting:
        raise MoreThanPrepaid(most=waiting)
    entry = Entry(
        reference=f"{REMITTANCE}:{row.id}",
        kind=REMITTANCE,
        district_id=row.district_id,
        memo=f"Iuran {row.month} dari uang yang sudah ada di BPJS Kesehatan",
        occurred_at=clock.now(),
        arrows=(Arrow(due, prepaid, row.amount),),
        document=f"remittance/{row.id}",
    )
    journal = ledger.post(session, entry, by=by)
    closings.remittances.note_booked(session, row, journal_id=journal.id, by=by)
    _compare_again(session, row, by=by)
    return row


def withdraw_remittance(session: Session, remittance: Remittance, *, reason: str, by: Actor) -> Remittance:
    """Take a prepared remittance back. Raises: RemittanceMoved, closings.ReasonMissing."""
    row = closings.remittances.withdraw(session, remittance, reason=reason, by=by)
    _compare_again(session, row, by=by)
    return row


def _compare_again(session: Session, row: Remittance, *, by: Actor) -> None:
    """Keep the differences of an open month up with its remittances."""
    if not ledger.is_closed(session, row.district_id, row.month):
        compare(session, places.district_of(session, row.district_id), row.month, by=by)


def check_remittances(session: Session) -> Iterator[Finding]:
    """Find booked remittances whose journal moved another sum than they say."""
    moved = select(func.sum(Transfer.amount)).where(Transfer.journal_id == Remittance.journal_id).scalar_subquery()
    kind = select(Journal.kind).where(Journal.id == Remittance.journal_id).scalar_subquery()
    booked = select(Remittance.id, Remittance.amount, moved).where(Remittance.status == RemittanceStatus.BOOKED)
    wrong = (moved != Remittance.amount) | moved.is_(None) | (kind != REMITTANCE)
    for number, amount, found in session.execute(booked.where(wrong)):
        yield Finding(CHECK, f"remittance/{number}", f"{amount} is remitted, its journal holds {found}")


register_check(CHECK, check_remittances, says=N_("Setiap setoran iuran ada di buku dengan jumlah yang sama."))


def _due(district_id: int) -> AccountKey:
    return AccountKey(AccountKind.PREMIUM_DUE, district_id)


def _prepaid(district_id: int) -> AccountKey:
    return AccountKey(AccountKind.PREPAID_INSURER, district_id)
