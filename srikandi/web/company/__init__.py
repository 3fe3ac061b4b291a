"""Pages of a company: who it is, what it promises and pays."""

from flask import Blueprint

from srikandi.web.company import credit, documents, payments, pledges, profile, promises, proofs, reports, statement

area = Blueprint("company", __name__, url_prefix="/perusahaan")
for part in (pledges, profile, payments, documents, reports, proofs, statement):
    area.register_blueprint(part.routes)
for page in (*credit.pages, *promises.pages):
    area.register_blueprint(page)
