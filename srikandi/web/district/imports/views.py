"""Files of residents: brought by one person, looked through, approved by another, undone if they were wrong."""

from __future__ import annotations

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import residents
from srikandi.clock import now
from srikandi.database import current_session
from srikandi.errors import Refusal
from srikandi.places import villages_of
from srikandi.residents import CODES, Decision, Effect, ImportStatus, ResidentImport, ResidentKind, Upload
from srikandi.users import Permission
from srikandi.web.district.imports.forms import DEEDS, FIELDS, ApproveForm, ReasonForm, UploadForm
from srikandi.web.guard import current_actor, requires
from srikandi.web.refusals import words_of

routes = Blueprint("imports", __name__, url_prefix="/unggahan")
AT_WORK = frozenset({ImportStatus.WAITING, ImportStatus.READING, ImportStatus.COMPARING, ImportStatus.APPROVING})
UNREAD = AT_WORK | {ImportStatus.STOPPED, ImportStatus.REFUSED}
LOOK_AGAIN = 2
"""Seconds after which a browser asks again how far a file is."""


@routes.get("")
@requires(Permission.RESIDENTS_VIEW)
def index() -> str:
    """List the files that were brought, newest first."""
    return render_template(
        "district/imports/index.html", imports=residents.imports_of(current_session(), viewer=current_actor())
    )


@routes.get("/baru")
@requires(Permission.RESIDENTS_IMPORT)
def new() -> str:
    """Ask for a file."""
    return render_template("district/imports/new.html", form=_upload_form())


@routes.post("/baru")
@requires(Permission.RESIDENTS_IMPORT)
def create() -> tuple[str, int] | Response:
    """Read a file and keep it aside; a file that is here already is shown."""
    form = _upload_form()
    if form.validate():
        with form.catching():
            import_, is_new = _staged(form)
            if not is_new:
                flash(gettext("Berkas ini sudah pernah diunggah. Inilah unggahannya; tidak ada yang berubah."), "info")
            return redirect(url_for("district.imports.show", import_id=import_.id), 303)
    return render_template("district/imports/new.html", form=form), 422


@routes.get("/<int:import_id>")
@requires(Permission.RESIDENTS_VIEW)
def show(import_id: int) -> str | Response:
    """Show what a file would do, row by row, or how far it is."""
    import_ = _import(import_id)
    if import_.status is ImportStatus.UNMAPPED:
        return redirect(url_for("district.import_columns.ask", import_id=import_.id), 303)
    return _waiting_page(import_) if import_.status in UNREAD else _page(import_)


@routes.post("/<int:import_id>/ditolak.csv")
@requires(Permission.RESIDENTS_VIEW)
def sent_back(import_id: int) -> Response:
    """Give the rows that did not get in, for the person who must mend them; that it was taken is written down."""
    session, import_ = current_session(), _import(import_id)
    content = residents.sent_back(session, import_, translate=gettext)
    people = len(content.splitlines()) - 1
    residents.note_taken(session, import_, what="sent_back", people=people, by=current_actor())
    answer = make_response(content)
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = f'attachment; filename="ditolak-{import_id}.csv"'
    return answer


@routes.post("/<int:import_id>/hentikan")
@requires(Permission.RESIDENTS_IMPORT)
def stop(import_id: int) -> Response:
    """Have the reading stop; what is read stays."""
    import_ = _import(import_id)
    residents.stop_import(current_session(), import_, by=current_actor())
    return _back(import_)


@routes.post("/<int:import_id>/lanjutkan")
@requires(Permission.RESIDENTS_IMPORT)
def go_on(import_id: int) -> Response:
    """Have the reading go on where it stopped."""
    import_ = _import(import_id)
    residents.continue_import(current_session(), import_, by=current_actor())
    return _back(import_)


@routes.post("/<int:import_id>/setujui")
@requires(Permission.RESIDENTS_APPROVE)
def approve(import_id: int) -> tuple[str, int] | Response:
    """Let the good rows in, exactly as they were seen."""
    form, import_ = ApproveForm(), _import(import_id)
    if form.validate():
        with form.catching():
            residents.approve_import(current_session(), import_, seen_hash=form.seen_hash.data, by=current_actor())
            flash(_approved_words(import_), "success")
            return _back(import_)
    return _page(_fresh(import_), approve_form=form), 409


@routes.post("/<int:import_id>/bandingkan")
@requires(Permission.RESIDENTS_VIEW)
def compare(import_id: int) -> Response:
    """Hold the file against the registry of today."""
    import_ = _import(import_id)
    residents.compare_again(current_session(), import_, by=current_actor())
    if import_.status is ImportStatus.STAGED:
        flash(gettext("Sudah dibandingkan lagi dengan daftar warga. Periksa hasilnya."), "success")
    return _back(import_)


@routes.post("/<int:import_id>/buang")
@requires(Permission.RESIDENTS_VIEW)
def discard(import_id: int) -> tuple[str, int] | Response:
    """Throw a waiting file away."""
    form, import_ = ReasonForm(), _import(import_id)
    if form.validate():
        with form.catching():
            residents.discard_import(current_session(), import_, reason=form.reason.data, by=current_actor())
            flash(gettext("Unggahan dibuang. Daftar warga tidak berubah."), "success")
            return _back(import_)
    return _discard_page(_fresh(import_), form), 422


@routes.post("/<int:import_id>/batalkan")
@requires(Permission.RESIDENTS_APPROVE)
def undo(import_id: int) -> tuple[str, int] | Response:
    """Take back what an approved file did."""
    form, import_ = ReasonForm(), _import(import_id)
    if form.validate():
        with form.catching():
            residents.undo_import(current_session(), import_, reason=form.reason.data, by=current_actor())
            flash(gettext("Unggahan dibatalkan. Daftar warga kembali seperti sebelumnya."), "success")
            return _back(import_)
    return _page(_fresh(import_), reason_form=form), 422


def _upload_form() -> UploadForm:
    return UploadForm().offer(villages_of(current_session(), current_actor().district_id))


def _staged(form: UploadForm) -> tuple[ResidentImport, bool]:
    started, by = now(), current_actor()
    upload = Upload(form.file.data.read(), form.file.data.filename, form.village.data or None)
    kind = ResidentKind(form.kind.data)
    import_ = residents.take_in(current_session(), upload, district_id=by.district_id, kind=kind, by=by)
    return import_, import_.uploaded_at >= started


def _import(import_id: int) -> ResidentImport:
    return residents.import_of(current_session(), import_id, viewer=current_actor())


def _fresh(import_: ResidentImport) -> ResidentImport:
    """Show what stands in the database, not what a refused deed left half done in memory."""
    session, import_id = current_session(), import_.id
    session.expire_all()
    return residents.import_of(session, import_id, viewer=current_actor())


def _back(import_: ResidentImport) -> Response:
    return redirect(url_for("district.imports.show", import_id=import_.id), 303)


def _approved_words(import_: ResidentImport) -> str:
    if import_.status is ImportStatus.STAGED:
        return str(gettext("Persetujuan pertama tercatat. Berkas ini masih menunggu persetujuan orang kedua."))
    if import_.status is ImportStatus.APPROVING:
        return str(gettext("Disetujui. Warganya sedang dimasukkan ke daftar."))
    return str(gettext("Disetujui. Warganya sudah masuk daftar dan menunggu verifikasi desa."))


def _seen(import_: ResidentImport, refused: ApproveForm | None) -> ApproveForm:
    """Give the form that carries what this page shows, with why the last one was refused."""
    form = refused or ApproveForm(formdata=None)
    form.seen_hash.data = import_.content_hash.hex()
    return form


def _rows(import_: ResidentImport) -> dict[str, object]:
    """Give the rows that were asked for, with what a page needs to show them."""
    asked, after = request.args.get("baris"), request.args.get("setelah", default=0, type=int)
    decision = Decision(asked) if asked in list(Decision) else None
    effect = Effect(asked) if asked in list(Effect) else None
    rows, next_after = residents.rows_page(current_session(), import_, decision=decision, effect=effect, after=after)
    return {
        "rows": rows,
        "after": after,
        "next_after": next_after,
        "here": decision or effect,
        "fields": FIELDS,
        "villages": {one.code: one for one in villages_of(current_session(), import_.district_id)},
        "reasons": lambda row: residents.reasons_of(row, translate=gettext),
    }


def _waiting_page(import_: ResidentImport) -> Response:
    """Show how far a file is; while somebody works on it, the page asks again by itself."""
    page = make_response(_progress(import_, ReasonForm(formdata=None)))
    if import_.status in AT_WORK:
        page.headers["Refresh"] = str(LOOK_AGAIN)
    return page


def _progress(import_: ResidentImport, form: ReasonForm) -> str:
    return render_template(
        "district/imports/waiting.html", import_=import_, problem=_problem(import_), reason_form=form
    )


def _discard_page(import_: ResidentImport, form: ReasonForm) -> str:
    """Show the page again from which somebody wanted to throw a file away."""
    return _page(import_, reason_form=form) if import_.status is ImportStatus.STAGED else _progress(import_, form)


def _problem(import_: ResidentImport) -> str | None:
    """Give in the reader's words why the file, or the last approval, came to nothing."""
    told = import_.problem
    return words_of(Refusal(told["message"], **told["values"])) if told else None


def _page(
    import_: ResidentImport, *, approve_form: ApproveForm | None = None, reason_form: ReasonForm | None = None
) -> str:
    session, status = current_session(), import_.status
    undo_until = residents.undo_until(import_) if status is ImportStatus.APPROVED else None
    return render_template(
        "district/imports/show.html",
        **_rows(import_),
        import_=import_,
        decisions={one: import_.counts["decisions"].get(one.value, 0) for one in Decision},
        effects={one: import_.counts["effects"].get(one.value, 0) for one in Effect},
        changes=[(FIELDS[name], count) for name, count in import_.counts.get("fields", {}).items() if name in FIELDS],
        problem=_problem(import_),
        code_words=CODES,
        history=residents.history_of(session, import_),
        deeds=DEEDS,
        needs_second=status is ImportStatus.STAGED and residents.needs_second(session, import_),
        changed_share=f"{residents.CHANGED_PERCENT}%",
        undo_until=undo_until,
        is_undoable=undo_until is not None and now() <= undo_until,
        approve_form=_seen(import_, approve_form),
        reason_form=reason_form or ReasonForm(formdata=None),
    )
