"""The book, to read: from the sum of a kind down to the paper behind one movement, and back."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.wrappers import Response
from flask_babel import gettext

from srikandi import ledger
from srikandi.clock import tells_no_time
from srikandi.database import current_session
from srikandi.ledger import AccountKind, AccountNotFound, Scope, Sought
from srikandi.reports import MOST_ROWS, Table
from srikandi.users import Permission
from srikandi.web.guard import current_actor, requires
from srikandi.web.treasury.book import (
    CARD_COLUMNS,
    EXPLAINED,
    JOURNAL_COLUMNS,
    Chosen,
    about,
    chosen,
    happened,
    line_behind,
    names_of,
    paper_link,
    paper_of,
    pledges_in,
    sent,
    shown,
    six_rows,
)

routes = Blueprint("ledger", __name__, url_prefix="/buku")
routes.add_app_template_global(paper_link)
routes.add_app_template_filter(shown)


@routes.get("")
@requires(Permission.LEDGER_VIEW)
def index() -> str:
    """Show the chart of accounts: what each kind is for and what stands on it now."""
    rows = ledger.by_kind(current_session(), viewer=current_actor())
    return render_template("treasury/ledger/index.html", rows=rows, explained=EXPLAINED)


@routes.get("/bagan.<ending>")
@requires(Permission.LEDGER_VIEW)
def chart_file(ending: str) -> Response:
    """Give the chart of accounts with what stands on each kind now, as a file."""
    wanted = chosen(default="semua")
    sides = {"debit": gettext("Debit"), "credit": gettext("Kredit")}
    cells = [
        (one.kind.value, gettext(one.title), gettext(EXPLAINED.get(one.kind, "")) if one.kind in EXPLAINED else None,
         sides[one.side.value], one.accounts, one.balance)
        for one in ledger.by_kind(current_session(), viewer=current_actor())
    ]  # fmt: skip
    heads = ("Kode", "Jenis akun", "Guna", "Sisi normal", "Rekening", "Saldo sekarang")
    table = Table(gettext("Bagan akun"), tuple(map(gettext, heads)), cells, about(wanted), wanted.district.zone)
    return sent([table], ending, name="bagan-akun")


@routes.get("/jenis/<kind>")
@requires(Permission.LEDGER_VIEW)
def accounts(kind: str) -> str:
    """List the accounts of a kind with what stood, moved and stands on them."""
    wanted = chosen(kind=_kind(kind))
    words = {"explained": EXPLAINED, "titles": ledger.TITLES}
    return render_template("treasury/ledger/accounts.html", wanted=wanted, **words, **six_rows(wanted))


@routes.get("/akun/<int:account_id>")
@requires(Permission.LEDGER_VIEW)
def account(account_id: int) -> str:
    """Show an account's card for a period, with the balance after each movement."""
    wanted = chosen()
    card = ledger.account_card(current_session(), account_id, wanted.scope, token=request.args.get("lanjut"))
    names = names_of([card.account, *(line.counter for line in card.lines)])
    has_days = any(tells_no_time(line.occurred_at, zone=wanted.district.zone) for line in card.lines)
    return render_template("treasury/ledger/account.html", card=card, wanted=wanted, names=names, has_days=has_days)


@routes.get("/akun/<int:account_id>.<ending>")
@requires(Permission.LEDGER_VIEW)
def account_file(account_id: int, ending: str) -> Response:
    """Give an account's card for a period as a file."""
    wanted = chosen()
    card = ledger.account_card(current_session(), account_id, wanted.scope, size=MOST_ROWS)
    names = names_of([card.account, *(line.counter for line in card.lines)])
    rows = [
        (happened(one.occurred_at, wanted), one.memo, one.reference, one.document, names.full(one.counter),
         one.debit, one.credit, one.balance) for one in card.lines
    ]  # fmt: skip
    opening = (None, gettext("Saldo awal"), None, None, None, None, None, card.sums.opening)
    foot = (None, gettext("Saldo akhir"), None, None, None, card.sums.debits, card.sums.credits, card.closing)
    title, columns = names.full(card.account), tuple(gettext(word) for word in CARD_COLUMNS)
    table = Table(title, columns, [opening, *rows], about(wanted), wanted.district.zone, foot)
    return sent([table], ending, name=f"akun-{account_id}")


@routes.get("/jurnal")
@requires(Permission.LEDGER_VIEW)
def journals() -> str:
    """List journals, the newest first: of a period, a company, a pledge, or with some words in them."""
    wanted, before = chosen(default="semua"), request.args.get("sebelum", type=int)
    contract = request.args.get("komitmen", type=int)
    page = ledger.journals(current_session(), wanted.scope, Sought(wanted.words, contract), before=before)
    more = {"before": before, "pledges": pledges_in(one.journal.document for one in page.rows)}
    return render_template("treasury/ledger/journals.html", page=page, wanted=wanted, contract=contract, **more)


@routes.get("/jurnal.<ending>")
@requires(Permission.LEDGER_VIEW)
def journals_file(ending: str) -> Response:
    """Give the journal of a period as a file: a line a transfer, both sides, who wrote it down and when."""
    wanted = chosen(default="semua")
    sought = Sought(wanted.words, request.args.get("komitmen", type=int))
    return sent([_journal_table(wanted, sought)], ending, name="jurnal")


@routes.get("/jurnal/<int:journal_id>")
@requires(Permission.LEDGER_VIEW)
def journal(journal_id: int) -> str:
    """Show both sides of a journal, its paper, who wrote it, and what reverses what."""
    view = ledger.journal_view(current_session(), journal_id, viewer=current_actor())
    names = names_of(side for line in view.lines for side in (line.debit, line.credit))
    document = view.journal.document or line_behind(journal_id)
    return render_template("treasury/ledger/journal.html", view=view, names=names, document=document)


@routes.get("/dokumen/<kind>/<int:number>")
@requires(Permission.LEDGER_VIEW)
def paper(kind: str, number: int) -> str:
    """Show what a journal was booked from, and every journal booked from it."""
    found = paper_of(kind, number)
    scope = Scope.of(current_actor())
    page = ledger.journals(current_session(), scope, Sought(document=f"{kind}/{number}"))
    return render_template("treasury/ledger/paper.html", paper=found, page=page)


def _kind(word: str) -> AccountKind:
    found = next((known for known in AccountKind if known.value == word), None)
    if found is None:
        raise AccountNotFound
    return found


def _journal_table(wanted: Chosen, sought: Sought) -> Table:
    found = list(ledger.journal_lines(current_session(), wanted.scope, sought, at_most=MOST_ROWS))
    names = names_of({side.id: side for row in found for side in row[1:3]}.values())
    rows = [
        (one.id, happened(one.occurred_at, wanted), one.recorded_at, one.actor_name, one.memo, one.reference,
         one.document, one.reverses_id, names.full(debit), names.full(credit), amount)
        for one, debit, credit, amount in found
    ]  # fmt: skip
    columns = tuple(gettext(word) for word in JOURNAL_COLUMNS)
    return Table(gettext("Jurnal"), columns, rows, about(wanted), wanted.district.zone)
