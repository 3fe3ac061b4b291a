"""A file on its way into the book: how far it is, and what a doubtful one waits for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask_babel import get_locale, gettext
from werkzeug.wrappers import Response

from srikandi import i18n
from srikandi.database import current_session
from srikandi.money import Sen
from srikandi.payments import BankStatement, StatementUpload, UploadStatus, banking
from srikandi.payments.banking import Remark
from srikandi.users import Permission
from srikandi.web.frame.saying.formats import sen_words
from srikandi.web.guard import current_actor, requires
from srikandi.web.treasury.bank.choosing import ConfirmForm, ReasonForm

routes = Blueprint("uploads", __name__, url_prefix="/rekening-koran/proses")
LOOK_AGAIN = 5
"""Seconds after which a browser asks again how far a file is."""
MOVING = (UploadStatus.WAITING, UploadStatus.BOOKING)


@dataclass(frozen=True)
class Progress:
    """How many lines are booked of how many."""

    upload: StatementUpload
    done: int
    lines: int

    @property
    def is_reading(self) -> bool:
        """Is the file still being read and decided?"""
        return self.upload.status is UploadStatus.WAITING

    @property
    def is_held(self) -> bool:
        """Does it wait for somebody's word?"""
        return self.upload.status is UploadStatus.HELD


@routes.get("/<int:upload_id>")
@requires(Permission.STATEMENTS_IMPORT)
def show(upload_id: int) -> Response:
    """Show how far a file is; the finished one is its statement."""
    upload = _upload(upload_id)
    if upload.status is UploadStatus.DONE:
        return redirect(url_for("treasury.statements.show", statement_id=upload.statement_id), 303)
    page = make_response(_page(upload))
    if upload.status in MOVING:
        page.headers["Refresh"] = str(LOOK_AGAIN)
    return page


@routes.post("/<int:upload_id>/catat")
@requires(Permission.STATEMENTS_IMPORT)
def accept(upload_id: int) -> tuple[str, int] | Response:
    """Have a doubtful file booked as it is, on another person's word."""
    upload, form = _upload(upload_id), ReasonForm()
    if form.validate():
        with form.catching():
            banking.accept_upload(current_session(), upload, reason=form.reason.data, by=current_actor())
            flash(gettext("Berkas akan dicatat apa adanya, biasanya dalam satu menit."), "success")
            return redirect(url_for(".show", upload_id=upload_id), 303)
    return _page(upload, accepting=form), 422


@routes.post("/<int:upload_id>/buang")
@requires(Permission.STATEMENTS_IMPORT)
def drop(upload_id: int) -> tuple[str, int] | Response:
    """Throw a doubtful file away."""
    upload, form = _upload(upload_id), ConfirmForm()
    with form.catching():
        banking.drop_upload(current_session(), upload, by=current_actor())
        flash(gettext("Berkas dibuang. Tidak satu mutasi pun tercatat."), "success")
        return redirect(url_for("treasury.statements.index"), 303)
    return _page(upload, dropping=form), 422


def progress_of(upload: StatementUpload) -> Progress:
    """Give how far a file is."""
    kept = current_session().get(BankStatement, upload.statement_id) if upload.statement_id else None
    if kept is None:
        return Progress(upload, 0, upload.lines)
    return Progress(upload, kept.lines_done, kept.lines_new)


def remark_words(remark: Remark) -> tuple[str, bool]:
    """Give a remark in the reader's words, and whether something is wrong."""
    values = {name: _shown(value) for name, value in remark.values.items()}
    return gettext(remark.message, **values), remark.is_trouble


def _shown(value: date | int | Sen) -> str:
    language = str(get_locale() or "id")
    if isinstance(value, date):
        return i18n.day(value, language)
    return sen_words(value) if isinstance(value, Sen) else i18n.grouped(value, language)


def _upload(upload_id: int) -> StatementUpload:
    return banking.upload_of(current_session(), upload_id, viewer=current_actor())


def _page(upload: StatementUpload, *, accepting: ReasonForm | None = None, dropping: ConfirmForm | None = None) -> str:
    return render_template(
        "treasury/uploads/show.html",
        progress=progress_of(upload),
        doubts=[remark_words(Remark.of_json(one))[0] for one in upload.doubts],
        refusal=gettext(upload.refusal) if upload.refusal else "",
        is_own=upload.uploaded_by == current_actor().user_id,
        accepting=accepting or ReasonForm(),
        dropping=dropping or ConfirmForm(),
    )
