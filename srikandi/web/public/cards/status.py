"""How a card stands: active or not, until when, where, what to do. No name and no number is on it."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from srikandi import cards, complaints, facilities, places
from srikandi.cards import CardUnknown, MemberCard
from srikandi.complaints import ComplaintUnknown
from srikandi.database import current_session
from srikandi.residents import Resident
from srikandi.throttles import Gate
from srikandi.web.forms import Form, plain_text
from srikandi.web.guard import public
from srikandi.web.public.cards.door import check_door, counting_misses, kept_private, note

routes = kept_private(Blueprint("cards", __name__, url_prefix="/kartu"))


class CodeForm(Form):
    """The code on a slip, or the one a complaint was given."""

    code = StringField(
        _l("Kode di slip atau kode aduan"),
        [InputRequired(_l("Tulis kodenya.")), Length(max=40), plain_text],
        description=_l("12 huruf dan angka, misalnya 7Q4M-K2HJ-9TXA. Huruf kecil dan tanda hubung tidak masalah."),
    )


@routes.get("")
@public
def new() -> str:
    """Ask for a code."""
    return render_template("public/cards/new.html", form=CodeForm())


@routes.post("")
@public
def find() -> tuple[str, int] | Response:
    """Lead to the page of a code that was typed; a wrong one is counted."""
    form = CodeForm()
    check_door(Gate.CODE)
    if form.validate():
        where = _page_of(form.code.data)
        if where is not None:
            return redirect(where, 303)
        note(Gate.CODE)
        form.refuse(gettext("Kode ini tidak kami kenal. Bandingkan lagi satu per satu dengan slipnya."), field="code")
    return render_template("public/cards/new.html", form=form), 422


@routes.get("/<code>")
@public
def show(code: str) -> str | tuple[str, int]:
    """Show how the card stands."""
    check_door(Gate.CODE)
    try:
        with counting_misses(code):
            card = cards.card_by_code(current_session(), code)
    except CardUnknown:
        return render_template("public/cards/unknown.html"), 404
    return _page(card)


def _page_of(typed: str) -> str | None:
    session = current_session()
    try:
        return url_for(".show", code=cards.code_of(cards.card_by_code(session, typed)))
    except CardUnknown:
        pass
    try:
        return url_for("public.complaints.show", code=complaints.code_of(complaints.complaint_by_code(session, typed)))
    except ComplaintUnknown:
        return None


def _page(card: MemberCard) -> str:
    session = current_session()
    district = places.district_of(session, card.district_id)
    resident = session.get_one(Resident, card.resident_id)
    known = facilities.registered_with(session, [resident]).get(resident.id)
    return render_template(
        "public/cards/show.html",
        signs=cards.code_of(card),
        cover=cards.covers_of(session, [resident.id], district=district)[resident.id],
        facility=known.facility if known else None,
        district=district,
        care_center=cards.CARE_CENTER,
        pandawa=cards.PANDAWA,
        has_left=resident.exited_on is not None,
    )
