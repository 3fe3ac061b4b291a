"""A difference gets its cause, its owner and its follow-up."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import closings, ledger
from srikandi.closings import Cause, DifferenceStatus, Explanation, MonthDifference
from srikandi.database import current_session
from srikandi.users import Permission
from srikandi.web.guard import current_actor, requires
from srikandi.web.months.forms import ExplainForm, SettleForm, explain_form
from srikandi.web.months.overview import about, view_of

routes = Blueprint("differences", __name__, url_prefix="/selisih")


@routes.get("/<int:difference_id>")
@requires(Permission.MONTHS_CLOSE)
def edit(difference_id: int) -> str:
    """Ask why two books differ."""
    row = _row(difference_id)
    return _page(row, explain_form(row), SettleForm())


@routes.post("/<int:difference_id>")
@requires(Permission.MONTHS_CLOSE)
def update(difference_id: int) -> tuple[str, int] | Response:
    """Write cause, owner and follow-up down."""
    row = _row(difference_id)
    form = explain_form(row)
    if form.validate():
        with form.catching():
            count = _explain(row, form)
            flash(gettext("Selisih dijelaskan: %(n)s.", n=count), "success")
            return _back(row)
    return _page(row, form, SettleForm(formdata=None)), 422


@routes.post("/<int:difference_id>/selesai")
@requires(Permission.MONTHS_CLOSE)
def settle(difference_id: int) -> tuple[str, int] | Response:
    """Note what came of the follow-up."""
    row, form = _row(difference_id), SettleForm()
    if form.validate():
        with form.catching():
            closings.differences.settle(current_session(), row, outcome=form.outcome.data, by=current_actor())
            flash(gettext("Tindak lanjut selesai."), "success")
            return _back(row)
    return _page(row, explain_form(row), form), 422


def _explain(row: MonthDifference, form: ExplainForm) -> int:
    session = current_session()
    closings.differences.hold(session, [row])
    if ledger.is_closed(session, row.district_id, row.month):
        raise ledger.MonthIsClosed
    rows = [row]
    if form.everything.data:
        alike = closings.differences.differences_of(session, row.district_id, row.month)
        rows += [
            one for one in alike if one.kind is row.kind and one.status is DifferenceStatus.OPEN and one.id != row.id
        ]
    said = Explanation(Cause(form.cause.data), form.owner.data, form.owner_name.data, form.follow_up.data)
    closings.differences.explain(session, rows, said, by=current_actor())
    return len(rows)


def _row(difference_id: int) -> MonthDifference:
    return closings.differences.difference_of(current_session(), difference_id, viewer=current_actor())


def _back(row: MonthDifference) -> Response:
    address = url_for("months.overview.show", district_id=row.district_id, month=row.month, _anchor="selisih")
    return redirect(address, 303)


def _page(row: MonthDifference, form: ExplainForm, settling: SettleForm) -> str:
    view = view_of(row.district_id, str(row.month))
    alike = sum(1 for one in view.rows if one.kind is row.kind and one.status is DifferenceStatus.OPEN)
    words = about(row, view)
    return render_template(
        "months/difference.html", row=row, view=view, form=form, settling=settling, alike=alike, words=words
    )
