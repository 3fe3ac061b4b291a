"""How a district keeps its facilities: added, changed, closed, proposed to a village."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.facilities.models import FACILITY_MOVES, Facility, FacilityKind, FacilityStatus, VillageFacility
from srikandi.facilities.refusals import CodeTaken, CodeUnfit, FacilityMoved, FacilityUnknown, PlaceUnfit
from srikandi.places import Village, subdistricts_of

_CODE = re.compile(r"[A-Z0-9]{4,12}")


@dataclass(frozen=True)
class NewFacility:
    """What is said of a facility."""

    code: str
    name: str
    kind: FacilityKind
    subdistrict_code: str
    village_code: str | None = None
    address: str | None = None
    phone: str | None = None


def add_facility(session: Session, new: NewFacility, *, district_id: int, by: Actor) -> Facility:
    """Add a facility to a district. Raises: CodeUnfit, CodeTaken, PlaceUnfit."""
    new = _checked(session, new, district_id)
    taken = known_by_code(session, district_id, new.code)
    if taken is not None:
        raise CodeTaken(name=taken.name, field="code")
    made = Facility(district_id=district_id, status=FacilityStatus.OPEN, **asdict(new))
    session.add(made)
    session.flush()
    audit.record(session, "facility:add", made, by=by, code=made.code, name=made.name)
    return made


def change_facility(session: Session, facility: Facility, new: NewFacility, *, by: Actor) -> list[str]:
    """Put right what is said of a facility; give what changed. Raises: CodeUnfit, CodeTaken, PlaceUnfit."""
    new = _checked(session, new, facility.district_id)
    taken = known_by_code(session, facility.district_id, new.code)
    if taken is not None and taken.id != facility.id:
        raise CodeTaken(name=taken.name, field="code")
    changed = sorted(name for name, value in asdict(new).items() if getattr(facility, name) != value)
    if changed:
        for name in changed:
            setattr(facility, name, getattr(new, name))
        facility.changed_at = clock.now()
        session.flush()
        audit.record(session, "facility:change", facility, by=by, changed=changed)
    return changed


def move_facility(session: Session, facility: Facility, *, to: FacilityStatus, by: Actor) -> None:
    """Close a facility, or open it again. Raises: FacilityMoved."""
    session.refresh(facility, with_for_update=True)
    if (facility.status, to) not in FACILITY_MOVES:
        raise FacilityMoved
    facility.status, facility.changed_at = to, clock.now()
    session.flush()
    audit.record(session, f"facility:{to}", facility, by=by)


def propose_for_village(session: Session, village_code: str, facility: Facility, *, by: Actor) -> None:
    """Propose a facility to everybody in a village who has not chosen another. Raises: PlaceUnfit, FacilityUnknown."""
    village = session.get(Village, village_code)
    if village is None or village.district_id != facility.district_id:
        raise PlaceUnfit(field="village")
    if facility.status is not FacilityStatus.OPEN:
        raise FacilityUnknown
    row = session.get(VillageFacility, village_code)
    if row is None:
        row = VillageFacility(village_code=village_code)
        session.add(row)
    row.facility_id, row.proposed_by, row.proposed_at = facility.id, by.user_id, clock.now()
    session.flush()
    audit.record(session, "facility:propose", facility, by=by, village=village_code)


def known_by_code(session: Session, district_id: int, code: str) -> Facility | None:
    """Give the facility with a code."""
    return session.scalar(select(Facility).where(Facility.district_id == district_id, Facility.code == code))


def tidy_code(text: str) -> str:
    """Give a code as it is kept. Raises: CodeUnfit."""
    code = "".join(text.upper().split())
    if _CODE.fullmatch(code) is None:
        raise CodeUnfit(field="code")
    return code


def _checked(session: Session, new: NewFacility, district_id: int) -> NewFacility:
    village = session.get(Village, new.village_code) if new.village_code else None
    is_elsewhere = village is not None and village.subdistrict_code != new.subdistrict_code
    is_nowhere = bool(new.village_code) and village is None
    if is_elsewhere or is_nowhere or new.subdistrict_code not in subdistricts_of(session, district_id):
        raise PlaceUnfit(field="village" if new.village_code else "subdistrict")
    return NewFacility(
        code=tidy_code(new.code),
        name=" ".join(new.name.split()),
        kind=new.kind,
        subdistrict_code=new.subdistrict_code,
        village_code=new.village_code or None,
        address=" ".join((new.address or "").split()) or None,
        phone=" ".join((new.phone or "").split()) or None,
    )
