"""Files of people to BPJS Kesehatan: built, taken, sent with a letter."""

from __future__ import annotations

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length

from srikandi import clock, coverage, documents, places, programme
from srikandi.clock import Month
from srikandi.coverage import Batch, BatchKind, BatchStatus, sheets
from srikandi.database import current_session
from srikandi.places import District
from srikandi.programme import MonthToSend
from srikandi.users import Permission
from srikandi.web.forms import Form, ReasonField, plain_text
from srikandi.web.frame.saying.formats import month_words
from srikandi.web.frame.saying.words import word
from srikandi.web.guard import current_actor, requires

routes = Blueprint("batches", __name__, url_prefix="/berkas")


class BuildForm(Form):
    """For which month, and what BPJS Kesehatan is to do with the people in it."""

    month = SelectField(_l("Isi berkas"), [InputRequired(_l("Pilih isinya."))])

    months: list[MonthToSend]

    def offer(self) -> BuildForm:
        """Offer what somebody waits for."""
        self.months = programme.months_to_send(current_session(), _district())
        self.month.choices = [
            (f"{one.month}/{kind}", f"{month_words(one.month)}, {word(kind)}: {words_of_people(count)}")
            for one in self.months
            for kind, count in one.waiting.items()
        ]
        return self

    def chosen(self) -> tuple[Month, BatchKind]:
        """Give the month and what is to be done."""
        month, _, kind = self.month.data.partition("/")
        return Month.parse(month), BatchKind(kind)


class SendForm(Form):
    """Under which letter the file went out."""

    letter_number = StringField(
        _l("Nomor surat pengantar"), [InputRequired(_l("Tulis nomor suratnya.")), Length(max=120), plain_text]
    )


class DiscardForm(Form):
    """Why a file is thrown away."""

    discard_reason = ReasonField(description=_l("Misalnya bulannya keliru. Orang-orangnya kembali menunggu berkas."))


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
            (month, kind), by = form.chosen(), current_actor()
            batch = programme.build_batch(current_session(), by.district_id, month=month, kind=kind, by=by)
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


@routes.post("/<int:batch_id>/buang")
@requires(Permission.BATCHES_BUILD)
def discard(batch_id: int) -> tuple[str, int] | Response:
    """Throw a file away that has not gone out."""
    form, batch = DiscardForm(), _batch(batch_id)
    if form.validate():
        with form.catching():
            number, reason = batch.number, form.discard_reason.data
            programme.discard_batch(current_session(), batch, reason=reason, by=current_actor())
            flash(gettext("Berkas %(number)s dibuang. Orang-orangnya menunggu berkas lagi.", number=number), "success")
            return redirect(url_for("district.batches.index"), 303)
    return _page(batch, SendForm(formdata=None), form), 422


def _district() -> District:
    return places.district_of(current_session(), current_actor().district_id)


def words_of_people(count: int) -> str:
    """Say how many people."""
    return str(gettext("%(n)s orang", n=f"{count:,}".replace(",", ".")))


def _batch(batch_id: int) -> Batch:
    return coverage.batch_of(current_session(), batch_id, viewer=current_actor())


def _list(form: BuildForm) -> str:
    session, viewer = current_session(), current_actor()
    return render_template(
        "district/batches/index.html",
        rows=coverage.summaries(session, viewer),
        discarded=coverage.discarded_of(session, viewer),
        form=form,
        months=form.months,
        quota=_district().pbpu_quota,
        can_build=viewer.may(Permission.BATCHES_BUILD),
    )


def _page(batch: Batch, form: SendForm, discarding: DiscardForm | None = None) -> str:
    session, may_build = current_session(), current_actor().may(Permission.BATCHES_BUILD)
    layout = coverage.layout_of_batch(session, batch)
    is_waiting = may_build and batch.status is BatchStatus.BUILT
    return render_template(
        "district/batches/show.html",
        batch=batch,
        rows=programme.batch_rows(session, batch),
        counts=coverage.count_lines(session, batch),
        due=coverage.due_on(session, batch.district_id, batch.month),
        late=(coverage.due_on(session, batch.district_id, batch.month) - clock.today(_district().zone)).days < 0,
        layout=layout,
        preview=programme.batch_preview(session, batch, layout) if may_build else [],
        mapping=form_words(session, batch),
        may_build=may_build,
        can_send=is_waiting,
        form=form,
        discarding=discarding or DiscardForm(formdata=None),
    )


def form_words(session: Session, batch: Batch) -> str:
    """Say in which form a file is written."""
    purpose = coverage.purpose_of(batch)
    if batch.status is BatchStatus.BUILT:
        standing = sheets.standing_form(session, batch.district_id, purpose)
        version = 0 if standing.is_shipped else standing.version
    else:
        form = session.get(sheets.SheetForm, batch.form_id) if batch.form_id else None
        version = form.version if form and not form.is_default else 0
    if not version:
        return str(gettext(coverage.MAPPING_NAME))
    return str(gettext("Susunan sendiri, versi %(n)s", n=version))
