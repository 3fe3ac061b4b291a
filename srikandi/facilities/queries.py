"""Which facilities a viewer may see, and how many people each has."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.facilities.models import Facility, FacilityChoice, FacilityStatus, VillageFacility
from srikandi.facilities.refusals import FacilityUnknown
from srikandi.places import Subdistrict, Village


@dataclass(frozen=True)
class FacilityRow:
    """A facility in a list."""

    facility: Facility
    subdistrict: str
    village: str | None
    chosen: int
    """How many people have chosen it themselves or through their village."""


def visible_to(viewer: Actor) -> Select[Facility]:
    """Ask for the facilities of the viewer's districts."""
    return select(Facility).where(Facility.district_id.in_(viewer.district_ids))


def facility_of(session: Session, facility_id: int, *, viewer: Actor) -> Facility:
    """Give a facility this viewer may see. Raises: FacilityUnknown."""
    found = session.scalar(visible_to(viewer).where(Facility.id == facility_id))
    if found is None:
        raise FacilityUnknown
    return found


def facility_rows(session: Session, *, viewer: Actor) -> list[FacilityRow]:
    """List every facility of the viewer's districts by kecamatan, the open ones first."""
    counted = select(FacilityChoice.facility_id, func.count().label("chosen")).group_by(FacilityChoice.facility_id)
    of = counted.subquery()
    asked = (
        visible_to(viewer)
        .join(Subdistrict, Subdistrict.code == Facility.subdistrict_code)
        .outerjoin(Village, Village.code == Facility.village_code)
        .outerjoin(of, of.c.facility_id == Facility.id)
        .add_columns(Subdistrict.name, Village.name, func.coalesce(of.c.chosen, 0))
        .order_by(Facility.status.desc(), Facility.subdistrict_code, Facility.kind.desc(), Facility.name)
    )
    return [FacilityRow(*row) for row in session.execute(asked)]


def open_facilities(session: Session, district_id: int) -> list[Facility]:
    """List the facilities somebody may choose, by name."""
    own = Facility.district_id == district_id, Facility.status == FacilityStatus.OPEN
    return list(session.scalars(select(Facility).where(*own).order_by(Facility.name)))


def said_for_villages(session: Session, district_id: int) -> dict[str, int]:
    """Give the facility a district has named for each village it has named one for."""
    asked = select(VillageFacility.village_code, VillageFacility.facility_id)
    asked = asked.join(Village, Village.code == VillageFacility.village_code).where(Village.district_id == district_id)
    return dict(session.execute(asked).all())
