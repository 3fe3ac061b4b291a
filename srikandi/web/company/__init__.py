"""Pages of a company: who it is, what it promises and pays."""

from flask import Blueprint

from srikandi.web.company import payments, pledges, profile

area = Blueprint("company", __name__, url_prefix="/perusahaan")
for part in (pledges, profile, payments):
    area.register_blueprint(part.routes)
