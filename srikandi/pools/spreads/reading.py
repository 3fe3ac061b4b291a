"""How many wait in each kecamatan of a pool, and how many places of a promise each would get."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from srikandi.places import Subdistrict, Village
from srikandi.pools.models import PoolMember
from srikandi.pools.spreads.apportioning import apportion
from srikandi.pools.taking import free
from srikandi.residents import Resident

LONGEST = 4000
WRITTEN = re.compile(r"([0-9.]{1,13}):([0-9]{1,6})")


@dataclass(frozen=True)
class Share:
    """One kecamatan: who waits there and how many of the places it gets."""

    code: str
    name: str
    waiting: int
    places: int


@dataclass(frozen=True)
class Spread:
    """Every kecamatan where somebody waits, in the order of their codes."""

    shares: tuple[Share, ...]

    @property
    def waiting(self) -> int:
        """How many wait in all of them."""
        return sum(share.waiting for share in self.shares)

    @property
    def places(self) -> int:
        """How many places there are to give."""
        return sum(share.places for share in self.shares)

    @property
    def given(self) -> tuple[tuple[str, int], ...]:
        """What is promised to each kecamatan, by code; who gets nothing is left out."""
        return tuple((share.code, share.places) for share in self.shares if share.places)

    @property
    def written(self) -> str:
        """The same in one line, for a form to carry."""
        return ",".join(f"{code}:{places}" for code, places in self.given)


def read_spread(written: str) -> tuple[tuple[str, int], ...]:
    """Give what a form carried back; nothing for what no form of ours has written."""
    parts = [WRITTEN.fullmatch(part) for part in written[:LONGEST].split(",")]
    return tuple((part[1], int(part[2])) for part in parts if part) if all(parts) else ()


def spread_of(session: Session, pool_id: int, *, lives: int) -> Spread:
    """Give how these lives would be spread over the people who can be taken from a pool now."""
    counted = (
        select(Subdistrict.code, Subdistrict.name, func.count())
        .select_from(PoolMember)
        .join(Resident, Resident.id == PoolMember.resident_id)
        .join(Village, Village.code == PoolMember.village_code)
        .join(Subdistrict, Subdistrict.code == Village.subdistrict_code)
        .where(*free(pool_id))
        .group_by(Subdistrict.code, Subdistrict.name)
        .order_by(Subdistrict.code)
    )
    rows = session.execute(counted).all()
    places = apportion(lives, {code: waiting for code, _, waiting in rows})
    return Spread(tuple(Share(code, name, waiting, places[code]) for code, name, waiting in rows))
