"""Consortia of companies: followed, joined by the Pemkab, approved or refused as a whole."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import organisations, pledges, programme, tariffs
from srikandi.audit import Actor
from srikandi.database import current_session
from srikandi.pledges import Commitment, Consortium, ConsortiumStatus, Share
from srikandi.users import Permission
from srikandi.web.district.consortia.forms import ApprovalForm, PemkabForm, RefusalForm
from srikandi.web.forms import Form
from srikandi.web.guard import current_actor, requires

routes = Blueprint("consortia", __name__, url_prefix="/komitmen-bersama")


@routes.get("")
@requires(Permission.PLEDGES_VIEW)
def index() -> str:
    """List the district's consortia, those that wait for it first."""
    asked = pledges.consortia_visible_to(current_actor()).order_by(Consortium.id.desc())
    views = programme.consortium_views(current_session(), list(current_session().scalars(asked)))
    views.sort(key=lambda view: view.consortium.status is not ConsortiumStatus.MET)
    return render_template("district/consortia/index.html", views=views)


@routes.get("/<int:consortium_id>")
@requires(Permission.PLEDGES_VIEW)
def show(consortium_id: int) -> str:
    """Show exactly what an approval would bind to."""
    return _page(_seen(consortium_id))


@routes.post("/<int:consortium_id>/setujui")
@requires(Permission.PLEDGES_APPROVE)
def approve(consortium_id: int) -> tuple[str, int] | Response:
    """Approve the whole as it was seen; everybody held gets a seat."""
    form, consortium = ApprovalForm(), _seen(consortium_id)
    if form.validate():
        with form.catching():
            seen = form.seen_hash.data
            programme.approve_consortium(current_session(), consortium, seen_hash=seen, by=current_actor())
            return _done(consortium, gettext("%(number)s disetujui seluruhnya.", number=consortium.number))
    return _page(consortium, approval=form), 422


@routes.post("/<int:consortium_id>/tolak")
@requires(Permission.PLEDGES_APPROVE)
def refuse(consortium_id: int) -> tuple[str, int] | Response:
    """Say no to the whole; everybody held waits again."""
    form, consortium = RefusalForm(), _seen(consortium_id)
    if form.validate():
        with form.catching():
            pledges.refuse_together(current_session(), consortium, reason=form.reason.data, by=current_actor())
            words = gettext("%(number)s ditolak. Warganya kembali ke urutan.", number=consortium.number)
            return _done(consortium, words)
    return _page(consortium, refusal=form), 422


@routes.post("/<int:consortium_id>/perpanjang")
@requires(Permission.PLEDGES_AGREE)
def extend(consortium_id: int) -> tuple[str, int] | Response:
    """Give the district more days for the whole; everybody stays held."""
    form, consortium = Form(), _seen(consortium_id)
    if form.validate():
        with form.catching():
            pledges.extend_together(current_session(), consortium, by=current_actor())
            return _done(consortium, gettext("Batas titipan semua peserta diperpanjang."))
    return _page(consortium, extension=form), 422


@routes.post("/<int:consortium_id>/ikut")
@requires(Permission.PLEDGES_AGREE)
def join(consortium_id: int) -> tuple[str, int] | Response:
    """Let the Pemkab promise lives of its own in it."""
    form, consortium = PemkabForm(), _seen(consortium_id)
    if form.validate():
        with form.catching():
            pemkab = _pemkab(consortium)
            commitment = _commitment(form, consortium, pemkab)
            pledges.join_consortium(current_session(), consortium, commitment, by=pemkab)
            return _done(consortium, gettext("Pemerintah kabupaten ikut."))
    return _page(consortium, joining=form), 422


@routes.post("/<int:consortium_id>/mundur")
@requires(Permission.PLEDGES_AGREE)
def leave(consortium_id: int) -> tuple[str, int] | Response:
    """Take the Pemkab's promise back while the condition is not met."""
    form, consortium = Form(), _seen(consortium_id)
    if form.validate():
        with form.catching():
            pledges.leave_consortium(current_session(), consortium, by=_pemkab(consortium))
            return _done(consortium, gettext("Pemerintah kabupaten mundur. Warganya kembali ke urutan."))
    return _page(consortium, leaving=form), 422


def _seen(consortium_id: int) -> Consortium:
    return pledges.visible_consortium(current_session(), consortium_id, viewer=current_actor())


def _done(consortium: Consortium, words: str) -> Response:
    flash(words, "success")
    return redirect(url_for("district.consortia.show", consortium_id=consortium.id), 303)


def _pemkab(consortium: Consortium) -> Actor:
    """Give this officer speaking for the Pemkab as a payer. Raises: NotAllowed."""
    viewer = current_actor()
    own = organisations.spoken_for(current_session(), viewer, district_id=consortium.district_id)
    return replace(viewer, organisation_id=own)


def _commitment(form: PemkabForm, consortium: Consortium, pemkab: Actor) -> Commitment:
    price = tariffs.amount(current_session(), consortium.tariff_basis, month=consortium.start_month)
    shares = (Share(pemkab.organisation_id or 0, price),)
    return Commitment(form.lives.data or 0, shares, is_named=True, form_key=form.form_key.data)


def _page(consortium: Consortium, **refused: Form) -> str:
    viewer, session = current_actor(), current_session()
    view = programme.consortium_views(session, [consortium])[0]
    pemkab = organisations.government_of(session, consortium.district_id)
    approval = refused.get("approval") or ApprovalForm()
    approval["seen_hash"].data = consortium.content_hash
    asked = any(who == pemkab.id for who, _ in view.invited) or consortium.is_open
    speaks = view.is_gathering and viewer.may(Permission.PLEDGES_AGREE)
    mine = view.member(pemkab.id)
    is_met = consortium.status is ConsortiumStatus.MET
    return render_template(
        "district/consortia/show.html",
        view=view,
        approval=approval,
        refusal=refused.get("refusal") or RefusalForm(),
        can_decide=is_met and viewer.may(Permission.PLEDGES_APPROVE),
        joining=(refused.get("joining") or PemkabForm()) if speaks and asked and mine is None else None,
        can_leave=speaks and mine is not None and consortium.leader_id != pemkab.id,
        leaving=refused.get("leaving"),
        can_extend=is_met and viewer.may(Permission.PLEDGES_AGREE),
        extension=refused.get("extension"),
    )
