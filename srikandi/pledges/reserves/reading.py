"""What stands in reserves, and what is asked back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import ledger, organisations
from srikandi.arrears.paying import used_for_arrears
from srikandi.audit import Actor
from srikandi.errors import Refusal
from srikandi.ledger import AccountKind
from srikandi.money import ZERO, Money
from srikandi.pledges.models import Pledge
from srikandi.pledges.reserves.models import ArrearsReserve, ReleaseStatus, ReserveRelease
from srikandi.pledges.reserves.refusals import ReserveUnknown


@dataclass(frozen=True)
class ReserveRow:
    """What one payer holds back in a pledge: wanted, in the book, and what is asked back."""

    id: int
    pledge_id: int
    organisation_id: int
    name: str
    target: Money
    held: Money
    used: Money
    """What of it pays months people owe."""
    asked: ReserveRelease | None


def reserve_of(session: Session, pledge: Pledge, *, viewer: Actor) -> ArrearsReserve:
    """Give the viewer's own reserve in a pledge. Raises: ReserveUnknown."""
    try:
        own = organisations.spoken_for(session, viewer, district_id=pledge.district_id)
    except Refusal as refused:
        raise ReserveUnknown from refused
    mine = ArrearsReserve.pledge_id == pledge.id, ArrearsReserve.organisation_id == own
    found = session.scalar(select(ArrearsReserve).where(*mine))
    if found is None:
        raise ReserveUnknown
    return found


def reserves_of(session: Session, pledge_ids: Sequence[int], *, only: int | None = None) -> list[ReserveRow]:
    """List what is set aside in these pledges, in one question, with what is in the book and asked back."""
    asked, sides = ReserveRelease, ledger.kept_on(ledger.Account.id)
    rows = session.execute(
        select(ArrearsReserve, organisations.Organisation.name, *sides, asked)
        .join(organisations.Organisation, organisations.Organisation.id == ArrearsReserve.organisation_id)
        .outerjoin(
            ledger.Account,
            (ledger.Account.kind == AccountKind.ARREARS_RESERVE.value)
            & (ledger.Account.contract_id == ArrearsReserve.pledge_id)
            & (ledger.Account.party_id == ArrearsReserve.organisation_id),
        )
        .outerjoin(asked, (asked.reserve_id == ArrearsReserve.id) & (asked.status == ReleaseStatus.ASKED))
        .where(ArrearsReserve.pledge_id.in_(pledge_ids))
        .order_by(ArrearsReserve.pledge_id, ArrearsReserve.id)
        .execution_options(populate_existing=True)
    )
    found = [row for row in rows if only in {None, row[0].id} and (row[0].target or row[2])]
    used = used_for_arrears(session, [row[0].pledge_id for row in found]) if any(row[3] for row in found) else {}
    return [_row(tuple(row), used.get((row[0].pledge_id, row[0].organisation_id), ZERO)) for row in found]


def _row(row: tuple[Any, ...], used: Money) -> ReserveRow:
    one, name, came, went, waiting = row
    return ReserveRow(one.id, one.pledge_id, one.organisation_id, name, one.target, came - went, used, waiting)
