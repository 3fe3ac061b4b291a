"""Money that leaves the bank for people's arrears: booked from the line of the statement that shows it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import SelectField
from wtforms.validators import InputRequired

from srikandi.arrears import paying
from srikandi.arrears.paying import ArrearsSettlement
from srikandi.database import current_session
from srikandi.programme import arrears
from srikandi.users import Permission
from srikandi.web.forms import Form
from srikandi.web.guard import current_actor, requires

routes = Blueprint("settlements", __name__, url_prefix="/pelunasan-tunggakan")


class LineForm(Form):
    """The line of the statement that shows the money leaving."""

    line = SelectField(
        _l("Mutasi keluar"), [InputRequired(_l("Pilih mutasinya."))], coerce=lambda given: int(given) if given else None
    )

    def offer(self, settlement: ArrearsSettlement) -> LineForm:
        """List the lines of just this sum that stand in no journal."""
        lines = arrears.outgoing_for(current_session(), settlement)
        self.line.choices = [(one.id, f"{one.booked_on:%d-%m-%Y} – {one.description}") for one in lines]
        return self


@routes.get("")
@requires(Permission.REMITTANCES_CONFIRM)
def index() -> str:
    """List the files and whether their money has left."""
    rows = arrears.settlement_rows(current_session(), paying.settlements_of(current_actor()))
    return render_template("treasury/settlements/index.html", rows=rows)


@routes.get("/<int:settlement_id>")
@requires(Permission.REMITTANCES_CONFIRM)
def show(settlement_id: int) -> str:
    """Show what a file needs, without a name."""
    return _page(_settlement(settlement_id))


@routes.post("/<int:settlement_id>/bukukan")
@requires(Permission.REMITTANCES_CONFIRM)
def book(settlement_id: int) -> tuple[str, int] | Response:
    """Book that its money has left the bank."""
    settlement = _settlement(settlement_id)
    form = LineForm().offer(settlement)
    if form.validate():
        with form.catching():
            arrears.book_sent(current_session(), settlement, line_id=form.line.data, by=current_actor())
            flash(gettext("Setoran dibukukan. Cabang tinggal mengonfirmasi pelunasannya."), "success")
            return redirect(url_for(".show", settlement_id=settlement.id), 303)
    return _page(settlement, form), 422


def _settlement(settlement_id: int) -> ArrearsSettlement:
    return paying.settlement_of(current_session(), settlement_id, viewer=current_actor())


def _page(settlement: ArrearsSettlement, form: LineForm | None = None) -> str:
    form = form or LineForm(formdata=None).offer(settlement)
    return render_template("treasury/settlements/show.html", settlement=settlement, form=form)
