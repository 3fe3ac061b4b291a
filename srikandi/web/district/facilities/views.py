"""Facilities of the district: kept by hand or as a file, closed and opened, proposed to villages."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as Redirect

from srikandi import facilities, places
from srikandi.database import current_session
from srikandi.facilities import Brought, Facility, FacilityStatus
from srikandi.reports import Table
from srikandi.users import Permission
from srikandi.web.district.facilities.forms import FacilityForm, ProposalForm, UploadForm
from srikandi.web.forms import Form
from srikandi.web.frame.saying.words import word
from srikandi.web.guard import current_actor, requires
from srikandi.web.treasury.book import sent

routes = Blueprint("facilities", __name__, url_prefix="/faskes")
COLUMNS = ("Kode faskes", "Nama", "Jenis", "Kecamatan", "Desa", "Alamat", "Telepon", "Keadaan")


@routes.get("")
@requires(Permission.RESIDENTS_VIEW)
def index() -> str:
    """List the facilities and what each village is proposed."""
    return _list()


@routes.get("/daftar.<ending>")
@requires(Permission.RESIDENTS_VIEW)
def export(ending: str) -> Response:
    """Give the list as a file; it can be brought back as it is."""
    rows = []
    for one in facilities.facility_rows(current_session(), viewer=current_actor()):
        it = one.facility
        place = (one.subdistrict, one.village or "", it.address or "", it.phone or "")
        rows.append((it.code, it.name, word(it.kind), *place, word(it.status)))
    return sent([Table("Faskes", COLUMNS, rows)], ending, name="daftar-faskes")


@routes.get("/baru")
@requires(Permission.FACILITIES_KEEP)
def new() -> str:
    """Ask about a facility."""
    return render_template("district/facilities/edit.html", form=FacilityForm(formdata=None).offer(), facility=None)


@routes.post("/baru")
@requires(Permission.FACILITIES_KEEP)
def create() -> tuple[str, int] | Redirect:
    """Add it."""
    form, by = FacilityForm().offer(), current_actor()
    if form.validate():
        with form.catching():
            made = facilities.add_facility(current_session(), form.facility(), district_id=by.district_id, by=by)
            flash(gettext("%(name)s tersimpan.", name=made.name), "success")
            return redirect(url_for(".index"), 303)
    return render_template("district/facilities/edit.html", form=form, facility=None), 422


@routes.get("/<int:facility_id>")
@requires(Permission.FACILITIES_KEEP)
def edit(facility_id: int) -> str:
    """Show what is said of a facility, to be put right."""
    facility = _facility(facility_id)
    form = FacilityForm(formdata=None).offer().begin_with(facility)
    return render_template("district/facilities/edit.html", form=form, facility=facility)


@routes.post("/<int:facility_id>")
@requires(Permission.FACILITIES_KEEP)
def change(facility_id: int) -> tuple[str, int] | Redirect:
    """Put it right."""
    form, facility = FacilityForm().offer(), _facility(facility_id)
    if form.validate():
        with form.catching():
            facilities.change_facility(current_session(), facility, form.facility(), by=current_actor())
            flash(gettext("%(name)s tersimpan.", name=facility.name), "success")
            return redirect(url_for(".index"), 303)
    return render_template("district/facilities/edit.html", form=form, facility=facility), 422


@routes.post("/<int:facility_id>/tutup")
@requires(Permission.FACILITIES_KEEP)
def close(facility_id: int) -> tuple[str, int] | Redirect:
    """Propose and offer it no longer."""
    return _move(facility_id, FacilityStatus.CLOSED)


@routes.post("/<int:facility_id>/buka")
@requires(Permission.FACILITIES_KEEP)
def reopen(facility_id: int) -> tuple[str, int] | Redirect:
    """Offer it again."""
    return _move(facility_id, FacilityStatus.OPEN)


@routes.post("/unggah")
@requires(Permission.FACILITIES_KEEP)
def upload() -> tuple[str, int] | Redirect:
    """Take over a file, all of it or nothing."""
    form, session, by = UploadForm(), current_session(), current_actor()
    if form.validate():
        with form.catching():
            file, district = form.file.data, places.district_of(session, by.district_id)
            name = (file.filename or "")[:200]
            brought = facilities.bring_facilities(session, file.read(), filename=name, district=district, by=by)
            if not brought.bad:
                flash(_brought_words(brought), "success")
                return redirect(url_for(".index"), 303)
            return _list(upload_form=form, brought=brought), 422
    return _list(upload_form=form), 422


@routes.post("/desa")
@requires(Permission.FACILITIES_KEEP)
def propose() -> tuple[str, int] | Redirect:
    """Propose a facility to a village."""
    form, session, by = ProposalForm().offer(), current_session(), current_actor()
    if form.validate():
        with form.catching():
            facility = facilities.facility_of(session, int(form.proposed.data), viewer=by)
            facilities.propose_for_village(session, form.place.data, facility, by=by)
            flash(gettext("Usulan tersimpan."), "success")
            return redirect(url_for(".index"), 303)
    return _list(proposal_form=form), 422


def _move(facility_id: int, to: FacilityStatus) -> tuple[str, int] | Redirect:
    form, facility = Form(), _facility(facility_id)
    if form.validate():
        with form.catching():
            facilities.move_facility(current_session(), facility, to=to, by=current_actor())
            return redirect(url_for(".index"), 303)
    return _list(refused=form), 422


def _facility(facility_id: int) -> Facility:
    return facilities.facility_of(current_session(), facility_id, viewer=current_actor())


def _brought_words(brought: Brought) -> str:
    counts = {"added": brought.added, "changed": brought.changed, "same": brought.same}
    return str(gettext("%(added)s faskes baru, %(changed)s berubah, %(same)s sudah sama.", **counts))


def _list(
    *,
    upload_form: UploadForm | None = None,
    proposal_form: ProposalForm | None = None,
    brought: Brought | None = None,
    refused: Form | None = None,
) -> str:
    session, viewer = current_session(), current_actor()
    villages = places.villages_of(session, viewer.district_id)
    return render_template(
        "district/facilities/index.html",
        rows=facilities.facility_rows(session, viewer=viewer),
        villages=villages,
        proposed=facilities.proposals(session, [one.code for one in villages]),
        said=facilities.said_for_villages(session, viewer.district_id),
        upload_form=upload_form or UploadForm(formdata=None),
        proposal_form=proposal_form or ProposalForm(formdata=None).offer(),
        brought=brought,
        refused=refused,
    )
