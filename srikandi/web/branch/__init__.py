"""Pages of the BPJS branch: what it confirms and answers."""

from flask import Blueprint

from srikandi.web.branch import batches, complaints, gates, given_back, payments, receipts, settlements

area = Blueprint("branch", __name__, url_prefix="/cabang")
for part in (batches, gates, given_back, payments, receipts, settlements, complaints):
    area.register_blueprint(part.routes)
