"""Pages of the forum: who takes part, its half of the draw, what is reported."""

from flask import Blueprint

from srikandi.web.forum import companies, draws, reports

area = Blueprint("forum", __name__, url_prefix="/forum")
for part in (companies, draws, reports):
    area.register_blueprint(part.routes)
