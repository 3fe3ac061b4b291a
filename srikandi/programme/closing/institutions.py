"""For whom somebody speaks at a month's end: the district for its Pemkab, the branch for BPJS Kesehatan."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import organisations
from srikandi.audit import Actor
from srikandi.errors import NotAllowed
from srikandi.organisations import Kind, Organisation, ServedDistrict


def institution_of(session: Session, district_id: int, *, actor: Actor) -> Organisation:
    """Give the institution this person closes months for. Raises: NotAllowed, organisations.NoGovernment."""
    if actor.organisation_id is None:
        return organisations.government_of(session, district_id)
    found = next((one for one in parties(session, district_id) if one.id == actor.organisation_id), None)
    if found is None:
        raise NotAllowed
    return found


def parties(session: Session, district_id: int) -> list[Organisation]:
    """List who may see to a difference: the Pemkab, the branches that serve the district, its forum and companies."""
    serving = select(ServedDistrict.branch_id).where(ServedDistrict.district_id == district_id)
    asked = select(Organisation).where(
        (Organisation.district_id == district_id) | Organisation.id.in_(serving),
    )
    order = {Kind.GOVERNMENT: 0, Kind.BRANCH: 1, Kind.FORUM: 2, Kind.COMPANY: 3}
    return sorted(session.scalars(asked), key=lambda one: (order[one.kind], one.name))
