"""What happened to one person's row, and who looked."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi.audit import AuditEntry
from srikandi.residents.models import Resident

NEWEST = 50


def history_of(session: Session, resident: Resident) -> list[AuditEntry]:
    """List what was done with this person's row, looks at the full number included, newest first."""
    asked = (
        select(AuditEntry)
        .where(AuditEntry.subject_kind == Resident.__tablename__, AuditEntry.subject_id == str(resident.id))
        .order_by(AuditEntry.id.desc())
        .limit(NEWEST)
    )
    return list(session.scalars(asked))
