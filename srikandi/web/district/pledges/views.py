"""Promises of companies, as the district reads, approves and signs them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask import Response as FileResponse
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import clock, documents, organisations, pledges, programme
from srikandi.arrears.paying import promised_arrears
from srikandi.database import current_session
from srikandi.errors import Invalid
from srikandi.money import Money
from srikandi.pledges import Agreement, Answer, Pledge, PledgeStatus
from srikandi.programme import PledgeOverview
from srikandi.users import Permission, Role
from srikandi.web.company.pledges.forms import ReleaseForm, ReserveForm
from srikandi.web.district.pledges.forms import AgreementForm, ApprovalForm, DeclineForm, KeepForm, RefusalForm
from srikandi.web.forms import Form
from srikandi.web.guard import current_actor, requires

routes = Blueprint("pledges", __name__, url_prefix="/komitmen")
FORMS: dict[str, type[Form]] = {
    "approval": ApprovalForm,
    "refusal": RefusalForm,
    "agreement": AgreementForm,
    "declining": DeclineForm,
    "keeping": KeepForm,
}

WAITING = (PledgeStatus.OFFERED, PledgeStatus.APPROVED)


@routes.get("")
@requires(Permission.PLEDGES_VIEW)
def index() -> str:
    """List the district's promises, those that wait for it first."""
    asked = pledges.visible_to(current_actor()).order_by(Pledge.id.desc())
    rows = programme.pledge_rows(current_session(), list(current_session().scalars(asked)))
    rows.sort(key=lambda row: row.pledge.status not in WAITING)
    return render_template("district/pledges/index.html", rows=rows)


@routes.get("/<int:pledge_id>")
@requires(Permission.PLEDGES_VIEW)
def show(pledge_id: int) -> str:
    """Show exactly what an approval would bind to, and how far the promise is."""
    return pledge_page(seen_pledge(pledge_id))


@routes.post("/<int:pledge_id>/setujui")
@requires(Permission.PLEDGES_APPROVE)
def approve(pledge_id: int) -> tuple[str, int] | Response:
    """Approve what was seen and give everybody held a seat."""
    form, pledge = ApprovalForm(), seen_pledge(pledge_id)
    if form.validate():
        with form.catching():
            programme.approve_pledge(current_session(), pledge, seen_hash=form.seen_hash.data, by=current_actor())
            return _done(pledge, gettext("%(number)s disetujui.", number=pledge.number))
    return pledge_page(pledge, approval=form), 422


@routes.post("/<int:pledge_id>/tolak")
@requires(Permission.PLEDGES_APPROVE)
def refuse(pledge_id: int) -> tuple[str, int] | Response:
    """Say no with a reason; everybody held waits again."""
    form, pledge = RefusalForm(), seen_pledge(pledge_id)
    if form.validate():
        with form.catching():
            programme.refuse_pledge(current_session(), pledge, reason=form.reason.data, by=current_actor())
            return _done(pledge, gettext("%(number)s ditolak. Warganya kembali ke urutan.", number=pledge.number))
    return pledge_page(pledge, refusal=form), 422


@routes.post("/<int:pledge_id>/perpanjang")
@requires(Permission.PLEDGES_AGREE)
def extend(pledge_id: int) -> tuple[str, int] | Response:
    """Give the company more days to pay."""
    form, pledge = Form(), seen_pledge(pledge_id)
    if form.validate():
        with form.catching():
            pledges.extend(current_session(), pledge, by=current_actor())
            return _done(pledge, gettext("Batas titipan diperpanjang."))
    return pledge_page(pledge, extension=form), 422


@routes.post("/<int:pledge_id>/perjanjian")
@requires(Permission.PLEDGES_AGREE)
def agree(pledge_id: int) -> tuple[str, int] | Response:
    """Note the signed agreement with its paper."""
    form, pledge = AgreementForm(), seen_pledge(pledge_id)
    if form.validate():
        with form.catching():
            pledges.agree(current_session(), pledge, agreement=_agreement(form, pledge), by=current_actor())
            return _done(pledge, gettext("Perjanjian tercatat."))
    return pledge_page(pledge, agreement=form), 422


@routes.get("/<int:pledge_id>/perjanjian/berkas")
@requires(Permission.PLEDGES_VIEW)
def agreement_paper(pledge_id: int) -> FileResponse:
    """Give the signed agreement, as a download."""
    file = documents.download_of(current_session(), seen_pledge(pledge_id).agreement_file_id)
    return FileResponse(file.content, headers=file.headers)


def seen_pledge(pledge_id: int) -> Pledge:
    """Give a promise of the viewer's districts. Raises: PledgeUnknown."""
    return pledges.pledge_of(current_session(), pledge_id, viewer=current_actor())


def _done(pledge: Pledge, words: str) -> Response:
    flash(words, "success")
    return redirect(url_for("district.pledges.show", pledge_id=pledge.id), 303)


def _agreement(form: AgreementForm, pledge: Pledge) -> Agreement:
    signed_on = form.signed_on.data
    if signed_on > clock.today():
        raise Invalid(gettext("Tanggal tanda tangan belum tiba."), field="signed_on")
    return Agreement(form.number.data, signed_on, _kept(form, pledge))


def _kept(form: AgreementForm, pledge: Pledge) -> int | None:
    upload = form.file.data
    if upload is None:
        return None
    where: dict[str, Any] = {"filename": upload.filename, "district_id": pledge.district_id, "by": current_actor()}
    return documents.keep_file(current_session(), upload.read(), **where).id


def pledge_page(pledge: Pledge, **refused: Form) -> str:
    """Show a promise; a form that was refused comes back as it was typed."""
    session, viewer = current_session(), current_actor()
    forms = {name: refused.get(name) or make() for name, make in FORMS.items()}
    view = programme.pledge_overview(session, pledge)
    is_offered = pledge.status is PledgeStatus.OFFERED
    forms["approval"]["seen_hash"].data = seen_hash = programme.shown_hash(session, view) if is_offered else ""
    together = view.together
    own = view.government_id if viewer.role == Role.MAKER else None
    is_alone = together is None or together.status not in pledges.LIVE_CONSORTIA
    is_ready = is_offered and view.is_agreed and is_alone
    return render_template(
        "district/pledges/show.html",
        view=view,
        **_people(pledge),
        seen_hash=seen_hash,
        can_approve=is_ready and viewer.may(Permission.PLEDGES_APPROVE) and viewer.user_id != pledge.offered_by,
        can_agree=pledge.status is PledgeStatus.APPROVED and viewer.may(Permission.PLEDGES_AGREE),
        can_extend=is_alone and pledges.can_extend(pledge) and viewer.may(Permission.PLEDGES_AGREE),
        extension=refused.get("extension"),
        accepting=refused.get("accepting"),
        releasing=refused.get("releasing"),
        can_answer_reserves=viewer.may(Permission.PLEDGES_APPROVE),
        government_share=_asked_of_the_pemkab(view, own) if is_offered else None,
        government_id=own if view.shortfalls else None,
        together=together,
        drift=pledges.drift_of(session, pledge) if is_offered else None,
        **_reserving(view, own, is_alone=is_alone, refused=refused),
        **forms,
    )


def _people(pledge: Pledge) -> dict[str, Any]:
    """Give who is held for a promise, or whose arrears it pays and how many families they are."""
    if not pledge.is_of_arrears:
        return {"held": programme.held_rows(current_session(), pledge), "families": 0, "owing": []}
    rows, count = programme.arrears.promised_families(current_session(), pledge)
    return {"held": [], "families": count, "owing": rows}


def _reserving(view: PledgeOverview, own: int | None, *, is_alone: bool, refused: dict[str, Form]) -> dict[str, Any]:
    """Give what reserves pay, and the forms of the Pemkab's own to whoever speaks for it, while each can be used."""
    pledge = view.pledge
    pays = any(payer.organisation_id == own for payer in view.payers)
    mine = view.reserve(own)
    can_set = pays and pledge.status is PledgeStatus.OFFERED and is_alone
    can_ask = pays and mine is not None and bool(mine.held) and mine.asked is None
    paid = promised_arrears(current_session(), [pledge.id])[pledge.id] if view.reserves else None
    return {
        "paid_arrears": paid,
        "holding": (refused.get("holding") or ReserveForm(formdata=None)) if can_set else None,
        "asking": (refused.get("asking") or ReleaseForm(formdata=None)) if can_ask else None,
    }


def government_id_for(pledge: Pledge) -> int | None:
    """Give the Pemkab's id to whoever answers for it as a payer."""
    if current_actor().role != Role.MAKER:
        return None
    return organisations.government_of(current_session(), pledge.district_id).id


def _asked_of_the_pemkab(view: PledgeOverview, own: int | None) -> Money | None:
    """Give the share this viewer may answer for the Pemkab, while somebody waits for that."""
    if view.proposal is None or not view.proposal.is_open or view.proposal.is_late:
        return None
    asked = view.proposal.of(own)
    return asked.share if asked is not None and asked.answer is Answer.WAITING else None
