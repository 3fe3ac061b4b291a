"""Pages of a company: who it is, what it promises and pays."""

from flask import Blueprint

from srikandi.web.company import profile

area = Blueprint("company", __name__, url_prefix="/perusahaan")
for part in (profile,):
    area.register_blueprint(part.routes)
