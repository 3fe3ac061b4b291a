"""What a bank took back after it was used: one treasurer proposes to book it, another confirms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import organisations
from srikandi.database import current_session
from srikandi.money import Money, total
from srikandi.payments import LineDecided, LineWriteOff, ProposalStatus, StatementLine, banking
from srikandi.payments.refunding import Refund
from srikandi.programme.receiving import Bearing, Borne, confirm_write_off, look_at_write_off, who_bore
from srikandi.users import Permission, names_of
from srikandi.web.guard import current_actor, requires
from srikandi.web.treasury.bank.choosing import ReasonForm, SeenForm

routes = Blueprint("write_offs", __name__, url_prefix="/penarikan-bank/<int:line_id>")


@dataclass(frozen=True)
class Bearer:
    """A payer of what was taken back, and what its money makes good, or has made good, of it."""

    company: str
    part: Borne


@dataclass(frozen=True)
class Sheet:
    """What a bank took back, as its page shows it."""

    line: StatementLine
    write_off: LineWriteOff | None
    bearing: Bearing | None
    """Who would bear it; none once that is decided."""
    bearers: list[Bearer]
    past: list[LineWriteOff]
    """What was proposed and taken back, or turned down."""
    names: dict[int, str]

    @property
    def is_own(self) -> bool:
        """Has the reader proposed it?"""
        return self.write_off is not None and self.write_off.proposed_by == current_actor().user_id

    @property
    def may_decide(self) -> bool:
        """Does it wait for somebody's word, with nothing in the way?"""
        return self.bearing is not None and not self.bearing.on_their_way

    @property
    def waiting(self) -> tuple[Refund, ...]:
        """Refunds that stand in the way."""
        return self.bearing.on_their_way if self.bearing else ()

    @property
    def made_good(self) -> Money:
        """What payers' money makes good, or has made good."""
        return total([one.part.made_good for one in self.bearers])


@routes.get("")
@requires(Permission.STATEMENTS_MATCH)
def show(line_id: int) -> str:
    """Show who would bear what a bank took back, to whoever proposes or decides it."""
    return _page(line_id)


@routes.post("")
@requires(Permission.STATEMENTS_MATCH)
def propose(line_id: int) -> tuple[str, int] | Response:
    """Propose to book it."""
    found, form = _found(line_id), ReasonForm()
    if form.validate():
        with form.catching():
            banking.propose_write_off(current_session(), found.line, reason=form.reason.data, by=current_actor())
            flash(gettext("Usulan tercatat. Bendahara lain perlu menyetujuinya."), "success")
            return redirect(url_for(".show", line_id=line_id), 303)
        current_session().rollback()
    return _page(line_id, proposing=form), 422


@routes.post("/setujui")
@requires(Permission.STATEMENTS_MATCH)
def confirm(line_id: int) -> tuple[str, int] | Response:
    """Confirm what somebody else proposed: the money leaves the book."""
    found, form = _found(line_id), SeenForm()
    with form.catching():
        seen = form.seen.data or ""
        confirm_write_off(current_session(), _standing(found), seen_hash=seen, by=current_actor())
        flash(gettext("Disetujui. Penarikan bank sudah dibukukan."), "success")
        return redirect(url_for(".show", line_id=line_id), 303)
    current_session().rollback()
    return _page(line_id, confirming=form), 422


@routes.post("/tarik")
@requires(Permission.STATEMENTS_MATCH)
def withdraw(line_id: int) -> tuple[str, int] | Response:
    """Take such a proposal back, or turn it down."""
    found, form = _found(line_id), ReasonForm()
    if form.validate():
        with form.catching():
            banking.withdraw_write_off(current_session(), _standing(found), reason=form.reason.data, by=current_actor())
            flash(gettext("Usulan dibatalkan. Penarikan ini kembali menunggu."), "success")
            return redirect(url_for(".show", line_id=line_id), 303)
        current_session().rollback()
    return _page(line_id, withdrawing=form), 422


@dataclass(frozen=True)
class _Found:
    """A line that a bank took back, whether it waits for people, and what they have said of it."""

    line: StatementLine
    waits: bool
    said: list[LineWriteOff]

    @property
    def standing(self) -> LineWriteOff | None:
        """What is proposed or confirmed."""
        return next((one for one in self.said if one.status is not ProposalStatus.WITHDRAWN), None)


def _found(line_id: int) -> _Found:
    """Find such a line; while its file is still being booked, its money may be found yet, and it waits for nobody."""
    session, viewer = current_session(), current_actor()
    line = banking.line_of(session, line_id, viewer=viewer)
    statement, _ = banking.statement_of(session, line.statement_id, viewer=viewer)
    found = _Found(line, banking.is_lost(line, statement), banking.all_write_offs_of(session, line))
    return found if found.waits or found.said else abort(404)


def _standing(found: _Found) -> LineWriteOff:
    """Give what is proposed about a line, or was confirmed. Raises: LineDecided."""
    if found.standing is None:
        raise LineDecided
    return found.standing


def _sheet(line_id: int) -> Sheet:
    session, found = current_session(), _found(line_id)
    bearing = look_at_write_off(session, found.line) if found.waits else None
    borne = bearing.parts if bearing else who_bore(session, found.standing) if found.standing else ()
    people = {who for one in found.said for who in (one.proposed_by, one.decided_by) if who}
    return Sheet(
        line=found.line,
        write_off=found.standing,
        bearing=bearing,
        bearers=_named(borne),
        past=[one for one in found.said if one is not found.standing],
        names=names_of(session, sorted(people)),
    )


def _named(borne: Sequence[Borne]) -> list[Bearer]:
    names = organisations.names(current_session(), [one.payer.organisation_id for one in borne])
    return [Bearer(names[one.payer.organisation_id], one) for one in borne]


def _page(
    line_id: int,
    *,
    proposing: ReasonForm | None = None,
    confirming: SeenForm | None = None,
    withdrawing: ReasonForm | None = None,
) -> str:
    sheet, confirming = _sheet(line_id), confirming or SeenForm(formdata=None)
    confirming.seen.data = sheet.bearing.content_hash if sheet.bearing else ""
    return render_template(
        "treasury/write_offs/show.html",
        sheet=sheet,
        proposing=proposing or ReasonForm(formdata=None),
        confirming=confirming,
        withdrawing=withdrawing or ReasonForm(formdata=None),
    )
