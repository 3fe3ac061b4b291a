"""Who sees which residents: officers of a district its people, a village officer those of the own village."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, and_, false, select
from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.residents.models import Resident
from srikandi.residents.refusals import ResidentUnknown
from srikandi.residents.tallies import NeighbourhoodTally, ResidentTally

DISTRICT_ROLES = frozenset({"maker", "checker", "system"})
"""Who sees a whole district's people by name."""
Placed = Resident | ResidentTally | NeighbourhoodTally


def usable() -> ColumnElement[bool]:
    """Only people whose data may be used: nobody whose row is restricted, nobody whose key is destroyed.

    The one place that says so. Lists, searches, person pages, pools, offers, succession and renewals ask through it.
    """
    return and_(Resident.restricted_at.is_(None), Resident.erased_at.is_(None))


def visible_to(viewer: Actor, *, even_restricted: bool = False) -> Select[Resident]:
    """Ask for the residents this viewer may see; a role without a list of names sees nobody.

    `even_restricted` is for the desk that answers a person about their own data.
    """
    shown = Resident.erased_at.is_(None) if even_restricted else usable()
    return select(Resident).where(*own_places(viewer, Resident), shown)


def own_places(viewer: Actor, rows: type[Placed]) -> tuple[ColumnElement[bool], ...]:
    """Only rows, of people or of counts, from where this viewer sees people; a role without a list sees nothing."""
    own = rows.district_id.in_(viewer.district_ids)
    if viewer.role in DISTRICT_ROLES:
        return (own,)
    if viewer.role == "village" and viewer.village_code:
        return own, rows.village_code == viewer.village_code
    return own, false()


def resident_of(session: Session, resident_id: int, *, viewer: Actor, even_restricted: bool = False) -> Resident:
    """Give a resident this viewer may see. Raises: ResidentUnknown."""
    found = session.scalar(visible_to(viewer, even_restricted=even_restricted).where(Resident.id == resident_id))
    if found is None:
        raise ResidentUnknown
    return found


def family_of(session: Session, resident: Resident, *, viewer: Actor) -> list[Resident]:
    """List the others on the same family card whom this viewer may see."""
    if resident.family_index is None:
        return []
    others = visible_to(viewer).where(Resident.family_index == resident.family_index, Resident.id != resident.id)
    return list(session.scalars(others.order_by(Resident.birth_on).limit(30)))
