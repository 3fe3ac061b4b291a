"""Handing a table of the book over as a file, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import stream_with_context
from flask.wrappers import Response
from flask_babel import gettext

from srikandi import documents, i18n
from srikandi.clock import now, tells_no_time
from srikandi.errors import NotFound
from srikandi.reports import Cell, Table, csv_of, csv_parts, xlsx_of
from srikandi.web.guard import current_actor
from srikandi.web.treasury.book.filters import PERIODS, Chosen

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def about(wanted: Chosen) -> tuple[tuple[str, str], ...]:
    """Give what a file says above its table: where, which period, who took it out and when."""
    begin = i18n.day(wanted.from_on) if wanted.from_on else gettext(PERIODS["semua"])
    facts = [
        (gettext("Kabupaten"), wanted.district.name),
        (gettext("Masa"), f"{begin} – {i18n.day(wanted.to_on)}"),
        (gettext("Diambil"), f"{i18n.moment(now(), zone=wanted.district.zone)}, {current_actor().name}"),
    ]
    if wanted.company:
        facts.insert(2, (gettext("Perusahaan"), wanted.company))
    return tuple(facts)


def happened(moment: datetime, wanted: Chosen) -> Cell:
    """Give when something happened: its day alone, where the bank told no time."""
    zone = wanted.district.zone
    return moment.astimezone(ZoneInfo(zone)).date() if tells_no_time(moment, zone=zone) else moment


def sent(tables: Sequence[Table], ending: str, *, name: str) -> Response:
    """Give a table as CSV, or tables as one workbook. Raises: NotFound, for another kind of file."""
    if ending == "csv":
        leaving = documents.attachment(csv_of(tables[0]), filename=f"{name}.csv", media_type=CSV)
    elif ending == "xlsx":
        leaving = documents.attachment(xlsx_of(*tables), filename=f"{name}.xlsx", media_type=XLSX)
    else:
        raise NotFound
    return Response(leaving.content, headers=leaving.headers)


def sent_in_parts(columns: Sequence[str], parts: Iterable[Sequence[Sequence[Cell]]], *, name: str) -> Response:
    """Give a CSV that leaves while it is still being read; each part is asked for in a work of its own."""
    leaving = documents.attachment(b"", filename=f"{name}.csv", media_type=CSV)
    return Response(stream_with_context(csv_parts(columns, parts)), headers=leaving.headers)
