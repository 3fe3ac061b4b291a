"""Pages of the auditor, who reads everything and changes nothing but the own samples."""

from flask import Blueprint

from srikandi.web.auditor import checks, samples, trail

area = Blueprint("auditor", __name__, url_prefix="/pemeriksa")
area.register_blueprint(trail.routes)
area.register_blueprint(checks.routes)
area.register_blueprint(samples.routes)
