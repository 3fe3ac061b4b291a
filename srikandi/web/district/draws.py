"""The way of a pool from draft to open: both sides' secrets, the frozen list, a second person's approval."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms import HiddenField

from srikandi import pools
from srikandi.database import current_session
from srikandi.users import Permission
from srikandi.web.district.pools import ReasonForm, page, pool_of
from srikandi.web.district.secrets import CommitForm, RevealForm
from srikandi.web.forms import Form
from srikandi.web.guard import current_actor, requires

routes = Blueprint("draws", __name__, url_prefix="/kelompok/<int:pool_id>")


class ApprovalForm(Form):
    """What the approver saw."""

    seen_hash = HiddenField()


def _shown(pool_id: int, words: str) -> Response:
    flash(words, "success")
    return redirect(url_for("district.pools.show", pool_id=pool_id), 303)


@routes.post("/kunci")
@requires(Permission.POOLS_APPROVE)
def commit(pool_id: int) -> tuple[str, int] | Response:
    """Keep the fingerprint of the district's secret."""
    form, pool = CommitForm(), pool_of(pool_id)
    if form.validate():
        with form.catching():
            form.lock(pool)
            return _shown(pool_id, gettext("Rahasia kabupaten terkunci. Simpan baik-baik; nanti diminta lagi."))
    return page(pool, commit_form=form), 422


@routes.post("/usulkan")
@requires(Permission.POOLS_PROPOSE)
def propose(pool_id: int) -> Response:
    """Freeze the list."""
    pools.propose(current_session(), pool_of(pool_id), by=current_actor())
    return _shown(pool_id, gettext("Daftar dibekukan dan sidik jarinya diumumkan."))


@routes.post("/buka-rahasia")
@requires(Permission.POOLS_APPROVE)
def reveal(pool_id: int) -> tuple[str, int] | Response:
    """Show the district's secret to everybody."""
    form, pool = RevealForm(), pool_of(pool_id)
    if form.validate():
        with form.catching():
            form.show(pool)
            return _shown(pool_id, gettext("Rahasia kabupaten dibuka."))
    return page(pool, reveal_form=form), 422


@routes.post("/setujui")
@requires(Permission.POOLS_APPROVE)
def approve(pool_id: int) -> Response:
    """Approve exactly what was shown."""
    seen = ApprovalForm().seen_hash.data or ""
    pools.approve(current_session(), pool_of(pool_id), seen_hash=seen, by=current_actor())
    return _shown(pool_id, gettext("Kelompok disetujui."))


@routes.post("/kembalikan")
@requires(Permission.POOLS_APPROVE)
def send_back(pool_id: int) -> tuple[str, int] | Response:
    """Break the list up, with a reason."""
    form, pool = ReasonForm(), pool_of(pool_id)
    if form.validate():
        with form.catching():
            pools.send_back(current_session(), pool, reason=form.reason.data, by=current_actor())
            return _shown(pool_id, gettext("Dikembalikan menjadi konsep. Undian berikutnya memakai rahasia baru."))
    return page(pool, reason_form=form), 422


@routes.post("/buka")
@requires(Permission.POOLS_APPROVE)
def open_pool(pool_id: int) -> Response:
    """Let companies pledge."""
    pools.open_pool(current_session(), pool_of(pool_id), by=current_actor())
    return _shown(pool_id, gettext("Kelompok dibuka untuk perusahaan."))


@routes.post("/tutup")
@requires(Permission.POOLS_APPROVE)
def close_pool(pool_id: int) -> Response:
    """Take no more pledges."""
    pools.close_pool(current_session(), pool_of(pool_id), by=current_actor())
    return _shown(pool_id, gettext("Kelompok ditutup. Komitmen yang berjalan tetap berjalan."))


@routes.post("/lepaskan")
@requires(Permission.POOLS_APPROVE)
def release(pool_id: int) -> tuple[str, int] | Response:
    """Let those who still wait in a closed pool go to another one, with a reason."""
    form, pool = ReasonForm(), pool_of(pool_id)
    if form.validate():
        with form.catching():
            freed = pools.release_waiting(current_session(), pool, reason=form.reason.data, by=current_actor())
            return _shown(pool_id, gettext("%(n)s warga bisa masuk kelompok lain.", n=freed))
    return page(pool, reason_form=form), 422
