"""The list of complaints as every handler pages through it, and as a file."""

from __future__ import annotations

from typing import Any

from flask import request
from flask.wrappers import Response
from flask_babel import gettext

from srikandi import complaints, places, residents
from srikandi.complaints import Row
from srikandi.database import current_session
from srikandi.reports import Table
from srikandi.web.frame.saying.words import word
from srikandi.web.guard import current_actor
from srikandi.web.treasury.book import sent

LAST_PAGE = 10_000


def page_shown() -> dict[str, Any]:
    """Give what a list of complaints shows: the page that was asked for, and whether there is another."""
    page = min(max(0, request.args.get("hal", 0, type=int)), LAST_PAGE)
    rows, is_more = complaints.page_of(current_session(), viewer=current_actor(), page=page)
    return {"rows": rows, "page": page, "is_more": is_more}


def list_taken(ending: str) -> Response:
    """Give all of it as a file, without what was told; that it was taken is written down."""
    session, viewer = current_session(), current_actor()
    found = complaints.all_rows(session, viewer=viewer)
    district = places.district_of(session, viewer.district_id)
    columns = [gettext("Nomor"), gettext("Nama"), gettext("Desa"), gettext("Apa yang terjadi"), gettext("Keadaan")]
    columns += [gettext("Diterima"), gettext("Harus selesai"), gettext("Selesai"), gettext("Hasil")]
    columns += [gettext("Tepat waktu"), gettext("Penanggung jawab")]
    table = Table(gettext("Aduan"), tuple(columns), [_cells(one) for one in found], zone=district.zone)
    residents.note_taken(session, district, what="complaints", people=len(found), by=viewer)
    return sent([table], ending, name=f"aduan-{district.code}")


def _cells(row: Row) -> tuple[Any, ...]:
    one = row.complaint
    late = (one.solved_at is not None and one.solved_at > one.due_at) or row.clock.level.value == "late"
    in_time = "" if one.solved_at is None and not late else gettext("tidak") if late else gettext("ya")
    said = (one.number, row.name, row.village, str(word(one.kind)), str(word(one.status)))
    ended = (one.solved_at, str(word(one.outcome)) if one.outcome else "", in_time, row.owner or "")
    return (*said, one.received_at, one.due_at, *ended)
