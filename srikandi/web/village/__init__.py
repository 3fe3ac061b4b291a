"""Pages of the village, made for a phone at somebody's door: who waits for a visit, one person, done."""

from flask import Blueprint

from srikandi.web.village import residents

area = Blueprint("village", __name__, url_prefix="/desa")
area.register_blueprint(residents.routes)
