"""A payout arrives: the bank's line, in suspense like all money nobody awaited, turns out to be what is on its way.

Which of the two is told first does not matter, and the money is booked once: the way into suspense is walked back, and
it goes where it was awaited. A line that does not name the provider, or shows less than was sent, takes two people.
Several districts behind one account at the provider are paid out together, to one bank account: each district's part
arrives in its own book, and what another one's bank has received stands between them (docs/decisions/0015).
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import ledger, places
from srikandi.audit import Actor
from srikandi.ledger import AccountKey, AccountKind, Arrow, Entry, Journal
from srikandi.money import SEN, ZERO, Money
from srikandi.payments import StatementLine, cards
from srikandi.payments.cards import Payout, PayoutStatus
from srikandi.payments.statements import Action
from srikandi.programme.receiving.purposes import noon

SENT_KIND = "card_payout"


def on_its_way(district_id: int) -> AccountKey:
    """Give the account of payouts no bank has shown yet."""
    return AccountKey(AccountKind.PAYOUTS_IN_TRANSIT, district_id)


def parts_sent(session: Session, payout: Payout) -> dict[int, Money]:
    """Give how much of a payout each district's book has on its way."""
    parts: dict[int, Money] = {}
    for journal in journals_of(session, payout):
        for line in ledger.lines_of(session, journal.id):
            for side, sign in ((line.debit, 1), (line.credit, -1)):
                if side.kind == AccountKind.PAYOUTS_IN_TRANSIT:
                    parts[side.district_id] = parts.get(side.district_id, ZERO) + line.amount * sign
    return parts


def journals_of(session: Session, payout: Payout) -> list[Journal]:
    """List the journals that took a payout out of clearing, one a district."""
    own = Journal.document == f"payout/{payout.id}", Journal.kind == SENT_KIND
    return list(session.scalars(select(Journal).where(*own).order_by(Journal.id)))


def match_payouts(session: Session, *, by: Actor) -> int:
    """Find the lines that show payouts beyond doubt, and say how many were found. Called after either has come."""
    found = 0
    for payout in cards.on_the_way(session):
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
    district = line.district_id
    awaited = session.get_one(Journal, line.journal_id)
    ledger.reverse(session, awaited, reason=f"Pencairan kartu {payout.external_reference}", by=by)
    parts = {one: amount for one, amount in parts_sent(session, payout).items() if amount != ZERO}
    for other, part in sorted(parts.items()):
        if other != district:
            _post(session, payout, line, district=other, arrows=[_crossed(other, part)], by=by)
    journal = _post(session, payout, line, district=district, arrows=_received(payout, line, parts), by=by)
    line.action, line.journal_id = Action.CREDIT.value, journal.id
    cards.move_payout(session, payout, PayoutStatus.ARRIVED, by=by)
    return journal


def _received(payout: Payout, line: StatementLine, parts: Mapping[int, Money]) -> list[Arrow]:
    """Write what came in at the bank: its district's part, and what it holds for others; what it kept is a cost."""
    district = line.district_id
    cash = AccountKey(AccountKind.BANK, district, contract_id=line.account_id)
    kept = payout.amount - Money(line.amount_sen // SEN)
    costs = [Arrow(AccountKey(AccountKind.ACCOUNT_COSTS, district), cash, kept)] if kept > ZERO else []
    if set(parts) == {district}:
        return [Arrow(cash, on_its_way(district), payout.amount), *costs]
    own = [_crossed(district, parts[district])] if district in parts else []
    return [Arrow(cash, _between(district), payout.amount), *own, *costs]


def _crossed(district: int, part: Money) -> Arrow:
    """Let a district's part stand between districts instead of on its way; one that takes money turns round."""
    way, between = on_its_way(district), _between(district)
    return Arrow(between, way, part) if part > ZERO else Arrow(way, between, -part)


def _between(district: int) -> AccountKey:
    return AccountKey(AccountKind.BETWEEN_DISTRICTS, district)


def _post(
    session: Session, payout: Payout, line: StatementLine, *, district: int, arrows: list[Arrow], by: Actor
) -> Journal:
    is_home = district == line.district_id
    entry = Entry(
        reference=f"stripe:{payout.external_reference}:arrived" + ("" if is_home else f":{district}"),
        kind="card_arrival",
        district_id=district,
        memo=line.description if is_home else f"Pencairan {payout.external_reference}",
        occurred_at=noon(places.district_of(session, line.district_id), line.booked_on),
        arrows=arrows,
        document=f"payout/{payout.id}",
    )
    return ledger.post(session, entry, by=by)
