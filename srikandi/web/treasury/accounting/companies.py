"""Each company's account with the programme: what it had, owed, paid, what became of it, what is left."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.wrappers import Response
from flask_babel import gettext

from srikandi import ledger, organisations
from srikandi.database import current_session
from srikandi.i18n import N_
from srikandi.ledger import AccountKind, Six
from srikandi.money import Money, total
from srikandi.reports import Table
from srikandi.users import Permission
from srikandi.web.guard import current_actor, requires
from srikandi.web.treasury.book import Chosen, about, chosen, sent, statement_file, statement_of

routes = Blueprint("companies", __name__, url_prefix="/buku/perusahaan")
SHOWN = (AccountKind.PAYER_FUNDS, AccountKind.COMMITTED_FUNDS)


@dataclass(frozen=True)
class Row:
    """One payer's money in a period: what was unused, came, was used or went back, is unused now, and is committed."""

    id: int
    name: str
    opening: Money
    came: Money
    used: Money
    closing: Money
    committed: Money

    @property
    def sums(self) -> tuple[Money, ...]:
        """The columns of money."""
        return (self.opening, self.came, self.used, self.closing, self.committed)


COLUMNS = (
    N_("Perusahaan"),
    N_("Saldo awal"),
    N_("Uang masuk"),
    N_("Terpakai atau kembali"),
    N_("Saldo akhir"),
    N_("Terikat komitmen"),
)


@routes.get("")
@requires(Permission.LEDGER_VIEW)
def index() -> str:
    """List who pays, with what stood unused, came, was used and stands, and what is committed."""
    wanted = chosen(default="semua")
    rows = _rows(wanted)
    return render_template("treasury/companies/index.html", wanted=wanted, rows=rows, columns=COLUMNS, sums=_sums(rows))


@routes.get("/daftar.<ending>")
@requires(Permission.LEDGER_VIEW)
def list_file(ending: str) -> Response:
    """Give the list as a file."""
    wanted = chosen(default="semua")
    rows = _rows(wanted)
    table = Table(
        gettext("Rekening perusahaan"),
        tuple(gettext(one) for one in COLUMNS),
        [(row.name, *row.sums) for row in rows],
        about(wanted),
        wanted.district.zone,
        (gettext("Jumlah"), *_sums(rows)),
    )
    return sent([table], ending, name="rekening-perusahaan")


def _rows(wanted: Chosen) -> list[Row]:
    known = ledger.parties_in(current_session(), wanted.scope, SHOWN)
    return [
        _row(party, name, *(known.get((party, kind), Six()) for kind in SHOWN))
        for party, name in wanted.companies.items()
        if any((party, kind) in known for kind in SHOWN)
    ]


def _row(party: int, name: str, unused: Six, committed: Six) -> Row:
    return Row(
        id=party,
        name=name,
        opening=unused.opening_credit - unused.opening_debit,
        came=unused.credit,
        used=unused.debit,
        closing=unused.closing_credit - unused.closing_debit,
        committed=committed.closing_credit - committed.closing_debit,
    )


def _sums(rows: list[Row]) -> tuple[Money, ...]:
    return tuple(total(column) for column in zip(*(row.sums for row in rows), strict=True))


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
