"""What an approval binds to: terms, payers and the very people held, in one hash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func, literal, select, union_all
from sqlalchemy.orm import Session

from srikandi.arrears import ArrearsMonth
from srikandi.clock import Month
from srikandi.money import ZERO, Money
from srikandi.pledges.models import Hold, HoldStatus, Payer, Pledge, SpreadPlace
from srikandi.pledges.offers.terms import digest
from srikandi.pledges.renewals import RenewalSeat, SeatStatus, renewed_from
from srikandi.pledges.reserves.models import ArrearsReserve
from srikandi.pledges.shares import steps_of

Later = Sequence[tuple[Month, Money]]
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


@dataclass(frozen=True)
class Content:
    """What an approval binds to besides the terms and the people, as whoever asks has read it already."""

    payers: Sequence[tuple[int, Money, str, Later]]
    """Organisation, share, reference, later shares."""
    aside: Sequence[tuple[int, Money]]
    """Organisation and what it sets aside."""
    renews: int | None
    spread: Sequence[tuple[str, int]] = ()
    """Kecamatan and places, of a promise that is spread."""


def content_hash(session: Session, pledge: Pledge, *, shown: Content | None = None) -> str:
    """Give the SHA-256, hex, of what an approver must have seen: the rows as they are now, or as a page shows them."""
    content = shown or _content(session, pledge)
    held, seats = _people(session, pledge.id)
    aside = [[who, target.rupiah] for who, target in sorted(content.aside, key=_first) if target]
    return digest(
        {
            "terms": {name: getattr(pledge, name) for name in TERMS},
            "payers": [
                [who, share.rupiah, reference, *_steps(later)]
                for who, share, reference, later in sorted(content.payers, key=_first)
            ],
            "held": held,
            **({"renews": content.renews, "seats": seats} if content.renews else {}),
            **({"reserves": aside} if aside else {}),
            **({"urgent": pledge.urgent_lives} if pledge.urgent_lives else {}),
            **({"urgent_until": pledge.urgent_until_on} if pledge.urgent_until_on else {}),
            **({"spread": [list(one) for one in content.spread]} if content.spread else {}),
            **({"arrears": _arrears(session, pledge.id)} if pledge.is_of_arrears else {}),
        }
    )


def _people(session: Session, pledge_id: int) -> tuple[list[list[Any]], list[list[Any]]]:
    """Give who is held in which place, and who has which seat of a renewal: nobody where somebody has left."""
    who = case((RenewalSeat.status != SeatStatus.DROPPED, RenewalSeat.resident_id))
    held = select(literal(0), Hold.place, Hold.resident_id).where(
        Hold.pledge_id == pledge_id, Hold.status == HoldStatus.HELD
    )
    seats = select(literal(1), RenewalSeat.seat, who).where(RenewalSeat.pledge_id == pledge_id)
    kept: tuple[list[list[Any]], list[list[Any]]] = ([], [])
    for kind, place, resident_id in session.execute(union_all(held, seats)):
        kept[kind].append([place, resident_id])
    return sorted(kept[0]), [[seat, who] for seat, (_, who) in enumerate(sorted(kept[1], key=_first), 1)]


def _arrears(session: Session, pledge_id: int) -> list[list[int]]:
    """Give whose arrears are promised: person, months, rupiah."""
    asked = (
        select(ArrearsMonth.resident_id, func.count(), func.sum(ArrearsMonth.tariff))
        .where(ArrearsMonth.pledge_id == pledge_id)
        .group_by(ArrearsMonth.resident_id)
        .order_by(ArrearsMonth.resident_id)
    )
    return [[who, count, (amount or ZERO).rupiah] for who, count, amount in session.execute(asked)]


def _content(session: Session, pledge: Pledge) -> Content:
    own = select(Payer.organisation_id, Payer.share, Payer.reference, Payer.id).where(Payer.pledge_id == pledge.id)
    payers = session.execute(own).all()
    later = steps_of(session, [row.id for row in payers])
    reserves = select(ArrearsReserve.organisation_id, ArrearsReserve.target)
    return Content(
        payers=[(who, share, reference, later.get(key, ())) for who, share, reference, key in payers],
        aside=[(who, target) for who, target in session.execute(reserves.where(ArrearsReserve.pledge_id == pledge.id))],
        renews=renewed_from(session, pledge.id),
        spread=_spread(session, pledge.id),
    )


def _spread(session: Session, pledge_id: int) -> list[tuple[str, int]]:
    asked = select(SpreadPlace.subdistrict_code, SpreadPlace.lives).where(SpreadPlace.pledge_id == pledge_id)
    return [(code, lives) for code, lives in session.execute(asked.order_by(SpreadPlace.subdistrict_code))]


def _first(row: Sequence[Any]) -> Any:
    return row[0]


def _steps(later: Later) -> list[list[object]]:
    """A share that never changes says nothing, so that an offer made before shares were dated keeps its hash."""
    return [[str(month), amount.rupiah] for month, amount in later]
