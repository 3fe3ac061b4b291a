"""Do the counts still say how many there are?"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, literal, select, text, union_all
from sqlalchemy.orm import Session

from srikandi.residents.models import Resident
from srikandi.residents.tallies.models import IS_COUNTED, KEYS, NeighbourhoodTally, ResidentTally

NAMED_AT_MOST = 20


def miscounted(session: Session) -> Sequence[tuple[str, int, int]]:
    """List villages with a count that lies: the village, how many the count says, how many there are."""
    lies = [one for table in (ResidentTally, NeighbourhoodTally) for one in _lies(session, table)]
    return lies[:NAMED_AT_MOST]


def _lies(session: Session, table: type[ResidentTally | NeighbourhoodTally]) -> list[tuple[str, int, int]]:
    keys = KEYS[table.__tablename__]
    kept = select(*(getattr(table, key) for key in keys), table.people.label("kept"), literal(0).label("there"))
    there = select(*(getattr(Resident, key) for key in keys), literal(0), literal(1)).where(text(IS_COUNTED))
    both = union_all(kept, there).subquery()
    said, real = func.sum(both.c.kept), func.sum(both.c.there)
    asked = select(both.c.village_code, said, real).group_by(*(both.c[key] for key in keys)).having(said != real)
    rows = session.execute(asked.order_by(both.c.village_code).limit(NAMED_AT_MOST))
    return [(code, int(one), int(other)) for code, one, other in rows]
