"""What happened to one person or one file, and who looked."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi.audit import AuditEntry
from srikandi.residents.models import Resident, ResidentImport

NEWEST = 50


def history_of(session: Session, subject: Resident | ResidentImport) -> list[AuditEntry]:
    """List what was done with a person's row or a file, looks at the full number included, newest first."""
    asked = (
        select(AuditEntry)
        .where(AuditEntry.subject_kind == subject.__tablename__, AuditEntry.subject_id == str(subject.id))
        .order_by(AuditEntry.id.desc())
        .limit(NEWEST)
    )
    return list(session.scalars(asked))
