"""Pages of a month's end: the treasurer and the BPJS branch work on the same ones, the auditor reads them."""

from flask import Blueprint

from srikandi.web.months import bills, closing, differences, overview, remittances, sheets

area = Blueprint("months", __name__, url_prefix="/tutup-bulan")
for part in (overview, bills, closing, differences, remittances, sheets):
    area.register_blueprint(part.routes)
