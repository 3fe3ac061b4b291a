"""Companies tell what their promises did; the forum reviews it."""

from __future__ import annotations

from datetime import datetime, timedelta

from srikandi import reports
from srikandi.cli.demo.deeds.stage import Stage
from srikandi.reports import ReportStep, Told

STORY = (
    "Kami ikut karena sebagian besar tetangga pabrik bekerja harian dan belum punya jaminan kesehatan. Petugas desa "
    "bercerita bahwa warga kini berani datang ke puskesmas sebelum sakitnya berat."
)


def report(stage: Stage, box: str, *, at: datetime, is_approved: bool) -> None:
    """Let a company sign its report, and the forum approve it or not yet."""
    company = stage.cast.companies[box]
    with stage.at(at):
        by = stage.by(box)
        drafted = reports.draft(stage.session, stage.pledges[box].id, by=by)
        told = Told(STORY, company.signatory_name or "", company.signatory_title or "", shows_rupiah=True)
        reports.tell(stage.session, drafted, told=told, by=by)
        reports.sign(stage.session, drafted, by=by)
    if is_approved:
        with stage.at(at + timedelta(days=4)):
            reports.review(
                stage.session,
                drafted,
                outcome=ReportStep.APPROVED,
                reason="Angka sesuai buku kontribusi, ceritanya jelas.",
                seen_hash=reports.content_hash(drafted),
                by=stage.by("forum"),
            )
