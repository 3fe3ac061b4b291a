"""Money nobody awaited: how much waits since when, and one treasurer proposes whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from srikandi import organisations
from srikandi.database import current_session
from srikandi.money import Money, Sen
from srikandi.payments import BankAccount, LineDecided, LineWriteOff, SharesDiffer, StatementLine, banking, refunding
from srikandi.payments.banking import Search, Waiting
from srikandi.payments.statements import Code, Reason
from srikandi.pledges import Bill
from srikandi.programme.receiving import match_line, split_line
from srikandi.programme.refunds import Bounced, bounced_in, propose_return
from srikandi.users import Permission
from srikandi.web.guard import current_actor, requires
from srikandi.web.treasury.bank.choosing import BounceForm, MatchForm, Offered, SplitForm, bills_of, choices, likely_for
from srikandi.web.treasury.exports import suspense_csv

routes = Blueprint("suspense", __name__, url_prefix="/belum-dikenali")
A_PAGE = 100


@routes.get("")
@requires(Permission.STATEMENTS_MATCH)
def index() -> str:
    """List what waits for people, oldest first, with its age."""
    return render_template("treasury/suspense/index.html", desk=_desk())


@routes.get("/unduh")
@requires(Permission.STATEMENTS_MATCH)
def export() -> Response:
    """Give what waits as a table for a spreadsheet, as it was searched for."""
    session, viewer = current_session(), current_actor()
    return suspense_csv(banking.waiting(session, _search(), viewer=viewer, at_most=None))


@routes.get("/<int:line_id>")
@requires(Permission.STATEMENTS_MATCH)
def show(line_id: int) -> str | Response:
    """Show a sum with the bills it may be for."""
    line = _line(line_id)
    if line.proposal_id is not None:
        return redirect(url_for("treasury.proposals.show", proposal_id=line.proposal_id), 303)
    return _page(line)


@routes.post("/<int:line_id>/usulkan")
@requires(Permission.STATEMENTS_MATCH)
def match(line_id: int) -> tuple[str, int] | Response:
    """Propose whose money it is."""
    line = _line(line_id)
    bills = bills_of(line.district_id)
    form = _match_form(likely_for(line, bills), bills)
    if form.validate():
        with form.catching():
            made = match_line(
                current_session(), line, payer_id=form.payer.data, reason=form.reason.data, by=current_actor()
            )
            flash(gettext("Usulan tercatat. Bendahara lain perlu menyetujuinya."), "success")
            return redirect(url_for("treasury.proposals.show", proposal_id=made.id), 303)
    return _page(line, matching=form), 422


@routes.post("/<int:line_id>/kembali")
@requires(Permission.STATEMENTS_MATCH)
def bounce(line_id: int) -> tuple[str, int] | Response:
    """Propose that it is a refund that has bounced."""
    line = _line(line_id)
    form = _bounce_form(bounced_in(current_session(), line))
    if form.validate():
        with form.catching():
            refund = refunding.refund_by_id(current_session(), form.refund.data, viewer=current_actor())
            made = propose_return(current_session(), refund, line, reason=form.reason.data, by=current_actor())
            flash(gettext("Usulan tercatat. Bendahara lain perlu menyetujuinya."), "success")
            return redirect(url_for("treasury.proposals.show", proposal_id=made.id), 303)
    return _page(line, bouncing=form), 422


@routes.get("/<int:line_id>/bagi")
@requires(Permission.STATEMENTS_MATCH)
def divide(line_id: int) -> str | Response:
    """Ask who gets how much of a line."""
    line = _line(line_id)
    if not banking.waits(line) or line.proposal_id is not None:
        return redirect(url_for(".show", line_id=line_id), 303)
    bills = bills_of(line.district_id)
    return _dividing(line, _split_form(line, bills), bills)


@routes.post("/<int:line_id>/bagi")
@requires(Permission.STATEMENTS_MATCH)
def split(line_id: int) -> tuple[str, int] | Response:
    """Propose that a line is several payers'."""
    line = _line(line_id)
    bills = bills_of(line.district_id)
    form = _split_form(line, bills)
    if form.validate():
        with form.catching():
            made = split_line(
                current_session(), line, shares=_shares(line, form), reason=form.reason.data, by=current_actor()
            )
            flash(gettext("Usulan tercatat. Bendahara lain perlu menyetujuinya."), "success")
            return redirect(url_for("treasury.proposals.show", proposal_id=made.id), 303)
    return _dividing(line, form, bills), 422


@dataclass(frozen=True)
class Desk:
    """Everything that waits: in suspense, taken back, corrected, gone out."""

    ages: list[banking.Age]
    waiting: list[Waiting]
    codes: dict[int, list[Code]]
    search: Search
    next_after: str | None
    accounts: list[BankAccount]
    lost: list[StatementLine]
    written_off: dict[int, LineWriteOff]
    """What one treasurer has proposed for those (line -> proposal)."""
    unbooked: list[StatementLine]
    corrections: list[tuple[object, StatementLine]]

    @property
    def cents(self) -> Sen:
        """What the banks sent beyond whole rupiah."""
        return Sen(sum(one.cents.sen for one in self.ages))


def _desk() -> Desk:
    session, viewer, search = current_session(), current_actor(), _search()
    found = banking.waiting(session, search, viewer=viewer, after=_after(), at_most=A_PAGE + 1)
    shown = found[:A_PAGE]
    last = shown[-1].line if len(found) > A_PAGE else None
    corrections = banking.open_corrections(session, viewer=viewer)
    lines = banking.lines_of_proposals(session, corrections)
    lost = banking.losses(session, viewer=viewer)
    return Desk(
        ages=banking.ageing(session, search, viewer=viewer),
        waiting=shown,
        codes={one.line.id: [Code(code) for code in one.line.codes] for one in shown},
        search=search,
        next_after=f"{last.booked_on.isoformat()}_{last.id}" if last else None,
        accounts=banking.accounts_of(session, viewer=viewer),
        lost=lost,
        written_off=banking.write_offs_of(session, lost),
        unbooked=banking.unbooked(session, viewer=viewer),
        corrections=[(one, line) for one in corrections for line in lines.get(one.id, [])],
    )


def _search() -> Search:
    age = request.args.get("umur")
    return Search(
        words=request.args.get("cari", "").replace("\0", "")[:100].strip(),
        age=age if age in {name for name, _, _ in banking.AGES} else None,
        account_id=request.args.get("rekening", None, int),
    )


def _after() -> tuple[date, int] | None:
    day, _, line_id = request.args.get("sesudah", "").partition("_")
    try:
        return date.fromisoformat(day), int(line_id)
    except ValueError:
        return None


def _line(line_id: int) -> StatementLine:
    return banking.line_of(current_session(), line_id, viewer=current_actor())


@dataclass(frozen=True)
class Side:
    """One sum in suspense as its page shows it."""

    line: StatementLine
    codes: list[Code]
    offered: list[Offered]
    is_importer: bool
    """Whoever brought the file does not say whose its nameless money is."""
    is_waiting: bool
    scanned: list[Bill]
    """Whose QRIS codes asked for exactly this sum."""
    bounced: list[Bounced]
    """Refunds this sum may bring back."""


def _page(line: StatementLine, *, matching: MatchForm | None = None, bouncing: BounceForm | None = None) -> str:
    bills = bills_of(line.district_id)
    side = _side(line, bills)
    names = organisations.names(current_session(), {one.refund.organisation_id for one in side.bounced})
    return render_template(
        "treasury/suspense/show.html",
        side=side,
        names=names,
        matching=matching or _match_form(side.offered, bills),
        bouncing=bouncing or _bounce_form(side.bounced),
    )


def _side(line: StatementLine, bills: dict[int, Bill]) -> Side:
    likely = likely_for(line, bills)
    return Side(
        line=line,
        codes=[Code(code) for code in line.codes],
        offered=likely,
        is_importer=current_actor().user_id in banking.importers_of(current_session(), [line]),
        is_waiting=banking.waits(line),
        scanned=[one.bill for one in likely if Reason.QRIS_SUM in one.reasons],
        bounced=bounced_in(current_session(), line),
    )


def _match_form(likely: list[Offered], bills: dict[int, Bill]) -> MatchForm:
    form = MatchForm()
    form.payer.choices = choices(likely, bills)
    return form


def _bounce_form(bounced: list[Bounced]) -> BounceForm:
    form = BounceForm()
    form.refund.choices = [
        SelectChoice(one.refund.id, gettext("Pengembalian %(number)s", number=one.refund.id)) for one in bounced
    ]
    return form


def _dividing(line: StatementLine, form: SplitForm, bills: dict[int, Bill]) -> str:
    side = _side(line, bills)
    return render_template("treasury/suspense/divide.html", side=side, form=form)


def _split_form(line: StatementLine, bills: dict[int, Bill]) -> SplitForm:
    form = SplitForm()
    named = choices(likely_for(line, bills), bills)
    for entry in form.shares:
        entry.form.payer.choices = named
    return form


def _shares(line: StatementLine, form: SplitForm) -> dict[int, Money]:
    """Give what each payer gets. Raises: SharesDiffer, LineDecided when somebody stands there twice."""
    typed = [(one.form.payer.data, one.form.amount.data) for one in form.shares]
    filled = [(payer, amount) for payer, amount in typed if payer or amount]
    if any(not payer or not amount for payer, amount in filled) or len(filled) < 2:  # noqa: PLR2004 - a split is two
        raise SharesDiffer(
            gettext("Isi pembayar dan jumlahnya untuk sedikitnya dua bagian."), field=None, whole=banking.whole(line)
        )
    if len({payer for payer, _ in filled}) != len(filled):
        raise LineDecided(gettext("Satu pembayar cukup ditulis satu kali."))
    return {payer: amount for payer, amount in filled if payer and amount}
