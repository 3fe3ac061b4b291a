"""The company's own account with the programme, for any days: on the page, as PDF, as a workbook."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for
from flask.wrappers import Response

from srikandi import organisations, pledges
from srikandi.database import current_session
from srikandi.documents import StatementFacts
from srikandi.organisations import Organisation
from srikandi.pledges import Pledge
from srikandi.programme import exits
from srikandi.programme.exits import CreditedRow
from srikandi.users import Permission
from srikandi.web.guard import current_actor, requires
from srikandi.web.treasury.book import chosen, statement_file, statement_of

routes = Blueprint("statement", __name__, url_prefix="/rekening")


@routes.get("")
@requires(Permission.REPORTS_WRITE)
def show() -> str:
    """Show the company's own statement for a period."""
    company = _own()
    wanted = chosen(company_id=company.id)
    facts = statement_of(company, wanted)
    asked = pledges.visible_to(current_actor()).with_only_columns(Pledge.number, Pledge.id)
    own = {number: url_for("company.pledges.show", pledge_id=key) for number, key in current_session().execute(asked)}
    return render_template(
        "company/statement/show.html",
        company=company,
        wanted=wanted,
        facts=facts,
        pledges=own,
        given_back=_given_back(company, facts),
    )


@routes.get("/rekening.<ending>")
@requires(Permission.REPORTS_WRITE)
def file(ending: str) -> Response:
    """Give the company's own statement for a period as PDF, CSV or XLSX."""
    company = _own()
    return statement_file(company, chosen(company_id=company.id), ending)


def _given_back(company: Organisation, facts: StatementFacts) -> list[CreditedRow]:
    """Give the months of the period's papers that BPJS Kesehatan has given back."""
    rows = exits.company_credits(current_session(), company.id)
    return [one for one in rows if facts.from_on <= one.month.stated_on <= facts.to_on]


def _own() -> Organisation:
    actor = current_actor()
    return organisations.organisation_of(current_session(), actor.organisation_id or 0, viewer=actor)
