"""The monthly list of BPJS Kesehatan: handed in, read by the worker, and what differs, each with its next action."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from sqlalchemy import select
from werkzeug.wrappers import Response
from wtforms import SelectField
from wtforms.validators import InputRequired

from srikandi import clock, places, residents
from srikandi.clock import Month
from srikandi.coverage import rosters
from srikandi.coverage.rosters import ADVICE, FindingKind, Roster
from srikandi.database import current_session, in_parts
from srikandi.places import Village
from srikandi.reports import Table
from srikandi.residents import Resident
from srikandi.users import Permission
from srikandi.web.forms import Form
from srikandi.web.frame.saying.formats import month_words
from srikandi.web.guard import current_actor, requires
from srikandi.web.treasury.book import sent

routes = Blueprint("rosters", __name__, url_prefix="/daftar-peserta")
MONTHS_BACK = 6


class BringForm(Form):
    """For which month a list is."""

    month = SelectField(_l("Bulan"), [InputRequired(_l("Pilih bulannya."))])
    file = FileField(
        _l("Daftar peserta aktif"),
        [FileRequired(_l("Pilih berkasnya."))],
        description=_l(".csv atau .xlsx dari cabang, dengan kolom NIK atau PSNOKA; SEGMEN, BULAN, dan TAHUN bila ada."),
    )

    def offer(self) -> BringForm:
        """Offer the last months."""
        zone = places.district_of(current_session(), current_actor().district_id).zone
        newest = Month.of(clock.today(zone)) + 1
        months = [newest + -back for back in range(MONTHS_BACK)]
        self.month.choices = [(str(month), month_words(month)) for month in months]
        if self.month.data is None:
            self.month.data = str(newest + -1)
        return self


@routes.get("")
@requires(Permission.ROSTERS_VIEW)
def index() -> str:
    """List the lists that came, with what was found."""
    return _list(BringForm(formdata=None).offer())


@routes.post("")
@requires(Permission.ROSTERS_BRING)
def create() -> tuple[str, int] | Response:
    """Keep a list for the worker."""
    form = BringForm().offer()
    if form.validate():
        with form.catching():
            month, upload, by = Month.parse(form.month.data), form.file.data, current_actor()
            name = (upload.filename or "")[:200]
            roster = rosters.hand_in(current_session(), month, upload.read(), filename=name, by=by)
            flash(gettext("Daftar diterima. Pembacaannya berjalan di belakang layar."), "success")
            return redirect(url_for("district.rosters.show", roster_id=roster.id), 303)
    return _list(form), 422


@routes.get("/<int:roster_id>")
@requires(Permission.ROSTERS_VIEW)
def show(roster_id: int) -> str:
    """Show how far a list is, who differs, and what to do."""
    roster, kind = _roster(roster_id), _kind()
    after = request.args.get("setelah", default=0, type=int)
    found = rosters.findings_of(current_session(), roster, kind=kind, after=after) if kind else []
    return render_template(
        "district/rosters/show.html",
        roster=roster,
        kinds=[(one, ADVICE[one], roster.counts.get(one.value, 0)) for one in FindingKind],
        kind=kind,
        advice=ADVICE[FindingKind(kind)] if kind else None,
        rows=_named(found),
        following=found[-1].id if len(found) == rosters.PAGE else None,
        can_bring=current_actor().may(Permission.ROSTERS_BRING),
    )


@routes.post("/<int:roster_id>/berhenti")
@requires(Permission.ROSTERS_BRING)
def cancel(roster_id: int) -> Response:
    """Stop reading a list."""
    rosters.cancel(current_session(), _roster(roster_id), by=current_actor())
    flash(gettext("Pembacaan daftar dihentikan."), "success")
    return redirect(url_for("district.rosters.show", roster_id=roster_id), 303)


@routes.post("/<int:roster_id>/beda.<any(csv, xlsx):ending>")
@requires(Permission.ROSTERS_VIEW)
def export(roster_id: int, ending: str) -> Response:
    """Give everybody who differs as a file, masked; that it was taken is written down."""
    roster = _roster(roster_id)
    found = rosters.findings_of(current_session(), roster, kind=_kind(), at_most=None)
    columns = [gettext("Perbedaan"), gettext("Nama"), gettext("Desa"), gettext("Baris"), gettext("Nomor")]
    columns += [gettext("Segmen"), gettext("Langkah berikutnya")]
    rows = [_cells(row) for row in _named(found)]
    residents.note_taken(current_session(), roster, what=_kind() or "all", people=len(rows), by=current_actor())
    zone = places.district_of(current_session(), roster.district_id).zone
    table = Table(gettext("Perbedaan daftar peserta"), tuple(columns), rows, zone=zone)
    return sent([table], ending, name=f"beda-peserta-{roster.month}")


def _cells(row: dict[str, Any]) -> list[str]:
    advice, one = ADVICE[FindingKind(row["kind"])], row["finding"]
    known = [row["name"], row["village"], str(one.line or ""), row["masked"], one.segment or ""]
    return [gettext(advice.title), *known, gettext(advice.action)]


def _roster(roster_id: int) -> Roster:
    return rosters.roster_of(current_session(), roster_id, viewer=current_actor())


def _kind() -> str | None:
    asked = request.args.get("beda", "")
    return asked if asked in list(FindingKind) else None


def _list(form: BringForm) -> str:
    asked = rosters.visible_rosters(current_actor()).order_by(Roster.month.desc(), Roster.version.desc()).limit(60)
    return render_template(
        "district/rosters/index.html",
        rows=list(current_session().scalars(asked)),
        form=form,
        can_bring=current_actor().may(Permission.ROSTERS_BRING),
        kinds=list(FindingKind),
        advice=ADVICE,
    )


def _named(found: list[rosters.RosterFinding]) -> list[dict[str, Any]]:
    """Put names and villages beside people known here, and the masked number beside lines of the list."""
    session, people, numbers = current_session(), dict[int, tuple[str, str]](), dict[int, str]()
    asked = select(Resident.id, Resident.name, Village.name).join(Village, Village.code == Resident.village_code)
    for part in in_parts([one.resident_id for one in found if one.resident_id]):
        people |= {row[0]: (row[1], row[2]) for row in session.execute(asked.where(Resident.id.in_(part)))}
    line = rosters.RosterLine
    for part in in_parts([one.line for one in found if one.line]):
        of_list = line.roster_id == found[0].roster_id, line.line.in_(part)
        numbers |= {row[0]: row[1] for row in session.execute(select(line.line, line.masked).where(*of_list))}
    return [
        {
            "finding": one,
            "kind": one.kind,
            "name": people.get(one.resident_id or 0, ("", ""))[0],
            "village": people.get(one.resident_id or 0, ("", ""))[1],
            "masked": numbers.get(one.line or 0, ""),
        }
        for one in found
    ]
