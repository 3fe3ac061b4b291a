"""Who comes after somebody who has left: the company's life-months, and its answer where it wants to be asked."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import pledges
from srikandi.database import current_session
from srikandi.pledges import Pledge
from srikandi.programme import exits
from srikandi.users import Permission
from srikandi.web.guard import current_actor, requires

routes = Blueprint("successions", __name__, url_prefix="/pergantian")


@routes.get("")
@requires(Permission.PLEDGES_MAKE)
def index() -> str:
    """Show where this company's life-months are, and what waits for its answer."""
    session, company = current_session(), current_actor().organisation_id or 0
    return render_template(
        "company/successions/index.html",
        balance=exits.company_balance(session, company),
        given_back=exits.company_credits(session, company),
        asked=exits.questions_for(session, company),
    )


@routes.post("/<int:pledge_id>/berikutnya")
@requires(Permission.PLEDGES_MAKE)
def pass_on(pledge_id: int) -> Response:
    """Let the next people in order have the months that wait."""
    passed = exits.answer_next(current_session(), _own(pledge_id), by=current_actor())
    count = len(passed.successors)
    flash(gettext("%(n)s kursi diteruskan ke warga berikutnya.", n=count), "success")
    if passed.waiting:
        flash(gettext("Belum ada warga yang menunggu di kelompok ini; kursinya diisi begitu ada."), "info")
    return redirect(url_for(".index"), 303)


@routes.post("/<int:pledge_id>/kembali")
@requires(Permission.PLEDGES_MAKE)
def give_back(pledge_id: int) -> Response:
    """Take the months that wait back as credit."""
    months = exits.answer_return(current_session(), _own(pledge_id), by=current_actor())
    flash(gettext("%(n)s jiwa-bulan dilepas. Uangnya menjadi saldo para penanggung.", n=months), "success")
    return redirect(url_for(".index"), 303)


def _own(pledge_id: int) -> Pledge:
    """Give a promise this company has made itself. Raises: pledges.PledgeUnknown."""
    viewer = current_actor()
    pledge = pledges.pledge_of(current_session(), pledge_id, viewer=viewer)
    if pledge.company_id != viewer.organisation_id:
        raise pledges.PledgeUnknown
    return pledge
