"""Two records that may be one person, and crowded family cards: looked at, merged or kept, and opened again."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import RadioField
from wtforms.validators import InputRequired

from srikandi.database import current_session
from srikandi.places import villages_of
from srikandi.programme import duplicates as stories
from srikandi.residents import duplicates
from srikandi.residents.duplicates import DuplicatePair, SuspicionStatus
from srikandi.users import Permission
from srikandi.web.forms import Form, ReasonField
from srikandi.web.guard import current_actor, requires

routes = Blueprint("duplicates", __name__, url_prefix="/ganda")
MOST_FAMILIES = 100
SHOWN = (SuspicionStatus.OPEN, SuspicionStatus.MERGED, SuspicionStatus.KEPT)


class MergeForm(Form):
    """Which record stays, and why."""

    staying = RadioField(_l("Data yang tetap"), [InputRequired(_l("Pilih satu."))], coerce=int)
    reason = ReasonField(_l("Mengapa satu orang?"))


class KeepForm(Form):
    """Why two records are two people, or a crowded card is right."""

    reason = ReasonField(_l("Mengapa dibiarkan?"))


class ReopenForm(Form):
    """Why a decision is taken back."""

    reason = ReasonField(_l("Mengapa dibuka kembali?"))


@routes.get("")
@requires(Permission.RESIDENTS_VIEW)
def index() -> str:
    """List the cases, what has most to say for it first."""
    asked, page = request.args.get("keadaan", "open"), max(request.args.get("hal", default=0, type=int), 0)
    status = SuspicionStatus(asked) if asked in SHOWN else SuspicionStatus.OPEN
    return render_template(
        "district/duplicates/index.html",
        **_cases(status, page),
        here=status,
        page=page,
        shown=SHOWN,
        search=duplicates.last_search(current_session(), current_actor().district_id),
        villages={one.code: one for one in villages_of(current_session(), current_actor().district_id)},
        likeness=duplicates.LIKENESS_WORDS,
    )


@routes.post("/cari")
@requires(Permission.RESIDENTS_VIEW)
def search() -> Response:
    """Have the worker look through the district."""
    duplicates.ask_search(current_session(), current_actor().district_id, by=current_actor())
    flash(gettext("Pencarian dimulai. Hasilnya muncul di sini, biasanya dalam satu dua menit."), "info")
    return redirect(url_for(".index"), 303)


@routes.get("/<int:pair_id>")
@requires(Permission.RESIDENTS_VIEW)
def show(pair_id: int) -> str:
    """Show both records side by side."""
    return _page(_pair(pair_id))


@routes.post("/<int:pair_id>/gabung")
@requires(Permission.RESIDENTS_IMPORT)
def merge(pair_id: int) -> tuple[str, int] | Response:
    """Let one record leave as an alias of the other."""
    pair = _pair(pair_id)
    form = _merge_form(pair)
    if form.validate():
        with form.catching():
            staying, reason = form.staying.data, form.reason.data
            stories.merge(current_session(), pair, staying=staying, reason=reason, by=current_actor())
            flash(gettext("Digabung. Data yang satu menjadi alias, bulannya diteruskan."), "success")
            return redirect(url_for(".show", pair_id=pair_id), 303)
    return _page(_fresh(pair_id), merging=form), 422


@routes.post("/<int:pair_id>/biarkan")
@requires(Permission.RESIDENTS_IMPORT)
def keep(pair_id: int) -> tuple[str, int] | Response:
    """Note that these are two people."""
    form, pair = KeepForm(), _pair(pair_id)
    if form.validate():
        with form.catching():
            stories.keep_both(current_session(), pair, reason=form.reason.data, by=current_actor())
            flash(gettext("Tercatat sebagai dua orang. Pencarian berikutnya tidak menanyakannya lagi."), "success")
            return redirect(url_for(".index"), 303)
    return _page(_fresh(pair_id), keeping=form), 422


@routes.post("/<int:pair_id>/buka")
@requires(Permission.RESIDENTS_APPROVE)
def reopen(pair_id: int) -> tuple[str, int] | Response:
    """Take a decision back."""
    form, pair = ReopenForm(), _pair(pair_id)
    if form.validate():
        with form.catching():
            stories.reopen(current_session(), pair, reason=form.reason.data, by=current_actor())
            flash(gettext("Perkara dibuka kembali."), "success")
            return redirect(url_for(".show", pair_id=pair_id), 303)
    return _page(_fresh(pair_id), reopening=form), 422


@routes.get("/kk/<int:family_id>")
@requires(Permission.RESIDENTS_VIEW)
def family(family_id: int) -> str:
    """Show everybody on a crowded family card."""
    return _family_page(family_id)


@routes.post("/kk/<int:family_id>/biarkan")
@requires(Permission.RESIDENTS_IMPORT)
def keep_family(family_id: int) -> tuple[str, int] | Response:
    """Note that a crowded card is right."""
    form = KeepForm()
    if form.validate():
        with form.catching():
            found, _ = duplicates.family_for(current_session(), family_id, viewer=current_actor())
            duplicates.keep_family(current_session(), found, reason=form.reason.data, by=current_actor())
            flash(gettext("Tercatat benar. Ditanyakan lagi hanya bila orangnya bertambah."), "success")
            return redirect(url_for(".index"), 303)
    return _family_page(family_id, keeping=form), 422


@routes.post("/kk/<int:family_id>/buka")
@requires(Permission.RESIDENTS_IMPORT)
def reopen_family(family_id: int) -> Response:
    """Look at a crowded card again."""
    found, _ = duplicates.family_for(current_session(), family_id, viewer=current_actor())
    duplicates.reopen_family(current_session(), found, by=current_actor())
    return redirect(url_for(".family", family_id=family_id), 303)


def _cases(status: SuspicionStatus, page: int) -> dict[str, object]:
    """Give a page of pairs, and the crowded family cards, that stand like this."""
    session, viewer = current_session(), current_actor()
    rows, has_more = stories.pair_rows(session, viewer=viewer, status=status, page=page)
    crowded = duplicates.families(viewer).where(duplicates.CrowdedFamily.status == status)
    return {"rows": rows, "has_more": has_more, "crowded": list(session.scalars(crowded.limit(MOST_FAMILIES)))}


def _pair(pair_id: int) -> DuplicatePair:
    return duplicates.pair_of(current_session(), pair_id, viewer=current_actor())


def _fresh(pair_id: int) -> DuplicatePair:
    """Show what stands in the database, not what a refused deed left half done in memory."""
    current_session().expire_all()
    return _pair(pair_id)


def _merge_form(pair: DuplicatePair, *, is_blank: bool = False) -> MergeForm:
    form = MergeForm(formdata=None) if is_blank else MergeForm()
    form.staying.choices = [(pair.first_id, gettext("Data A")), (pair.second_id, gettext("Data B"))]
    return form


def _page(
    pair: DuplicatePair,
    *,
    merging: MergeForm | None = None,
    keeping: KeepForm | None = None,
    reopening: ReopenForm | None = None,
) -> str:
    view = stories.pair_view(current_session(), pair)
    form = merging or _merge_form(pair, is_blank=True)
    if merging is None:
        form.staying.data = view.stays
    return render_template(
        "district/duplicates/show.html",
        view=view,
        villages={one.code: one for one in villages_of(current_session(), pair.district_id)},
        likeness=duplicates.LIKENESS_WORDS,
        merge_form=form,
        keep_form=keeping or KeepForm(formdata=None),
        reopen_form=reopening or ReopenForm(formdata=None),
    )


def _family_page(family_id: int, *, keeping: KeepForm | None = None) -> str:
    found, people = duplicates.family_for(current_session(), family_id, viewer=current_actor())
    return render_template(
        "district/duplicates/family.html",
        family=found,
        people=people,
        villages={one.code: one for one in villages_of(current_session(), found.district_id)},
        keep_form=keeping or KeepForm(formdata=None),
    )
