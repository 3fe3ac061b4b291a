"""The families whose arrears a promise pays, as the public order names them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from srikandi.arrears import ArrearsMonth, ArrearsStatus, families_counted
from srikandi.money import ZERO, Money
from srikandi.places import Subdistrict, Village
from srikandi.pledges import Pledge
from srikandi.pools import PoolMember
from srikandi.residents import Resident

MOST_SHOWN = 300


@dataclass(frozen=True)
class PromisedFamily:
    """One family: who of it stands first in the order, and what it owes together."""

    place: int | None
    pseudonym: str
    village: str
    subdistrict: str
    people: int
    months: int
    amount: Money
    status: ArrearsStatus


def count_families(session: Session, pledge: Pledge) -> int:
    """Count the families whose arrears a promise pays."""
    asked = (
        select(families_counted())
        .join(ArrearsMonth, ArrearsMonth.resident_id == Resident.id)
        .where(ArrearsMonth.pledge_id == pledge.id)
    )
    return session.scalar(asked) or 0


def promised_families(session: Session, pledge: Pledge) -> tuple[list[PromisedFamily], int]:
    """List the families of a promise in the pool's order, the first three hundred, and count them all."""
    found: dict[object, PromisedFamily] = {}
    for who, card, place, pseudonym, village, subdistrict, months, amount, status in _people(session, pledge):
        key = bytes(card) if card else who
        first = PromisedFamily(place, pseudonym or "–", village, subdistrict, 0, 0, ZERO, status)
        so_far = found.get(key, first)
        found[key] = replace(
            so_far,
            people=so_far.people + 1,
            months=so_far.months + months,
            amount=so_far.amount + (amount or ZERO),
        )
    return list(found.values())[:MOST_SHOWN], len(found)


def _people(session: Session, pledge: Pledge) -> list[tuple[Any, ...]]:
    """Read person by person, those with a place in the pool first, in its order."""
    own = (
        (PoolMember.resident_id == Resident.id)
        & (PoolMember.district_id == pledge.district_id)
        & (PoolMember.pool_id == pledge.pool_id)
    )
    group = (Resident.id, Resident.family_index, PoolMember.place, PoolMember.pseudonym, Village.name, Subdistrict.name)
    asked = (
        select(*group, func.count(), func.sum(ArrearsMonth.tariff), func.min(ArrearsMonth.status))
        .join(ArrearsMonth, ArrearsMonth.resident_id == Resident.id)
        .join(Village, Village.code == Resident.village_code)
        .join(Subdistrict, Subdistrict.code == Village.subdistrict_code)
        .outerjoin(PoolMember, own)
        .where(ArrearsMonth.pledge_id == pledge.id)
        .group_by(*group)
        .order_by(PoolMember.place.is_(None), PoolMember.place, Resident.id)
    )
    return [tuple(row) for row in session.execute(asked)]
