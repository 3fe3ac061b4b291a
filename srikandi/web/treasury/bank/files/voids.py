"""A whole file leaves the book: one treasurer proposes it, another confirms."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi.database import current_session
from srikandi.payments import BankAccount, BankStatement, ProposalStatus, StatementVoid, banking
from srikandi.programme.receiving import Obstacle, Voidable, confirm_void, look_at_void, propose_void
from srikandi.users import Permission, names_of
from srikandi.web.guard import current_actor, requires
from srikandi.web.refusals import said
from srikandi.web.treasury.bank.choosing import ConfirmForm, ReasonForm

routes = Blueprint("voids", __name__, url_prefix="/rekening-koran/<int:statement_id>/batal")


@dataclass(frozen=True)
class Sheet:
    """A file that may leave the book, as its page shows it."""

    statement: BankStatement
    account: BankAccount
    void: StatementVoid | None
    found: Voidable | None
    """What would leave the book; none once that is decided."""
    names: dict[int, str]

    @property
    def promises(self) -> int:
        """How many promises would lose money."""
        return len({one.pledge_id for one in self.found.settled}) if self.found else 0

    @property
    def is_own(self) -> bool:
        """Has the reader proposed it?"""
        return self.void is not None and self.void.proposed_by == current_actor().user_id


@routes.get("")
@requires(Permission.STATEMENTS_MATCH)
def show(statement_id: int) -> str:
    """Show what would leave the book with a file, to whoever proposes or decides it."""
    return _page(statement_id)


@routes.post("")
@requires(Permission.STATEMENTS_MATCH)
def propose(statement_id: int) -> tuple[str, int] | Response:
    """Propose to take a file out of the book."""
    form = ReasonForm()
    if form.validate():
        with form.catching():
            propose_void(current_session(), _statement(statement_id)[0], reason=form.reason.data, by=current_actor())
            flash(gettext("Pembatalan berkas diusulkan. Bendahara lain perlu menyetujuinya."), "success")
            return redirect(url_for(".show", statement_id=statement_id), 303)
        current_session().rollback()
    return _page(statement_id, proposing=form), 422


@routes.post("/setujui")
@requires(Permission.STATEMENTS_MATCH)
def confirm(statement_id: int) -> tuple[str, int] | Response:
    """Confirm what somebody else proposed: the file leaves the book."""
    form, void = ConfirmForm(), _void(statement_id)
    with form.catching():
        confirm_void(current_session(), void, by=current_actor())
        flash(gettext("Berkas dibatalkan. Semua uangnya sudah keluar dari buku."), "success")
        return redirect(url_for("treasury.statements.show", statement_id=statement_id), 303)
    current_session().rollback()
    return _page(statement_id, confirming=form), 422


@routes.post("/tarik")
@requires(Permission.STATEMENTS_MATCH)
def withdraw(statement_id: int) -> tuple[str, int] | Response:
    """Take such a proposal back, or turn it down."""
    form, void = ReasonForm(), _void(statement_id)
    if form.validate():
        with form.catching():
            banking.withdraw_void(current_session(), void, reason=form.reason.data, by=current_actor())
            flash(gettext("Usulan dibatalkan. Berkas ini tetap seperti semula."), "success")
            return redirect(url_for("treasury.statements.show", statement_id=statement_id), 303)
    return _page(statement_id, withdrawing=form), 422


def _statement(statement_id: int) -> tuple[BankStatement, BankAccount]:
    return banking.statement_of(current_session(), statement_id, viewer=current_actor())


def _void(statement_id: int) -> StatementVoid:
    return banking.void_of(current_session(), _statement(statement_id)[0]) or abort(404)


def _sheet(statement_id: int) -> Sheet:
    session, (statement, account) = current_session(), _statement(statement_id)
    void = banking.void_of(session, statement)
    is_open = void is None or void.status is ProposalStatus.PROPOSED
    found = look_at_void(session, statement) if is_open else None
    people = [one for one in (void.proposed_by, void.decided_by) if one] if void else []
    return Sheet(statement, account, void, found, names_of(session, people))


def _said(obstacle: Obstacle) -> str:
    """Say an obstacle in the reader's words."""
    return str(gettext(obstacle.words, **{gap: said(value) for gap, value in obstacle.values.items()}))


def _page(
    statement_id: int,
    *,
    proposing: ReasonForm | None = None,
    confirming: ConfirmForm | None = None,
    withdrawing: ReasonForm | None = None,
) -> str:
    return render_template(
        "treasury/voids/show.html",
        sheet=_sheet(statement_id),
        said=_said,
        proposing=proposing or ReasonForm(formdata=None),
        confirming=confirming or ConfirmForm(formdata=None),
        withdrawing=withdrawing or ReasonForm(formdata=None),
    )
