"""A batch as the file that goes to BPJS Kesehatan."""

from __future__ import annotations

from sqlalchemy.orm import Session

from srikandi import places, residents
from srikandi.coverage.files import Person, write
from srikandi.coverage.models import Batch, BatchLine
from srikandi.coverage.registration.batches import lines_of
from srikandi.places import VillageRow


def sheet(session: Session, batch: Batch, *, pledge_numbers: dict[int, str]) -> bytes:
    """Give the .xlsx of a batch; the same lines always make the same bytes."""
    lines = lines_of(session, batch)
    people = residents.identities(session, [line.resident_id for line in lines])
    villages = {row.code: row for row in places.villages_of(session, batch.district_id)}
    rows = [
        _person(line, people[line.resident_id], villages, pledge=pledge_numbers.get(line.pledge_id, ""))
        for line in lines
    ]
    return write(rows, title=batch.number)


def _person(line: BatchLine, who: residents.IdentityRow, villages: dict[str, VillageRow], *, pledge: str) -> Person:
    village = villages.get(who.village_code)
    return Person(
        line=line.line,
        nik=who.nik,
        family_card=who.family_card or "",
        name=who.name,
        sex=who.sex,
        birth_on=who.birth_on,
        relation=who.family_relation or "",
        address=who.address or who.hamlet or "",
        rt=who.rt or "",
        rw=who.rw or "",
        village=village.name if village else "",
        subdistrict=village.subdistrict_name if village else "",
        phone=who.phone or "",
        pledge=pledge,
    )
