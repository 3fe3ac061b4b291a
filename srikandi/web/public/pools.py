"""Pools as everybody may see them: aggregates, and an order anyone can recompute."""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from srikandi.database import current_session
from srikandi.pools import order_file, public_card, public_cards, public_pool, public_pools
from srikandi.programme import public_consortia
from srikandi.web.guard import public

routes = Blueprint("pools", __name__, url_prefix="/kelompok")


@routes.get("")
@public
def index() -> str:
    """List the pools companies pledge for, open ones first."""
    session = current_session()
    return render_template("public/pools/index.html", cards_list=public_cards(session, public_pools(session)))


@routes.get("/<int:pool_id>")
@public
def show(pool_id: int) -> str:
    """Show one pool: who it is for, how far it is, and how its order came about."""
    session = current_session()
    card, together = public_card(session, public_pool(session, pool_id)), public_consortia(session, pool_id)
    return render_template("public/pools/show.html", card=card, together=together)


@routes.get("/<int:pool_id>/urutan.csv")
@public
def order(pool_id: int) -> Response:
    """Give the published order as a file that carries everything needed to recompute it."""
    session = current_session()
    pool = public_pool(session, pool_id)
    name = f"urutan-kelompok-{pool.id}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(order_file(session, pool), mimetype="text/csv", headers=headers)
