"""What happened to one person or one file, and who looked."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from srikandi.audit import AuditEntry
from srikandi.residents.models import Effect, ImportRow, ImportStatus, Resident, ResidentImport

NEWEST = 50
BROUGHT = tuple(f"resident_import:{deed}" for deed in ("stage", "approve_first", "approve"))
"""What people do with a list that is done to everybody it lets in or changes."""


def history_of(session: Session, subject: Resident | ResidentImport) -> list[AuditEntry]:
    """List what was done with a person's row or a file, looks at the full number included, newest first.

    Of a person, also who brought and approved the lists that let them in or changed what is known of them.
    """
    done = _done_to(subject.__tablename__, [subject.id])
    if isinstance(subject, Resident):
        lists = _done_to(ResidentImport.__tablename__, lists_about(session, subject))
        done = or_(done, and_(lists, AuditEntry.action.in_(BROUGHT)))
    return list(session.scalars(select(AuditEntry).where(done).order_by(AuditEntry.id.desc()).limit(NEWEST)))


def _done_to(kind: str, ids: list[int]) -> ColumnElement[bool]:
    return and_(AuditEntry.subject_kind == kind, AuditEntry.subject_id.in_([str(one) for one in ids]))


def lists_about(session: Session, resident: Resident) -> list[int]:
    """Name the approved lists that let a person in or changed what is known of them."""
    came_in = ImportRow.nik_index == resident.nik_index, ImportRow.effect.in_([Effect.NEW.value, Effect.CHANGED.value])
    asked = select(ImportRow.import_id).join(ResidentImport).where(*came_in)
    return list(session.scalars(asked.where(ResidentImport.status == ImportStatus.APPROVED).distinct()))
