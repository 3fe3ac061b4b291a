"""Where money is sent, and who changes that: read by all who pay or watch, changed by two people after a day."""

from flask import Blueprint

from srikandi.web.destinations import changes

area = Blueprint("destinations", __name__, url_prefix="/rekening-tujuan")
area.register_blueprint(changes.routes)
