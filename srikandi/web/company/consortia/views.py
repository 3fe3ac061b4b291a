"""Consortia of companies: started, joined, left, followed."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import organisations, pledges, programme
from srikandi.database import current_session
from srikandi.pledges import Consortium
from srikandi.users import Permission
from srikandi.web.company.consortia.forms import CallOffForm, InviteForm, JoinForm, StartForm
from srikandi.web.company.pledges.page import own_company, seen_pledge
from srikandi.web.forms import Form
from srikandi.web.guard import current_actor, requires
from srikandi.web.letters import send_consortium_invitations, send_share_requests

routes = Blueprint("consortia", __name__, url_prefix="/komitmen-bersama")


@routes.get("")
@requires(Permission.PLEDGES_MAKE)
def index() -> str:
    """List the consortia this company leads, is in, or may join, the newest first."""
    asked = pledges.consortia_visible_to(current_actor()).order_by(Consortium.id.desc())
    views = programme.consortium_views(current_session(), list(current_session().scalars(asked)))
    return render_template("company/consortia/index.html", views=views)


@routes.get("/baru")
@requires(Permission.PLEDGES_MAKE)
def new() -> str:
    """Ask what the consortium promises, and on which condition."""
    return render_template("company/consortia/new.html", form=StartForm().offer(own_company()))


@routes.post("/baru")
@requires(Permission.PLEDGES_MAKE)
def create() -> tuple[str, int] | Response:
    """Start the consortium with the own promise in it."""
    form = StartForm().offer(own_company())
    if form.validate():
        with form.catching():
            begun = pledges.start_consortium(current_session(), form.frame(), form.commitment(), by=current_actor())
            _write_letters(begun)
            return _done(begun, gettext("Komitmen bersama %(number)s dimulai.", number=begun.number))
    return render_template("company/consortia/new.html", form=form), 422


@routes.get("/<int:consortium_id>")
@requires(Permission.PLEDGES_MAKE)
def show(consortium_id: int) -> str:
    """Show how far a consortium is, and what this company can do about it."""
    return _page(_seen(consortium_id))


@routes.post("/<int:consortium_id>/ikut")
@requires(Permission.PLEDGES_MAKE)
def join(consortium_id: int) -> tuple[str, int] | Response:
    """Promise own lives in it."""
    consortium = _seen(consortium_id)
    form = JoinForm().offer(own_company(), consortium)
    if form.validate():
        with form.catching():
            pledges.join_consortium(current_session(), consortium, form.commitment(), by=current_actor())
            _write_letters(consortium)
            return _done(consortium, gettext("Anda ikut. Warganya dititipkan untuk Anda."))
    return _page(consortium, joining=form), 422


@routes.post("/<int:consortium_id>/mundur")
@requires(Permission.PLEDGES_MAKE)
def leave(consortium_id: int) -> tuple[str, int] | Response:
    """Take the own promise back while the condition is not met."""
    form, consortium = Form(), _seen(consortium_id)
    if form.validate():
        with form.catching():
            pledges.leave_consortium(current_session(), consortium, by=current_actor())
            flash(gettext("Anda mundur. Warganya kembali ke urutan."), "success")
            return redirect(url_for("company.consortia.index"), 303)
    return _page(consortium, leaving=form), 422


@routes.post("/<int:consortium_id>/undang")
@requires(Permission.PLEDGES_MAKE)
def invite(consortium_id: int) -> tuple[str, int] | Response:
    """Ask others by name."""
    consortium = _seen(consortium_id)
    form = _invitation()
    if form.validate():
        with form.catching():
            pledges.invite(current_session(), consortium, form.invited.data, by=current_actor())
            send_consortium_invitations(consortium)
            return _done(consortium, gettext("Undangan terkirim dan tampil di halaman mereka."))
    return _page(consortium, inviting=form), 422


@routes.post("/<int:consortium_id>/batal")
@requires(Permission.PLEDGES_MAKE)
def call_off(consortium_id: int) -> tuple[str, int] | Response:
    """End the gathering; everybody's people wait again."""
    form, consortium = CallOffForm(), _seen(consortium_id)
    if form.validate():
        with form.catching():
            pledges.call_off(current_session(), consortium, reason=form.reason.data, by=current_actor())
            return _done(consortium, gettext("Komitmen bersama dibatalkan. Semua warga kembali ke urutannya."))
    return _page(consortium, ending=form), 422


def _seen(consortium_id: int) -> Consortium:
    return pledges.visible_consortium(current_session(), consortium_id, viewer=current_actor())


def _done(consortium: Consortium, words: str) -> Response:
    flash(words, "success")
    return redirect(url_for("company.consortia.show", consortium_id=consortium.id), 303)


def _write_letters(consortium: Consortium) -> None:
    """Write to who was invited, and to who is asked to share the own promise in it."""
    send_consortium_invitations(consortium)
    rows = pledges.members_of(current_session(), [consortium.id])
    own = current_actor().organisation_id
    mine = next(row.pledge_id for row in reversed(rows) if row.organisation_id == own)
    send_share_requests(seen_pledge(mine))


def _invitation() -> InviteForm:
    session, company = current_session(), own_company()
    form = InviteForm()
    government = organisations.government_of(session, company.district_id or 0)
    others = organisations.admitted(session, company.district_id or 0, but=company.id)
    form.invited.choices = [(government.id, government.name), *others]
    return form


def _page(consortium: Consortium, **refused: Form) -> str:
    own = own_company()
    view = programme.consortium_views(current_session(), [consortium])[0]
    mine = view.member(own.id)
    leads = consortium.leader_id == own.id
    inviting = refused.get("inviting") or (_invitation() if leads and view.is_gathering else None)
    joining = refused.get("joining")
    if joining is None and mine is None and view.is_gathering:
        joining = JoinForm(formdata=None).offer(own, consortium)
    return render_template(
        "company/consortia/show.html",
        view=view,
        mine=mine,
        joining=joining,
        inviting=inviting,
        ending=(refused.get("ending") or CallOffForm()) if leads and view.is_gathering else None,
        can_leave=mine is not None and not leads and view.is_gathering,
        leaving=refused.get("leaving"),
    )
