"""Files of people to BPJS Kesehatan: built, taken, sent with a letter."""

from __future__ import annotations

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length

from srikandi import coverage, documents, programme
from srikandi.clock import Month
from srikandi.coverage import Batch, BatchStatus
from srikandi.database import current_session
from srikandi.users import Permission
from srikandi.web.forms import Form, plain_text
from srikandi.web.frame.pages import month_words
from srikandi.web.guard import current_actor, requires

routes = Blueprint("batches", __name__, url_prefix="/berkas")
MONTHS_OFFERED = 3


class BuildForm(Form):
    """For which month of registration."""

    month = SelectField(_l("Bulan pendaftaran"), [InputRequired(_l("Pilih bulannya."))])

    def offer(self) -> BuildForm:
        """Offer the months somebody waits for."""
        waiting = programme.months_to_register(current_session(), current_actor().district_id)
        self.month.choices = [
            (str(month), gettext("%(month)s: %(n)s orang", month=month_words(month), n=count))
            for month, count in list(waiting.items())[:MONTHS_OFFERED]
        ]
        return self


class SendForm(Form):
    """Under which letter the file went out."""

    letter_number = StringField(
        _l("Nomor surat pengantar"), [InputRequired(_l("Tulis nomor suratnya.")), Length(max=120), plain_text]
    )


@routes.get("")
@requires(Permission.BATCHES_VIEW)
def index() -> str:
    """List the district's files with their answers."""
    return _list(BuildForm().offer())


@routes.post("")
@requires(Permission.BATCHES_BUILD)
def build() -> tuple[str, int] | Response:
    """Put everybody into a file whose first month is funded."""
    form = BuildForm().offer()
    if form.validate():
        with form.catching():
            month, by = Month.parse(form.month.data), current_actor()
            batch = programme.build_batch(current_session(), by.district_id, month=month, by=by)
            flash(gettext("Berkas %(number)s siap.", number=batch.number), "success")
            return redirect(url_for("district.batches.show", batch_id=batch.id), 303)
    return _list(form), 422


@routes.get("/<int:batch_id>")
@requires(Permission.BATCHES_VIEW)
def show(batch_id: int) -> str:
    """Show who is in a file, what was answered and what is next."""
    return _page(_batch(batch_id), SendForm())


@routes.post("/<int:batch_id>/unduh")
@requires(Permission.BATCHES_BUILD)
def download(batch_id: int) -> Response:
    """Give the workbook with full identities; that it was taken is written down."""
    batch = _batch(batch_id)
    content = programme.batch_file(current_session(), batch, by=current_actor())
    paper = documents.attachment(content, filename=f"{batch.number}.xlsx", media_type=coverage.MEDIA_TYPE)
    return make_response(paper.content, 200, paper.headers)


@routes.post("/<int:batch_id>/kirim")
@requires(Permission.BATCHES_BUILD)
def send(batch_id: int) -> tuple[str, int] | Response:
    """Note that the file has gone to the branch."""
    form, batch = SendForm(), _batch(batch_id)
    if form.validate():
        with form.catching():
            programme.send_batch(current_session(), batch, letter_number=form.letter_number.data, by=current_actor())
            flash(gettext("Berkas tercatat terkirim. Cabang bisa menjawabnya."), "success")
            return redirect(url_for("district.batches.show", batch_id=batch.id), 303)
    return _page(batch, form), 422


def _batch(batch_id: int) -> Batch:
    return coverage.batch_of(current_session(), batch_id, viewer=current_actor())


def _list(form: BuildForm) -> str:
    rows = coverage.summaries(current_session(), current_actor())
    can_build = current_actor().may(Permission.BATCHES_BUILD)
    months = [Month.parse(value) for value, _ in form.month.choices or ()]
    due = coverage.due_on(current_session(), current_actor().district_id, months[0]) if months else None
    return render_template("district/batches/index.html", rows=rows, form=form, can_build=can_build, due=due)


def _page(batch: Batch, form: SendForm) -> str:
    may_build = current_actor().may(Permission.BATCHES_BUILD)
    return render_template(
        "district/batches/show.html",
        batch=batch,
        rows=programme.batch_rows(current_session(), batch),
        counts=coverage.count_lines(current_session(), batch),
        due=coverage.due_on(current_session(), batch.district_id, batch.month),
        mapping=gettext(coverage.MAPPING_NAME),
        may_build=may_build,
        can_send=may_build and batch.status is BatchStatus.BUILT,
        form=form,
    )
