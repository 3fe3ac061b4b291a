"""What the checks of the book found, and when: a run that found nothing is worth a row too."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Model, append_only


class CheckRun(Model):
    """One run of every check."""

    __tablename__ = "check_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime] = mapped_column(default=now)
    checks: Mapped[int]
    """How many sentences were checked."""
    findings: Mapped[int]


class CheckFinding(Model):
    """Something that was wrong in a run."""

    __tablename__ = "check_finding"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("check_run.id"), index=True)
    check: Mapped[str]
    subject: Mapped[str]
    message: Mapped[str]


append_only("check_run")
append_only("check_finding")
