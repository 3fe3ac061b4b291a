"""Pages for everybody."""

from flask import Blueprint

from srikandi.web.public import health, sign_in

area = Blueprint("public", __name__)
for part in (health, sign_in):
    area.register_blueprint(part.routes)
