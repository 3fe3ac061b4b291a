"""Pages of the treasurer: the book, and the money on its way into it. The auditor reads the book here as well."""

from flask import Blueprint

from srikandi.web.treasury import accounting, cards, ledger, payments, refunds, settlements
from srikandi.web.treasury.bank import PARTS

area = Blueprint("treasury", __name__, url_prefix="/bendahara")
for part in (cards, ledger, payments, refunds, settlements, *PARTS):
    area.register_blueprint(part.routes)
for page in accounting.ROUTES:
    area.register_blueprint(page)
