"""What payers are told, and every change of it: proposed, approved, waited for, in effect or stopped."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy import select
from werkzeug.wrappers import Response

from srikandi import programme
from srikandi.database import current_session
from srikandi.payments import BankAccount, destinations
from srikandi.payments.destinations import ChangeStatus, DestinationChange
from srikandi.users import Permission, Role, User
from srikandi.web.destinations.forms import ApprovalForm, ProposalForm, StopForm
from srikandi.web.guard import current_actor, requires

routes = Blueprint("changes", __name__)
OPEN = (ChangeStatus.PROPOSED, ChangeStatus.APPROVED)


@dataclass(frozen=True)
class Side:
    """A change as one reader sees it."""

    change: DestinationChange
    old: BankAccount | None
    people: dict[int, str]

    @property
    def is_open(self) -> bool:
        """Can it still be stopped?"""
        return self.change.status in OPEN

    @property
    def shows_number(self) -> bool:
        """Companies learn a number when it is true, not before: nobody shall pay to what is only proposed."""
        return current_actor().role != Role.COMPANY or self.change.status is ChangeStatus.EFFECTIVE

    @property
    def is_mine_to_approve(self) -> bool:
        """Does it wait for this reader's approval?"""
        actor = current_actor()
        may = actor.may(Permission.DESTINATIONS_APPROVE) and actor.user_id != self.change.proposed_by
        return may and self.change.status is ChangeStatus.PROPOSED


@routes.get("")
@requires(Permission.DESTINATIONS_VIEW)
def index() -> str:
    """Show what payers are told today, what is on its way, and what was changed before."""
    session, viewer = current_session(), current_actor()
    waiting = destinations.open_changes(session, viewer=viewer)
    ended = destinations.ended_changes(session, viewer=viewer, before=request.args.get("sebelum", type=int))
    return render_template(
        "destinations/changes/index.html",
        accounts=destinations.accounts_shown(session, viewer=viewer),
        direct=destinations.direct_account_of(session, viewer.district_id),
        waiting=waiting,
        ended=ended,
        people=_people([*waiting, *ended.rows]),
    )


@routes.get("/usulan-baru")
@requires(Permission.DESTINATIONS_PROPOSE)
def new() -> str:
    """Ask what shall be told to payers instead."""
    form = _proposal_form()
    account = next((one for one in _accounts() if request.args.get("apa") == f"change/{one.id}"), None)
    form.what.data = request.args.get("apa", "open")
    if account is not None:
        form.bank.data, form.number.data, form.holder.data = account.bank, account.number, account.holder
        form.qris_payload.data = account.qris_payload
    return render_template("destinations/changes/new.html", form=form)


@routes.post("/usulan-baru")
@requires(Permission.DESTINATIONS_PROPOSE)
def create() -> tuple[str, int] | Response:
    """Propose a change; everybody who pays is told."""
    form = _proposal_form()
    if form.validate():
        with form.catching():
            change = _propose(form)
            flash(gettext("Usulan tercatat dan diberitahukan. Orang lain perlu menyetujuinya."), "success")
            return redirect(url_for(".show", change_id=change.id), 303)
    return render_template("destinations/changes/new.html", form=form), 422


def _propose(form: ProposalForm) -> DestinationChange:
    actor = current_actor()
    return programme.propose_destination(
        current_session(),
        form.wanted(),
        district_id=actor.district_id,
        reason=form.reason.data,
        proof=form.proof(),
        by=actor,
    )


@routes.get("/<int:change_id>")
@requires(Permission.DESTINATIONS_VIEW)
def show(change_id: int) -> str:
    """Show a change: what, why, who, and until when it can be stopped."""
    return _page(_change(change_id))


@routes.post("/<int:change_id>/setujui")
@requires(Permission.DESTINATIONS_APPROVE)
def approve(change_id: int) -> tuple[str, int] | Response:
    """Approve what somebody else has proposed; it takes effect a day later."""
    change, form = _change(change_id), ApprovalForm()
    if form.validate():
        with form.catching():
            seen, proof = form.seen_hash.data or "", form.proof()
            programme.approve_destination(current_session(), change, seen_hash=seen, proof=proof, by=current_actor())
            flash(gettext("Disetujui. Perubahan berlaku 24 jam lagi bila tidak dihentikan."), "success")
            return redirect(url_for(".show", change_id=change_id), 303)
    return _page(change, approving=form), 422


@routes.post("/<int:change_id>/hentikan")
@requires(Permission.DESTINATIONS_STOP)
def stop(change_id: int) -> tuple[str, int] | Response:
    """Stop a change before it takes effect."""
    change, form = _change(change_id), StopForm()
    if form.validate():
        with form.catching():
            programme.stop_destination(current_session(), change, reason=form.reason.data, by=current_actor())
            flash(gettext("Perubahan dihentikan. Rekening yang tampil tidak berubah."), "success")
            return redirect(url_for(".show", change_id=change_id), 303)
    return _page(change, stopping=form), 422


def _page(change: DestinationChange, *, approving: ApprovalForm | None = None, stopping: StopForm | None = None) -> str:
    old = current_session().get(BankAccount, change.account_id) if change.account_id else None
    return render_template(
        "destinations/changes/show.html",
        side=Side(change, old, _people([change])),
        approving=approving or ApprovalForm(formdata=None, seen_hash=change.content_hash),
        stopping=stopping or StopForm(formdata=None),
    )


def _change(change_id: int) -> DestinationChange:
    return destinations.change_of(current_session(), change_id, viewer=current_actor())


def _accounts() -> list[BankAccount]:
    return destinations.accounts_shown(current_session(), viewer=current_actor())


def _proposal_form() -> ProposalForm:
    direct = destinations.direct_account_of(current_session(), current_actor().district_id)
    return ProposalForm().offer(_accounts(), direct)


def _people(changes: list[DestinationChange]) -> dict[int, str]:
    ids = {who for one in changes for who in (one.proposed_by, one.approved_by, one.stopped_by) if who is not None}
    rows = current_session().execute(select(User.id, User.name).where(User.id.in_(ids)))
    return dict(rows.all())
