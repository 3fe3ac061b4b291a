"""Pages of the auditor, who reads everything and changes nothing."""

from flask import Blueprint

from srikandi.web.auditor import checks, trail

area = Blueprint("auditor", __name__, url_prefix="/pemeriksa")
area.register_blueprint(trail.routes)
area.register_blueprint(checks.routes)
