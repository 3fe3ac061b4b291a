"""Whom an officer has named themselves, somebody of the district puts on the list instead."""

from __future__ import annotations

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from srikandi import nominations, residents
from srikandi.database import current_session
from srikandi.nominations import Nomination
from srikandi.residents import Corrections
from srikandi.residents.duplicates import LIKENESS_WORDS
from srikandi.users import Permission
from srikandi.web.guard import current_actor, requires
from srikandi.web.listing import ListingForm, answer_linking, answer_listing

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
    return answer_listing(nomination_id, shown="district.residents.show", again=_page)


@routes.post("/<int:nomination_id>/sama/<int:resident_id>")
@requires(Permission.NOMINATIONS_HAND_ON)
def link(nomination_id: int, resident_id: int) -> Response:
    """Say as the second person that somebody of the list is meant."""
    return answer_linking(nomination_id, resident_id, shown="district.residents.show")


def _page(nomination: Nomination, form: ListingForm) -> str:
    session, viewer = current_session(), current_actor()
    return render_template(
        "district/nominations/accept.html",
        one=nomination,
        nik=nominations.masked_nik(nomination),
        otherwise=nominations.otherwise(nomination),
        same=nominations.same_number(session, nomination, viewer=viewer),
        near=nominations.near_misses(session, nomination, viewer=viewer),
        masked=residents.masked_numbers,
        likeness=LIKENESS_WORDS,
        form=form,
    )
