"""Pages of the district: its residents, pools, pledges and files."""

from flask import Blueprint

from srikandi.web.district import batches, consortia, draws, dues, imports, pledges, pools, reserves, residents, tariffs

area = Blueprint("district", __name__, url_prefix="/kabupaten")
for part in (consortia, reserves, residents, imports, pools, draws, pledges, dues, tariffs, batches):
    area.register_blueprint(part.routes)
