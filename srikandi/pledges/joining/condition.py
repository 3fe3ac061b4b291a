"""What a consortium has gathered, and the moment its condition is met: then its content is fixed for the approval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import audit, clock, organisations
from srikandi.audit import Actor
from srikandi.i18n import N_
from srikandi.money import ZERO, Money, total
from srikandi.places import District
from srikandi.pledges import sharing
from srikandi.pledges.consortia import (
    CONSORTIUM_MOVES,
    Consortium,
    ConsortiumMember,
    ConsortiumMoved,
    ConsortiumStatus,
    consortium_of,
)
from srikandi.pledges.holds import end_holds, lock_pools, locked, move
from srikandi.pledges.models import HoldStatus, Payer, Pledge, PledgeStatus
from srikandi.pledges.offers import content_hash, deadline, digest

NOT_AGREED = N_("Porsi penanggung belum disepakati ketika syarat komitmen bersama terpenuhi.")
FRAME = (
    "number",
    "name",
    "pool_id",
    "leader_id",
    "months",
    "start_month",
    "tariff_basis",
    "frequency",
    "succession_rule",
    "target_lives",
    "target_members",
    "target_amount",
    "join_until",
)


@dataclass(frozen=True)
class MemberRow:
    """One organisation in a consortium with its promise."""

    consortium_id: int
    organisation_id: int
    name: str
    is_named: bool
    joined_at: datetime
    left_at: datetime | None
    pledge_id: int
    number: str
    lives: int
    amount: Money
    """Promised in all; nothing while its payers have not all said yes."""

    @property
    def counts(self) -> bool:
        """Is this promise whole, so that the condition counts it?"""
        return self.left_at is None and self.amount > ZERO


@dataclass(frozen=True)
class Gathered:
    """How far a consortium is: `2 of 4, 30 of 50 lives`."""

    members: int = 0
    lives: int = 0
    amount: Money = ZERO

    def meets(self, consortium: Consortium) -> bool:
        """Is there as much of everything as the condition asks?"""
        return (
            self.lives >= (consortium.target_lives or 0)
            and self.members >= (consortium.target_members or 0)
            and self.amount >= (consortium.target_amount or ZERO)
        )


def members_of(session: Session, consortium_ids: Sequence[int]) -> list[MemberRow]:
    """List who has joined these consortia, also who left again, in the order of joining."""
    found = session.execute(
        select(ConsortiumMember, Pledge)
        .join(Pledge, Pledge.id == ConsortiumMember.pledge_id)
        .where(ConsortiumMember.consortium_id.in_(consortium_ids))
        .order_by(ConsortiumMember.consortium_id, ConsortiumMember.id)
    ).all()
    shares: dict[int, list[Money]] = {}
    asked = select(Payer.pledge_id, Payer.share).where(Payer.pledge_id.in_([pledge.id for _, pledge in found]))
    for pledge_id, share in session.execute(asked):
        shares.setdefault(pledge_id, []).append(share)
    names = organisations.names(session, {member.organisation_id for member, _ in found})
    return [
        MemberRow(
            consortium_id=member.consortium_id,
            organisation_id=member.organisation_id,
            name=names[member.organisation_id],
            is_named=member.is_named,
            joined_at=member.joined_at,
            left_at=member.left_at,
            pledge_id=pledge.id,
            number=pledge.number,
            lives=pledge.lives,
            amount=total(shares.get(pledge.id, [])) * (pledge.lives * pledge.months),
        )
        for member, pledge in found
    ]


def gathered(rows: Sequence[MemberRow]) -> Gathered:
    """Add up the promises that count."""
    whole = [row for row in rows if row.counts]
    return Gathered(len(whole), sum(row.lives for row in whole), total([row.amount for row in whole]))


def lock_consortium(session: Session, consortium: Consortium) -> Consortium:
    """Hold the pool's row and then the consortium's, as everything that touches several promises at once does."""
    lock_pools(session, [consortium.pool_id])
    asked = select(Consortium).where(Consortium.id == consortium.id).with_for_update()
    return session.execute(asked.execution_options(populate_existing=True)).scalar_one()


def move_consortium(consortium: Consortium, to: ConsortiumStatus) -> None:
    """Give a consortium its next status, if its table of moves has it. Raises: ConsortiumMoved."""
    if (consortium.status, to) not in CONSORTIUM_MOVES:
        raise ConsortiumMoved
    consortium.status = to


def staying(session: Session, consortium: Consortium) -> list[ConsortiumMember]:
    """List who is in a consortium now, by pledge: the order in which their rows are held."""
    asked = select(ConsortiumMember).where(
        ConsortiumMember.consortium_id == consortium.id, ConsortiumMember.left_at.is_(None)
    )
    return list(session.scalars(asked.order_by(ConsortiumMember.pledge_id)))


def meet_if_due(session: Session, pledge: Pledge, *, by: Actor) -> None:
    """See whether this promise completes the condition of its consortium; the pool is held already."""
    consortium = consortium_of(session, pledge.id)
    if consortium is None:
        return
    consortium = lock_consortium(session, consortium)
    at = clock.now()
    if consortium.status is not ConsortiumStatus.GATHERING or consortium.join_until <= at:
        return
    if gathered(members_of(session, [consortium.id])).meets(consortium):
        _meet(session, consortium, at=at, by=by)


def joint_hash(session: Session, consortium: Consortium) -> str:
    """Give the SHA-256, hex, of the whole consortium as it is now: its frame, and every promise to the last person."""
    members = [
        [member.organisation_id, content_hash(session, session.get_one(Pledge, member.pledge_id))]
        for member in staying(session, consortium)
    ]
    return digest({"frame": {name: str(getattr(consortium, name)) for name in FRAME}, "members": members})


def let_go(session: Session, member: ConsortiumMember, *, to: PledgeStatus, reason: str, hold: HoldStatus) -> None:
    """End one promise of a consortium; everybody held for it waits again at the old place."""
    pledge = locked(session, member.pledge_id)
    move(pledge, to)
    end_holds(session, pledge, to=hold)
    pledge.decision_reason, pledge.ended_at = reason, clock.now()


def _meet(session: Session, consortium: Consortium, *, at: datetime, by: Actor) -> None:
    district = session.get_one(District, consortium.district_id)
    until = deadline(session, district, after=at)
    for member in staying(session, consortium):
        if sharing.is_open(session, member.pledge_id):
            let_go(session, member, to=PledgeStatus.CANCELLED, reason=NOT_AGREED, hold=HoldStatus.RELEASED)
            member.left_at = at
        else:
            locked(session, member.pledge_id).hold_until = until
    move_consortium(consortium, ConsortiumStatus.MET)
    consortium.met_at = at
    session.flush()
    consortium.content_hash = joint_hash(session, consortium)
    session.flush()
    audit.record(session, "consortium:meet", consortium, by=by, content=consortium.content_hash)
