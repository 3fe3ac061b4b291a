"""What the district's payers have open, and who is late."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from srikandi import clock, places, pledges, programme
from srikandi.database import current_session
from srikandi.pledges import Pledge
from srikandi.users import Permission
from srikandi.web.forms import Form, ReasonField
from srikandi.web.guard import current_actor, requires

routes = Blueprint("dues", __name__, url_prefix="/tagihan")


class EndForm(Form):
    """Why the unpaid rest of a promise ends."""

    reason = ReasonField(description=_l("Perusahaan dan pemeriksa membaca alasan ini."))


@routes.get("/<int:pledge_id>/akhiri")
@requires(Permission.PLEDGES_APPROVE)
def ending(pledge_id: int) -> str:
    """Show what would end, before somebody decides it."""
    return _ending(_pledge(pledge_id), EndForm())


@routes.post("/<int:pledge_id>/akhiri")
@requires(Permission.PLEDGES_APPROVE)
def end(pledge_id: int) -> tuple[str, int] | Response:
    """End the months nobody paid; what is paid stays."""
    form, pledge = EndForm(), _pledge(pledge_id)
    if form.validate():
        with form.catching():
            count = programme.end_unpaid(current_session(), pledge, reason=form.reason.data, by=current_actor())
            flash(gettext("%(n)s jiwa-bulan yang tidak dibayar diakhiri.", n=count), "success")
            return redirect(url_for("district.pledges.show", pledge_id=pledge.id), 303)
    return _ending(pledge, form), 422


def _pledge(pledge_id: int) -> Pledge:
    return pledges.pledge_of(current_session(), pledge_id, viewer=current_actor())


def _ending(pledge: Pledge, form: EndForm) -> str:
    overview = programme.pledge_overview(current_session(), pledge)
    is_late = programme.is_overdue(current_session(), pledge)
    return render_template("district/dues/ending.html", view=overview, form=form, is_late=is_late)


@routes.get("")
@requires(Permission.PLEDGES_VIEW)
def index() -> str:
    """List every open instalment of the district, the first day first."""
    session, viewer = current_session(), current_actor()
    today = clock.today(places.district_of(session, viewer.district_id).zone)
    dues = programme.dues_of(session, district_id=viewer.district_id, at=today, viewer=viewer)
    can_end = viewer.may(Permission.PLEDGES_APPROVE)
    return render_template("district/dues/index.html", dues=dues, can_end=can_end)
