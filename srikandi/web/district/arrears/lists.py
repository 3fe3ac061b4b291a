"""Lists of arrears from BPJS Kesehatan: brought by one person, looked through, approved by another."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import programme
from srikandi.arrears import lists
from srikandi.arrears.lists import ARREARS_CODES, ArrearsList, ArrearsListStatus
from srikandi.database import current_session
from srikandi.residents import Decision
from srikandi.users import Permission
from srikandi.web.district.arrears.forms import ApproveForm, DiscardForm, UploadForm
from srikandi.web.guard import current_actor, requires

routes = Blueprint("arrears_lists", __name__, url_prefix="/tunggakan/daftar")


@routes.get("/baru")
@requires(Permission.RESIDENTS_IMPORT)
def new() -> str:
    """Ask for a list."""
    return render_template("district/arrears_lists/new.html", form=UploadForm().offer())


@routes.post("/baru")
@requires(Permission.RESIDENTS_IMPORT)
def create() -> tuple[str, int] | Response:
    """Read a list and keep it aside; one that is here already is shown."""
    form = UploadForm().offer()
    if form.validate():
        with form.catching():
            kept, is_new = lists.stage_list(current_session(), form.given(), by=current_actor())
            if not is_new:
                flash(gettext("Daftar ini sudah pernah diunggah. Inilah isinya; tidak ada yang berubah."), "info")
            return redirect(url_for(".show", list_id=kept.id), 303)
    return render_template("district/arrears_lists/new.html", form=form), 422


@routes.get("/<int:list_id>")
@requires(Permission.RESIDENTS_VIEW)
def show(list_id: int) -> str:
    """Show what a list would change, or what it changed, row by row."""
    return _page(_list(list_id))


@routes.post("/<int:list_id>/setujui")
@requires(Permission.RESIDENTS_APPROVE)
def approve(list_id: int) -> tuple[str, int] | Response:
    """Let everybody in it owe what it says, exactly as it was seen."""
    form, kept = ApproveForm(), _list(list_id)
    if form.validate():
        with form.catching():
            count = programme.arrears.approve_list(
                current_session(), kept, seen_hash=form.seen_hash.data, by=current_actor()
            )
            flash(gettext("Disetujui. Tunggakan %(n)s warga diperbarui.", n=count), "success")
            return redirect(url_for(".show", list_id=list_id), 303)
    return _page(_fresh(list_id), approving=form), 409


@routes.post("/<int:list_id>/buang")
@requires(Permission.RESIDENTS_VIEW)
def discard(list_id: int) -> tuple[str, int] | Response:
    """Throw a waiting list away."""
    form, kept = DiscardForm(), _list(list_id)
    if form.validate():
        with form.catching():
            lists.discard_list(current_session(), kept, reason=form.reason.data, by=current_actor())
            flash(gettext("Daftar dibuang. Tidak ada yang berubah karenanya."), "success")
            return redirect(url_for("district.arrears.index"), 303)
    return _page(_fresh(list_id), discarding=form), 422


def _list(list_id: int) -> ArrearsList:
    return lists.list_of(current_session(), list_id, viewer=current_actor())


def _fresh(list_id: int) -> ArrearsList:
    """Show what stands in the database, not what a refused deed left half done in memory."""
    current_session().expire_all()
    return _list(list_id)


def _page(kept: ArrearsList, *, approving: ApproveForm | None = None, discarding: DiscardForm | None = None) -> str:
    session, asked = current_session(), request.args.get("baris")
    decision = asked if asked in list(Decision) else None
    after = request.args.get("setelah", default=0, type=int)
    rows, following = lists.rows_of(session, kept, decision=decision, after=after)
    form = approving or ApproveForm(formdata=None)
    form.seen_hash.data = kept.content_hash.hex()
    return render_template(
        "district/arrears_lists/show.html",
        kept=kept,
        rows=rows,
        following=following,
        after=after,
        here=decision,
        counts=lists.count_decisions(session, [kept.id])[kept.id],
        is_staged=kept.status is ArrearsListStatus.STAGED,
        decisions={one.value: one for one in Decision},
        code_words=ARREARS_CODES,
        approve_form=form,
        discard_form=discarding or DiscardForm(formdata=None),
    )
