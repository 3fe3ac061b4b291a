"""Files of people who have left: brought by one person, looked through, approved by another, reported back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from werkzeug.wrappers import Response
from wtforms import DateField, HiddenField, SelectField
from wtforms.validators import InputRequired, Optional, ValidationError

from srikandi import residents
from srikandi.clock import today
from srikandi.database import current_session
from srikandi.programme.exits import lists
from srikandi.residents import EXIT_WORDS, Decision
from srikandi.residents.exits import (
    EXIT_CODES,
    ExitFile,
    ExitList,
    ExitListStatus,
    ExitSource,
    discard_list,
    exit_list_of,
)
from srikandi.users import Permission
from srikandi.web.forms import OR_NOTHING, Form, ReasonField
from srikandi.web.frame.saying.words import word
from srikandi.web.guard import current_actor, requires

routes = Blueprint("exit_files", __name__, url_prefix="/pergantian/berkas")


class UploadForm(Form):
    """A file of people who have left, and what it does not say itself."""

    file = FileField(
        _l("Berkas warga keluar"),
        [FileRequired(_l("Pilih berkasnya."))],
        description=_l("Excel atau CSV: NIK atau nomor kartu JKN, alasan, dan tanggal. Paling banyak 10.000 baris."),
    )
    source = SelectField(_l("Dari siapa"), [InputRequired()])
    reason = SelectField(
        _l("Alasan untuk baris yang tidak menyebutnya"),
        [OR_NOTHING],
        description=_l("Misalnya berkas akta kematian."),
    )
    left_on = DateField(_l("Tanggal untuk baris yang tidak menyebutnya"), [Optional()])

    def offer(self) -> UploadForm:
        """Fill the lists people choose from."""
        self.source.choices = [(one.value, word(one)) for one in ExitSource]
        named = ((code, gettext(words)) for code, words in EXIT_WORDS.items())
        self.reason.choices = [("", gettext("Tertulis di berkas")), *named]
        return self

    def validate_left_on(self, field: Any) -> None:
        """Refuse a day that has not come."""
        if field.data and field.data > today():
            raise ValidationError(gettext("Tanggal ini belum tiba."))


class ApproveForm(Form):
    """What the approver has seen."""

    seen_hash = HiddenField(validators=[InputRequired()])


class DiscardForm(Form):
    """Why a file is thrown away."""

    reason = ReasonField()


@routes.get("/baru")
@requires(Permission.RESIDENTS_IMPORT)
def new() -> str:
    """Ask for a file."""
    return render_template("district/exit_files/new.html", form=UploadForm().offer())


@routes.post("/baru")
@requires(Permission.RESIDENTS_IMPORT)
def create() -> tuple[str, int] | Response:
    """Read a file and keep it aside; a file that is here already is shown."""
    form = UploadForm().offer()
    if form.validate():
        with form.catching():
            kept, is_new = _staged(form)
            if not is_new:
                flash(gettext("Berkas ini sudah pernah diunggah. Inilah isinya; tidak ada yang berubah."), "info")
            return redirect(url_for(".show", list_id=kept.id), 303)
    return render_template("district/exit_files/new.html", form=form), 422


@routes.get("/<int:list_id>")
@requires(Permission.RESIDENTS_VIEW)
def show(list_id: int) -> str:
    """Show what a file would do, or what it did, row by row."""
    return _page(_list(list_id))


@routes.post("/<int:list_id>/laporan.csv")
@requires(Permission.RESIDENTS_VIEW)
def report(list_id: int) -> Response:
    """Give a line for each row, for whoever sent the file; that it was taken is written down."""
    session, kept = current_session(), _list(list_id)
    content = lists.report_of(session, kept, translate=gettext)
    residents.note_taken(session, kept, what="report", people=len(content.splitlines()) - 1, by=current_actor())
    answer = make_response(content)
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = f'attachment; filename="warga-keluar-{list_id}.csv"'
    return answer


@routes.post("/<int:list_id>/setujui")
@requires(Permission.RESIDENTS_APPROVE)
def approve(list_id: int) -> tuple[str, int] | Response:
    """Let everybody in it leave, exactly as it was seen."""
    form, kept = ApproveForm(), _list(list_id)
    if form.validate():
        with form.catching():
            passed = lists.approve_exits(current_session(), kept, seen_hash=form.seen_hash.data, by=current_actor())
            words = gettext("Disetujui. %(n)s kursi diteruskan ke warga berikutnya.", n=len(passed.successors))
            flash(words, "success")
            return redirect(url_for(".show", list_id=list_id), 303)
    return _page(_fresh(list_id), approving=form), 409


@routes.post("/<int:list_id>/buang")
@requires(Permission.RESIDENTS_VIEW)
def discard(list_id: int) -> tuple[str, int] | Response:
    """Throw a waiting file away."""
    form, kept = DiscardForm(), _list(list_id)
    if form.validate():
        with form.catching():
            discard_list(current_session(), kept, reason=form.reason.data, by=current_actor())
            flash(gettext("Berkas dibuang. Tidak ada yang keluar karenanya."), "success")
            return redirect(url_for("district.exits.index"), 303)
    return _page(_fresh(list_id), discarding=form), 422


def _staged(form: UploadForm) -> tuple[ExitList, bool]:
    file = ExitFile(
        form.file.data.read(), form.file.data.filename, reason=form.reason.data or None, left_on=form.left_on.data
    )
    return lists.stage_exits(current_session(), file, source=ExitSource(form.source.data), by=current_actor())


def _list(list_id: int) -> ExitList:
    return exit_list_of(current_session(), list_id, viewer=current_actor())


def _fresh(list_id: int) -> ExitList:
    """Show what stands in the database, not what a refused deed left half done in memory."""
    current_session().expire_all()
    return _list(list_id)


def _page(kept: ExitList, *, approving: ApproveForm | None = None, discarding: DiscardForm | None = None) -> str:
    session, asked = current_session(), request.args.get("baris")
    decision = asked if asked in list(Decision) else None
    after = request.args.get("setelah", default=0, type=int)
    rows, following = lists.exit_list_rows(session, kept, decision=decision, after=after)
    form = approving or ApproveForm(formdata=None)
    form.seen_hash.data = kept.content_hash.hex()
    is_staged = kept.status is ExitListStatus.STAGED
    return render_template(
        "district/exit_files/show.html",
        kept=kept,
        rows=rows,
        following=following,
        after=after,
        here=decision,
        counts=lists.counts_of(session, kept),
        months=lists.months_at_stake(session, kept) if is_staged else None,
        is_staged=is_staged,
        decisions={one.value: one for one in Decision},
        code_words=EXIT_CODES,
        exit_words=EXIT_WORDS,
        approve_form=form,
        discard_form=discarding or DiscardForm(formdata=None),
    )
