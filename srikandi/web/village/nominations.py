"""Whom people have named in one village: visited, and put on the list or not."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from srikandi import fieldwork, nominations, residents, signs
from srikandi.database import current_session
from srikandi.fieldwork import FieldSession
from srikandi.nominations import OPEN, Decline, Nomination, NominationStatus
from srikandi.places import villages_of
from srikandi.residents.duplicates import LIKENESS_WORDS
from srikandi.users import Permission
from srikandi.web.forms import LONGEST_REASON, Form, plain_text, row_number
from srikandi.web.frame.saying.vocabulary.nominating import NOMINATED_BY
from srikandi.web.frame.saying.words import word
from srikandi.web.guard import current_actor, requires
from srikandi.web.listing import ListingForm, answer_linking, answer_listing, as_said

routes = Blueprint("nominations", __name__, url_prefix="/usulan")
SAID_BY_VILLAGE = tuple(one for one in Decline if one not in {Decline.WITHDRAWN, Decline.UNANSWERED})
DECIDED = (NominationStatus.LISTED, NominationStatus.DECLINED)
LAST_PAGE = 10_000


class DeclineForm(Form):
    """Why somebody is not listed."""

    why = RadioField(
        _l("Mengapa?"), [InputRequired(_l("Pilih alasannya."))], description=_l("Dibaca oleh yang mengusulkan.")
    )
    note = TextAreaField(
        _l("Yang Anda temukan"),
        [InputRequired(_l("Tulis yang Anda temukan.")), Length(max=LONGEST_REASON), plain_text],
        description=_l("Hanya dibaca kabupaten."),
    )

    def offer(self) -> DeclineForm:
        """Fill the choice of reasons."""
        self.why.choices = [(one.value, word(one)) for one in SAID_BY_VILLAGE]
        return self


@routes.get("")
@requires(Permission.NOMINATIONS_DECIDE)
def index() -> str:
    """List who waits for a visit, or who was decided about."""
    session, asked = current_session(), request.args.get("kegiatan")
    visit = fieldwork.session_of(session, row_number(asked), viewer=current_actor()) if asked else None
    page = request.args.get("hal", 0, type=int)
    return _list_page(is_done=request.args.get("tampil") == "selesai", page=page, visit=visit)


@routes.get("/<int:nomination_id>")
@requires(Permission.NOMINATIONS_DECIDE)
def show(nomination_id: int) -> str:
    """Show who was named, by whom, and what can be said of it."""
    return _page(_nomination(nomination_id), "village/nominations/show.html")


@routes.post("/<int:nomination_id>/kunjungi")
@requires(Permission.NOMINATIONS_DECIDE)
def visit(nomination_id: int) -> Response:
    """Note that the officer is on the way."""
    session, by = current_session(), current_actor()
    nominations.visit(session, nominations.locked(session, nomination_id, by=by), by=by)
    flash(gettext("Dicatat: sedang Anda kunjungi."), "success")
    return redirect(url_for(".show", nomination_id=nomination_id), 303)


@routes.get("/<int:nomination_id>/terima")
@requires(Permission.NOMINATIONS_DECIDE)
def ask_accept(nomination_id: int) -> str:
    """Ask what the cards say."""
    nomination = _nomination(nomination_id)
    return _accept_page(nomination, ListingForm(formdata=None, obj=as_said(nomination)).offer())


@routes.post("/<int:nomination_id>/terima")
@requires(Permission.NOMINATIONS_DECIDE)
def accept(nomination_id: int) -> tuple[str, int] | Response:
    """Put the person on the list."""
    return answer_listing(nomination_id, shown="village.residents.show", again=_accept_page)


@routes.post("/<int:nomination_id>/sama/<int:resident_id>")
@requires(Permission.NOMINATIONS_DECIDE)
def link(nomination_id: int, resident_id: int) -> Response:
    """Say that the person is on the list already."""
    return answer_linking(nomination_id, resident_id, shown="village.residents.show")


@routes.get("/<int:nomination_id>/tolak")
@requires(Permission.NOMINATIONS_DECIDE)
def ask_decline(nomination_id: int) -> str:
    """Ask why somebody is not listed."""
    return _page(_nomination(nomination_id), "village/nominations/decline.html", DeclineForm(formdata=None).offer())


@routes.post("/<int:nomination_id>/tolak")
@requires(Permission.NOMINATIONS_DECIDE)
def decline(nomination_id: int) -> tuple[str, int] | Response:
    """Note why somebody is not listed."""
    session, by, form = current_session(), current_actor(), DeclineForm().offer()
    nomination = nominations.locked(session, nomination_id, by=by)
    if form.validate():
        with form.catching():
            nominations.decline(session, nomination, Decline(form.why.data), note=form.note.data or "", by=by)
            flash(gettext("Dicatat: tidak masuk daftar."), "success")
            return redirect(url_for(".index"), 303)
    return _page(nomination, "village/nominations/decline.html", form), 422


def _list_page(*, is_done: bool, page: int, visit: FieldSession | None) -> str:
    session, viewer, through = current_session(), current_actor(), visit.id if visit else None
    page, statuses = min(max(0, page), LAST_PAGE), DECIDED if is_done else OPEN
    rows, is_more = nominations.page_of(session, viewer=viewer, statuses=statuses, field_session_id=through, page=page)
    counts = nominations.counts_of(session, viewer=viewer, field_session_id=through)
    return render_template(
        "village/nominations/index.html",
        rows=rows,
        opened={one.id: nominations.said_in(one) for one in rows},
        differs=nominations.otherwise,
        by_words=NOMINATED_BY,
        page=page,
        is_more=is_more,
        is_done=is_done,
        visit=visit,
        waiting=sum(counts[one] for one in OPEN),
        decided=sum(counts[one] for one in DECIDED),
        poster=nominations.standing_poster(session, viewer.village_code or ""),
        printed=signs.printed,
    )


def _nomination(nomination_id: int) -> Nomination:
    return nominations.nomination_of(current_session(), nomination_id, viewer=current_actor())


def _accept_page(nomination: Nomination, form: ListingForm) -> str:
    return _page(nomination, "village/nominations/accept.html", form)


def _page(nomination: Nomination, template: str, form: Form | None = None) -> str:
    session, viewer = current_session(), current_actor()
    is_open = nomination.status in OPEN
    return render_template(
        template,
        one=nomination,
        said=nominations.said_in(nomination),
        otherwise=nominations.otherwise(nomination),
        others=nominations.others_about(session, nomination, viewer=viewer),
        same=nominations.same_number(session, nomination, viewer=viewer) if is_open else None,
        near=nominations.near_misses(session, nomination, viewer=viewer) if is_open else None,
        masked=residents.masked_numbers,
        likeness=LIKENESS_WORDS,
        by_words=NOMINATED_BY,
        village=next(one for one in villages_of(session, viewer.district_id) if one.code == nomination.village_code),
        form=form,
        is_open=is_open,
        is_own=viewer.user_id in nominations.namers_of(session, nomination),
    )
