"""Money beyond the premiums fills the reserve a payer has set: it never pays a premium, and goes back to its payer."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import audit, clock, ledger, pledges
from srikandi.audit import Actor
from srikandi.ledger import AccountKey, AccountKind, Arrow, Entry, Journal
from srikandi.money import ZERO, Money, total
from srikandi.pledges import ArrearsReserve, Pledge, ReleaseStatus, ReserveRelease
from srikandi.pledges.reserves import OwnRelease, ReleaseMoved
from srikandi.programme.money.promising import reshape_promise

RESERVE = "reserve"
RELEASE = "reserve_release"


def reserve_key(pledge: Pledge, organisation_id: int) -> AccountKey:
    """Name what a payer holds back in a pledge."""
    return AccountKey(AccountKind.ARREARS_RESERVE, pledge.district_id, organisation_id, pledge.id)


def fill_reserves(session: Session, pledge: Pledge, *, by: Actor) -> Money:
    """Move what payers have paid beyond their premiums into their reserves, and give how much that was.

    The premiums come first, whoever still waits for another payer's share: a reserve never delays anybody's cover.
    """
    wanted = {
        row.organisation_id: row
        for row in pledges.reserves_of(session, [pledge.id])
        if row.target > row.held + row.used
    }
    moved = []
    for payer in pledges.payers_of(session, pledge.id) if wanted else []:
        row = wanted.get(payer.organisation_id)
        if row is None:
            continue
        inside = row.held + row.used
        beyond = payer.received - (payer.total - row.target) - inside
        amount = min(row.target - inside, beyond, _funds(session, pledge, payer.organisation_id))
        if amount > ZERO:
            reserve = session.get_one(ArrearsReserve, row.id)
            reserve.moves += 1
            arrow = Arrow(payer_key(pledge, row.organisation_id), reserve_key(pledge, row.organisation_id), amount)
            post_move(session, pledge, f"{RESERVE}:{row.id}:{reserve.moves}", RESERVE, arrow, by=by)
            moved.append(amount)
    return total(moved)


def agree_release(session: Session, release: ReserveRelease, *, reason: str, by: Actor) -> Journal:
    """Give part of a reserve back to its payer's credit, as somebody else asked. Raises: ReleaseMoved, OwnRelease."""
    pledge, reserve, release = _held(session, release, by=by)
    arrow = Arrow(
        reserve_key(pledge, reserve.organisation_id), payer_key(pledge, reserve.organisation_id), release.amount
    )
    journal = post_move(session, pledge, f"{RELEASE}:{release.id}", RELEASE, arrow, by=by)
    reserve.target -= release.amount
    _decide(release, ReleaseStatus.AGREED, reason=reason, by=by)
    release.journal_id = journal.id
    session.flush()
    reshape_promise(session, pledge)
    audit.record(session, "reserve:release", pledge, by=by, amount=release.amount.rupiah, reason=release.reason)
    return journal


def decline_release(session: Session, release: ReserveRelease, *, reason: str, by: Actor) -> ReserveRelease:
    """Say no to a payer's question, with a reason. Raises: pledges.ReasonMissing, ReleaseMoved, OwnRelease."""
    if not reason.strip():
        raise pledges.ReasonMissing(field="reason")
    pledge, _, release = _held(session, release, by=by)
    _decide(release, ReleaseStatus.DECLINED, reason=reason, by=by)
    session.flush()
    audit.record(session, "reserve:decline", pledge, by=by, reason=reason.strip())
    return release


def release_ended(session: Session, *, by: Actor) -> Money:
    """Give the reserves of pledges that have ended back to their payers' credit, once; give how much that was."""
    account = ledger.Account
    came, went = ledger.kept_on(account.id)
    standing = (
        select(ArrearsReserve.id)
        .join(Pledge, Pledge.id == ArrearsReserve.pledge_id)
        .join(account, (account.contract_id == Pledge.id) & (account.party_id == ArrearsReserve.organisation_id))
        .where(account.kind == AccountKind.ARREARS_RESERVE.value, came > went, Pledge.ended_at.is_not(None))
    )
    found = session.scalars(standing.order_by(ArrearsReserve.pledge_id, ArrearsReserve.id)).all()
    return total([_release_one(session, reserve_id, by=by) for reserve_id in found])


def _release_one(session: Session, reserve_id: int, *, by: Actor) -> Money:
    reserve = session.get_one(ArrearsReserve, reserve_id)
    pledge = pledges.locked(session, reserve.pledge_id)
    session.refresh(reserve)
    held = ledger.balance(session, reserve_key(pledge, reserve.organisation_id))
    if held <= ZERO or pledge.ended_at is None:
        return ZERO
    reserve.moves += 1
    arrow = Arrow(reserve_key(pledge, reserve.organisation_id), payer_key(pledge, reserve.organisation_id), held)
    post_move(session, pledge, f"{RESERVE}:{reserve.id}:{reserve.moves}", RELEASE, arrow, by=by)
    audit.record(session, "reserve:release", pledge, by=by, amount=held.rupiah, reason="ended")
    return held


def _held(session: Session, release: ReserveRelease, *, by: Actor) -> tuple[Pledge, ArrearsReserve, ReserveRelease]:
    reserve = session.get_one(ArrearsReserve, release.reserve_id)
    pledge = pledges.locked(session, reserve.pledge_id)
    session.refresh(release)
    if release.status is not ReleaseStatus.ASKED:
        raise ReleaseMoved
    if by.user_id is None or by.user_id == release.asked_by or pledge.district_id not in by.district_ids:
        raise OwnRelease
    session.refresh(reserve)
    return pledge, reserve, release


def _decide(release: ReserveRelease, status: ReleaseStatus, *, reason: str, by: Actor) -> None:
    release.status, release.decided_by, release.decided_at = status, by.user_id, clock.now()
    release.decision_reason = reason.strip() or None


def payer_key(pledge: Pledge, organisation_id: int) -> AccountKey:
    """Name what a payer has in a pledge that is put to nothing yet."""
    return AccountKey(AccountKind.PAYER_FUNDS, pledge.district_id, organisation_id, pledge.id)


def _funds(session: Session, pledge: Pledge, organisation_id: int) -> Money:
    return ledger.balance(session, payer_key(pledge, organisation_id))


def post_move(session: Session, pledge: Pledge, reference: str, kind: str, arrow: Arrow, *, by: Actor) -> Journal:
    """Book one move of a reserve under its own reference."""
    at: datetime = clock.now()
    entry = Entry(
        reference=reference,
        kind=kind,
        district_id=pledge.district_id,
        memo=pledge.number,
        occurred_at=at,
        arrows=(arrow,),
        document=f"pledge/{pledge.id}",
        contract_id=pledge.id,
    )
    return ledger.post(session, entry, by=by)
