"""What one treasurer proposes and another confirms: a match, several lines joined, a mistake put right."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import payments
from srikandi.database import current_session
from srikandi.money import Money, total
from srikandi.payments import LineDecided, LineProposal, ProposalKind, ProposalStatus, StatementLine, banking, refunding
from srikandi.pledges import Bill
from srikandi.programme.receiving import confirm_proposal, join_lines, months_losing, propose_correction
from srikandi.programme.refunds import confirm_return
from srikandi.users import Permission, names_of
from srikandi.web.guard import current_actor, requires
from srikandi.web.treasury.bank.choosing import ConfirmForm, MatchForm, Offered, ReasonForm, bills_of, choices, offered

routes = Blueprint("proposals", __name__, url_prefix="/usulan-mutasi")
MOST_JOINED = 50


@routes.get("/gabung")
@requires(Permission.STATEMENTS_MATCH)
def new() -> str | Response:
    """Ask whose several chosen lines are."""
    lines = _chosen()
    if not lines:
        flash(gettext("Pilih dulu mutasi yang mau digabungkan."), "info")
        return redirect(url_for("treasury.suspense.index"), 303)
    return _joining(lines, _match_form(lines))


@routes.post("/gabung")
@requires(Permission.STATEMENTS_MATCH)
def join() -> tuple[str, int] | Response:
    """Propose that several lines are one payer's."""
    lines = _chosen()
    form = _match_form(lines)
    if form.validate():
        with form.catching():
            if not lines:
                raise LineDecided
            made = join_lines(
                current_session(), lines, payer_id=form.payer.data, reason=form.reason.data, by=current_actor()
            )
            flash(gettext("Usulan tercatat. Bendahara lain perlu menyetujuinya."), "success")
            return redirect(url_for(".show", proposal_id=made.id), 303)
    return _joining(lines, form), 422


@routes.get("/<int:proposal_id>")
@requires(Permission.STATEMENTS_MATCH)
def show(proposal_id: int) -> str:
    """Show what is proposed, to whoever decides about it."""
    return _page(_proposal(proposal_id))


@routes.post("/<int:proposal_id>/setujui")
@requires(Permission.STATEMENTS_MATCH)
def confirm(proposal_id: int) -> tuple[str, int] | Response:
    """Confirm somebody else's proposal; the money moves."""
    proposal, form = _proposal(proposal_id), ConfirmForm()
    with form.catching():
        _confirmed(proposal)
        flash(gettext("Disetujui. Uangnya sudah dipindahkan di buku."), "success")
        return redirect(url_for(".show", proposal_id=proposal_id), 303)
    current_session().rollback()
    return _page(_proposal(proposal_id), confirming=form), 422


def _confirmed(proposal: LineProposal) -> None:
    if refunding.returned_by(current_session(), proposal.id) is not None:
        confirm_return(current_session(), proposal, by=current_actor())
    else:
        confirm_proposal(current_session(), proposal, by=current_actor())


@routes.post("/<int:proposal_id>/tarik")
@requires(Permission.STATEMENTS_MATCH)
def withdraw(proposal_id: int) -> tuple[str, int] | Response:
    """Take a proposal back, or turn it down."""
    proposal, form = _proposal(proposal_id), ReasonForm()
    if form.validate():
        with form.catching():
            banking.withdraw(current_session(), proposal, reason=form.reason.data, by=current_actor())
            flash(gettext("Usulan dibatalkan. Mutasi ini kembali menunggu."), "success")
            return redirect(url_for(".show", proposal_id=proposal_id), 303)
    return _page(proposal, withdrawing=form), 422


@routes.get("/koreksi/<int:line_id>")
@requires(Permission.STATEMENTS_MATCH)
def correct(line_id: int) -> str:
    """Ask why a credited line went to the wrong payer."""
    return _correcting(_line(line_id), ReasonForm())


@routes.post("/koreksi/<int:line_id>")
@requires(Permission.STATEMENTS_MATCH)
def propose(line_id: int) -> tuple[str, int] | Response:
    """Propose to put a credit back into suspense."""
    line, form = _line(line_id), ReasonForm()
    if form.validate():
        with form.catching():
            made = propose_correction(current_session(), line, reason=form.reason.data, by=current_actor())
            flash(gettext("Koreksi diusulkan. Bendahara lain perlu menyetujuinya."), "success")
            return redirect(url_for(".show", proposal_id=made.id), 303)
    return _correcting(line, form), 422


@dataclass(frozen=True)
class PartRow:
    """What one payer gets of one line, or gives back."""

    line: StatementLine
    bill: Bill | None
    amount: Money
    payment_id: int | None


@dataclass(frozen=True)
class Sheet:
    """A proposal as its page shows it."""

    proposal: LineProposal
    parts: list[PartRow]
    lines: list[StatementLine]
    total: Money
    proposer: str
    decider: str | None
    is_own: bool
    is_open: bool
    months: int
    """Life-months that would wait for other money if this correction came about."""
    refund_id: int | None
    """The refund that comes back with this money."""


def _page(
    proposal: LineProposal, *, confirming: ConfirmForm | None = None, withdrawing: ReasonForm | None = None
) -> str:
    return render_template(
        "treasury/proposals/show.html",
        sheet=_sheet(proposal),
        confirming=confirming or ConfirmForm(formdata=None),
        withdrawing=withdrawing or ReasonForm(formdata=None),
    )


def _sheet(proposal: LineProposal) -> Sheet:
    session, bills = current_session(), bills_of(proposal.district_id)
    parts = banking.parts_of(session, proposal)
    lines = banking.lines_by_id(session, [part.line_id for part in parts])
    names = names_of(session, [one for one in (proposal.proposed_by, proposal.decided_by) if one])
    return Sheet(
        proposal=proposal,
        parts=[PartRow(lines[one.line_id], bills.get(one.payer_id), one.amount, one.payment_id) for one in parts],
        lines=list(lines.values()),
        total=total([one.amount for one in parts]),
        proposer=names.get(proposal.proposed_by, "–"),
        decider=names.get(proposal.decided_by or 0),
        is_own=proposal.proposed_by == current_actor().user_id,
        is_open=proposal.status is ProposalStatus.PROPOSED,
        months=months_losing(session, lines) if proposal.kind is ProposalKind.CORRECT else 0,
        refund_id=refunding.returned_by(session, proposal.id),
    )


def _joining(lines: list[StatementLine], form: MatchForm) -> str:
    likely = _likely(lines)
    whole = total([banking.whole(line) for line in lines])
    return render_template("treasury/proposals/new.html", lines=lines, whole=whole, offered=likely, form=form)


def _likely(lines: list[StatementLine]) -> list[Offered]:
    return offered(lines, bills_of(lines[0].district_id)) if lines else []


def _match_form(lines: list[StatementLine]) -> MatchForm:
    form = MatchForm()
    bills = bills_of(lines[0].district_id) if lines else {}
    form.payer.choices = choices(offered(lines, bills), bills)
    return form


def _chosen() -> list[StatementLine]:
    """Give the lines that were ticked and still wait, oldest first."""
    wanted = request.values.getlist("mutasi", type=int)[:MOST_JOINED]
    found = [line for line in banking.lines_by_id(current_session(), wanted).values() if banking.waits(line)]
    own = [line for line in found if line.district_id in current_actor().district_ids and line.proposal_id is None]
    return sorted(own, key=lambda line: (line.booked_on, line.id))


def _correcting(line: StatementLine, form: ReasonForm) -> str:
    session, bills = current_session(), bills_of(line.district_id)
    settled = payments.settled_by_line(session, [line.id]).get(line.id, [])
    parts = [PartRow(line, bills.get(one.payer_id), one.amount, one.id) for one in settled]
    months = months_losing(session, [line.id])
    return render_template("treasury/proposals/correct.html", line=line, parts=parts, months=months, form=form)


def _proposal(proposal_id: int) -> LineProposal:
    return banking.proposal_of(current_session(), proposal_id, viewer=current_actor())


def _line(line_id: int) -> StatementLine:
    return banking.line_of(current_session(), line_id, viewer=current_actor())
