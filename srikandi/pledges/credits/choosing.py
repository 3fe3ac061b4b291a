"""Choosing, choosing anew, and noting what was done; what moves money is a story of the programme."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.money import Money
from srikandi.pledges.credits.models import CreditChoice, CreditUse
from srikandi.pledges.models import Payer, Pledge


def choose(
    session: Session,
    payer: Payer,
    use: CreditUse,
    *,
    target_id: int | None = None,
    months: int | None = None,
    by: Actor,
) -> CreditChoice:
    """Write down what a payer wants with its credit, in place of what it wanted before. Its pledge is held already."""
    pledge = session.get_one(Pledge, payer.pledge_id)
    choice = open_choice(session, payer.id)
    if choice is None:
        choice = CreditChoice(
            district_id=pledge.district_id,
            pledge_id=pledge.id,
            payer_id=payer.id,
            organisation_id=payer.organisation_id,
            use=use,
        )
        session.add(choice)
    choice.use, choice.target_id, choice.months = use, target_id, months
    choice.chosen_by, choice.chosen_at = by.user_id, clock.now()
    session.flush()
    audit.record(session, "credit:choose", choice, by=by, use=use.value, target_id=target_id, months=months)
    return choice


def note_done(
    session: Session, choice: CreditChoice, *, amount: Money, journal_id: int | None = None, by: Actor
) -> None:
    """Note what a choice has led to: it is no longer open."""
    choice.done_at, choice.amount, choice.journal_id = clock.now(), amount, journal_id
    session.flush()
    audit.record(session, "credit:done", choice, by=by, use=choice.use.value, amount=amount.rupiah)


def withdraw_choice(session: Session, choice: CreditChoice, *, by: Actor) -> None:
    """Take a choice back; the credit stays where it is."""
    audit.record(session, "credit:withdraw", choice, by=by, use=choice.use.value)
    session.delete(choice)
    session.flush()


def open_choice(session: Session, payer_id: int) -> CreditChoice | None:
    """Give what a payer has chosen and is not done yet."""
    waiting = CreditChoice.payer_id == payer_id, CreditChoice.done_at.is_(None)
    return session.scalar(select(CreditChoice).where(*waiting))


def extensions_of(session: Session, pledge_id: int) -> list[CreditChoice]:
    """List how a promise was made longer out of credit, the oldest first."""
    done = CreditChoice.use == CreditUse.EXTEND, CreditChoice.done_at.is_not(None)
    asked = select(CreditChoice).where(CreditChoice.pledge_id == pledge_id, *done)
    return list(session.scalars(asked.order_by(CreditChoice.id)))


def open_choices(
    session: Session, *, payer_ids: Collection[int] | None = None, use: CreditUse | None = None
) -> dict[int, CreditChoice]:
    """Give open choices by payer: of these payers, or of one kind."""
    asked = select(CreditChoice).where(CreditChoice.done_at.is_(None)).order_by(CreditChoice.id)
    if payer_ids is not None:
        asked = asked.where(CreditChoice.payer_id.in_(payer_ids))
    if use is not None:
        asked = asked.where(CreditChoice.use == use)
    return {one.payer_id: one for one in session.scalars(asked)}
