"""A payout arrives: the bank's line, in suspense like all money nobody awaited, turns out to be what is on its way.

Which of the two is told first does not matter, and the money is booked once: the way into suspense is walked back, and
it goes where it was awaited. A line that does not name the provider, or shows less than was sent, takes two people.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from srikandi import ledger, places
from srikandi.audit import Actor
from srikandi.ledger import AccountKey, AccountKind, Arrow, Entry, Journal
from srikandi.money import ZERO, Money
from srikandi.payments import StatementLine, cards
from srikandi.payments.cards import Payout, PayoutStatus
from srikandi.payments.statements import SEN, Action
from srikandi.programme.receiving.purposes import noon


def on_its_way(district_id: int) -> AccountKey:
    """Give the account of payouts no bank has shown yet."""
    return AccountKey(AccountKind.PAYOUTS_IN_TRANSIT, district_id)


def match_payouts(session: Session, district_id: int, *, by: Actor) -> int:
    """Find the lines that show payouts beyond doubt, and say how many were found. Called after either has come."""
    found = 0
    for payout in cards.on_the_way(session, district_id):
        line = cards.certain_line(session, payout)
        if line is not None:
            payout.line_id = line.id
            _arrive(session, payout, line, by=by)
            found += 1
    return found


def arrive_by_hand(session: Session, payout: Payout, *, seen_line_id: int, by: Actor) -> Journal:
    """Book the line another person has proposed. Raises: PayoutMoved, ConfirmerMatched, LineNotFitting."""
    line = cards.confirm_line(session, payout, seen_line_id=seen_line_id, by=by)
    return _arrive(session, payout, line, by=by)


def _arrive(session: Session, payout: Payout, line: StatementLine, *, by: Actor) -> Journal:
    """Take the line back out of suspense, and let it be what was awaited; what the bank kept is its cost."""
    district, at = line.district_id, noon(places.district_of(session, line.district_id), line.booked_on)
    awaited = session.get_one(Journal, line.journal_id)
    ledger.reverse(session, awaited, reason=f"Pencairan kartu {payout.external_reference}", by=by)
    cash = AccountKey(AccountKind.BANK, district, contract_id=line.account_id)
    kept = payout.amount - Money(line.amount_sen // SEN)
    costs = AccountKey(AccountKind.ACCOUNT_COSTS, district)
    entry = Entry(
        reference=f"stripe:{payout.external_reference}:arrived",
        kind="card_arrival",
        district_id=district,
        memo=line.description,
        occurred_at=at,
        arrows=[Arrow(cash, on_its_way(district), payout.amount), *([Arrow(costs, cash, kept)] if kept > ZERO else [])],
        document=f"payout/{payout.id}",
    )
    journal = ledger.post(session, entry, by=by)
    line.action, line.journal_id = Action.CREDIT.value, journal.id
    cards.move_payout(session, payout, PayoutStatus.ARRIVED, by=by)
    return journal
