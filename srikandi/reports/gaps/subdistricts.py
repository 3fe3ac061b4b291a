"""The next ten lives, kecamatan by kecamatan: what they add, and who waits there.

Ten new lives add ten to the registered of a kecamatan wherever it is; what they are worth there is how far they move
its coverage. So the value follows from counts of thousands and says nothing about anybody, while the people who wait
are counts of our own and are hidden in public when they are few.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from srikandi.places import subdistricts_of, uhc, villages_of
from srikandi.places.uhc import UhcFigure
from srikandi.pools import suppress
from srikandi.residents import ResidentKind, ResidentStatus, people_by_village

TEN = 10
WAITING = (ResidentStatus.IMPORTED, ResidentStatus.VERIFIED)
MILLION = 1_000_000


@dataclass(frozen=True)
class SubdistrictGap:
    """A kecamatan; a count that is None is unknown, or hidden in public."""

    code: str
    name: str
    population: int | None
    registered: int | None
    uncovered: int | None
    """Residents who are not registered."""
    waiting: int | None
    """People on our list without cover."""
    waiting_new: int | None
    """Those of them who were never registered."""

    @property
    def value(self) -> int | None:
        """How far ten new lives move the coverage here, in millionths; None while its population is not known."""
        return None if self.population is None else TEN * MILLION // self.population


def by_subdistrict(session: Session, district_id: int) -> list[SubdistrictGap]:
    """Give every kecamatan with what is known of it, the lowest coverage first. Exact: for staff."""
    counted, waiting = uhc.subdistrict_figures(session, district_id), _waiting(session, district_id)
    names = subdistricts_of(session, district_id)
    rows = [_row(code, name, counted.get(code), waiting) for code, name in names.items()]
    return sorted(rows, key=_order)


def for_everybody(rows: Sequence[SubdistrictGap]) -> list[SubdistrictGap]:
    """Give the same with small counts hidden, so that they can't be worked out either."""
    waiting = suppress({one.code: one.waiting or 0 for one in rows}).cells
    uncovered = suppress({one.code: one.uncovered or 0 for one in rows}).cells
    return [
        replace(
            one,
            waiting=waiting[one.code],
            waiting_new=None,
            uncovered=uncovered[one.code],
            registered=None if uncovered[one.code] is None else one.registered,
        )
        for one in rows
    ]


def _row(code: str, name: str, figure: UhcFigure | None, waiting: Counter[tuple[str, ResidentKind]]) -> SubdistrictGap:
    fresh = waiting[code, ResidentKind.RECRUITMENT]
    together = fresh + waiting[code, ResidentKind.REACTIVATION]
    if figure is None:
        return SubdistrictGap(code, name, None, None, None, together, fresh)
    uncovered = max(0, figure.population - figure.registered)
    return SubdistrictGap(code, name, figure.population, figure.registered, uncovered, together, fresh)


def _order(row: SubdistrictGap) -> tuple[bool, float, str]:
    if not row.population or row.registered is None:
        return True, 0, row.code
    return False, row.registered / row.population, row.code


def _waiting(session: Session, district_id: int) -> Counter[tuple[str, ResidentKind]]:
    places = {one.code: one.subdistrict_code for one in villages_of(session, district_id)}
    waiting: Counter[tuple[str, ResidentKind]] = Counter()
    for (village, kind), people in people_by_village(session, district_id, statuses=WAITING).items():
        if village in places:
            waiting[places[village], kind] += people
    return waiting
