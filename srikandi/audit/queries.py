"""Questions to the trail."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi.audit.actors import Actor
from srikandi.audit.models import AuditEntry

A_PAGE = 50


@dataclass(frozen=True)
class TrailPage:
    """Some entries, the newest first, and where the next page begins."""

    entries: list[AuditEntry]
    before: int | None


def trail(
    session: Session, *, viewer: Actor, action: str = "", subject: str = "", before: int | None = None
) -> TrailPage:
    """Give the deeds in the viewer's districts; `action` begins a word such as `pool:`, `subject` is `pool/12`."""
    chosen = select(AuditEntry).where(AuditEntry.district_id.in_(viewer.district_ids))
    if action:
        chosen = chosen.where(AuditEntry.action.startswith(action, autoescape=True))
    if subject:
        kind, _, number = subject.partition("/")
        chosen = chosen.where(AuditEntry.subject_kind == kind)
        chosen = chosen.where(AuditEntry.subject_id == number) if number else chosen
    if before is not None:
        chosen = chosen.where(AuditEntry.id < before)
    rows = list(session.scalars(chosen.order_by(AuditEntry.id.desc()).limit(A_PAGE + 1)))
    return TrailPage(rows[:A_PAGE], rows[A_PAGE - 1].id if len(rows) > A_PAGE else None)
