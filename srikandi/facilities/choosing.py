"""Which facility somebody is registered with: the one chosen, else the one proposed for the village.

A village is proposed what the district has said for it; else an open puskesmas in the village itself, else one in its
kecamatan. Everything is asked for many people at once.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.database import in_parts
from srikandi.facilities.models import Chooser, Facility, FacilityChoice, FacilityKind, FacilityStatus, VillageFacility
from srikandi.facilities.refusals import FacilityUnknown
from srikandi.places import Village
from srikandi.residents import Resident, ResidentStatus


@dataclass(frozen=True)
class Registered:
    """The facility of a person, and who said so; nobody: it is proposed for the village."""

    facility: Facility
    chosen_by: Chooser | None


def choose(session: Session, resident: Resident, facility_id: int, *, chosen_by: Chooser, by: Actor) -> Facility:
    """Register somebody with a facility; of a covered person BPJS Kesehatan is told. Raises: FacilityUnknown."""
    own = Facility.id == facility_id, Facility.district_id == resident.district_id
    facility = session.scalar(select(Facility).where(*own, Facility.status == FacilityStatus.OPEN))
    if facility is None:
        raise FacilityUnknown
    before = registered_with(session, [resident]).get(resident.id)
    row = session.get(FacilityChoice, resident.id)
    if row is None:
        row = FacilityChoice(resident_id=resident.id)
        session.add(row)
    row.facility_id, row.chosen_by, row.noted_by, row.noted_at = facility.id, chosen_by, by.user_id, clock.now()
    if resident.status is ResidentStatus.COVERED and (before is None or before.facility.id != facility.id):
        resident.corrected_at = clock.now()
    session.flush()
    audit.record(session, "resident:choose_facility", resident, by=by, facility=facility.code, said_by=chosen_by.value)
    return facility


def forget_choice(session: Session, resident_id: int) -> None:
    """Forget which facility somebody chose, as their key is destroyed."""
    mine = delete(FacilityChoice).where(FacilityChoice.resident_id == resident_id)
    session.execute(mine, execution_options={"synchronize_session": False})


def registered_with(session: Session, people: Sequence[Resident]) -> dict[int, Registered]:
    """Give the facility of each of these people by id; nobody is in it for whom there is none."""
    return registered_by_village(session, {one.id: one.village_code for one in people})


def registered_by_village(session: Session, villages: dict[int, str]) -> dict[int, Registered]:
    """Give the facility of each of these people, known by id and village."""
    found: dict[int, Registered] = {}
    for part in in_parts(list(villages)):
        asked = select(FacilityChoice, Facility).join(Facility, Facility.id == FacilityChoice.facility_id)
        for choice, facility in session.execute(asked.where(FacilityChoice.resident_id.in_(part))):
            found[choice.resident_id] = Registered(facility, choice.chosen_by)
    open_to = proposals(session, {code for who, code in villages.items() if who not in found})
    for who, code in villages.items():
        if who not in found and code in open_to:
            found[who] = Registered(open_to[code], None)
    return found


def proposals(session: Session, village_codes: Collection[str]) -> dict[str, Facility]:
    """Give what is proposed to each of these villages."""
    if not village_codes:
        return {}
    codes = list(village_codes)
    said = {
        code: facility
        for part in in_parts(codes)
        for code, facility in session.execute(
            select(VillageFacility.village_code, Facility)
            .join(Facility, Facility.id == VillageFacility.facility_id)
            .where(VillageFacility.village_code.in_(part), Facility.status == FacilityStatus.OPEN)
        )
    }
    return said | _near(session, [code for code in codes if code not in said])


def _near(session: Session, village_codes: list[str]) -> dict[str, Facility]:
    """Give the puskesmas in the village itself, else the first of its kecamatan."""
    near: dict[str, Facility] = {}
    for part in in_parts(village_codes):
        asked = (
            select(Village.code, Facility)
            .join(Facility, Facility.subdistrict_code == Village.subdistrict_code)
            .where(Village.code.in_(part), Facility.status == FacilityStatus.OPEN)
            .where(Facility.kind == FacilityKind.PUSKESMAS)
            .order_by(Facility.code)
        )
        for code, facility in session.execute(asked):
            if code not in near or (facility.village_code == code and near[code].village_code != code):
                near[code] = facility
    return near
