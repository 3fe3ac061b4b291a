"""What an answer changed, in words."""

from __future__ import annotations

from flask import flash
from flask_babel import gettext

from srikandi.programme import AnswerReport

MOST_NAMED = 10


def tell(report: AnswerReport) -> None:
    """Say what was taken, what was not, and which rows nobody understood."""
    yes, no = report.accepted, len(report.rejected)
    said = gettext("%(yes)s pemberitahuan diterima, %(no)s ditolak.", yes=yes, no=no)
    if not report.is_notice:
        said = gettext("%(yes)s orang aktif, %(no)s ditolak.", yes=yes, no=no)
    flash(said, "success" if yes or no else "info")
    if report.blank:
        rows = ", ".join(str(row) for row in report.blank[:MOST_NAMED])
        said = gettext("Kolom STATUS kosong di %(n)s baris, orangnya masih menunggu", n=len(report.blank))
        flash(f"{said}: {rows}", "warning")
    if report.replaced:
        flash(gettext("%(n)s kursi diteruskan ke urutan berikutnya; masuk berkas berikut.", n=report.replaced), "info")
    if report.waiting:
        flash(gettext("%(n)s kursi menunggu pengganti: kelompoknya sudah habis.", n=report.waiting), "warning")
    if report.gone:
        flash(gettext("%(n)s orang sudah keluar sebelum jawaban ini.", n=report.gone), "warning")
    if report.unchanged:
        flash(gettext("%(n)s baris sudah tercatat sebelumnya.", n=report.unchanged), "info")
    if report.strangers:
        rows = ", ".join(f"{row.row} ({row.masked})" for row in report.strangers[:MOST_NAMED])
        said = gettext("%(n)s baris ditolak karena bukan isi berkas ini atau berbeda", n=len(report.strangers))
        flash(f"{said}: {rows}", "danger")
    if report.unreadable:
        rows = ", ".join(str(row) for row in report.unreadable[:MOST_NAMED])
        flash(f"{gettext('%(n)s baris tidak terbaca', n=len(report.unreadable))}: {rows}", "warning")
