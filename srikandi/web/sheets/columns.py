"""The columns of files to BPJS Kesehatan: looked at with real rows, changed as a new version, taken back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import coverage, programme
from srikandi.coverage import BatchKind, sheets
from srikandi.coverage.files import Person, cells_of
from srikandi.coverage.registration import any_batch
from srikandi.coverage.sheets import Layout, Owner, Purpose
from srikandi.database import current_session
from srikandi.errors import NotFound
from srikandi.i18n import N_
from srikandi.users import Permission
from srikandi.web.guard import current_actor, requires
from srikandi.web.sheets.forms import CONTENT_WORDS, BackForm, LayoutForm

routes = Blueprint("columns", __name__)

SLUGS = {"pendaftaran": Purpose.REGISTRATION, "pemberitahuan": Purpose.NOTICE}
TITLES = {
    Purpose.REGISTRATION: N_("Peserta baru dan aktif kembali"),
    Purpose.NOTICE: N_("Perubahan data dan yang berhenti"),
}
KINDS = {
    Purpose.REGISTRATION: coverage.REGISTERING,
    Purpose.NOTICE: (BatchKind.CHANGED, BatchKind.ENDED),
}
PREVIEW = "pratinjau"


@routes.get("/")
@requires(Permission.BATCHES_VIEW)
def index() -> Response:
    """Lead to the form most files are written in."""
    return redirect(url_for("sheets.columns.show", purpose="pendaftaran"), 302)


@routes.get("/<any(pendaftaran, pemberitahuan):purpose>")
@requires(Permission.BATCHES_VIEW)
def show(purpose: str) -> str:
    """Show the form that holds, with real rows, and every version before it."""
    return _show(purpose, BackForm(formdata=None))


@routes.get("/<any(pendaftaran, pemberitahuan):purpose>/ubah")
@requires(Permission.SHEETS_WRITE)
def edit(purpose: str) -> str:
    """Open the form for changing."""
    owner = Owner.of(current_actor())
    layout = sheets.owner_form(current_session(), owner, SLUGS[purpose]).layout
    return _edit(purpose, LayoutForm.showing(layout), layout)


@routes.post("/<any(pendaftaran, pemberitahuan):purpose>/ubah")
@requires(Permission.SHEETS_WRITE)
def save(purpose: str) -> str | tuple[str, int] | Response:
    """Look at what was typed, or keep it as the next version."""
    form = LayoutForm().offer()
    if form.validate():
        with form.catching():
            layout = form.layout()
            if request.form.get("tindakan") == PREVIEW:
                return _edit(purpose, form, layout)
            sheets.write_form(current_session(), SLUGS[purpose], layout, note=form.note.data or "", by=current_actor())
            flash(gettext("Susunan kolom tersimpan. Berkas yang belum dikirim langsung memakainya."), "success")
            return redirect(url_for("sheets.columns.show", purpose=purpose), 303)
    return _edit(purpose, form, None), 422


@routes.post("/<any(pendaftaran, pemberitahuan):purpose>/bawaan")
@requires(Permission.SHEETS_WRITE)
def go_back(purpose: str) -> tuple[str, int] | Response:
    """Take the shipped form again."""
    form = BackForm()
    if form.validate():
        with form.catching():
            sheets.write_form(current_session(), SLUGS[purpose], None, note=form.back_note.data, by=current_actor())
            flash(gettext("Kembali ke susunan bawaan."), "success")
            return redirect(url_for("sheets.columns.show", purpose=purpose), 303)
    return _show(purpose, form), 422


@routes.get("/versi/<int:form_id>")
@requires(Permission.BATCHES_VIEW)
def version(form_id: int) -> str:
    """Show one version as it was written."""
    form = sheets.form_of(current_session(), form_id, viewer=current_actor())
    layout = Layout.of(form.content)
    slug = next(word for word, purpose in SLUGS.items() if purpose is form.purpose)
    return render_template(
        "sheets/columns/version.html",
        form=form,
        layout=layout,
        slug=slug,
        title=TITLES[form.purpose],
        words=CONTENT_WORDS,
    )


def _owner() -> Owner:
    actor = current_actor()
    if not actor.district_ids and actor.organisation_id is None:
        raise NotFound
    return Owner.of(actor)


def _show(slug: str, form: BackForm) -> str:
    session, purpose, owner = current_session(), SLUGS[slug], _owner()
    standing = sheets.owner_form(session, owner, purpose)
    return render_template(
        "sheets/columns/show.html",
        slug=slug,
        titles=[(word, TITLES[one]) for word, one in SLUGS.items()],
        standing=standing,
        layout=standing.layout,
        rows=_rows(purpose, standing.layout),
        versions=sheets.versions_of(session, owner, purpose),
        default_name=coverage.MAPPING_NAME,
        is_branch=owner.branch_id is not None,
        can_write=current_actor().may(Permission.SHEETS_WRITE),
        form=form,
        words=CONTENT_WORDS,
    )


def _edit(slug: str, form: LayoutForm, layout: Layout | None) -> str:
    rows = _rows(SLUGS[slug], layout) if layout else []
    title = TITLES[SLUGS[slug]]
    return render_template("sheets/columns/edit.html", slug=slug, title=title, form=form, layout=layout, rows=rows)


def _rows(purpose: Purpose, layout: Layout) -> list[list[str]]:
    """Give real rows, masked, of the newest file; an invented one where there is no file yet."""
    batch = any_batch(current_session(), current_actor().district_ids, KINDS[purpose])
    if batch is not None:
        return programme.batch_preview(current_session(), batch, layout)
    return [cells_of(EXAMPLE, layout)]


EXAMPLE = Person(
    line=1,
    nik="1901********0001",
    family_card="1901********0002",
    name="CONTOH WARGA",
    sex="P",
    birth_on=coverage.EPOCH.date(),
    relation="KEPALA KELUARGA",
    address="***",
    rt="001",
    rw="002",
    village="Rebo",
    subdistrict="Sungailiat",
    phone="********0000",
    pledge="KM-2026-0001",
    village_code="19.01.01.2007",
    marital="KAWIN",
    card="*********0003",
    kind="new",
    month="2026-12",
)
