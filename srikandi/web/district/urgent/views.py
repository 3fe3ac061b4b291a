"""The hospital case: asked, approved by somebody else, sent as a file of one, followed by its clock."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import coverage, places, pledges, programme
from srikandi.coverage.urgency import UrgentCase, UrgentStatus
from srikandi.database import current_session
from srikandi.programme.urgency import Bed
from srikandi.residents import NewPerson, Resident
from srikandi.users import Permission
from srikandi.web.district.urgent.forms import GiveUpForm, NoForm, RequestForm
from srikandi.web.guard import current_actor, requires

routes = Blueprint("urgent", __name__, url_prefix="/darurat")


@routes.get("")
@requires(Permission.BATCHES_VIEW)
def index() -> str:
    """List the cases, those under way first, and the quotas behind them."""
    return _list(GiveUpForm(formdata=None))


@routes.get("/baru")
@requires(Permission.URGENT_ASK)
def new() -> str:
    """Ask about the patient."""
    return render_template("district/urgent/new.html", form=RequestForm(formdata=None).offer())


@routes.post("/baru")
@requires(Permission.URGENT_ASK)
def create() -> tuple[str, int] | Response:
    """Open the case; the clock begins."""
    form = RequestForm().offer()
    if form.validate():
        with form.catching():
            person = form.person()
            if person is not None:
                case = _opened(person, form.bed())
                flash(gettext("Kasus %(number)s dibuka. Jamnya berjalan.", number=case.number), "success")
                return redirect(url_for("district.urgent.show", case_id=case.id), 303)
    return render_template("district/urgent/new.html", form=form), 422


@routes.get("/<int:case_id>")
@requires(Permission.BATCHES_VIEW)
def show(case_id: int) -> str:
    """Show a case from its request to the active card."""
    return _page(_case(case_id), NoForm(formdata=None))


@routes.post("/<int:case_id>/setujui")
@requires(Permission.URGENT_APPROVE)
def approve(case_id: int) -> tuple[str, int] | Response:
    """Seat the patient and make the file of one."""
    form, case = NoForm(), _case(case_id)
    with form.catching():
        programme.urgency.approve_urgently(current_session(), case, by=current_actor())
        flash(gettext("Disetujui. Berkas satu orang siap dikirim ke cabang."), "success")
        return redirect(url_for("district.urgent.show", case_id=case.id), 303)
    return _page(case, form), 422


@routes.post("/<int:case_id>/tolak")
@requires(Permission.URGENT_APPROVE)
def refuse(case_id: int) -> tuple[str, int] | Response:
    """Say no with a reason."""
    form, case = NoForm(), _case(case_id)
    if form.validate():
        with form.catching():
            programme.urgency.refuse_urgently(current_session(), case, reason=form.reason.data, by=current_actor())
            flash(gettext("Kasus %(number)s ditolak.", number=case.number), "success")
            return redirect(url_for("district.urgent.show", case_id=case.id), 303)
    return _page(case, form), 422


@routes.post("/<int:case_id>/tarik")
@requires(Permission.URGENT_ASK)
def withdraw(case_id: int) -> tuple[str, int] | Response:
    """Take a case back before it goes out."""
    form, case = NoForm(), _case(case_id)
    if form.validate():
        with form.catching():
            programme.urgency.withdraw_urgently(current_session(), case, reason=form.reason.data, by=current_actor())
            flash(gettext("Kasus %(number)s ditarik. Kursinya kembali ke kuota.", number=case.number), "success")
            return redirect(url_for("district.urgent.show", case_id=case.id), 303)
    return _page(case, form), 422


@routes.post("/kuota/<int:pledge_id>/lepas")
@requires(Permission.URGENT_APPROVE)
def give_up(pledge_id: int) -> tuple[str, int] | Response:
    """Give seats nobody needed to the next in order."""
    form, session, by = GiveUpForm(), current_session(), current_actor()
    if form.validate():
        with form.catching():
            pledge = pledges.pledge_of(session, pledge_id, viewer=by)
            count = programme.urgency.give_up_quota(session, pledge, reason=form.give_up_reason.data, by=by)
            programme.fill_waiting(session, pledge, by=by)
            flash(gettext("%(n)s kursi diserahkan ke urutan berikutnya.", n=count), "success")
            return redirect(url_for("district.urgent.index"), 303)
    return _list(form), 422


def _case(case_id: int) -> UrgentCase:
    return coverage.urgency.case_of(current_session(), case_id, viewer=current_actor())


def _opened(person: Resident | NewPerson, bed: Bed) -> UrgentCase:
    """Open the case whole or not at all; that its number was looked at is kept all the same."""
    session = current_session()
    with session.begin_nested():
        return programme.urgency.ask_urgently(session, person, bed, by=current_actor())


def _list(form: GiveUpForm) -> str:
    session, viewer = current_session(), current_actor()
    return render_template(
        "district/urgent/index.html",
        rows=programme.urgency.urgent_rows(session, viewer=viewer),
        quotas=programme.urgency.urgent_quotas(session, viewer.district_id),
        form=form,
        can_ask=viewer.may(Permission.URGENT_ASK),
        can_give_up=viewer.may(Permission.URGENT_APPROVE),
    )


def _page(case: UrgentCase, form: NoForm) -> str:
    session, viewer = current_session(), current_actor()
    is_requested, is_approved = case.status is UrgentStatus.REQUESTED, case.status is UrgentStatus.APPROVED
    return render_template(
        "district/urgent/show.html",
        row=programme.urgency.urgent_rows(session, viewer=viewer, only=case)[0],
        people=programme.urgency.people_of_case(session, case),
        district=places.district_of(session, case.district_id),
        form=form,
        can_decide=is_requested and viewer.may(Permission.URGENT_APPROVE),
        can_withdraw=(is_requested or is_approved) and viewer.may(Permission.URGENT_ASK),
        may_see_person=viewer.may(Permission.RESIDENTS_VIEW),
        batch_endpoint="district.batches.show",
    )
