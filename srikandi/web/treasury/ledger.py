"""The book, to read: from the sum of a kind down to the paper behind one movement."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, current_app, render_template, request, url_for
from flask_babel import gettext

from srikandi import ledger, organisations
from srikandi.database import current_session
from srikandi.i18n import N_
from srikandi.ledger import Account, AccountKind, AccountNotFound
from srikandi.money import total
from srikandi.users import Permission
from srikandi.web.guard import access_of, current_actor, requires

routes = Blueprint("ledger", __name__, url_prefix="/buku")

PAPERS = {
    "payment": (N_("Pembayaran %(number)s"), "treasury.payments.show", "payment_id"),
    "refund": (N_("Pengembalian dana %(number)s"), "treasury.refunds.show", "refund_id"),
    "batch": (N_("Berkas BPJS %(number)s"), "district.batches.show", "batch_id"),
    "pledge": (N_("Komitmen %(number)s"), "district.pledges.show", "pledge_id"),
}
"""What the paper of a journal is called and where it is shown, by the first word of its `document`."""


@routes.get("")
@requires(Permission.LEDGER_VIEW)
def index() -> str:
    """Show the chart of accounts as a trial balance."""
    rows = ledger.by_kind(current_session(), viewer=current_actor())
    sums = [total([getattr(row, side) for row in rows]) for side in ("debit", "credit")]
    return render_template("treasury/ledger/index.html", rows=rows, debit=sums[0], credit=sums[1])


@routes.get("/jenis/<kind>")
@requires(Permission.LEDGER_VIEW)
def accounts(kind: str) -> str:
    """List the accounts of a kind with what stands on them."""
    wanted = next((known for known in AccountKind if known.value == kind), None)
    if wanted is None:
        raise AccountNotFound
    found = ledger.accounts_of(current_session(), wanted, viewer=current_actor(), page=_page())
    owners = _owners(row.account for row in found.rows)
    title = ledger.TITLES[wanted]
    return render_template("treasury/ledger/accounts.html", listing=found, owners=owners, title=title, kind=kind)


@routes.get("/akun/<int:account_id>")
@requires(Permission.LEDGER_VIEW)
def account(account_id: int) -> str:
    """Show an account's card with the balance after each movement."""
    card = ledger.account_statement(current_session(), account_id, viewer=current_actor(), page=_page())
    owners = _owners([card.account, *(line.counter for line in card.lines)])
    return render_template("treasury/ledger/account.html", card=card, owners=owners, paper=paper)


@routes.get("/jurnal")
@requires(Permission.LEDGER_VIEW)
def journals() -> str:
    """List the journals, the newest first; of one pledge when asked."""
    contract = request.args.get("komitmen", type=int)
    found = ledger.journals(current_session(), viewer=current_actor(), contract_id=contract, page=_page())
    return render_template("treasury/ledger/journals.html", listing=found, contract=contract)


@routes.get("/jurnal/<int:journal_id>")
@requires(Permission.LEDGER_VIEW)
def journal(journal_id: int) -> str:
    """Show both sides of a journal, its paper, and what reverses what."""
    view = ledger.journal_view(current_session(), journal_id, viewer=current_actor())
    owners = _owners(side for line in view.lines for side in (line.debit, line.credit))
    return render_template("treasury/ledger/journal.html", view=view, owners=owners, paper=paper)


def paper(document: str | None) -> tuple[str, str | None]:
    """Give the name of a journal's paper, and the address of the page that shows it if this reader may open one."""
    kind, _, number = (document or "").partition("/")
    if kind not in PAPERS or not number.isdecimal():
        return document or "", None
    words, endpoint, name = PAPERS[kind]
    may = endpoint in current_app.view_functions and current_actor().may(str(access_of(current_app, endpoint)))
    values: dict[str, Any] = {name: int(number)}
    return gettext(words, number=number), url_for(endpoint, **values) if may else None


def _page() -> int:
    return request.args.get("halaman", 1, type=int)


def _owners(found: Iterable[Account]) -> dict[int, str]:
    ids = {one.party_id for one in found if one.party_id is not None}
    return organisations.names(current_session(), ids) if ids else {}
