"""The branch strikes arrears off, family by family, as its own records show."""

from __future__ import annotations

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from srikandi import coverage, documents
from srikandi.arrears import paying
from srikandi.arrears.paying import ArrearsSettlement
from srikandi.database import current_session
from srikandi.programme import arrears
from srikandi.programme.arrears import SettlementFamily
from srikandi.users import Permission
from srikandi.web.forms import CheckboxesField, Form, plain_text
from srikandi.web.guard import current_actor, requires

routes = Blueprint("settlements", __name__, url_prefix="/pelunasan")


class SettleForm(Form):
    """Which families owe nothing any more, and by which paper."""

    families = CheckboxesField(_l("Keluarga yang tunggakannya sudah lunas"))
    document = StringField(
        _l("Nomor bukti pelunasan"),
        [InputRequired(_l("Tulis nomor buktinya.")), Length(max=120), plain_text],
        description=_l("Ketik dari catatan BPJS Kesehatan."),
    )

    def offer(self, families: list[SettlementFamily]) -> SettleForm:
        """Fill the list of families, all of them chosen at first."""
        self.families.choices = [(one.key, ", ".join(person.name for person in one.people)) for one in families]
        if not self.document.raw_data:
            self.families.data = [one.key for one in families]
        return self

    def people(self, families: list[SettlementFamily]) -> list[int]:
        """Give everybody of the families that were chosen."""
        chosen = set(self.families.data or ())
        return [person.resident_id for one in families if one.key in chosen for person in one.people]


@routes.get("")
@requires(Permission.BATCHES_ANSWER)
def index() -> str:
    """List the files of the branch's districts."""
    rows = arrears.settlement_rows(current_session(), paying.settlements_of(current_actor()))
    return render_template("branch/settlements/index.html", rows=rows)


@routes.get("/<int:settlement_id>")
@requires(Permission.BATCHES_ANSWER)
def show(settlement_id: int) -> str:
    """Show the families of a file to compare with the branch's records."""
    return _page(_settlement(settlement_id))


@routes.post("/<int:settlement_id>/unduh")
@requires(Permission.BATCHES_ANSWER)
def download(settlement_id: int) -> Response:
    """Give the workbook with full identities; that it was taken is written down."""
    settlement = _settlement(settlement_id)
    content = arrears.file_of(current_session(), settlement, by=current_actor())
    paper = documents.attachment(content, filename=f"{settlement.number}.xlsx", media_type=coverage.MEDIA_TYPE)
    return make_response(paper.content, 200, paper.headers)


@routes.post("/<int:settlement_id>/lunas")
@requires(Permission.BATCHES_ANSWER)
def confirm(settlement_id: int) -> tuple[str, int] | Response:
    """Strike off the families that were chosen; the others wait for the next file."""
    settlement = _settlement(settlement_id)
    families = arrears.families_of(current_session(), settlement)
    form = SettleForm().offer(families)
    if form.validate():
        with form.catching():
            said = {"document": form.document.data, "by": current_actor()}
            arrears.settle_families(current_session(), settlement, form.people(families), **said)
            flash(gettext("Pelunasan %(number)s dicatat dan dibukukan.", number=settlement.number), "success")
            return redirect(url_for(".show", settlement_id=settlement.id), 303)
    return _page(settlement, form), 422


def _settlement(settlement_id: int) -> ArrearsSettlement:
    return paying.settlement_of(current_session(), settlement_id, viewer=current_actor())


def _page(settlement: ArrearsSettlement, form: SettleForm | None = None) -> str:
    families = arrears.families_of(current_session(), settlement)
    return render_template(
        "branch/settlements/show.html",
        settlement=settlement,
        families=families,
        form=form or SettleForm(formdata=None).offer(families),
    )
