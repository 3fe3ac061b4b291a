"""What a run of the checks found is kept, and whoever can do something about it is told, once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from srikandi import ledger, messages, users
from srikandi.i18n import N_, say
from srikandi.ledger import CheckRun, Finding
from srikandi.users import Role

TOLD = (Role.TREASURER, Role.AUDITOR, Role.ADMIN)
SHOWN = 20
SUBJECT = N_("Srikandi JKN: pemeriksaan buku menemukan %(count)s hal")
BODY = N_(
    "Pemeriksaan otomatis menemukan %(count)s hal yang tidak semestinya:\n\n%(lines)s\n\n"
    "Jangan mengubah apa pun di basis data. Buka halaman Pemeriksaan buku, lalu hubungi administrator."
)


def note_checks(session: Session, findings: Sequence[Finding], *, started_at: datetime) -> CheckRun:
    """Keep what a run has found, and write to treasurers, auditors and administrators about what is new."""
    before = {finding for view in ledger.last_runs(session) for finding in view.findings}
    run = ledger.note_run(session, findings, started_at=started_at)
    fresh = [finding for finding in findings if finding not in before]
    if fresh:
        _alarm(session, fresh)
    return run


def _alarm(session: Session, findings: Sequence[Finding]) -> None:
    lines = "\n".join(f"- {one.check}, {one.subject}: {one.message}" for one in findings[:SHOWN])
    told = {"count": len(findings), "lines": lines}
    readers = {user.email: user.language for role in TOLD for user, _ in users.live_people(session, role=role)}
    for address, language in sorted(readers.items()):
        subject, body = (say(words, language=language, **told) for words in (SUBJECT, BODY))
        messages.write(session, address, kind="alarm", subject=subject, body=body)
