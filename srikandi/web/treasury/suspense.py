"""Money nobody awaited: one treasurer proposes whose it is, another confirms."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from werkzeug.wrappers import Response
from wtforms import HiddenField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from srikandi import pledges
from srikandi.database import current_session
from srikandi.payments import StatementLine, banking, qris
from srikandi.payments.statements import Action, Code, Reason
from srikandi.pledges import Bill
from srikandi.programme.receiving import confirm_match, ended_bills, match_line
from srikandi.users import Permission, User
from srikandi.web.forms import Form, plain_text
from srikandi.web.guard import current_actor, requires

routes = Blueprint("suspense", __name__, url_prefix="/belum-dikenali")


class MatchForm(Form):
    """Whose money it is, and how one knows."""

    payer = SelectField(
        _l("Pembayar"), [InputRequired(_l("Pilih pembayarnya."))], coerce=lambda given: int(given) if given else None
    )
    reason = TextAreaField(
        _l("Dari mana Anda tahu?"),
        [InputRequired(_l("Tulis alasannya.")), Length(max=1000), plain_text],
        description=_l("Misalnya: dikonfirmasi lewat telepon oleh bagian keuangan perusahaan."),
    )


class ConfirmForm(Form):
    """The proposal that was looked at."""

    payer = HiddenField()


class WithdrawForm(Form):
    """Why a proposal is not right."""

    reason = TextAreaField(_l("Alasan"), [InputRequired(_l("Tulis alasannya.")), Length(max=1000), plain_text])


@dataclass(frozen=True)
class Offered:
    """A bill a line may be for, and why it is offered."""

    bill: Bill
    reasons: list[Reason]


@routes.get("")
@requires(Permission.STATEMENTS_MATCH)
def index() -> str:
    """List what waits for people."""
    session, viewer = current_session(), current_actor()
    return render_template(
        "treasury/suspense/index.html",
        waiting=[(line, _codes(line)) for line in banking.suspense_lines(session, viewer=viewer)],
        lost=banking.losses(session, viewer=viewer),
        unbooked=banking.unbooked(session, viewer=viewer),
    )


@routes.get("/<int:line_id>")
@requires(Permission.STATEMENTS_MATCH)
def show(line_id: int) -> str:
    """Show a sum with the bills it may be for."""
    return _page(_line(line_id))


@routes.post("/<int:line_id>/usulkan")
@requires(Permission.STATEMENTS_MATCH)
def match(line_id: int) -> tuple[str, int] | Response:
    """Propose whose money it is."""
    line = _line(line_id)
    form = _match_form(line, _bills(line))
    if form.validate():
        with form.catching():
            match_line(current_session(), line, payer_id=form.payer.data, reason=form.reason.data, by=current_actor())
            flash(gettext("Usulan tercatat. Bendahara lain perlu menyetujuinya."), "success")
            return redirect(url_for(".show", line_id=line_id), 303)
    return _page(line, matching=form), 422


@routes.post("/<int:line_id>/setujui")
@requires(Permission.STATEMENTS_MATCH)
def confirm(line_id: int) -> tuple[str, int] | Response:
    """Confirm somebody else's proposal; the money moves."""
    line, form = _line(line_id), ConfirmForm()
    with form.catching():
        seen = int(form.payer.data) if (form.payer.data or "").isdecimal() else 0
        confirm_match(current_session(), line, seen_payer_id=seen, by=current_actor())
        flash(gettext("Uang sudah dialihkan kepada pembayarnya."), "success")
        return redirect(url_for(".index"), 303)
    return _page(line, confirming=form), 422


@routes.post("/<int:line_id>/tarik")
@requires(Permission.STATEMENTS_MATCH)
def withdraw(line_id: int) -> tuple[str, int] | Response:
    """Take a proposal back, or turn it down."""
    line, form = _line(line_id), WithdrawForm()
    if form.validate():
        with form.catching():
            banking.withdraw_match(current_session(), line, reason=form.reason.data, by=current_actor())
            flash(gettext("Usulan dibatalkan. Mutasi ini kembali menunggu."), "success")
            return redirect(url_for(".show", line_id=line_id), 303)
    return _page(line, withdrawing=form), 422


def _line(line_id: int) -> StatementLine:
    return banking.line_of(current_session(), line_id, viewer=current_actor())


@dataclass(frozen=True)
class Side:
    """One sum in suspense as its page shows it."""

    line: StatementLine
    codes: list[Code]
    offered: list[Offered]
    proposed: Bill | None
    matcher: str | None
    is_own: bool
    is_importer: bool
    """Whoever brought the file does not say whose its nameless money is."""
    is_waiting: bool
    scanned: list[Bill]
    """Whose QRIS codes asked for exactly this sum."""


def _page(
    line: StatementLine,
    *,
    matching: MatchForm | None = None,
    confirming: ConfirmForm | None = None,
    withdrawing: WithdrawForm | None = None,
) -> str:
    bills = _bills(line)
    return render_template(
        "treasury/suspense/show.html",
        side=_side(line, bills),
        matching=matching or _match_form(line, bills),
        confirming=confirming or ConfirmForm(formdata=None, payer=line.matched_payer_id),
        withdrawing=withdrawing or WithdrawForm(formdata=None),
    )


def _side(line: StatementLine, bills: dict[int, Bill]) -> Side:
    return Side(
        line=line,
        codes=_codes(line),
        offered=_offered(line, bills),
        proposed=bills.get(line.matched_payer_id or 0),
        matcher=_matcher(line),
        is_own=line.matched_by == current_actor().user_id,
        is_importer=banking.importer_of(current_session(), line) == current_actor().user_id,
        is_waiting=line.action == Action.REVIEW and line.journal_id is not None and line.confirmed_by is None,
        scanned=[bills[one.payer_id] for one in qris.asked_for(current_session(), line) if one.payer_id in bills],
    )


def _match_form(line: StatementLine, bills: dict[int, Bill]) -> MatchForm:
    """Offer the likely bills first, then all the others."""
    form = MatchForm()
    likely = [one.bill for one in _offered(line, bills)]
    rest = [bill for bill in bills.values() if bill not in likely and bill.due_on]
    paid = [bill for bill in bills.values() if bill not in likely and not bill.due_on]
    form.payer.choices = {
        gettext("Pilih pembayar"): [("", "–")],
        **({gettext("Kemungkinan"): [_choice(bill) for bill in likely]} if likely else {}),
        **({gettext("Komitmen lain"): [_choice(bill) for bill in rest]} if rest else {}),
        **({gettext("Lunas atau sudah berakhir"): [_choice(bill) for bill in paid]} if paid else {}),
    }
    return form


def _choice(bill: Bill) -> tuple[str, str]:
    return str(bill.payer_id), f"{bill.company} – {bill.pledge_number} – {bill.amount}"


def _bills(line: StatementLine) -> dict[int, Bill]:
    """Give every bill of the district by payer, those of ended pledges last."""
    running = pledges.bills(current_session(), line.district_id)
    ended = ended_bills(current_session(), line.district_id, running=running)
    return {bill.payer_id: bill for bill in [*running, *ended]}


def _offered(line: StatementLine, bills: dict[int, Bill]) -> list[Offered]:
    by_reference = {bill.reference: bill for bill in bills.values()}
    return [
        Offered(by_reference[one["reference"]], [Reason(word) for word in one["reasons"]])
        for one in line.candidates
        if one["reference"] in by_reference
    ]


def _matcher(line: StatementLine) -> str | None:
    return current_session().scalar(select(User.name).where(User.id == line.matched_by)) if line.matched_by else None


def _codes(line: StatementLine) -> list[Code]:
    return [Code(code) for code in line.codes]
