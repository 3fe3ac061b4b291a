"""One line of a bank: what the bank said, what was decided, and every journal, payment and proposal it led to."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template

from srikandi import ledger, payments, pledges
from srikandi.database import current_session
from srikandi.ledger import Journal
from srikandi.payments import BankAccount, BankStatement, LineProposal, Payment, StatementLine, banking
from srikandi.payments.statements import Action, Code
from srikandi.programme.receiving import external_name, made_good_name, void_name
from srikandi.users import Permission
from srikandi.web.guard import current_actor, requires

routes = Blueprint("lines", __name__, url_prefix="/mutasi")


@dataclass(frozen=True)
class Trace:
    """A line with all that came of it."""

    line: StatementLine
    statement: BankStatement
    account: BankAccount
    action: Action
    codes: list[Code]
    reference: str | None
    payments: list[Payment]
    journals: list[Journal]
    proposals: list[LineProposal]
    has_write_off: bool
    """Has anybody proposed to write off what the bank took back?"""

    @property
    def is_lost(self) -> bool:
        """Did the bank take it back, and the book could not follow?"""
        return banking.is_lost(self.line, self.statement)

    @property
    def is_correctable(self) -> bool:
        """Has it been credited, with nothing proposed about it?"""
        return self.action is Action.CREDIT and self.line.proposal_id is None


@routes.get("/<int:line_id>")
@requires(Permission.LEDGER_VIEW)
def show(line_id: int) -> str:
    """Show a line and where its money went."""
    line = banking.line_of(current_session(), line_id, viewer=current_actor())
    may_match = current_actor().may(Permission.STATEMENTS_MATCH.value)
    return render_template("treasury/lines/show.html", trace=_trace(line), may_match=may_match)


def _references(account: BankAccount, line: StatementLine) -> list[str]:
    """Give every name under which a journal about this line can stand."""
    session = current_session()
    name, made = external_name(account, line), payments.of_line(session, line.id, viewer=current_actor())
    said = banking.proposals_about(session, line)
    corrections = [f"{name}|c{proposal.id}.{payment.id}" for proposal in said for payment in made]
    voids = [void_name(account, line, payment) for payment in (None, *made)]
    named = name, made_good_name(account, line), *(one.external_reference for one in made), *corrections, *voids
    return [f"bank:{one}" for one in named]


def _trace(line: StatementLine) -> Trace:
    session, viewer = current_session(), current_actor()
    statement, account = banking.statement_of(session, line.statement_id, viewer=viewer)
    return Trace(
        line=line,
        statement=statement,
        account=account,
        action=Action(line.action),
        codes=[Code(code) for code in line.codes],
        reference=pledges.printed(line.reference) if line.reference else None,
        payments=payments.of_line(session, line.id, viewer=viewer),
        journals=ledger.journals_named(session, _references(account, line), viewer=viewer),
        proposals=banking.proposals_about(session, line),
        has_write_off=bool(banking.all_write_offs_of(session, line)),
    )
