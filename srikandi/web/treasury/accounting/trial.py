"""The trial balance of a period, by kind and by account; both columns of each pair are equal."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.wrappers import Response
from flask_babel import gettext

from srikandi import ledger
from srikandi.database import current_session
from srikandi.reports import MOST_ROWS, Table
from srikandi.users import Permission
from srikandi.web.guard import requires
from srikandi.web.treasury.book import COLUMNS, about, chosen, names_of, sent, six_rows

routes = Blueprint("trial", __name__, url_prefix="/buku/neraca-saldo")


@routes.get("")
@requires(Permission.LEDGER_VIEW)
def show() -> str:
    """Show what stood, moved and stands: by kind, or by account."""
    wanted, by_account = chosen(), request.args.get("rinci") == "1"
    return render_template("treasury/trial/show.html", wanted=wanted, by_account=by_account, **six_rows(wanted))


@routes.get("/neraca.<ending>")
@requires(Permission.LEDGER_VIEW)
def file(ending: str) -> Response:
    """Give the trial balance by account as a file."""
    wanted = chosen()
    rows = ledger.accounts_in(current_session(), wanted.scope, at_most=MOST_ROWS)
    names = names_of(one.account for one in rows)
    cells = [(one.account.code, gettext(one.account.name), names.owner(one.account), *one.six.cells) for one in rows]
    columns = (gettext("Kode"), gettext("Akun"), gettext("Milik"), *(gettext(word) for word in COLUMNS))
    foot = (None, gettext("Jumlah"), None, *ledger.sum_of(one.six for one in rows).cells)
    table = Table(gettext("Neraca saldo"), columns, cells, about(wanted), wanted.district.zone, foot)
    return sent([table], ending, name="neraca-saldo")
