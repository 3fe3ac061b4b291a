"""Consortia as their members, the district and the public read them, in a fixed number of questions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from srikandi import clock, ledger, organisations, pledges
from srikandi.ledger import AccountKind
from srikandi.money import ZERO, Money
from srikandi.organisations import Organisation
from srikandi.pledges import (
    LIVE_CONSORTIA,
    Consortium,
    ConsortiumInvitation,
    ConsortiumStatus,
    Gathered,
    MemberRow,
)
from srikandi.pools import Pool

SECONDS_A_DAY = 86_400


@dataclass(frozen=True)
class ConsortiumView:
    """One consortium with everything its page says; never a resident."""

    consortium: Consortium
    leader: str
    pool: str
    members: list[MemberRow]
    """Who is in it, or was when it ended."""
    gathered: Gathered
    invited: list[tuple[int, str]]
    """Who was asked and is not in it."""
    credit: dict[int, Money]
    """What has come from each member and is not used, by pledge."""

    @property
    def days_left(self) -> int:
        """Whole days to join, the last one counted."""
        left = (self.consortium.join_until - clock.now()).total_seconds()
        return max(math.ceil(left / SECONDS_A_DAY), 0)

    @property
    def is_gathering(self) -> bool:
        """May somebody still join or leave?"""
        return self.consortium.status is ConsortiumStatus.GATHERING and self.consortium.join_until > clock.now()

    def member(self, organisation_id: int | None) -> MemberRow | None:
        """Give an organisation's own promise in it, if it has one."""
        return next((row for row in self.members if row.organisation_id == organisation_id), None)


@dataclass(frozen=True)
class PublicConsortium:
    """What everybody may read: how far, until when, and the names of those who agreed to be named."""

    number: str
    name: str
    status: ConsortiumStatus
    join_until: datetime
    target_lives: int | None
    target_members: int | None
    target_amount: Money | None
    gathered: Gathered
    names: tuple[str, ...]

    @property
    def others(self) -> int:
        """How many members are not named."""
        return self.gathered.members - len(self.names)


def consortium_views(session: Session, found: Sequence[Consortium]) -> list[ConsortiumView]:
    """Gather these consortia's pages, however many, in six questions."""
    ids = [one.id for one in found]
    rows = [row for row in pledges.members_of(session, ids) if row.left_at is None]
    leaders = organisations.names(session, {one.leader_id for one in found})
    pools = dict(session.execute(select(Pool.id, Pool.name).where(Pool.id.in_({one.pool_id for one in found}))).all())
    asked = session.execute(
        select(ConsortiumInvitation.consortium_id, Organisation.id, Organisation.name)
        .join(Organisation, Organisation.id == ConsortiumInvitation.organisation_id)
        .where(ConsortiumInvitation.consortium_id.in_(ids))
        .order_by(Organisation.name)
    ).all()
    credit = _credit(session, [row.pledge_id for row in rows])
    return [
        _view(one, [row for row in rows if row.consortium_id == one.id], asked, (leaders[one.leader_id], pools, credit))
        for one in found
    ]


def _view(
    consortium: Consortium,
    rows: list[MemberRow],
    asked: Sequence[tuple[int, int, str]],
    known: tuple[str, dict[int, str], dict[int, Money]],
) -> ConsortiumView:
    leader, pools, credit = known
    inside = {row.organisation_id for row in rows}
    return ConsortiumView(
        consortium=consortium,
        leader=leader,
        pool=pools[consortium.pool_id],
        members=rows,
        gathered=pledges.gathered(rows),
        invited=[(who, name) for where, who, name in asked if where == consortium.id and who not in inside],
        credit={row.pledge_id: credit.get(row.pledge_id, ZERO) for row in rows},
    )


def _credit(session: Session, pledge_ids: Sequence[int]) -> dict[int, Money]:
    balance = ledger.AccountBalance
    asked = (
        select(ledger.Account.contract_id, func.sum(balance.credits), func.sum(balance.debits))
        .join(balance, balance.account_id == ledger.Account.id)
        .where(ledger.Account.kind == AccountKind.PAYER_FUNDS.value, ledger.Account.contract_id.in_(pledge_ids))
        .group_by(ledger.Account.contract_id)
    )
    return {contract or 0: came - went for contract, came, went in session.execute(asked)}


def public_consortia(session: Session, pool_id: int) -> list[PublicConsortium]:
    """List what is being gathered for a pool, the first deadline first."""
    asked = select(Consortium).where(Consortium.pool_id == pool_id, Consortium.status.in_(LIVE_CONSORTIA))
    found = list(session.scalars(asked.order_by(Consortium.join_until, Consortium.id)))
    rows = pledges.members_of(session, [one.id for one in found])
    return [_public(one, [row for row in rows if row.consortium_id == one.id]) for one in found]


def _public(consortium: Consortium, rows: list[MemberRow]) -> PublicConsortium:
    return PublicConsortium(
        number=consortium.number,
        name=consortium.name,
        status=consortium.status,
        join_until=consortium.join_until,
        target_lives=consortium.target_lives,
        target_members=consortium.target_members,
        target_amount=consortium.target_amount,
        gathered=pledges.gathered(rows),
        names=tuple(row.name for row in rows if row.counts and row.is_named),
    )
