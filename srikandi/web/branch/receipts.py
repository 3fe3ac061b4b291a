"""The list of receipts: the branch brings what its own records show, many at once."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from werkzeug.wrappers import Response
from wtforms import SelectField
from wtforms.validators import InputRequired

from srikandi import places
from srikandi.database import current_session
from srikandi.errors import NotAllowed
from srikandi.payments.direct import ReceiptOutcome, receipts_of
from srikandi.programme.receiving import ListBrought, bring_receipts
from srikandi.users import Permission
from srikandi.web.forms import Form
from srikandi.web.guard import current_actor, requires

routes = Blueprint("receipts", __name__, url_prefix="/daftar-bukti")


class ListForm(Form):
    """Which district, and the file."""

    district = SelectField(_l("Kabupaten"), [InputRequired(_l("Pilih kabupatennya."))], coerce=int)
    file = FileField(
        _l("Daftar bukti bayar"),
        [FileRequired(_l("Pilih berkasnya."))],
        description=_l("CSV atau Excel dengan kolom NO BUKTI, TANGGAL, JUMLAH, dan bila ada PENYETOR dan KODE BAYAR."),
    )


@routes.get("")
@requires(Permission.PAYMENTS_CONFIRM)
def index() -> str:
    """Ask for a list, and show what earlier ones led to."""
    return _page(_form())


@routes.post("")
@requires(Permission.PAYMENTS_CONFIRM)
def create() -> tuple[str, int] | Response:
    """Work every receipt of the list that is new."""
    form = _form()
    if form.validate():
        with form.catching():
            flash(_told(_brought(form)), "success")
            return redirect(url_for(".index"), 303)
    return _page(form), 422


def _brought(form: ListForm) -> ListBrought:
    by, upload = current_actor(), form.file.data
    if form.district.data not in by.district_ids:
        raise NotAllowed
    return bring_receipts(current_session(), form.district.data, upload.read(), filename=upload.filename or "", by=by)


def _told(brought: ListBrought) -> str:
    counts = brought.outcomes
    words: str = gettext(
        "%(confirmed)s laporan dikonfirmasi, %(settled)s dibukukan lewat kodenya, %(suspense)s belum dikenali, "
        "%(differs)s berbeda dari laporan, %(known)s sudah pernah, %(unreadable)s baris tidak terbaca.",
        confirmed=counts[ReceiptOutcome.CONFIRMED],
        settled=counts[ReceiptOutcome.SETTLED],
        suspense=counts[ReceiptOutcome.SUSPENSE],
        differs=counts[ReceiptOutcome.DIFFERS],
        known=brought.known,
        unreadable=len(brought.unreadable),
    )
    return words


def _form() -> ListForm:
    form = ListForm()
    known = {one.id: one.name for one in places.districts(current_session())}
    form.district.choices = [(one, known[one]) for one in current_actor().district_ids if one in known]
    return form


def _page(form: ListForm) -> str:
    return render_template(
        "branch/receipts/index.html", form=form, receipts=receipts_of(current_session(), viewer=current_actor())
    )
