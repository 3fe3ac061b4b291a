"""The page of one promise, as its company and everybody asked for a share of it read it."""

from __future__ import annotations

from typing import Any

from flask import current_app, render_template

from srikandi import organisations, pledges, programme
from srikandi.arrears.paying import promised_arrears
from srikandi.database import current_session
from srikandi.errors import NotFound
from srikandi.organisations import Organisation
from srikandi.pledges import Answer, Consortium, ConsortiumStatus, Pledge, PledgeStatus
from srikandi.programme import PledgeOverview
from srikandi.web.company.pledges.forms import CancelForm, DeclineForm, ReleaseForm, ReserveForm, ReshapeForm
from srikandi.web.forms import Form
from srikandi.web.guard import current_actor

CAN_CANCEL = frozenset({PledgeStatus.OFFERED, PledgeStatus.APPROVED})


def own_company() -> Organisation:
    """Give the company this viewer works for. Raises: NotFound."""
    viewer = current_actor()
    if viewer.organisation_id is None:
        raise NotFound
    return organisations.organisation_of(current_session(), viewer.organisation_id, viewer=viewer)


def seen_pledge(pledge_id: int) -> Pledge:
    """Give a promise this viewer may see. Raises: PledgeUnknown."""
    return pledges.pledge_of(current_session(), pledge_id, viewer=current_actor())


def pledge_page(pledge: Pledge, **refused: Form) -> str:
    """Show a promise; a form that was refused comes back as it was typed."""
    session = current_session()
    overview = programme.pledge_overview(session, pledge)
    own = current_actor().organisation_id
    mine = next((payer for payer in overview.payers if payer.organisation_id == own), None)
    owes = mine is not None and mine.received < mine.total
    can_pay = "company.payments.new" in current_app.view_functions and pledge.ended_at is None and owes
    together = overview.together
    is_alone = together is None or together.status not in pledges.LIVE_CONSORTIA
    can_cancel = pledge.status in CAN_CANCEL and not overview.progress.paid and pledge.company_id == own and is_alone
    return render_template(
        "company/pledges/show.html",
        view=overview,
        form=refused.get("cancelling") or CancelForm(),
        pay_as=mine if can_pay else None,
        can_cancel=can_cancel,
        together=together,
        own_reserve=overview.reserve(own),
        paid_arrears=promised_arrears(session, [pledge.id])[pledge.id] if overview.reserves else None,
        families=programme.arrears.count_families(session, pledge) if pledge.is_of_arrears else 0,
        **_sharing(overview, refused),
        **_reserving(overview, together, refused),
    )


def _reserving(overview: PledgeOverview, together: Consortium | None, refused: dict[str, Form]) -> dict[str, Any]:
    """Say what this viewer can do about its reserve, with the forms for it."""
    own = current_actor().organisation_id
    pays = any(payer.organisation_id == own for payer in overview.payers)
    is_offer = overview.pledge.status is PledgeStatus.OFFERED
    is_free = is_offer and not overview.pledge.is_of_arrears
    can_set = pays and is_free and (together is None or together.status is ConsortiumStatus.GATHERING)
    mine = overview.reserve(own)
    can_ask = mine is not None and mine.held and mine.asked is None
    return {
        "reserving": (refused.get("reserving") or ReserveForm(formdata=None)) if can_set else None,
        "releasing": (refused.get("releasing") or ReleaseForm(formdata=None)) if can_ask else None,
    }


def _sharing(overview: PledgeOverview, refused: dict[str, Form]) -> dict[str, Any]:
    """Say what this viewer can do about the shares, with the forms for it."""
    own, proposal = current_actor().organisation_id, overview.proposal
    is_asked = proposal is not None and proposal.is_open and overview.pledge.status is PledgeStatus.OFFERED
    mine = proposal.of(own) if proposal is not None and is_asked else None
    leads = mine is not None and overview.pledge.company_id == own
    reshaping = refused.get("reshaping")
    if leads and proposal is not None and reshaping is None:
        reshaping = ReshapeForm(formdata=None)
        reshaping.offer_partners(own_company())
        reshaping.start_from(proposal)
    waits = mine is not None and mine.answer is Answer.WAITING and not leads
    return {
        "can_answer": waits and proposal is not None and not proposal.is_late,
        "accepting": refused.get("accepting"),
        "declining": refused.get("declining") or DeclineForm(),
        "reshaping": reshaping if leads else None,
    }
