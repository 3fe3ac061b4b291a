"""What the district counts: invented numbers, a little short of the next award."""

from __future__ import annotations

from sqlalchemy.orm import Session

from srikandi import clock, places
from srikandi.audit import Actor
from srikandi.money import ZERO
from srikandi.places import District, uhc
from srikandi.places.uhc import NewFigures, SubdistrictCount

SHARES = (29, 15, 12, 14, 8, 6, 9, 7)
"""How many of a hundred people live in each kecamatan."""


def count_district(session: Session, district: District, *, by: Actor) -> None:
    """Let the officer of the district type what a list said at the beginning of this month."""
    people = district.population or 0
    codes = places.subdistricts_of(session, district.id)
    parts = [
        SubdistrictCount(code, people * share // 100, people * share // 100 * (9_910 - 30 * place) // 10_000)
        for place, (code, share) in enumerate(zip(codes, SHARES, strict=True))
    ]
    registered = sum(one.registered for one in parts)
    new = NewFigures(
        counted_on=clock.today(district.zone).replace(day=1),
        population=people,
        registered=registered,
        active=registered * 81 // 100,
        by_district=registered * 17 // 100,
        arrears=ZERO,
        source="Angka contoh untuk peragaan",
        subdistricts=parts,
    )
    uhc.count(session, district, new, by=by)
