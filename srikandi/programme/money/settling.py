"""Money that has arrived: always booked, to its payer or to suspense, and then put to use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from srikandi import audit, clock, ledger, pledges
from srikandi.audit import Actor
from srikandi.ledger import AccountKey, AccountKind, Arrow, Entry, Journal
from srikandi.money import Money
from srikandi.pledges import Payer
from srikandi.programme.money.funding import Funding, fund, funds_key
from srikandi.programme.refusals import AlreadyIdentified, SuspenseUnknown

ARRIVED_ON = {
    "stripe": AccountKind.PROVIDER_CLEARING,
    "bank_transfer": AccountKind.BANK,
    "direct_to_bpjs": AccountKind.PREPAID_INSURER,
}
"""Which account a route's money stands on, by the words of `payments.Route`."""
RECEIPT = "receipt"
IDENTIFICATION = "identification"


@dataclass(frozen=True)
class SettlementNotice:
    """Money that is there: a provider's object, a statement line or BPJS's own confirmation says so."""

    reference: str
    """Names the event once and for all: `stripe:pi_3Q`, `bank:7:12`, `bpjs:REC-88`."""
    route: str
    """A word of `payments.Route`."""
    payer_id: int | None
    amount: Money
    occurred_at: datetime
    district_id: int
    bank_account_id: int | None = None
    memo: str = ""
    payment_id: int | None = None


@dataclass(frozen=True)
class Settlement:
    """What became of it."""

    journal: Journal
    payer_id: int | None
    funding: Funding | None

    @property
    def is_in_suspense(self) -> bool:
        """Does a person have to find out whose it is?"""
        return self.payer_id is None


def settle(session: Session, notice: SettlementNotice, *, by: Actor) -> Settlement:
    """Book money that has arrived, and keep the promise it was for.

    Money is never refused: what nobody awaits goes to suspense, where a person decides; what comes after a pledge has
    ended is credit of its payer. Providers repeat themselves, so a reference already in the book changes nothing.
    Raises: ledger.ReferenceTaken, when the same reference comes with another content.
    """
    received = receive(session, notice, by=by)
    if received.payer_id is None:
        return received
    pledge_id = session.get_one(Payer, received.payer_id).pledge_id
    return Settlement(received.journal, received.payer_id, fund(session, pledge_id, by=by))


def receive(session: Session, notice: SettlementNotice, *, by: Actor) -> Settlement:
    """Book money that has arrived without putting it to use yet: what a bank takes back at once never funds a month.

    Raises: ledger.ReferenceTaken.
    """
    payer = session.get(Payer, notice.payer_id) if notice.payer_id is not None else None
    if payer is None:
        return Settlement(ledger.post(session, _entry(notice, _suspense(notice.district_id)), by=by), None, None)
    pledge = pledges.locked(session, payer.pledge_id)
    entry = _entry(notice, funds_key(pledge, payer.organisation_id), contract_id=pledge.id)
    return Settlement(ledger.post(session, entry, by=by), payer.id, None)


def identify(session: Session, journal_id: int, *, payer_id: int, reason: str, by: Actor) -> Settlement:
    """Give a sum in suspense to the payer it came from, once, and put it to use.

    Raises: SuspenseUnknown, AlreadyIdentified.
    """
    source, payer = session.get(Journal, journal_id), session.get(Payer, payer_id)
    if source is None or payer is None:
        raise SuspenseUnknown
    amount = _in_suspense(session, source)
    pledge = pledges.locked(session, payer.pledge_id)
    if amount is None or pledge.district_id != source.district_id:
        raise SuspenseUnknown
    entry = Entry(
        reference=f"{IDENTIFICATION}:{source.id}",
        kind=IDENTIFICATION,
        district_id=source.district_id,
        memo=reason,
        occurred_at=clock.now(),
        arrows=(Arrow(_suspense(source.district_id), funds_key(pledge, payer.organisation_id), amount),),
        document=source.document,
        contract_id=pledge.id,
    )
    try:
        journal = ledger.post(session, entry, by=by)
    except ledger.ReferenceTaken as error:
        raise AlreadyIdentified from error
    audit.record(session, "suspense:identify", journal, by=by, reason=reason, payer_id=payer.id)
    return Settlement(journal, payer.id, fund(session, pledge.id, by=by))


def _in_suspense(session: Session, source: Journal) -> Money | None:
    account = select(ledger.Account.id).where(ledger.Account.code == _suspense(source.district_id).code)
    own = ledger.Transfer.journal_id == source.id, ledger.Transfer.credit_account_id.in_(account)
    return session.scalar(select(func.sum(ledger.Transfer.amount)).where(*own))


def _suspense(district_id: int) -> AccountKey:
    return AccountKey(AccountKind.SUSPENSE, district_id)


def _entry(notice: SettlementNotice, owner: AccountKey, *, contract_id: int | None = None) -> Entry:
    kind = ARRIVED_ON[notice.route]
    account = notice.bank_account_id if kind is AccountKind.BANK else None
    place = AccountKey(kind, notice.district_id, contract_id=account)
    return Entry(
        reference=notice.reference,
        kind=RECEIPT,
        district_id=notice.district_id,
        memo=notice.memo or notice.reference,
        occurred_at=notice.occurred_at,
        arrows=(Arrow(place, owner, notice.amount),),
        document=f"payment/{notice.payment_id}" if notice.payment_id is not None else None,
        contract_id=contract_id,
    )
