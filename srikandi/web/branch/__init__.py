"""Pages of the BPJS branch: what it confirms and answers."""

from flask import Blueprint

from srikandi.web.branch import batches, gates, payments, receipts

area = Blueprint("branch", __name__, url_prefix="/cabang")
for part in (batches, gates, payments, receipts):
    area.register_blueprint(part.routes)
