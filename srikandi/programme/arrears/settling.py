"""The file of families goes out, its money leaves, and the branch strikes arrears off."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from srikandi import ledger, places, pledges
from srikandi.arrears import paying
from srikandi.arrears.paying import ArrearsSettlement, SettlementMoved
from srikandi.audit import Actor
from srikandi.ledger import AccountKey, AccountKind, Arrow, Entry
from srikandi.payments import BankAccount, LineDecided, StatementLine, banking
from srikandi.pledges import Pledge
from srikandi.programme.arrears.ending import check_signed, finish_arrears, start_arrears
from srikandi.programme.money import fund
from srikandi.programme.receiving import external_name, noon

SENT = "arrears_sent"


def build_file(session: Session, pledge: Pledge, *, by: Actor) -> ArrearsSettlement:
    """Gather the paid months of a pledge that are in no file yet. Raises: AgreementMissing, paying.NothingToSettle."""
    pledges.take_turn(session, pledge.district_id)
    pledge = pledges.locked(session, pledge.id)
    check_signed(pledge)
    return paying.build_settlement(session, pledge.district_id, pledge.id, by=by)


def withdraw_file(session: Session, settlement: ArrearsSettlement, *, reason: str, by: Actor) -> None:
    """Take a file back before its money has left. Raises: paying.SettlementMoved, MoneySent, pledges.ReasonMissing."""
    if not reason.strip():
        raise pledges.ReasonMissing(field="reason")
    pledges.locked(session, settlement.pledge_id)
    paying.withdraw_settlement(session, settlement, reason=reason, by=by)


def settle_families(
    session: Session, settlement: ArrearsSettlement, resident_ids: Sequence[int], *, document: str, by: Actor
) -> ArrearsSettlement:
    """Strike off the arrears the branch's paper names; what a promise of arrears alone has left pays the next family.

    Raises: what `paying.settle` refuses.
    """
    pledge = pledges.locked(session, settlement.pledge_id)
    settled = paying.settle(session, settlement, resident_ids, document=document, by=by)
    if pledge.is_of_arrears:
        start_arrears(session, pledge, by=by)
        fund(session, pledge.id, by=by)
        finish_arrears(session, pledge, by=by)
    return settled


def book_sent(session: Session, settlement: ArrearsSettlement, *, line_id: int, by: Actor) -> ArrearsSettlement:
    """Book that the money of a file has left the bank for BPJS Kesehatan, as a line of the statement shows.

    Raises: LineDecided, paying.SettlementMoved, paying.BuilderConfirms.
    """
    line = session.get(StatementLine, line_id)
    if line is None or line.district_id != settlement.district_id:
        raise LineDecided
    account = banking.lock_account(session, line.account_id)
    pledges.locked(session, settlement.pledge_id)
    session.refresh(settlement, with_for_update=True)
    if settlement.status is not paying.SettlementStatus.BUILT or settlement.paid_by is not None:
        raise SettlementMoved
    if settlement.built_by == by.user_id:
        raise paying.BuilderConfirms
    if line.id not in {one.id for one in outgoing_for(session, settlement)}:
        raise LineDecided
    journal = ledger.post(session, _entry(session, settlement, line, account=account), by=by)
    banking.book_outgoing(session, line, journal_id=journal.id, by=by)
    paying.note_sent(session, settlement, journal_id=journal.id, by=by)
    return settlement


def outgoing_for(session: Session, settlement: ArrearsSettlement) -> list[StatementLine]:
    """List lines of money out that are just the sum of a file and stand in no journal yet."""
    return banking.outgoing_waiting(session, settlement.district_id, amount=settlement.amount)


def _entry(session: Session, settlement: ArrearsSettlement, line: StatementLine, *, account: BankAccount) -> Entry:
    cash = AccountKey(AccountKind.BANK, settlement.district_id, contract_id=account.id)
    return Entry(
        reference=f"bank:{external_name(account, line)}",
        kind=SENT,
        district_id=settlement.district_id,
        memo=line.description,
        occurred_at=noon(places.district_of(session, settlement.district_id), line.booked_on),
        arrows=(Arrow(paying.prepaid_key(settlement.district_id), cash, settlement.amount),),
        document=f"arrears_settlement/{settlement.id}",
    )
