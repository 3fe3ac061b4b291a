"""What an approval binds to: terms, payers and the very people held, in one hash."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi.clock import Month
from srikandi.money import ZERO, Money
from srikandi.pledges.models import Hold, HoldStatus, Payer, Pledge
from srikandi.pledges.offers.terms import digest
from srikandi.pledges.renewals import content_of
from srikandi.pledges.reserves.models import ArrearsReserve
from srikandi.pledges.shares import steps_of

TERMS = (
    "number",
    "pool_id",
    "company_id",
    "lives",
    "months",
    "start_month",
    "tariff_basis",
    "frequency",
    "succession_rule",
    "villages",
)


def content_hash(session: Session, pledge: Pledge) -> str:
    """Give the SHA-256, hex, of what an approver must have seen, computed from the rows as they are now."""
    payers = session.execute(
        select(Payer.organisation_id, Payer.share, Payer.reference, Payer.id)
        .where(Payer.pledge_id == pledge.id)
        .order_by(Payer.organisation_id)
    ).all()
    later = steps_of(session, [row.id for row in payers])
    held = session.execute(
        select(Hold.place, Hold.resident_id)
        .where(Hold.pledge_id == pledge.id, Hold.status == HoldStatus.HELD)
        .order_by(Hold.place, Hold.resident_id)
    )
    aside = _aside(session, pledge)
    return digest(
        {
            "terms": {name: getattr(pledge, name) for name in TERMS},
            "payers": [[who, share.rupiah, reference, *_steps(later, key)] for who, share, reference, key in payers],
            "held": [list(row) for row in held],
            **content_of(session, pledge.id),
            **({"reserves": aside} if aside else {}),
        }
    )


def _steps(later: dict[int, tuple[tuple[Month, Money], ...]], payer_id: int) -> list[list[object]]:
    """A share that never changes says nothing, so that an offer made before shares were dated keeps its hash."""
    return [[str(month), amount.rupiah] for month, amount in later.get(payer_id, ())]


def _aside(session: Session, pledge: Pledge) -> list[list[int]]:
    """Nothing set aside says nothing, so that an offer made before there were reserves keeps its hash."""
    own = ArrearsReserve.pledge_id == pledge.id, ArrearsReserve.target > ZERO
    rows = select(ArrearsReserve.organisation_id, ArrearsReserve.target).where(*own)
    return [[who, target.rupiah] for who, target in session.execute(rows.order_by(ArrearsReserve.organisation_id))]
