"""Pages of the district: its residents, pools, pledges and files."""

from flask import Blueprint

from srikandi.web.district import (
    arrears,
    batches,
    complaints,
    consortia,
    draws,
    dues,
    exits,
    facilities,
    field,
    imports,
    nominations,
    pledges,
    pools,
    reserves,
    residents,
    rights,
    rosters,
    rules,
    tariffs,
    urgent,
)
from srikandi.web.district.uhc import figures, gaps, plans

area = Blueprint("district", __name__, url_prefix="/kabupaten")
for part in (
    consortia,
    reserves,
    residents,
    *imports.parts,
    *rights.parts,
    pools,
    draws,
    pledges,
    dues,
    tariffs,
    batches,
    urgent,
    rosters,
    facilities,
    complaints,
    gaps,
    figures,
    plans,
    *field.parts,
):
    area.register_blueprint(part.routes)
for page in (*exits.pages, *nominations.pages, *arrears.pages, *rules.pages):
    area.register_blueprint(page)
