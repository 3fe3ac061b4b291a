"""Months the branch gives back: confirmed for people who had left."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import DateField, StringField
from wtforms.validators import InputRequired, Length

from srikandi.clock import Month, today
from srikandi.database import current_session
from srikandi.programme import exits
from srikandi.programme.exits import WastedRow
from srikandi.residents import EXIT_WORDS
from srikandi.users import Permission
from srikandi.web.forms import CheckboxesField, Form, plain_text
from srikandi.web.guard import current_actor, requires

routes = Blueprint("given_back", __name__, url_prefix="/pengembalian")


class CreditForm(Form):
    """Which months are given back, by which paper."""

    months = CheckboxesField(_l("Bulan yang dikembalikan"), [InputRequired(_l("Pilih paling sedikit satu bulan."))])
    document_number = StringField(
        _l("Nomor dokumen BPJS Kesehatan"), [InputRequired(_l("Tulis nomornya.")), Length(max=120), plain_text]
    )
    stated_on = DateField(_l("Tanggal dokumen"), [InputRequired(_l("Isi tanggalnya."))], default=today)

    rows: dict[str, WastedRow]

    def offer(self) -> CreditForm:
        """Offer the months that wait for it."""
        found = exits.wasted_rows(current_session(), current_actor().district_ids)
        self.rows = {f"{one.month.pledge_id}:{one.month.month}:{one.month.seat}": one for one in found}
        self.months.choices = [(key, one.name) for key, one in self.rows.items()]
        return self

    def chosen(self) -> list[tuple[int, Month, int]]:
        """Give pledge, month and seat of what was chosen."""
        found = [self.rows[key].month for key in self.months.data]
        return [(one.pledge_id, one.month, one.seat) for one in found]


@routes.get("")
@requires(Permission.BILLS_STATE)
def index() -> str:
    """List what waits to be given back, and what was."""
    return _page(CreditForm(formdata=None).offer())


@routes.post("")
@requires(Permission.BILLS_STATE)
def create() -> tuple[str, int] | Response:
    """Take the branch's word that months are given back."""
    form = CreditForm().offer()
    if form.validate():
        with form.catching():
            said = {"document_number": form.document_number.data, "stated_on": form.stated_on.data}
            count = exits.credit_months(current_session(), form.chosen(), **said, by=current_actor())
            flash(gettext("%(n)s bulan dikembalikan. Uangnya menjadi saldo para penanggung lagi.", n=count), "success")
            return redirect(url_for("branch.given_back.index"), 303)
    return _page(form), 422


def _page(form: CreditForm) -> str:
    given = exits.credited_rows(current_session(), current_actor().district_ids)
    return render_template("branch/given_back/index.html", form=form, given=given, exit_words=EXIT_WORDS)
