"""What the branch does with a district's files: take them, answer them, confirm the months after."""

from __future__ import annotations

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from werkzeug.wrappers import Response
from wtforms import RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional, Regexp

from srikandi import clock, coverage, documents, places, programme
from srikandi.clock import Month
from srikandi.coverage import Batch
from srikandi.database import current_session
from srikandi.programme.urgency import Said
from srikandi.users import Permission
from srikandi.web.branch.batches.telling import tell
from srikandi.web.forms import OR_NOTHING, Form, plain_text
from srikandi.web.frame.saying.formats import month_words
from srikandi.web.guard import current_actor, requires

routes = Blueprint("batches", __name__, url_prefix="/berkas")


class AnswerForm(Form):
    """The branch's answer as a file."""

    file = FileField(
        _l("Berkas jawaban"),
        [FileRequired(_l("Pilih berkasnya."))],
        description=_l(".xlsx atau .csv dengan kolom NIK dan STATUS (DITERIMA atau DITOLAK), boleh sebagian."),
    )


class UrgentForm(Form):
    """The branch's word about the one person of an urgent file."""

    outcome = RadioField(_l("Jawaban"), [InputRequired(_l("Pilih jawabannya."))])
    card = StringField(
        _l("Nomor kartu JKN"), [Optional(), Regexp(r"\s{0,9}[0-9]{13}\s{0,9}\Z", message=_l("Nomor kartu 13 angka."))]
    )
    code = SelectField(_l("Alasan bila ditolak"), [OR_NOTHING])

    def offer(self) -> UrgentForm:
        """Offer both answers, and the reasons for a no."""
        self.outcome.choices = [("yes", gettext("Aktif")), ("no", gettext("Ditolak"))]
        self.code.choices = [("", "–"), *((one.code, gettext(one.title)) for one in coverage.REJECTIONS)]
        return self

    def said(self) -> Said:
        """Give it as the domain takes it."""
        return Said(self.outcome.data == "yes", self.code.data or "", (self.card.data or "").strip() or None)


class MonthForm(Form):
    """Which month of which district is confirmed, by which document."""

    month = SelectField(_l("Bulan"), [InputRequired(_l("Pilih bulannya."))])
    document_number = StringField(
        _l("Nomor dokumen BPJS Kesehatan"), [InputRequired(_l("Tulis nomornya.")), Length(max=120), plain_text]
    )

    def offer(self) -> MonthForm:
        """Offer the months that wait for a word, up to the next one: nobody confirms a month that is further off."""
        self.month.choices = []
        for district_id in current_actor().district_ids:
            district = places.district_of(current_session(), district_id)
            newest = Month.of(clock.today(district.zone)) + 1
            for month, count in programme.months_to_confirm(current_session(), district_id).items():
                if month > newest:
                    continue
                label = gettext(
                    "%(place)s, %(month)s: %(n)s jiwa", place=district.name, month=month_words(month), n=count
                )
                self.month.choices.append((f"{district_id}/{month}", label))
        return self

    def chosen(self) -> tuple[int, Month]:
        """Give the district and the month."""
        district_id, _, month = self.month.data.partition("/")
        return int(district_id), Month.parse(month)


@routes.get("")
@requires(Permission.BATCHES_ANSWER)
def index() -> str:
    """List the files that have come, those without an answer first."""
    return _list(MonthForm().offer())


@routes.post("/bulan")
@requires(Permission.BATCHES_ANSWER)
def confirm_month() -> tuple[str, int] | Response:
    """Say that everybody who was active stays active in a month."""
    form = MonthForm().offer()
    if form.validate():
        with form.catching():
            district_id, month = form.chosen()
            said = {"month": month, "document_number": form.document_number.data, "by": current_actor()}
            done = programme.confirm_month(current_session(), district_id, **said)
            flash(gettext("%(n)s jiwa-bulan dikonfirmasi aktif.", n=done.life_months), "success")
            return redirect(url_for("branch.batches.index"), 303)
    return _list(form), 422


@routes.get("/<int:batch_id>")
@requires(Permission.BATCHES_ANSWER)
def show(batch_id: int) -> str:
    """Show who is in a file and what was answered."""
    return _page(_batch(batch_id), AnswerForm())


@routes.post("/<int:batch_id>/unduh")
@requires(Permission.BATCHES_ANSWER)
def download(batch_id: int) -> Response:
    """Give the workbook with full identities; that it was taken is written down."""
    batch = _batch(batch_id)
    content = programme.batch_file(current_session(), batch, by=current_actor())
    paper = documents.attachment(content, filename=f"{batch.number}.xlsx", media_type=coverage.MEDIA_TYPE)
    return make_response(paper.content, 200, paper.headers)


@routes.post("/<int:batch_id>/jawaban")
@requires(Permission.BATCHES_ANSWER)
def answer(batch_id: int) -> tuple[str, int] | Response:
    """Take an answer in: accepted people are active, others make room for the next."""
    form, batch = AnswerForm(), _batch(batch_id)
    if form.validate():
        with form.catching():
            upload, by = form.file.data, current_actor()
            tell(programme.read_answer(current_session(), batch, upload.read(), filename=upload.filename or "", by=by))
            return redirect(url_for("branch.batches.show", batch_id=batch.id), 303)
    return _page(batch, form), 422


@routes.post("/<int:batch_id>/jawab")
@requires(Permission.BATCHES_ANSWER)
def answer_urgently(batch_id: int) -> tuple[str, int] | Response:
    """Answer an urgent file of one person on the page."""
    form, batch = UrgentForm().offer(), _batch(batch_id)
    if batch.is_urgent and form.validate():
        with form.catching():
            tell(programme.urgency.answer_urgently(current_session(), batch, form.said(), by=current_actor()))
            return redirect(url_for("branch.batches.show", batch_id=batch.id), 303)
    return _page(batch, AnswerForm(formdata=None), form), 422


def _batch(batch_id: int) -> Batch:
    return coverage.sent_batch_of(current_session(), batch_id, viewer=current_actor())


def _list(form: MonthForm) -> str:
    came = [row for row in coverage.summaries(current_session(), current_actor()) if row.is_sent]
    came.sort(key=lambda row: (row.waiting == 0, not row.batch.is_urgent))
    return render_template("branch/batches/index.html", rows=came, form=form)


def _page(batch: Batch, form: AnswerForm, urgent_form: UrgentForm | None = None) -> str:
    session, viewer = current_session(), current_actor()
    case = coverage.urgency.case_of_batch(session, batch.id) if batch.is_urgent else None
    return render_template(
        "branch/batches/show.html",
        batch=batch,
        rows=programme.batch_rows(current_session(), batch),
        counts=coverage.count_lines(current_session(), batch),
        due=coverage.due_on(current_session(), batch.district_id, batch.month),
        form=form,
        urgent=programme.urgency.urgent_rows(session, viewer=viewer, only=case)[0] if case else None,
        people=programme.urgency.people_of_case(session, case) if case else {},
        district=places.district_of(session, batch.district_id),
        urgent_form=urgent_form or UrgentForm(formdata=None).offer(),
    )
