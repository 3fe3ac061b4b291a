"""Who did what, when and why.

`record` writes one row in the transaction of the deed itself, so a deed without its row cannot exist. Rows can't be
changed or deleted. They hold no identity numbers: a subject is named by its kind and id.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import insert
from sqlalchemy.orm import Session

from srikandi.audit.actors import Actor
from srikandi.audit.heartbeat import Heartbeat, beat, is_alive
from srikandi.audit.models import AuditEntry
from srikandi.audit.queries import TrailPage, trail


def record(
    session: Session,
    action: str,
    subject: object,
    *,
    by: Actor,
    reason: str | None = None,
    district_id: int | None = None,
    **details: object,
) -> AuditEntry:
    """Write down that `by` did `action` (`pool:approve`) to a row; `details` are plain values, never identities."""
    entry = AuditEntry(
        actor_id=by.user_id,
        actor_name=by.name,
        actor_role=by.role,
        action=action,
        subject_kind=getattr(subject, "__tablename__", type(subject).__name__),
        subject_id=str(getattr(subject, "id", "")),
        district_id=district_id or getattr(subject, "district_id", None),
        reason=reason,
        details=details,
        request_id=by.request_id,
    )
    session.add(entry)
    return entry


def record_many(
    session: Session,
    action: str,
    kind: str,
    rows: Sequence[tuple[int, str | None, Mapping[str, object]]],
    *,
    by: Actor,
    district_id: int,
) -> None:
    """Write down one deed done to many rows of a table: a row each, of its id, why, and plain details."""
    shared = {
        "actor_id": by.user_id,
        "actor_name": by.name,
        "actor_role": by.role,
        "action": action,
        "subject_kind": kind,
        "district_id": district_id,
        "request_id": by.request_id,
    }
    said = [{**shared, "subject_id": str(key), "reason": why, "details": dict(how)} for key, why, how in rows]
    if said:
        session.execute(insert(AuditEntry), said)


__all__ = ["Actor", "AuditEntry", "Heartbeat", "TrailPage", "beat", "is_alive", "record", "record_many", "trail"]
