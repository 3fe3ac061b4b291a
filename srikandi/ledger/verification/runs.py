"""Runs of the checks, kept, so that a page can say when the book was last found right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi.ledger.verification.findings import INVARIANTS, Finding
from srikandi.ledger.verification.models import CheckFinding, CheckRun

MOST = 200
"""Findings of one run that are kept: whoever broke a table breaks thousands of rows, and the count says so."""


@dataclass(frozen=True)
class RunView:
    """A run and what it found."""

    run: CheckRun
    findings: tuple[Finding, ...]


def note_run(session: Session, findings: Sequence[Finding], *, started_at: datetime) -> CheckRun:
    """Keep what a run of every check has found."""
    run = CheckRun(started_at=started_at, checks=len(INVARIANTS), findings=len(findings))
    session.add(run)
    session.flush()
    session.add_all(
        CheckFinding(run_id=run.id, check=one.check, subject=one.subject, message=one.message)
        for one in findings[:MOST]
    )
    session.flush()
    return run


def last_runs(session: Session, *, count: int = 1) -> list[RunView]:
    """Give the last runs with what they found, the newest first."""
    runs = list(session.scalars(select(CheckRun).order_by(CheckRun.id.desc()).limit(count)))
    found = select(CheckFinding).where(CheckFinding.run_id.in_([run.id for run in runs])).order_by(CheckFinding.id)
    findings = session.scalars(found).all()
    return [
        RunView(run, tuple(Finding(one.check, one.subject, one.message) for one in findings if one.run_id == run.id))
        for run in runs
    ]
