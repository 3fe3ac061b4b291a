"""A payout comes to be, arrives on a line of the bank, or fails. Nothing is booked here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.money import SEN, Money
from srikandi.payments.banking.models import StatementLine
from srikandi.payments.cards.models import PAYOUT_MOVES, Payout, PayoutItem, PayoutStatus
from srikandi.payments.cards.refusals import ConfirmerMatched, LineNotFitting, PayoutMoved, PayoutNotFound
from srikandi.payments.providers import PayoutSeen
from srikandi.payments.statements import Action

LATEST = timedelta(days=10)
"""How long after the promised day a bank may still show a payout."""
PROVIDER_WORD = "STRIPE"


def payout_named(session: Session, reference: str) -> Payout | None:
    """Give the payout of a provider's name, held until this work ends."""
    asked = select(Payout).where(Payout.external_reference == reference).with_for_update()
    return session.scalar(asked.execution_options(populate_existing=True))


def note_payout(session: Session, seen: PayoutSeen, *, district_id: int, by: Actor) -> Payout:
    """Write a payout down as on its way."""
    row = Payout(
        district_id=district_id,
        external_reference=seen.provider_reference,
        status=PayoutStatus.ON_THE_WAY,
        amount=Money(seen.amount_sen // SEN),
        amount_sen=seen.amount_sen,
        sent_at=seen.sent_at,
        arrives_on=seen.arrives_on,
    )
    session.add(row)
    session.flush()
    audit.record(session, "payout:note", row, by=by, amount_sen=row.amount_sen)
    return row


def move_payout(session: Session, payout: Payout, to: PayoutStatus, *, by: Actor, reason: str | None = None) -> None:
    """Move a payout along its table. Raises: PayoutMoved."""
    if (payout.status, to) not in PAYOUT_MOVES:
        raise PayoutMoved
    payout.status = to
    if to is PayoutStatus.ARRIVED:
        payout.arrived_at = clock.now()
    else:
        payout.failure = reason
    session.flush()
    audit.record(session, f"payout:{to.value}", payout, by=by, reason=reason, line_id=payout.line_id)


def propose_line(session: Session, payout: Payout, line: StatementLine, *, by: Actor) -> None:
    """Propose which line of the bank shows a payout. Raises: PayoutMoved, LineNotFitting."""
    payout = _locked(session, payout)
    if payout.status is not PayoutStatus.ON_THE_WAY or payout.line_id is not None:
        raise PayoutMoved
    fits = waiting_lines([line.district_id]).where(StatementLine.id == line.id)
    if session.scalar(fits) is None or line.amount_sen > payout.amount_sen:
        raise LineNotFitting
    payout.line_id, payout.matched_by = line.id, by.user_id
    session.flush()
    audit.record(session, "payout:match", payout, by=by, line_id=line.id)


def withdraw_line(session: Session, payout: Payout, *, by: Actor) -> None:
    """Take a proposal back, or turn it down. Raises: PayoutMoved."""
    payout = _locked(session, payout)
    if payout.status is not PayoutStatus.ON_THE_WAY or payout.line_id is None:
        raise PayoutMoved
    audit.record(session, "payout:unmatch", payout, by=by, line_id=payout.line_id)
    payout.line_id = payout.matched_by = None
    session.flush()


def let_go_of_lines(session: Session, statement_id: int, *, by: Actor) -> None:
    """Take back what is proposed of the lines of a file that leaves the book."""
    lines = select(StatementLine.id).where(StatementLine.statement_id == statement_id)
    waits = Payout.status == PayoutStatus.ON_THE_WAY, Payout.line_id.in_(lines)
    for payout in session.scalars(select(Payout).where(*waits).order_by(Payout.id)).all():
        withdraw_line(session, payout, by=by)


def confirm_line(session: Session, payout: Payout, *, seen_line_id: int, by: Actor) -> StatementLine:
    """Confirm the line that was looked at, and give it. Raises: PayoutMoved, ConfirmerMatched, LineNotFitting."""
    payout = _locked(session, payout)
    if payout.status is not PayoutStatus.ON_THE_WAY or payout.line_id is None or payout.line_id != seen_line_id:
        raise PayoutMoved
    if payout.matched_by == by.user_id:
        raise ConfirmerMatched
    line = session.execute(
        select(StatementLine).where(StatementLine.id == payout.line_id).with_for_update()
    ).scalar_one()
    if (
        session.scalar(select(StatementLine.id).where(unclaimed([line.district_id]), StatementLine.id == line.id))
        is None
    ):
        raise LineNotFitting
    payout.confirmed_by = by.user_id
    session.flush()
    return line


def waiting_lines(district_ids: Collection[int] | None = None) -> Select[StatementLine]:
    """Ask for the lines of some districts' accounts, or of all, that hold money nobody has claimed, oldest first."""
    taken = select(Payout.line_id).where(Payout.line_id.is_not(None))
    free = StatementLine.id.not_in(taken)
    return (
        select(StatementLine).where(unclaimed(district_ids), free).order_by(StatementLine.booked_on, StatementLine.id)
    )


def unclaimed(district_ids: Collection[int] | None) -> ColumnElement[bool]:
    """Name the lines whose money stands in suspense with no proposal on it."""
    return and_(
        true() if district_ids is None else StatementLine.district_id.in_(district_ids),
        StatementLine.action == Action.REVIEW.value,
        StatementLine.amount_sen > 0,
        StatementLine.journal_id.is_not(None),
        StatementLine.proposal_id.is_(None),
    )


def certain_line(session: Session, payout: Payout) -> StatementLine | None:
    """Give the line that shows a payout beyond doubt: it names the provider, and sum and days agree.

    One account at the provider pays out to one bank account, which may be of any of its districts. A line somebody
    else is just working on is left to them.
    """
    words = func.upper(StatementLine.description)
    named = words.contains(PROVIDER_WORD) | words.contains(payout.external_reference.upper(), autoescape=True)
    days = StatementLine.booked_on.between(payout.sent_at.date() - timedelta(days=1), payout.arrives_on + LATEST)
    asked = waiting_lines().where(StatementLine.amount_sen == payout.amount_sen, named, days)
    own_first = asked.order_by(None).order_by(StatementLine.district_id != payout.district_id, StatementLine.id)
    return session.scalars(own_first.limit(1).with_for_update(skip_locked=True)).first()


def candidates(session: Session, payout: Payout, *, viewer: Actor, at_most: int = 20) -> list[StatementLine]:
    """List lines of the viewer's districts that could show a payout: not more than it, and after it was sent."""
    asked = waiting_lines(viewer.district_ids).where(
        StatementLine.amount_sen <= payout.amount_sen,
        StatementLine.amount_sen * 100 >= payout.amount_sen * 90,
        StatementLine.booked_on >= payout.sent_at.date() - timedelta(days=1),
    )
    return list(session.scalars(asked.limit(at_most)))


def on_the_way(session: Session) -> list[Payout]:
    """List the payouts no line was found for, oldest first, held until this work ends, but those others work on."""
    waiting = Payout.status == PayoutStatus.ON_THE_WAY, Payout.line_id.is_(None)
    asked = select(Payout).where(*waiting).order_by(Payout.sent_at, Payout.id).with_for_update(skip_locked=True)
    return list(session.scalars(asked.execution_options(populate_existing=True)))


def add_items(session: Session, items: Sequence[PayoutItem]) -> None:
    """Keep what a payout settles."""
    session.add_all(items)
    session.flush()


def items_of(session: Session, payout_id: int, *, viewer: Actor) -> list[PayoutItem]:
    """List what a payout settles of the viewer's districts, the largest first."""
    own = PayoutItem.payout_id == payout_id, PayoutItem.district_id.in_(viewer.district_ids)
    asked = select(PayoutItem).where(*own)
    return list(session.scalars(asked.order_by(PayoutItem.net_sen.desc(), PayoutItem.external_reference)))


def shares_of(session: Session, payout_id: int) -> dict[int, tuple[int, int]]:
    """Give how many movements of a payout are of which district, and how much they are in sen."""
    asked = select(PayoutItem.district_id, func.count(), func.sum(PayoutItem.net_sen))
    rows = session.execute(asked.where(PayoutItem.payout_id == payout_id).group_by(PayoutItem.district_id))
    return {district: (count, int(net or 0)) for district, count, net in rows}


def visible_payouts(viewer: Actor) -> Select[Payout]:
    """Ask for the payouts with money of the viewer's districts, or that their banks have shown or may yet show."""
    own = select(PayoutItem.payout_id).where(PayoutItem.district_id.in_(viewer.district_ids))
    shown = select(StatementLine.id).where(StatementLine.district_id.in_(viewer.district_ids))
    may_come = and_(Payout.status == PayoutStatus.ON_THE_WAY, true() if viewer.district_ids else false())
    return select(Payout).where(
        or_(Payout.district_id.in_(viewer.district_ids), Payout.id.in_(own), Payout.line_id.in_(shown), may_come)
    )


def payout_of(session: Session, payout_id: int, *, viewer: Actor) -> Payout:
    """Give a payout this viewer may see. Raises: PayoutNotFound."""
    found = session.scalar(visible_payouts(viewer).where(Payout.id == payout_id))
    if found is None:
        raise PayoutNotFound
    return found


def payouts_of(session: Session, *, viewer: Actor, at_most: int | None = 100) -> list[Payout]:
    """List the payouts of the viewer's districts, newest first."""
    return list(
        session.scalars(visible_payouts(viewer).order_by(Payout.sent_at.desc(), Payout.id.desc()).limit(at_most))
    )


def _locked(session: Session, payout: Payout) -> Payout:
    asked = select(Payout).where(Payout.id == payout.id).with_for_update()
    return session.execute(asked.execution_options(populate_existing=True)).scalar_one()
