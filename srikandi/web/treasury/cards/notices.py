"""Notices of the card provider: those that need a person, those that failed, and why others were ignored."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from srikandi import payments
from srikandi.database import current_session
from srikandi.payments import CardsUnavailable, NoticeDecided, NoticeSide, WebhookEvent
from srikandi.payments.providers import connected
from srikandi.programme.receiving import FAILED, work_notice
from srikandi.users import Permission
from srikandi.web.boundary import asking_outside
from srikandi.web.forms import Form, plain_text
from srikandi.web.guard import current_actor, requires
from srikandi.web.treasury.cards.words import said

routes = Blueprint("notices", __name__, url_prefix="/kabar")


class CloseForm(Form):
    """What was done about a notice."""

    note = TextAreaField(
        _l("Apa yang dilakukan?"),
        [InputRequired(_l("Tulis apa yang dilakukan.")), Length(max=1000), plain_text],
    )


@routes.get("")
@requires(Permission.PAYMENTS_VIEW)
def index() -> str:
    """List the notices of one side."""
    known = {side.value: side for side in NoticeSide}
    side = known.get(request.args.get("sisi", ""), NoticeSide.PERSON)
    found = payments.notices(current_session(), viewer=current_actor(), side=side)
    return render_template("treasury/cards/notices.html", notices=found, side=side, said=said)


@routes.get("/<int:notice_id>")
@requires(Permission.PAYMENTS_VIEW)
def show(notice_id: int) -> str:
    """Show what a notice said and what came of it."""
    return _page(_notice(notice_id), CloseForm())


@routes.post("/<int:notice_id>/coba-lagi")
@requires(Permission.STATEMENTS_MATCH)
def retry(notice_id: int) -> Response:
    """Ask the provider again, now, about a notice that failed; should it fail again, its tries start anew."""
    provider = connected(current_app.extensions["srikandi"].stripe)
    if provider is None:
        raise CardsUnavailable
    if _notice(notice_id).handled_at is not None:
        raise NoticeDecided
    with asking_outside():
        outcome = work_notice(current_session(), provider, notice_id, by=current_actor())
    if outcome == FAILED:
        payments.retry_event(current_session(), _notice(notice_id), by=current_actor())
        flash(gettext("Masih gagal. Kami mencobanya lagi tiap beberapa menit."), "warning")
    return redirect(url_for(".show", notice_id=notice_id), 303)


@routes.post("/<int:notice_id>/selesai")
@requires(Permission.STATEMENTS_MATCH)
def close(notice_id: int) -> tuple[str, int] | Response:
    """Write down what was done about a notice."""
    notice, form = _notice(notice_id), CloseForm()
    if form.validate():
        with form.catching():
            payments.close_notice(current_session(), notice, note=form.note.data, by=current_actor())
            flash(gettext("Tercatat. Kabar ini tidak lagi menunggu siapa pun."), "success")
            return redirect(url_for(".index"), 303)
    return _page(notice, form), 422


def _notice(notice_id: int) -> WebhookEvent:
    return payments.notice_of(current_session(), notice_id, viewer=current_actor())


def _page(notice: WebhookEvent, form: CloseForm) -> str:
    may_work = current_actor().may(Permission.STATEMENTS_MATCH)
    return render_template("treasury/cards/notice.html", notice=notice, form=form, said=said, may_work=may_work)
