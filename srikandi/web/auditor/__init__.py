"""Pages of the auditor, who reads everything and changes nothing."""

from flask import Blueprint

from srikandi.web.auditor import trail

area = Blueprint("auditor", __name__, url_prefix="/pemeriksa")
area.register_blueprint(trail.routes)
