"""Pages of a company: who it is, what it promises and pays."""

from flask import Blueprint

from srikandi.web.company import (
    arrears,
    consortia,
    credit,
    documents,
    payments,
    pledges,
    profile,
    promises,
    proofs,
    reports,
    reserves,
    statement,
    successions,
)

area = Blueprint("company", __name__, url_prefix="/perusahaan")
for part in (
    arrears,
    consortia,
    reserves,
    pledges,
    profile,
    payments,
    documents,
    reports,
    proofs,
    statement,
    successions,
):
    area.register_blueprint(part.routes)
for page in (*credit.pages, *promises.pages):
    area.register_blueprint(page)
