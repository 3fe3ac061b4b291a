"""The sponsor gate: a company's own workers and their families come first."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.organisations.models import GateDeclaration, GateStatus, Organisation, Standing
from srikandi.organisations.refusals import (
    ExpiryUnfit,
    GateDecided,
    GateNotFound,
    OwnDeclaration,
    ReasonMissing,
    StandingMoved,
    WorkersUnfit,
)
from srikandi.places import district_of

LONGEST_DAYS = 731


def declare_gate(
    session: Session, company: Organisation, *, workers: int, registered: int, business_entity_code: str, by: Actor
) -> GateDeclaration:
    """Give the declaration that now waits for the branch. Raises: WorkersUnfit, StandingMoved."""
    if workers < 1 or not 0 <= registered <= workers:
        raise WorkersUnfit(field="registered")
    if company.standing is not Standing.ADMITTED:
        raise StandingMoved
    declaration = GateDeclaration(
        organisation_id=company.id,
        status=GateStatus.DECLARED,
        workers=workers,
        registered=registered,
        business_entity_code=business_entity_code.strip(),
        declared_by=by.user_id,
    )
    session.add(declaration)
    session.flush()
    audit.record(
        session,
        "gate:declare",
        declaration,
        by=by,
        district_id=company.district_id,
        workers=workers,
        registered=registered,
    )
    return declaration


def decide_gate(
    session: Session,
    declaration: GateDeclaration,
    *,
    is_confirmed: bool,
    reason: str,
    expires_on: date | None,
    by: Actor,
) -> None:
    """Confirm or refuse a declaration, a confirmation until a day.

    Raises: ReasonMissing, GateDecided, OwnDeclaration, ExpiryUnfit.
    """
    session.refresh(declaration, with_for_update=True)
    company = session.get_one(Organisation, declaration.organisation_id)
    if declaration.status is not GateStatus.DECLARED:
        raise GateDecided
    if by.user_id is not None and by.user_id == declaration.declared_by:
        raise OwnDeclaration
    if not reason.strip():
        raise ReasonMissing(field="reason")
    declaration.expires_on = _expiry(session, company, expires_on) if is_confirmed else None
    declaration.status = GateStatus.CONFIRMED if is_confirmed else GateStatus.REFUSED
    declaration.decided_by, declaration.decided_at = by.user_id, clock.now()
    declaration.decision_reason = reason.strip()
    session.flush()
    deed = f"gate:{declaration.status}"
    audit.record(session, deed, declaration, by=by, reason=reason.strip(), district_id=company.district_id)


def gate_of(session: Session, gate_id: int, *, viewer: Actor) -> tuple[GateDeclaration, Organisation]:
    """Give a declaration of the viewer's districts, and whose it is. Raises: GateNotFound."""
    asked = (
        select(GateDeclaration, Organisation)
        .join(Organisation, Organisation.id == GateDeclaration.organisation_id)
        .where(GateDeclaration.id == gate_id, Organisation.district_id.in_(viewer.district_ids))
    )
    found = session.execute(asked).one_or_none()
    if found is None:
        raise GateNotFound
    return found[0], found[1]


def _expiry(session: Session, company: Organisation, expires_on: date | None) -> date:
    zone = district_of(session, company.district_id).zone if company.district_id else clock.JAKARTA
    today = clock.today(zone)
    if expires_on is None or not 0 < (expires_on - today).days <= LONGEST_DAYS:
        raise ExpiryUnfit(field="expires_on")
    return expires_on
