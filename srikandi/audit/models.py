"""The trail: one row for every change, written with it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Json, Model, append_only


class AuditEntry(Model):
    """Somebody did something to something, at a moment, for a reason."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index(None, "subject_kind", "subject_id"), Index(None, "district_id", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now)
    actor_id: Mapped[int | None] = mapped_column(index=True)
    actor_name: Mapped[str]
    actor_role: Mapped[str]
    action: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[str]
    district_id: Mapped[int | None]
    reason: Mapped[str | None]
    details: Mapped[Any] = mapped_column(Json, default=dict)
    request_id: Mapped[str | None]


append_only("audit_entry")
