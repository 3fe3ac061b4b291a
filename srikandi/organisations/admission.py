"""How a company applies, and how the forum decides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from lokal import parse_npwp
from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.organisations.models import STANDING_MOVES, Kind, Organisation, ServedDistrict, Standing
from srikandi.organisations.refusals import (
    AlreadyApplied,
    NibUnfit,
    NpwpUnfit,
    ReasonMissing,
    StandingMoved,
    VillageUnfit,
)
from srikandi.places import Village, district_of

NIB_DIGITS = 13


@dataclass(frozen=True)
class Profile:
    """What a company may change about itself at any time."""

    address: str
    village_code: str | None
    email: str
    phone: str | None
    signatory_name: str
    signatory_title: str
    signatory_mandate: str


@dataclass(frozen=True)
class Application:
    """What a company says when it asks to take part."""

    district_id: int
    name: str
    nib: str
    npwp: str
    sector: str
    profile: Profile


@dataclass(frozen=True)
class NewOrganisation:
    """The Pemkab, a forum or a branch, as the administrator sets it up; a branch serves districts."""

    kind: Kind
    name: str
    address: str
    email: str
    district_id: int | None = None
    phone: str | None = None
    decree: str | None = None
    serves: Sequence[int] = ()


def apply(session: Session, application: Application, *, by: Actor) -> Organisation:
    """Give the company that now waits for the forum; a refused one may apply again.

    Raises: NibUnfit, NpwpUnfit, VillageUnfit, AlreadyApplied.
    """
    district = district_of(session, application.district_id)
    nib, npwp = _nib(application.nib), _npwp(application.npwp)
    _check_village(session, application.profile.village_code, district.id)
    company = session.scalar(
        select(Organisation).where(Organisation.district_id == district.id, Organisation.nib == nib).with_for_update()
    )
    if company is not None and company.standing is not Standing.REFUSED:
        raise AlreadyApplied(field="nib")
    if company is None:
        company = Organisation(district_id=district.id, kind=Kind.COMPANY, nib=nib)
        session.add(company)
    said = {"name": " ".join(application.name.split()), "npwp": npwp, "sector": application.sector}
    for name, value in (said | asdict(application.profile)).items():
        setattr(company, name, value)
    company.standing, company.applied_at = Standing.APPLIED, clock.now()
    session.flush()
    audit.record(session, "company:apply", company, by=by)
    return company


def establish(session: Session, new: NewOrganisation, *, by: Actor) -> Organisation:
    """Give the Pemkab, forum or branch, which needs no admission."""
    said = {name: value for name, value in asdict(new).items() if name != "serves"}
    organisation = Organisation(**said, standing=Standing.ADMITTED)
    session.add(organisation)
    session.flush()
    session.add_all(ServedDistrict(branch_id=organisation.id, district_id=served) for served in new.serves)
    session.flush()
    audit.record(session, "organisation:establish", organisation, by=by, kind=str(new.kind))
    return organisation


def edit_profile(session: Session, company: Organisation, profile: Profile, *, by: Actor) -> None:
    """Keep a company's new address, contact and signatory. Raises: VillageUnfit."""
    if company.district_id is not None:
        _check_village(session, profile.village_code, company.district_id)
    changed = [name for name, value in asdict(profile).items() if getattr(company, name) != value]
    for name in changed:
        setattr(company, name, getattr(profile, name))
    session.flush()
    if changed:
        audit.record(session, "company:edit", company, by=by, changed=changed)


def admit(session: Session, company: Organisation, *, reason: str, by: Actor) -> None:
    """Let a company take part. Raises: StandingMoved, ReasonMissing."""
    _decide(session, company, start=Standing.APPLIED, end=Standing.ADMITTED, reason=reason, by=by)


def refuse(session: Session, company: Organisation, *, reason: str, by: Actor) -> None:
    """Turn an application down. Raises: StandingMoved, ReasonMissing."""
    _decide(session, company, start=Standing.APPLIED, end=Standing.REFUSED, reason=reason, by=by)


def suspend(session: Session, company: Organisation, *, reason: str, by: Actor) -> None:
    """Stop a company's new pledges; running cover goes on. Raises: StandingMoved, ReasonMissing."""
    _decide(session, company, start=Standing.ADMITTED, end=Standing.SUSPENDED, reason=reason, by=by)


def restore(session: Session, company: Organisation, *, reason: str, by: Actor) -> None:
    """Let a suspended company pledge again. Raises: StandingMoved, ReasonMissing."""
    _decide(session, company, start=Standing.SUSPENDED, end=Standing.ADMITTED, reason=reason, by=by)


def _decide(session: Session, company: Organisation, *, start: Standing, end: Standing, reason: str, by: Actor) -> None:
    if not reason.strip():
        raise ReasonMissing(field="reason")
    session.refresh(company, with_for_update=True)
    if company.standing is not start or (start, end) not in STANDING_MOVES:
        raise StandingMoved
    company.standing, company.decision_reason = end, reason.strip()
    company.decided_by, company.decided_at = by.user_id, clock.now()
    session.flush()
    audit.record(session, f"company:{end}", company, by=by, reason=reason.strip())


def _check_village(session: Session, code: str | None, district_id: int) -> None:
    known = select(Village.code).where(Village.code == code, Village.district_id == district_id)
    if code is not None and session.scalar(known) is None:
        raise VillageUnfit(field="village_code")


def _nib(typed: str) -> str:
    digits = re.sub(r"[\s.-]", "", typed)
    if not (digits.isascii() and digits.isdigit() and len(digits) == NIB_DIGITS):
        raise NibUnfit(field="nib")
    return digits


def _npwp(typed: str) -> str:
    read = parse_npwp(typed)
    if not read.valid or read.digits is None:
        raise NpwpUnfit(field="npwp")
    return read.digits
