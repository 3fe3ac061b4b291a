"""Which organisations somebody may see, and what they may do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Select, case, select
from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.errors import NotAllowed
from srikandi.organisations.models import (
    GateDeclaration,
    GateStatus,
    Kind,
    Organisation,
    ServedDistrict,
    Standing,
)
from srikandi.organisations.refusals import (
    GateExpired,
    GateMissing,
    NoGovernment,
    NotAdmitted,
    OrganisationNotFound,
    Suspended,
)


def visible_to(viewer: Actor) -> Select[Organisation]:
    """Ask for what a viewer may see: a company itself; every other role what is in its districts."""
    asked = select(Organisation)
    if viewer.role == "company":
        return asked.where(Organisation.id == viewer.organisation_id)
    return asked.where(Organisation.district_id.in_(viewer.district_ids))


def organisation_of(session: Session, organisation_id: int, *, viewer: Actor) -> Organisation:
    """Give an organisation this viewer may see. Raises: OrganisationNotFound."""
    found = session.scalar(visible_to(viewer).where(Organisation.id == organisation_id))
    if found is None:
        raise OrganisationNotFound
    return found


def companies(session: Session, *, viewer: Actor) -> list[Organisation]:
    """List the companies a viewer may see, those who wait for a decision first."""
    waiting = case((Organisation.standing == Standing.APPLIED, 0), else_=1)
    asked = visible_to(viewer).where(Organisation.kind == Kind.COMPANY).order_by(waiting, Organisation.name)
    return list(session.scalars(asked))


def company_of(session: Session, company_id: int, *, viewer: Actor) -> Organisation:
    """Give a company this viewer may see; other organisations are none. Raises: OrganisationNotFound."""
    company = organisation_of(session, company_id, viewer=viewer)
    if company.kind is not Kind.COMPANY:
        raise OrganisationNotFound
    return company


def check_may_pledge(session: Session, organisation_id: int, *, on: date) -> None:
    """Say nothing when this organisation may make a new pledge on a day.

    The newest decision about its sponsor gate counts; the Pemkab itself needs no gate.
    Raises: OrganisationNotFound, NotAdmitted, Suspended, GateMissing, GateExpired.
    """
    organisation = session.get(Organisation, organisation_id)
    if organisation is None:
        raise OrganisationNotFound
    if organisation.standing is Standing.SUSPENDED:
        raise Suspended
    if organisation.standing is not Standing.ADMITTED or organisation.kind not in {Kind.COMPANY, Kind.GOVERNMENT}:
        raise NotAdmitted
    if organisation.kind is Kind.GOVERNMENT:
        return
    gate = current_gate(session, organisation_id)
    if gate is None or gate.status is not GateStatus.CONFIRMED or gate.expires_on is None:
        raise GateMissing
    if gate.expires_on < on:
        raise GateExpired(expires_on=f"{gate.expires_on:%d-%m-%Y}")


def current_gate(session: Session, organisation_id: int) -> GateDeclaration | None:
    """Give the declaration that was decided last: it counts until another decision."""
    decided = select(GateDeclaration).where(
        GateDeclaration.organisation_id == organisation_id, GateDeclaration.decided_at.is_not(None)
    )
    return session.scalar(decided.order_by(GateDeclaration.decided_at.desc(), GateDeclaration.id.desc()).limit(1))


def gates_of(session: Session, organisation_id: int) -> list[GateDeclaration]:
    """List a company's declarations, newest first."""
    asked = select(GateDeclaration).where(GateDeclaration.organisation_id == organisation_id)
    return list(session.scalars(asked.order_by(GateDeclaration.declared_at.desc(), GateDeclaration.id.desc())))


def waiting_gates(session: Session, *, viewer: Actor) -> list[tuple[GateDeclaration, Organisation]]:
    """List the declarations of the viewer's districts that nobody has decided, oldest first."""
    asked = (
        select(GateDeclaration, Organisation)
        .join(Organisation, Organisation.id == GateDeclaration.organisation_id)
        .where(Organisation.district_id.in_(viewer.district_ids), GateDeclaration.status == GateStatus.DECLARED)
        .order_by(GateDeclaration.declared_at, GateDeclaration.id)
    )
    return [(gate, organisation) for gate, organisation in session.execute(asked)]


def government_of(session: Session, district_id: int) -> Organisation:
    """Give the Pemkab of a district as a payer. Raises: NoGovernment."""
    asked = select(Organisation).where(Organisation.district_id == district_id, Organisation.kind == Kind.GOVERNMENT)
    found = session.scalar(asked.order_by(Organisation.id).limit(1))
    if found is None:
        raise NoGovernment
    return found


def spoken_for(session: Session, viewer: Actor, *, district_id: int) -> int:
    """Give whom somebody speaks for: an officer the own organisation, a district's maker the Pemkab as a payer.

    Raises: NotAllowed, NoGovernment.
    """
    if viewer.organisation_id is not None:
        return viewer.organisation_id
    if viewer.role != "maker" or district_id not in viewer.district_ids:
        raise NotAllowed
    return government_of(session, district_id).id


def districts_served(session: Session, branch_id: int) -> tuple[int, ...]:
    """Give the districts a BPJS branch serves."""
    asked = select(ServedDistrict.district_id).where(ServedDistrict.branch_id == branch_id)
    return tuple(session.scalars(asked.order_by(ServedDistrict.district_id)))


def admitted(session: Session, district_id: int, *, but: int | None = None) -> list[tuple[int, str]]:
    """List the admitted companies of a district by name, as others may ask them to join; without one of them."""
    asked = select(Organisation.id, Organisation.name).where(
        Organisation.district_id == district_id,
        Organisation.kind == Kind.COMPANY,
        Organisation.standing == Standing.ADMITTED,
        Organisation.id != (but or 0),
    )
    return [(row[0], row[1]) for row in session.execute(asked.order_by(Organisation.name, Organisation.id))]


def able_to_pledge(session: Session, district_id: int, *, on: date, but: int | None = None) -> list[tuple[int, str]]:
    """List the companies of a district that may promise on a day, by name: `check_may_pledge` for all at once."""
    decided = (
        select(GateDeclaration.status, GateDeclaration.expires_on)
        .where(GateDeclaration.organisation_id == Organisation.id, GateDeclaration.decided_at.is_not(None))
        .order_by(GateDeclaration.decided_at.desc(), GateDeclaration.id.desc())
        .limit(1)
    )
    asked = select(Organisation.id, Organisation.name).where(
        Organisation.district_id == district_id,
        Organisation.kind == Kind.COMPANY,
        Organisation.standing == Standing.ADMITTED,
        Organisation.id != (but or 0),
        decided.with_only_columns(GateDeclaration.status).scalar_subquery() == GateStatus.CONFIRMED,
        decided.with_only_columns(GateDeclaration.expires_on).scalar_subquery() >= on,
    )
    return [(row[0], row[1]) for row in session.execute(asked.order_by(Organisation.name, Organisation.id))]


def names(session: Session, ids: Iterable[int]) -> dict[int, str]:
    """Give the legal names of organisations by id."""
    rows = session.execute(select(Organisation.id, Organisation.name).where(Organisation.id.in_(set(ids))))
    return dict(rows.all())
