"""How old what is owed and what waits is, as at any day."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.wrappers import Response
from flask_babel import gettext

from srikandi import reports
from srikandi.clock import today
from srikandi.database import current_session
from srikandi.i18n import N_
from srikandi.reports import MOST_ROWS, AgedItem, AsAt, Cell, Matter, Table
from srikandi.users import Permission
from srikandi.web.guard import requires
from srikandi.web.treasury.book import Chosen, about, chosen, day_asked, sent

routes = Blueprint("ageing", __name__, url_prefix="/buku/umur")
PAGE = 100
MATTERS = {
    Matter.INSTALMENTS: N_("Angsuran belum dibayar"),
    Matter.FUNDS: N_("Dana belum dialokasikan"),
    Matter.SUSPENSE: N_("Uang belum dikenali"),
}
AGES = (N_("Belum lewat"), N_("1–30 hari"), N_("31–60 hari"), N_("61–90 hari"), N_("Di atas 90 hari"))
ITEM_COLUMNS = (
    N_("Perusahaan"), N_("Komitmen"), N_("Angsuran atau rujukan"), N_("Tanggal"), N_("Umur (hari)"), N_("Terbuka"),
)  # fmt: skip


@routes.get("")
@requires(Permission.LEDGER_VIEW)
def show() -> str:
    """Show one matter as at a day: by company, and every open item."""
    wanted, matter, page = chosen(), _matter(), max(request.args.get("halaman", 1, type=int), 1)
    at = _as_at(wanted)
    rows = reports.aged_by_party(current_session(), matter, at)
    items = reports.aged_items(current_session(), matter, at, page=page)
    found = {"rows": rows, "total": reports.total_of(rows), "items": items[:PAGE], "goes_on": len(items) > PAGE}
    more = {"matters": MATTERS, "ages": AGES, "matter": matter, "page": page, "on": at.on}
    return render_template("treasury/ageing/show.html", wanted=wanted, **found, **more)


@routes.get("/umur.<ending>")
@requires(Permission.LEDGER_VIEW)
def file(ending: str) -> Response:
    """Give a matter as at a day as a file: open items, and in a workbook the sums by company as well."""
    wanted, matter = chosen(), _matter()
    at = _as_at(wanted)
    session = current_session()
    items = reports.aged_items(session, matter, at, size=MOST_ROWS)
    rows = reports.aged_by_party(session, matter, at)
    facts = (*about(wanted)[:1], (gettext("Per"), str(at.on)))
    title, columns = gettext(MATTERS[matter]), tuple(gettext(word) for word in ITEM_COLUMNS)
    detail = Table(title, columns, [_cells(one) for one in items], facts, wanted.district.zone)
    heads = (gettext("Perusahaan"), *(gettext(word) for word in AGES), gettext("Jumlah"))
    sums: list[tuple[Cell, ...]] = [(one.name or "–", *one.aged.cells, one.aged.all) for one in rows]
    summary = Table(gettext("Ringkasan"), heads, sums, facts, wanted.district.zone)
    return sent([detail, summary], ending, name=f"umur-{matter.value}")


def _cells(one: AgedItem) -> tuple[Cell, ...]:
    return (one.name or "–", one.pledge_number, str(one.label), one.on, max(one.days, 0), one.open)


def _matter() -> Matter:
    return next((one for one in Matter if one.value == request.args.get("hal")), Matter.INSTALMENTS)


def _as_at(wanted: Chosen) -> AsAt:
    on = day_asked("per", otherwise=today(wanted.district.zone))
    return AsAt(wanted.scope, on, wanted.district.zone)
