"""A pool over three kecamatan, and promises spread over them."""

from __future__ import annotations

from itertools import cycle

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from srikandi import places, pools
from srikandi.places import Village
from srikandi.pledges import Hold, Pledge
from srikandi.pledges.models import SpreadPlace
from srikandi.pools import PoolMember
from srikandi.residents import Resident
from tests.pledges.making import Scene, terms_of

PATTERN = (0, 0, 0, 1, 1, 2)
"""Of six people in order, three live in the first kecamatan, two in the second, one in the third."""


def scatter(session: Session, scene: Scene) -> list[str]:
    """Let the people of the scene's pool live in three kecamatan; give their codes."""
    rows = places.villages_of(session, scene.district_id)
    codes = sorted({row.subdistrict_code for row in rows})[:3]
    villages = [next(row.code for row in rows if row.subdistrict_code == code) for code in codes]
    asked = select(PoolMember.resident_id).where(PoolMember.pool_id == scene.pool_id).order_by(PoolMember.place)
    for who, where in zip(session.scalars(asked).all(), cycle(PATTERN), strict=False):
        for model, key in ((PoolMember, PoolMember.resident_id), (Resident, Resident.id)):
            session.execute(update(model).where(key == who).values(village_code=villages[where]))
    session.flush()
    session.expire_all()
    return codes


def spread_terms(session: Session, scene: Scene, *, lives: int, **changes: object):
    """Give terms for these lives, spread as a page would show it now."""
    seen = pools.spread_of(session, scene.pool_id, lives=lives - changes.get("urgent", 0)).given
    return terms_of(scene, lives=lives, spread=seen, **changes)


def shown_and_held(session: Session) -> list[tuple[dict[str, int], dict[str, list[int]]]]:
    """Give, for each promise, what was shown by kecamatan and the places in order of who is held there."""
    found = []
    for pledge in session.scalars(select(Pledge).order_by(Pledge.id)):
        shown = select(SpreadPlace.subdistrict_code, SpreadPlace.lives).where(SpreadPlace.pledge_id == pledge.id)
        held: dict[str, list[int]] = {}
        rows = (
            select(Village.subdistrict_code, Hold.place)
            .join(PoolMember, PoolMember.resident_id == Hold.resident_id)
            .join(Village, Village.code == PoolMember.village_code)
            .where(Hold.pledge_id == pledge.id)
            .order_by(Hold.place)
        )
        for code, place in session.execute(rows):
            held.setdefault(code, []).append(place)
        found.append((dict(session.execute(shown).all()), held))
    return found
