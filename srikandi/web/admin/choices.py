"""What an administrator chooses from: organisations and villages with their district."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi.organisations import Kind, Organisation, ServedDistrict
from srikandi.places import District, Subdistrict, Village


def organisation_choices(session: Session) -> list[tuple[str, str]]:
    """Give organisations, by name."""
    rows = session.execute(select(Organisation.id, Organisation.name).order_by(Organisation.name))
    return [("", "–"), *((str(number), name) for number, name in rows)]


def village_choices(session: Session) -> list[tuple[str, str]]:
    """Give villages with their kecamatan and district, since village names repeat."""
    rows = session.execute(
        select(Village.code, Village.name, Subdistrict.name, District.name)
        .join(Subdistrict, Subdistrict.code == Village.subdistrict_code)
        .join(District, District.id == Village.district_id)
        .order_by(District.name, Subdistrict.name, Village.name)
    )
    return [("", "–"), *((code, f"{village}, {kecamatan}, {district}") for code, village, kecamatan, district in rows)]


def partners_of(session: Session, district_id: int) -> list[Organisation]:
    """Give the Pemkab, the forum and the branches of a district."""
    served = select(ServedDistrict.branch_id).where(ServedDistrict.district_id == district_id)
    chosen = select(Organisation).where(
        Organisation.kind != Kind.COMPANY, (Organisation.district_id == district_id) | Organisation.id.in_(served)
    )
    return list(session.scalars(chosen.order_by(Organisation.id)))
