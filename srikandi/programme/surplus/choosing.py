"""The owner chooses: months and moves are done at once, what is kept waits for the next promise."""

from __future__ import annotations

from sqlalchemy.orm import Session

from srikandi import audit, clock, coverage, ledger, pledges
from srikandi.audit import Actor
from srikandi.ledger import Arrow, Entry, Journal
from srikandi.money import ZERO, Money, total
from srikandi.payments.refunding import Refund
from srikandi.pledges import Payer, Pledge
from srikandi.pledges.credits import CreditChoice, CreditUse, choose, note_done, open_choices, withdraw_choice
from srikandi.programme.money import fund, funds_key, reshape_promise
from srikandi.programme.refusals import CreditTooSmall, NoCreditFree, TargetUnknown
from srikandi.programme.surplus.looking import Extension, extension_for, surplus_of, targets_for
from srikandi.programme.surplus.telling import tell_district

SURPLUS = "surplus"


def choose_credit(
    session: Session,
    payer: Payer,
    use: CreditUse,
    *,
    target_id: int | None = None,
    months: int = 1,
    by: Actor,
) -> CreditChoice:
    """Write down what a payer wants with its free credit, and do it where it can be done at once.

    Further months are paid from the credit of every payer, so they wait until all of them have chosen as many.
    Raises: NoCreditFree, TargetUnknown, CreditTooSmall, coverage.AlreadyCovered.
    """
    target = _target(session, payer, target_id) if use is CreditUse.MOVE else None
    _hold(session, [payer.pledge_id, *([target.id] if target else [])])
    free = surplus_of(session, payer).free
    if free <= ZERO:
        raise NoCreditFree
    wanted = months if use is CreditUse.EXTEND else None
    choice = choose(session, payer, use, target_id=target.id if target else None, months=wanted, by=by)
    if use is CreditUse.EXTEND:
        _extend(session, choice, by=by)
    elif target is not None:
        _move(session, choice, target, amount=free, by=by)
    return choice


def withdraw_credit_choice(session: Session, payer: Payer, *, by: Actor) -> None:
    """Take a choice back that was not done yet; the credit stays."""
    pledges.locked(session, payer.pledge_id)
    choice = open_choices(session, payer_ids=[payer.id]).get(payer.id)
    if choice is not None:
        withdraw_choice(session, choice, by=by)


def carry_kept(session: Session, *, by: Actor) -> int:
    """Move credit that was kept for the next pledge into the first one approved since; give how many moved."""
    kept = open_choices(session, use=CreditUse.KEEP)
    return sum(_carry(session, session.get_one(Payer, payer_id), by=by) for payer_id in kept)


def note_refunded(session: Session, refund: Refund, *, by: Actor) -> None:
    """Close the choice a refund has carried out."""
    of_pledge = [payer.id for payer in pledges.payers_of(session, refund.pledge_id) if _pays(payer, refund)]
    for choice in open_choices(session, payer_ids=of_pledge, use=CreditUse.REFUND).values():
        note_done(session, choice, amount=refund.amount, journal_id=refund.journal_id, by=by)


def _pays(payer: pledges.PayerRow, refund: Refund) -> bool:
    return payer.organisation_id == refund.organisation_id


def _carry(session: Session, payer: Payer, *, by: Actor) -> int:
    old, choice = session.get_one(Pledge, payer.pledge_id), _kept(session, payer)
    newer = [one for one in targets_for(session, old, payer.organisation_id) if one.offered_at >= choice.chosen_at]
    if not newer:
        return 0
    _hold(session, [old.id, newer[0].id])
    free = surplus_of(session, payer).free
    if free <= ZERO:
        return 0
    _move(session, choice, newer[0], amount=free, by=by)
    return 1


def _kept(session: Session, payer: Payer) -> CreditChoice:
    return open_choices(session, payer_ids=[payer.id])[payer.id]


def _target(session: Session, payer: Payer, target_id: int | None) -> Pledge:
    old = session.get_one(Pledge, payer.pledge_id)
    found = [one for one in targets_for(session, old, payer.organisation_id) if one.id == target_id]
    if not found:
        raise TargetUnknown(field="use")
    return found[0]


def _hold(session: Session, pledge_ids: list[int]) -> None:
    """Hold pools and pledges in the order everybody takes: funding a pledge may end what its pool waits for."""
    found = [session.get_one(Pledge, pledge_id) for pledge_id in pledge_ids]
    pledges.lock_pools(session, [one.pool_id for one in found])
    for pledge_id in sorted(pledge_ids):
        pledges.locked(session, pledge_id)


def _extend(session: Session, choice: CreditChoice, *, by: Actor) -> None:
    pledge = session.get_one(Pledge, choice.pledge_id)
    extension = extension_for(session, pledge, months=choice.months or 0)
    if extension is None:
        raise CreditTooSmall(field="months")
    agreed = _agreed(session, choice, extension)
    if agreed is None:
        return
    coverage.seat_again(session, pledge.id, after=extension.after, prices=extension.prices)
    pledge.months += len(extension.prices)
    reshape_promise(session, pledge, since=extension.after + 1)
    funding = fund(session, pledge.id, by=by)
    for one, amount in agreed:
        note_done(session, one, amount=amount, by=by)
    months, last = len(extension.prices), extension.after + len(extension.prices)
    tell_district(session, pledge, months=months, last=last, amount=funding.amount)
    audit.record(session, "pledge:lengthen", pledge, by=by, months=months)


def _agreed(session: Session, choice: CreditChoice, extension: Extension) -> list[tuple[CreditChoice, Money]] | None:
    """Give the choices whose credit pays these months, each with its part; nothing while somebody has not chosen so."""
    parts = {
        payer.id: total([payer.share_in(month) * extension.lives for month in extension.prices])
        for payer in pledges.payers_of(session, choice.pledge_id)
    }
    paying = {payer_id for payer_id, part in parts.items() if part > ZERO} | {choice.payer_id}
    chosen = open_choices(session, payer_ids=paying, use=CreditUse.EXTEND)
    agreed = [(one, parts[payer_id]) for payer_id, one in chosen.items() if one.months == choice.months]
    return agreed if len(agreed) == len(paying) else None


def _move(session: Session, choice: CreditChoice, target: Pledge, *, amount: Money, by: Actor) -> None:
    old = session.get_one(Pledge, choice.pledge_id)
    journal = _book(session, choice, old, target, amount=amount, by=by)
    choice.target_id = target.id
    note_done(session, choice, amount=amount, journal_id=journal.id, by=by)
    fund(session, target.id, by=by)


def _book(session: Session, choice: CreditChoice, old: Pledge, target: Pledge, *, amount: Money, by: Actor) -> Journal:
    entry = Entry(
        reference=f"{SURPLUS}:{choice.id}",
        kind=SURPLUS,
        district_id=old.district_id,
        memo=f"Saldo {old.number} dipindahkan ke {target.number}",
        occurred_at=clock.now(),
        arrows=(Arrow(funds_key(old, choice.organisation_id), funds_key(target, choice.organisation_id), amount),),
        document=f"pledge/{old.id}",
        contract_id=target.id,
    )
    return ledger.post(session, entry, by=by)
