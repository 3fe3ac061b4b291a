"""A staged file is approved: by somebody else than who brought it, by two when it changes much.

An approval binds to what was seen. The people of a small file come in with the approval itself; those of a long one
are the worker's, which checks the same things again under a lock.
"""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.residents.models import Effect, ImportStatus, Resident, ResidentImport, ResidentStatus
from srikandi.residents.refusals import AnotherPersonNeeded, ImportChanged, NothingAccepted, OwnImport
from srikandi.residents.staging.deciding.applying import MOST_AT_ONCE, apply_import, rows_in
from srikandi.residents.staging.moving import hold, move_import

CHANGED_PERCENT = 5
"""More than this share of the district's residents changed by one file needs a second approval."""


def approve_import(session: Session, import_: ResidentImport, *, seen_hash: str, by: Actor) -> ResidentImport:
    """Let the good rows in, or count as the first of two approvals when much would change.

    Raises: OwnImport, AnotherPersonNeeded, ImportDecided, ImportChanged, RegistryChanged, NothingAccepted.
    """
    hold(session, import_, ImportStatus.STAGED)
    _check_person(import_, by)
    if seen_hash != import_.content_hash.hex():
        raise ImportChanged
    if not sum(import_.counts["effects"].values()):
        raise NothingAccepted
    with session.begin_nested():
        _approve(session, import_, by=by)
    return import_


def _approve(session: Session, import_: ResidentImport, *, by: Actor) -> None:
    import_.problem, content = None, import_.content_hash.hex()
    if import_.approved_by is None and needs_second(session, import_):
        import_.approved_by, import_.approved_at = by.user_id, clock.now()
        audit.record(session, "resident_import:approve_first", import_, by=by, content=content)
    else:
        _write_down(import_, by)
        move_import(import_, ImportStatus.APPROVING)
        audit.record(session, "resident_import:approve", import_, by=by, content=content, **import_.counts["effects"])
    session.flush()
    if import_.status is ImportStatus.APPROVING and rows_in(import_) <= MOST_AT_ONCE:
        apply_import(session, import_, by=by)


def needs_second(session: Session, import_: ResidentImport) -> bool:
    """Tell whether so many of the district's residents would change that two people must look."""
    changed = import_.counts["effects"].get(Effect.CHANGED.value, 0)
    if not changed:
        return False
    residents = select(func.count()).where(
        Resident.district_id == import_.district_id, Resident.status != ResidentStatus.EXITED
    )
    return bool(changed * 100 > CHANGED_PERCENT * (session.scalar(residents) or 0))


def _check_person(import_: ResidentImport, by: Actor) -> None:
    if by.user_id == import_.uploaded_by:
        raise OwnImport
    if by.user_id == import_.approved_by:
        raise AnotherPersonNeeded


def _write_down(import_: ResidentImport, by: Actor) -> None:
    if import_.approved_by is None:
        import_.approved_by, import_.approved_at = by.user_id, clock.now()
    else:
        import_.second_approved_by, import_.second_approved_at = by.user_id, clock.now()
