"""A nominated person is put on the list from what the cards say: by the village, or by the district for its officer."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import BooleanField, RadioField, StringField
from wtforms.validators import InputRequired, Length, Optional

from srikandi import nominations, residents
from srikandi.database import current_session
from srikandi.nominations import Listing, Nomination
from srikandi.residents import Corrections, Resident, ResidentKind
from srikandi.web.boundary import keep_refusal
from srikandi.web.guard import current_actor
from srikandi.web.listing.correcting import CorrectionForm
from srikandi.web.listing.telling import real_nik


class ListingForm(CorrectionForm):
    """What the officer reads from the cards at the door."""

    asked = (
        "nik",
        "family_card",
        "name",
        "birth_on",
        "sex",
        "kind",
        "address",
        "hamlet",
        "rt",
        "rw",
        "phone",
        "is_other",
    )
    seen = None
    nik = StringField(_l("NIK di KTP"), [Optional(), Length(max=40), real_nik])
    family_card = StringField(_l("Nomor KK"), [InputRequired(_l("Tulis nomor KK-nya.")), Length(max=40)])
    kind = RadioField(_l("Pernah punya JKN?"), [InputRequired(_l("Pilih salah satu."))])
    is_other = BooleanField(_l("Sudah saya bandingkan: ini orang lain daripada yang mirip di daftar."))

    def offer(self) -> ListingForm:
        """Fill the choices."""
        super().offer()
        self.kind.choices = [
            (ResidentKind.RECRUITMENT.value, gettext("Belum pernah")),
            (ResidentKind.REACTIVATION.value, gettext("Pernah, sekarang tidak aktif")),
        ]
        return self

    def listing(self) -> Listing:
        """Give what was typed as the domain takes it."""
        kind = ResidentKind(self.kind.data)
        return Listing(self.corrections(), self.family_card.data, kind, self.nik.data or "", bool(self.is_other.data))


def answer_listing(
    nomination_id: int, *, shown: str, again: Callable[[Nomination, ListingForm], str]
) -> tuple[str, int] | Response:
    """Put the person on the list as the form says and show them at the endpoint `shown`, or ask `again`."""
    session, form = current_session(), ListingForm().offer()
    nomination = nominations.locked(session, nomination_id, by=current_actor())
    if form.validate():
        with form.catching():
            resident = _put_on_list(nomination, form.listing())
            flash(gettext("%(name)s ada di daftar dan terverifikasi.", name=resident.name), "success")
            return redirect(url_for(shown, resident_id=resident.id), 303)
        session.expire(nomination)
    return again(nomination, form), 422


def answer_linking(nomination_id: int, resident_id: int, *, shown: str) -> Response:
    """Say that somebody of the list is meant, and show them at the endpoint `shown`."""
    session, by = current_session(), current_actor()
    nomination = nominations.locked(session, nomination_id, by=by)
    resident = residents.locked(session, resident_id, by=by)
    nominations.link(session, nomination, resident, by=by)
    flash(gettext("Usulan ditautkan dengan %(name)s.", name=resident.name), "success")
    return redirect(url_for(shown, resident_id=resident.id), 303)


def _put_on_list(nomination: Nomination, listing: Listing) -> Resident:
    """Put the person on the list; a number that was tried stays counted, also when the answer is no."""
    session, by = current_session(), current_actor()
    nominations.note_number(session, nomination, listing.nik, by=by)
    keep_refusal()
    with session.begin_nested():
        return nominations.accept(session, nomination, listing, by=by)


def as_said(nomination: Nomination) -> Corrections:
    """Give what was typed on the street, for a form to begin with."""
    said = nominations.said_in(nomination)
    plain = {name: getattr(nomination, name) or "" for name in ("name", "sex", "rt", "rw")}
    return Corrections(birth_on=nomination.birth_on, address=said.address, phone=said.phone, **plain)
