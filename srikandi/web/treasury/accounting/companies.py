"""Each company's account with the programme: what it had, owed, paid, what became of it, what is left."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.wrappers import Response

from srikandi import ledger, organisations
from srikandi.database import current_session
from srikandi.ledger import AccountKind
from srikandi.money import ZERO, Money
from srikandi.users import Permission
from srikandi.web.guard import current_actor, requires
from srikandi.web.treasury.book import chosen, statement_file, statement_of

routes = Blueprint("companies", __name__, url_prefix="/buku/perusahaan")
SHOWN = (AccountKind.PAYER_FUNDS, AccountKind.COMMITTED_FUNDS)


@routes.get("")
@requires(Permission.LEDGER_VIEW)
def index() -> str:
    """List who pays, with what stands unused and what is committed."""
    wanted = chosen()
    unused, committed = (_standing(kind, wanted.district.id) for kind in SHOWN)
    rows = [
        (party, name, unused.get(party, ZERO), committed.get(party, ZERO))
        for party, name in wanted.companies.items()
        if party in unused or party in committed
    ]
    return render_template("treasury/companies/index.html", wanted=wanted, rows=rows)


def _standing(kind: AccountKind, district_id: int) -> dict[int | None, Money]:
    """Give what stands on accounts of a kind by company."""
    found: dict[int | None, Money] = {}
    for (party, _contract), amount in ledger.balances(current_session(), kind=kind, district_id=district_id).items():
        found[party] = found.get(party, ZERO) + amount
    return found


@routes.get("/<int:company_id>")
@requires(Permission.LEDGER_VIEW)
def show(company_id: int) -> str:
    """Show a company's statement for a period, with ways into the book."""
    company = organisations.organisation_of(current_session(), company_id, viewer=current_actor())
    wanted = chosen(company_id=company.id)
    facts = statement_of(company, wanted)
    return render_template("treasury/companies/show.html", company=company, wanted=wanted, facts=facts)


@routes.get("/<int:company_id>/rekening.<ending>")
@requires(Permission.LEDGER_VIEW)
def file(company_id: int, ending: str) -> Response:
    """Give a company's statement for a period as PDF, CSV or XLSX."""
    company = organisations.organisation_of(current_session(), company_id, viewer=current_actor())
    return statement_file(company, chosen(company_id=company.id), ending)
