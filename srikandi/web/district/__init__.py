"""Pages of the district: its residents, pools, pledges and files."""

from flask import Blueprint

from srikandi.web.district import batches, draws, pledges, pools

area = Blueprint("district", __name__, url_prefix="/kabupaten")
for part in (batches, draws, pledges, pools):
    area.register_blueprint(part.routes)
