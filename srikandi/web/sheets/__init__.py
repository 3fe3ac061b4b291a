"""The form of the files to BPJS Kesehatan, as districts and branches write it."""

from flask import Blueprint

from srikandi.web.sheets import columns

area = Blueprint("sheets", __name__, url_prefix="/susunan-kolom")
area.register_blueprint(columns.routes)
