"""Field sessions as files: a calendar for other programs, a workbook of a year with its totals."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import current_app
from flask.wrappers import Response
from flask_babel import gettext

from srikandi import documents, fieldwork, nominations
from srikandi.clock import Month, now
from srikandi.database import current_session
from srikandi.fieldwork import FieldRow
from srikandi.i18n import N_
from srikandi.places import District
from srikandi.reports import Cell, Table
from srikandi.web.frame.saying.words import word
from srikandi.web.guard import current_actor
from srikandi.web.treasury.book import sent

COLUMNS = (
    *(N_("Mulai"), N_("Berakhir"), N_("Kegiatan"), N_("Jenis tempat"), N_("Tempat"), N_("Desa"), N_("Keadaan")),
    *(N_("Orang yang datang"), N_("Diberi penjelasan kartu"), N_("Diusulkan di sana"), N_("Diverifikasi di sana")),
    *(N_("Lewat kode kegiatan"), N_("Berangkat"), N_("Petugas dari luar"), N_("Hasil dan tindak lanjut")),
)
BEFORE_COUNTS, COUNTS = 7, 5


def calendar_file(district: District) -> Response:
    """Give the last two months and what comes as RFC 5545; nobody is named in it."""
    session = current_session()
    found = fieldwork.sessions_around(session, viewer=current_actor())
    rows = [
        (row.session, f"{word(row.session.kind)}: {row.session.place}", f"{row.session.place}, {row.village}")
        for row in fieldwork.rows_of(session, found)
    ]
    host = urlsplit(current_app.extensions["srikandi"].public_url).hostname or "srikandi"
    content = fieldwork.ics_of(rows, host=host, made_at=now())
    name = f"kegiatan-lapangan-{district.code}.ics"
    leaving = documents.attachment(content, filename=name, media_type="text/calendar; charset=utf-8")
    return Response(leaving.content, headers=leaving.headers)


def workbook(district: District, year: int) -> Response:
    """Give the sessions of a year, one a line, with their totals."""
    session = current_session()
    start, _ = fieldwork.bounds(Month(year, 1), district.zone)
    _, end = fieldwork.bounds(Month(year, 12), district.zone)
    found = fieldwork.sessions_between(session, start, end, viewer=current_actor())
    rows, brought = fieldwork.rows_of(session, found), nominations.brought_in_all(session, found)
    about = ((gettext("Kabupaten"), district.name), (gettext("Tahun"), str(year)))
    lines = [_line(row, brought.get(row.session.id)) for row in rows]
    counted = [(one.visitors, one.informed, one.nominated, row.verified) for row in rows if (one := row.result)]
    totals = [sum(column) for column in zip(*counted, strict=True)] or [0] * (COUNTS - 1)
    totals.append(sum(brought.values()))
    foot = (gettext("Jumlah"), *[""] * (BEFORE_COUNTS - 1), *totals, "", "", "")
    title, columns = gettext("Kegiatan lapangan"), tuple(map(gettext, COLUMNS))
    table = Table(title, columns, lines, about=about, zone=district.zone, foot=foot if lines else ())
    return sent([table], "xlsx", name=f"kegiatan-lapangan-{year}")


def _line(row: FieldRow, brought: int | None) -> list[Cell]:
    one, result = row.session, row.result
    counts = (result.visitors, result.informed, result.nominated) if result else (None, None, None)
    return [
        *(one.starts_at, one.ends_at, word(one.kind), word(one.venue), one.place, row.village, word(one.status)),
        *(*counts, row.verified if result else None, brought),
        *(", ".join(row.people), one.outside, (result.story if result else one.reason)),
    ]
