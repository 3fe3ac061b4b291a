"""A payout is sent: what it settles leaves clearing, district by district, and is on its way to the bank.

The book has whole rupiah and rounds every cost up, the provider pays sen: what remains of that goes back to the fees,
so that clearing stands at nothing when everything is paid out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import ledger, payments, places
from srikandi.audit import Actor
from srikandi.ledger import AccountKey, AccountKind, AlreadyReversed, Arrow, Entry, Journal, NotEnoughMoney
from srikandi.money import SEN, ZERO, Money, total
from srikandi.payments import IGNORED, REVIEW, Payment, Route, cards
from srikandi.payments.cards import Payout, PayoutItem, PayoutStatus
from srikandi.payments.providers import MovementSeen, PayoutSeen, PayoutState, rounded_up
from srikandi.programme.receiving.payouts.arriving import SENT_KIND, journals_of, match_payouts, on_its_way

RUPIAH = "idr"
COSTS = frozenset({"stripe_fee", "stripe_fx_fee", "tax_fee", "application_fee", "network_cost"})
GIVEN_BACK = "payout_failure"
SENT, ARRIVED, FAILED, KNOWN = "payout sent", "payout arrived", "payout failed", "payout known"
KEPT_BY_BANK = f"{REVIEW}: payout failed after the bank had it"
STRANGE = f"{REVIEW}: payout with money nobody knows"


@dataclass
class _Parts:
    """What a payout is made of, in whole rupiah."""

    by_district: dict[int, Money] = field(default_factory=lambda: defaultdict(lambda: ZERO))
    costs: Money = ZERO
    """What the provider took for itself, not booked yet."""
    strange: Money = ZERO
    """What came of nothing the book knows."""
    items: list[PayoutItem] = field(default_factory=list)
    resent: list[Payout] = field(default_factory=list)
    """Payouts that had failed, whose money goes out again."""

    @property
    def net(self) -> Money:
        """What the parts add up to."""
        return total([*self.by_district.values(), self.strange - self.costs])

    @property
    def home(self) -> int | None:
        """The district most of it is of."""
        known = sorted(self.by_district.items(), key=lambda one: (-abs(one[1].rupiah), one[0]))
        return known[0][0] if known else None


def unknown_intents(session: Session, seen: PayoutSeen) -> list[str]:
    """Name the payments a payout settles that the book does not have yet: they are asked for first."""
    wanted = [one.payment_intent for one in seen.movements if one.payment_intent is not None]
    known = payments.by_externals(session, Route.STRIPE, wanted)
    return [one for one in dict.fromkeys(wanted) if one not in known]


def unknown_payouts(session: Session, seen: PayoutSeen) -> list[str]:
    """Name the failed payouts whose money a payout sends again and the book does not have yet."""
    wanted = dict.fromkeys(one.source for one in seen.movements if one.kind == GIVEN_BACK and one.source)
    known = set(session.scalars(select(Payout.external_reference).where(Payout.external_reference.in_(wanted))))
    return [name for name in wanted if name not in known]


def apply_payout(session: Session, seen: PayoutSeen, *, is_live: bool, by: Actor) -> str:
    """Bring a payout to where the provider says it is, and say what came of it."""
    if seen.livemode is not is_live:
        return f"{IGNORED}: livemode"
    if seen.currency.lower() != RUPIAH:
        return f"{IGNORED}: currency {seen.currency}"
    payout, outcome = cards.payout_named(session, seen.provider_reference), KNOWN
    if payout is None:
        payout, outcome = _send(session, seen, by=by)
    if seen.state is PayoutState.FAILED and payout.status is not PayoutStatus.FAILED:
        return _take_back(session, payout, why=seen.failure or "failed", by=by)
    if payout.status is PayoutStatus.ON_THE_WAY:
        match_payouts(session, by=by)
    return ARRIVED if payout.status is PayoutStatus.ARRIVED and outcome == SENT else outcome


def _send(session: Session, seen: PayoutSeen, *, by: Actor) -> tuple[Payout, str]:
    parts = _parts_of(session, seen.movements)
    home = parts.home or places.districts(session)[0].id
    payout = cards.note_payout(session, seen, district_id=home, by=by)
    for item in parts.items:
        item.payout_id, item.district_id = payout.id, item.district_id or home
    for failed in parts.resent:
        failed.resent_in_id = payout.id
    cards.add_items(session, parts.items)
    rounding = payout.amount - parts.net
    if abs(rounding.rupiah) > len(seen.movements):
        # Not broken down, or not to the end: the provider's own sum is what leaves clearing.
        parts.by_district[home] += rounding
        rounding = ZERO
    for district, arrows in _arrows(parts, home=home, rounding=rounding).items():
        journal = _post(session, payout, district, arrows, by=by)
        if district == home:
            payout.journal_id = journal.id
    session.flush()
    return payout, STRANGE if parts.strange else SENT


def _post(session: Session, payout: Payout, district: int, arrows: list[Arrow], *, by: Actor) -> Journal:
    """Book a district's part of a payout in its own book; that of the district most of it is of has the bare name."""
    entry = Entry(
        reference=f"stripe:{payout.external_reference}" + ("" if district == payout.district_id else f":{district}"),
        kind=SENT_KIND,
        district_id=district,
        memo=f"Pencairan {payout.external_reference}",
        occurred_at=payout.sent_at,
        arrows=arrows,
        document=f"payout/{payout.id}",
    )
    return ledger.post(session, entry, by=by)


def _parts_of(session: Session, movements: Sequence[MovementSeen]) -> _Parts:
    wanted = [one.payment_intent for one in movements if one.payment_intent is not None]
    known = payments.by_externals(session, Route.STRIPE, wanted)
    parts = _Parts()
    for one in movements:
        payment = known.get(one.payment_intent or "")
        parts.items.append(_item(one, payment))
        net = Money(_whole(one.amount_sen) - rounded_up(one.fee_sen).rupiah)
        if payment is not None:
            parts.by_district[payment.district_id] += net
        elif one.kind == GIVEN_BACK and (failed := cards.payout_named(session, one.source or "")) is not None:
            parts.resent.append(failed)
            for district, amount in _given_back(session, failed).items():
                parts.by_district[district] += amount
        elif one.kind in COSTS or net < ZERO:
            parts.costs -= net
        else:
            parts.strange += net
    return parts


def _whole(sen: int) -> int:
    return sen // SEN if sen >= 0 else -(-sen // SEN)


def _item(one: MovementSeen, payment: Payment | None) -> PayoutItem:
    return PayoutItem(
        external_reference=one.provider_reference,
        kind=one.kind[:60],
        district_id=None if payment is None else payment.district_id,
        payment_id=None if payment is None else payment.id,
        amount_sen=one.amount_sen,
        fee_sen=one.fee_sen,
        net_sen=one.net_sen,
    )


def _given_back(session: Session, failed: Payout) -> dict[int, Money]:
    """Give what a failed payout had taken out of each district's clearing: that is what stands there again."""
    parts: dict[int, Money] = defaultdict(lambda: ZERO)
    for journal in journals_of(session, failed):
        for line in ledger.lines_of(session, journal.id):
            for side, sign in ((line.credit, 1), (line.debit, -1)):
                if side.kind == AccountKind.PROVIDER_CLEARING:
                    parts[side.district_id] += line.amount * sign
    return parts


def _arrows(parts: _Parts, *, home: int, rounding: Money) -> dict[int, list[Arrow]]:
    """Write the parts as arrows, by district; a part that takes money turns its arrow round."""
    clearing, fees = AccountKey(AccountKind.PROVIDER_CLEARING, home), AccountKey(AccountKind.PROVIDER_FEES, home)
    sent = dict(parts.by_district)
    sent[home] = sent.get(home, ZERO) + parts.strange - parts.costs + rounding
    pairs = [
        (clearing, AccountKey(AccountKind.SUSPENSE, home), parts.strange),
        (clearing, fees, rounding - parts.costs),
        *(
            (on_its_way(district), AccountKey(AccountKind.PROVIDER_CLEARING, district), amount)
            for district, amount in sorted(sent.items())
        ),
    ]
    drawn: dict[int, list[Arrow]] = {}
    for debit, credit, amount in pairs:
        if amount != ZERO:
            arrow = Arrow(debit, credit, amount) if amount > ZERO else Arrow(credit, debit, -amount)
            drawn.setdefault(debit.district_id, []).append(arrow)
    return drawn


def _take_back(session: Session, payout: Payout, *, why: str, by: Actor) -> str:
    """The bank would not have it: what had left clearing stands there again."""
    had_arrived = payout.status is PayoutStatus.ARRIVED
    try:
        with session.begin_nested():
            for journal in journals_of(session, payout):
                ledger.reverse(session, journal, reason=f"Pencairan gagal: {why}"[:200], by=by)
    except (NotEnoughMoney, AlreadyReversed):
        return f"{REVIEW}: payout failed after its money was used"
    if not had_arrived:
        payout.line_id = payout.matched_by = None
    cards.move_payout(session, payout, PayoutStatus.FAILED, by=by, reason=why[:200])
    return KEPT_BY_BANK if had_arrived else f"{REVIEW}: {FAILED}"
