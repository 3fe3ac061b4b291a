"""Pages for everybody."""

from flask import Blueprint

from srikandi.web.public import health, invitations, language, sign_in

area = Blueprint("public", __name__)
for part in (health, invitations, language, sign_in):
    area.register_blueprint(part.routes)
