"""How far each village is with its visits: who has visited how many people, and when last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, render_template, request
from flask.wrappers import Response
from flask_babel import gettext

from srikandi import residents
from srikandi.clock import today
from srikandi.database import current_session
from srikandi.i18n import N_
from srikandi.places import District, VillageRow, district_of, villages_of
from srikandi.reports import Table
from srikandi.residents import VillageVisits, VisitorRow
from srikandi.users import Permission, names_of
from srikandi.web.guard import current_actor, requires
from srikandi.web.treasury.book import sent

routes = Blueprint("visits", __name__, url_prefix="/warga/kunjungan")


@dataclass(frozen=True)
class Line:
    """A village with how far it is and who went."""

    village: VillageRow
    visits: VillageVisits
    visitors: tuple[tuple[str, VisitorRow], ...]

    @property
    def last_at(self) -> datetime | None:
        """When somebody was visited last."""
        return max((went.last_at for _, went in self.visitors), default=None)


@routes.get("")
@requires(Permission.RESIDENTS_VIEW)
def index() -> str:
    """Show the villages, those with most people waiting first."""
    wanted = request.args.get("kecamatan", "")
    lines = _lines()
    shown = [one for one in lines if wanted in {"", one.village.subdistrict_name}]
    return render_template(
        "district/field/visits.html",
        lines=shown,
        subdistricts=sorted({one.village.subdistrict_name for one in lines}),
        wanted=wanted,
        total=sum(one.visits.total for one in shown),
        visited=sum(one.visits.visited for one in shown),
    )


@routes.get("/unduh")
@requires(Permission.RESIDENTS_VIEW)
def export() -> Response:
    """Give the same as a workbook."""
    district = district_of(current_session(), current_actor().district_id)
    name = f"kunjungan-desa-{today(district.zone):%Y-%m-%d}"
    return sent([_table(district)], "xlsx", name=name)


def _table(district: District) -> Table:
    columns = (N_("Kecamatan"), N_("Desa"), N_("Warga"), N_("Sudah didatangi"), N_("Belum"), N_("Terakhir"), N_("Oleh"))
    rows = [
        (
            one.village.subdistrict_name,
            one.village.name,
            one.visits.total,
            one.visits.visited,
            one.visits.waiting,
            one.last_at,
            ", ".join(f"{name} ({went.count})" for name, went in one.visitors),
        )
        for one in _lines()
    ]
    return Table(gettext("Kunjungan desa"), tuple(map(gettext, columns)), rows, zone=district.zone)


def _lines() -> list[Line]:
    session, viewer = current_session(), current_actor()
    places = {one.code: one for one in villages_of(session, viewer.district_id)}
    went = residents.visitors(session, viewer=viewer)
    names = names_of(session, {one.user_id for one in went})
    by_village: dict[str, list[tuple[str, VisitorRow]]] = {}
    for one in went:
        by_village.setdefault(one.village_code, []).append((names[one.user_id], one))
    found = residents.visits_by_village(session, viewer=viewer)
    lines = [Line(places[one.village_code], one, tuple(by_village.get(one.village_code, ()))) for one in found]
    return sorted(lines, key=lambda line: (-line.visits.waiting, line.village.name))
