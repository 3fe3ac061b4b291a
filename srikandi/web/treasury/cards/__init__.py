"""Card money as the treasurer sees it: what the provider holds, payouts, disputes, and notices that need a person."""

from flask import Blueprint

from srikandi.web.treasury.cards import disputes, notices, overview, payouts

routes = Blueprint("cards", __name__, url_prefix="/kartu")
for part in (overview, payouts, disputes, notices):
    routes.register_blueprint(part.routes)
