"""Pools as everybody may see them: aggregates, and an order anyone can recompute."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, render_template

from srikandi.database import current_session
from srikandi.pools import (
    Pool,
    order_document,
    order_file,
    public_card,
    public_cards,
    public_pool,
    public_pools,
    rule_file,
    rule_of,
)
from srikandi.programme import public_consortia
from srikandi.web.boundary import keep_refusal
from srikandi.web.district.rules import audience_words, names_of, scoring_rows
from srikandi.web.guard import public
from srikandi.web.public.order import CodeForm, found_by, page_of

routes = Blueprint("pools", __name__, url_prefix="/kelompok")


@routes.get("")
@public
def index() -> str:
    """List the pools companies pledge for, open ones first."""
    session = current_session()
    return render_template("public/pools/index.html", cards_list=public_cards(session, public_pools(session)))


@routes.get("/tempat-saya")
@public
def ask_place() -> str:
    """Ask for the code of a place."""
    return render_template("public/pools/ask_place.html", form=CodeForm(formdata=None))


@routes.post("/tempat-saya")
@public
def place() -> str | tuple[str, int]:
    """Show why the holder of this code stands where they stand."""
    form = CodeForm()
    if form.validate():
        keep_refusal()
        with form.catching():
            return page_of(found_by(form.code.data))
    return render_template("public/pools/ask_place.html", form=form), 422


@routes.get("/<int:pool_id>")
@public
def show(pool_id: int) -> str:
    """Show one pool: who it is for, how far it is, and how its order came about."""
    session = current_session()
    card, together = public_card(session, public_pool(session, pool_id)), public_consortia(session, pool_id)
    return render_template("public/pools/show.html", card=card, together=together, **_rule(card.pool))


@routes.get("/<int:pool_id>/urutan.csv")
@public
def order(pool_id: int) -> Response:
    """Give the published order as a file that carries everything needed to recompute it."""
    session = current_session()
    pool = public_pool(session, pool_id)
    name = f"urutan-kelompok-{pool.id}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(order_file(session, pool), mimetype="text/csv", headers=headers)


@routes.get("/<int:pool_id>/urutan.json")
@public
def places(pool_id: int) -> Response:
    """Give the published order as one document."""
    session = current_session()
    return jsonify(order_document(session, public_pool(session, pool_id)))


@routes.get("/<int:pool_id>/aturan.json")
@public
def rule(pool_id: int) -> Response:
    """Give who may be listed and the points, in the bytes that are hashed into the list."""
    session = current_session()
    return Response(rule_file(session, public_pool(session, pool_id)), mimetype="application/json")


def _rule(pool: Pool) -> dict[str, object]:
    said, names = rule_of(current_session(), pool), names_of(pool.district_id)
    return {"audience": audience_words(said.audience, names), "scoring": scoring_rows(said.scoring, names)}
