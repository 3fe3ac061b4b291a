"""The forum's half of the draw: its secret, committed before the list is frozen and shown after."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import pools
from srikandi.database import current_session
from srikandi.users import Permission
from srikandi.web.district.secrets import CommitForm, RevealForm, steps
from srikandi.web.guard import current_actor, requires

routes = Blueprint("draws", __name__, url_prefix="/undian")


@routes.get("")
@requires(Permission.POOLS_DRAW)
def index() -> str:
    """List the pools whose order is still to be drawn."""
    waiting = pools.to_be_drawn(current_session(), viewer=current_actor())
    return render_template("forum/draws/index.html", pools=waiting)


@routes.get("/<int:pool_id>")
@requires(Permission.POOLS_DRAW)
def show(pool_id: int) -> str:
    """Show where the draw of a pool stands and what the forum does next."""
    return _page(pool_id, CommitForm(), RevealForm())


@routes.post("/<int:pool_id>/kunci")
@requires(Permission.POOLS_DRAW)
def commit(pool_id: int) -> tuple[str, int] | Response:
    """Keep the fingerprint of the forum's secret."""
    form = CommitForm()
    if form.validate():
        with form.catching():
            form.lock(pools.pool_of(current_session(), pool_id, viewer=current_actor()))
            flash(gettext("Rahasia forum terkunci. Simpan baik-baik; nanti diminta lagi."), "success")
            return redirect(url_for("forum.draws.show", pool_id=pool_id), 303)
    return _page(pool_id, form, RevealForm()), 422


@routes.post("/<int:pool_id>/buka")
@requires(Permission.POOLS_DRAW)
def reveal(pool_id: int) -> tuple[str, int] | Response:
    """Show the forum's secret to everybody."""
    form = RevealForm()
    if form.validate():
        with form.catching():
            form.show(pools.pool_of(current_session(), pool_id, viewer=current_actor()))
            flash(gettext("Rahasia forum dibuka."), "success")
            return redirect(url_for("forum.draws.show", pool_id=pool_id), 303)
    return _page(pool_id, CommitForm(), form), 422


def _page(pool_id: int, commit_form: CommitForm, reveal_form: RevealForm) -> str:
    pool = pools.pool_of(current_session(), pool_id, viewer=current_actor())
    return render_template(
        "forum/draws/show.html", pool=pool, commit_form=commit_form, reveal_form=reveal_form, steps=steps(pool)
    )
