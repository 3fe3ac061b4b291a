"""The places of a spread promise, kecamatan by kecamatan."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi.places import Subdistrict
from srikandi.pledges.models import Pledge, SpreadPlace


class SpreadRow(NamedTuple):
    """A kecamatan and how many people of it were promised a place."""

    code: str
    name: str
    lives: int


def places_by_kecamatan(session: Session, pledge: Pledge) -> list[SpreadRow]:
    """List what was shown, promised and approved, by kecamatan; nothing for a promise that is not spread."""
    if not pledge.is_spread:
        return []
    asked = (
        select(SpreadPlace.subdistrict_code, Subdistrict.name, SpreadPlace.lives)
        .join(Subdistrict, Subdistrict.code == SpreadPlace.subdistrict_code)
        .where(SpreadPlace.pledge_id == pledge.id)
        .order_by(SpreadPlace.subdistrict_code)
    )
    return [SpreadRow(*row) for row in session.execute(asked)]
