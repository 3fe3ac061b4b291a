"""Pages of the administrator: people and roles, districts, letters. No resident is seen here."""

from flask import Blueprint

from srikandi.web.admin import districts, mail, thresholds, users

area = Blueprint("admin", __name__, url_prefix="/admin")
for part in (districts, thresholds, mail, users):
    area.register_blueprint(part.routes)
