"""Pages of the administrator: people and roles, districts, letters. No resident is seen here."""

from flask import Blueprint

from srikandi.web.admin import districts, mail, users

area = Blueprint("admin", __name__, url_prefix="/admin")
for part in (districts, mail, users):
    area.register_blueprint(part.routes)
