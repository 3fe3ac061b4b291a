"""Whom an officer has named themselves, somebody of the district puts on the list instead."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import nominations, residents
from srikandi.database import current_session
from srikandi.nominations import Nomination
from srikandi.residents import Corrections
from srikandi.residents.duplicates import LIKENESS_WORDS
from srikandi.users import Permission
from srikandi.web.guard import current_actor, requires
from srikandi.web.listing import ListingForm, put_on_list

routes = Blueprint("nomination_listing", __name__, url_prefix="/usulan")


@routes.get("/<int:nomination_id>/terima")
@requires(Permission.NOMINATIONS_HAND_ON)
def new(nomination_id: int) -> str:
    """Ask what the cards say; name, birthday and sex stand there as they were sent."""
    nomination = nominations.nomination_of(current_session(), nomination_id, viewer=current_actor())
    said = Corrections(nomination.name, nomination.birth_on, nomination.sex)
    return _page(nomination, ListingForm(formdata=None, obj=said).offer())


@routes.post("/<int:nomination_id>/terima")
@requires(Permission.NOMINATIONS_HAND_ON)
def create(nomination_id: int) -> tuple[str, int] | Response:
    """Put the person on the list as the second person."""
    session, by, form = current_session(), current_actor(), ListingForm().offer()
    nomination = nominations.locked(session, nomination_id, by=by)
    if form.validate():
        with form.catching():
            resident = put_on_list(nomination, form.listing())
            flash(gettext("%(name)s ada di daftar dan terverifikasi.", name=resident.name), "success")
            return redirect(url_for("district.residents.show", resident_id=resident.id), 303)
        session.expire(nomination)
    return _page(nomination, form), 422


@routes.post("/<int:nomination_id>/sama/<int:resident_id>")
@requires(Permission.NOMINATIONS_HAND_ON)
def link(nomination_id: int, resident_id: int) -> Response:
    """Say as the second person that somebody of the list is meant."""
    session, by = current_session(), current_actor()
    nomination = nominations.locked(session, nomination_id, by=by)
    resident = residents.locked(session, resident_id, by=by)
    nominations.link(session, nomination, resident, by=by)
    flash(gettext("Usulan ditautkan dengan %(name)s.", name=resident.name), "success")
    return redirect(url_for("district.residents.show", resident_id=resident.id), 303)


def _page(nomination: Nomination, form: ListingForm) -> str:
    session, viewer = current_session(), current_actor()
    return render_template(
        "district/nominations/accept.html",
        one=nomination,
        nik=nominations.masked_nik(nomination),
        same=nominations.same_number(session, nomination, viewer=viewer),
        near=nominations.near_misses(session, nomination, viewer=viewer),
        masked=residents.masked_numbers,
        likeness=LIKENESS_WORDS,
        form=form,
    )
