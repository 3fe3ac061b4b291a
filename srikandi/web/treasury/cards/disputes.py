"""One dispute: what was taken, what became of it, and who answers for what was lost."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from srikandi import organisations, pledges
from srikandi.database import current_session
from srikandi.payments import Payment, cards
from srikandi.payments.cards import Dispute
from srikandi.users import Permission
from srikandi.web.forms import Form, plain_text
from srikandi.web.guard import current_actor, requires

routes = Blueprint("disputes", __name__, url_prefix="/sengketa")


class OwnerForm(Form):
    """Who answers for a loss, and what is done about it."""

    owner = StringField(
        _l("Penanggung jawab"),
        [InputRequired(_l("Tulis namanya.")), Length(max=120), plain_text],
        description=_l("Nama dan jabatan orang yang mengurus kerugian ini."),
    )
    note = TextAreaField(
        _l("Apa yang dilakukan?"),
        [InputRequired(_l("Tulis langkahnya.")), Length(max=1000), plain_text],
        description=_l("Misalnya: ditagih ulang kepada perusahaan lewat transfer bank."),
    )


@routes.get("/<int:dispute_id>")
@requires(Permission.PAYMENTS_VIEW)
def show(dispute_id: int) -> str:
    """Show a dispute with its payment."""
    dispute = _dispute(dispute_id)
    return _page(dispute, OwnerForm(owner=dispute.owner, note=dispute.owner_note))


@routes.post("/<int:dispute_id>/penanggung-jawab")
@requires(Permission.STATEMENTS_MATCH)
def own(dispute_id: int) -> tuple[str, int] | Response:
    """Write down who answers for what was lost."""
    dispute, form = _dispute(dispute_id), OwnerForm()
    if form.validate():
        with form.catching():
            cards.name_owner(current_session(), dispute, owner=form.owner.data, note=form.note.data, by=current_actor())
            flash(gettext("Penanggung jawab tercatat."), "success")
            return redirect(url_for(".show", dispute_id=dispute_id), 303)
    return _page(dispute, form), 422


def _dispute(dispute_id: int) -> Dispute:
    return cards.dispute_of(current_session(), dispute_id, viewer=current_actor())


def _page(dispute: Dispute, form: OwnerForm) -> str:
    session, viewer = current_session(), current_actor()
    payment = session.get_one(Payment, dispute.payment_id)
    return render_template(
        "treasury/cards/dispute.html",
        dispute=dispute,
        payment=payment,
        pledge=pledges.pledge_of(session, payment.pledge_id, viewer=viewer),
        company=organisations.names(session, [payment.organisation_id])[payment.organisation_id],
        form=form,
        may_own=viewer.may(Permission.STATEMENTS_MATCH),
    )
