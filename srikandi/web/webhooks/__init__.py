"""Where providers tell us what happened; nobody signs in here, every notice is signed."""

from flask import Blueprint

from srikandi.web.webhooks import stripe

area = Blueprint("webhooks", __name__, url_prefix="/webhooks")
area.register_blueprint(stripe.routes)
