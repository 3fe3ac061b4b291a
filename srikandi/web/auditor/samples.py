"""Samples: a list frozen, people drawn, visits written down, a rate published."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as Redirect

from srikandi import clock, documents, places, samples
from srikandi.database import current_session
from srikandi.samples import Outcome, Sample, SheetLine
from srikandi.users import Permission
from srikandi.web.auditor.visits import FindingsForm, SampleForm, SheetForm
from srikandi.web.forms import Form, ReasonField
from srikandi.web.frame.saying.words import WORDS
from srikandi.web.guard import current_actor, requires

routes = Blueprint("samples", __name__, url_prefix="/sampel")
PDF = "application/pdf"


class BreakOffForm(Form):
    """Why a sample is given up."""

    reason = ReasonField(description=_l("Semua orang membacanya di halaman transparansi."))


@routes.get("")
@requires(Permission.SAMPLES_DRAW)
def index() -> str:
    """List the samples of the district."""
    session = current_session()
    found = samples.listing(session, viewer=current_actor())
    return render_template(
        "auditor/samples/index.html",
        samples=found,
        pools=samples.pool_names(session, found),
        rates=samples.publications(session, found),
    )


@routes.get("/baru")
@requires(Permission.SAMPLES_DRAW)
def new() -> str:
    """Ask what to draw from, how many, and for a phrase."""
    return render_template("auditor/samples/new.html", form=SampleForm().offer())


@routes.post("/baru")
@requires(Permission.SAMPLES_DRAW)
def create() -> tuple[str, int] | Redirect:
    """Freeze a list; who is drawn from it nobody knows yet."""
    form, session, by = SampleForm().offer(), current_session(), current_actor()
    if form.validate():
        with form.catching():
            made = samples.freeze(session, places.district_of(session, by.district_id), form.wanted_sample(), by=by)
            flash(
                gettext("Daftar dibekukan dan diumumkan. Undian menunggu segel berikutnya, sekitar satu menit."),
                "success",
            )
            return redirect(url_for("auditor.samples.show", sample_id=made.id), 303)
    return render_template("auditor/samples/new.html", form=form), 422


@routes.get("/<int:sample_id>")
@requires(Permission.SAMPLES_DRAW)
def show(sample_id: int) -> str:
    """Show how far a sample is, without a name."""
    return _page(_sample(sample_id))


@routes.post("/<int:sample_id>/undi")
@requires(Permission.SAMPLES_DRAW)
def draw(sample_id: int) -> tuple[str, int] | Redirect:
    """Draw, once the next block is sealed."""
    form, sample = Form(), _sample(sample_id)
    if form.validate():
        with form.catching():
            samples.draw(current_session(), sample, by=current_actor())
            return redirect(url_for("auditor.samples.show", sample_id=sample_id), 303)
    return _page(sample, refused=form), 422


@routes.post("/<int:sample_id>/henti")
@requires(Permission.SAMPLES_DRAW)
def break_off(sample_id: int) -> tuple[str, int] | Redirect:
    """Give a sample up, for everybody to see."""
    form, sample = BreakOffForm(), _sample(sample_id)
    if form.validate():
        with form.catching():
            samples.break_off(current_session(), sample, reason=form.reason.data, by=current_actor())
            return redirect(url_for("auditor.samples.show", sample_id=sample_id), 303)
    return _page(sample, break_off_form=form), 422


@routes.post("/<int:sample_id>/lembar")
@requires(Permission.SAMPLES_DRAW)
def sheet(sample_id: int) -> tuple[str, int] | Response:
    """Give the field sheet with names and addresses; who took it, when and why is kept."""
    form, sample, session = SheetForm(), _sample(sample_id), current_session()
    if form.validate():
        with form.catching():
            lines = samples.sheet(session, sample, reason=form.reason.data, by=current_actor())
            pdf = documents.draw(_paper(sample, lines))
            leaving = documents.attachment(pdf, filename=f"lembar-kunjungan-{sample.id}.pdf", media_type=PDF)
            return Response(leaving.content, headers=leaving.headers)
    return _page(sample, sheet_form=form), 422


@routes.post("/<int:sample_id>/hasil")
@requires(Permission.SAMPLES_DRAW)
def record(sample_id: int) -> tuple[str, int] | Redirect:
    """Keep what was found."""
    form, sample = FindingsForm().offer(), _sample(sample_id)
    if form.validate():
        with form.catching():
            on, by = form.found_on.data, current_actor()
            kept = samples.record(current_session(), sample, form.found(), on=on, by=by)
            flash(gettext("%(n)s hasil tercatat.", n=kept), "success")
            return redirect(url_for("auditor.samples.show", sample_id=sample_id), 303)
    return _page(sample, findings_form=form), 422


@routes.post("/<int:sample_id>/umumkan")
@requires(Permission.SAMPLES_DRAW)
def publish(sample_id: int) -> tuple[str, int] | Redirect:
    """Tell everybody the rate."""
    form, sample = Form(), _sample(sample_id)
    if form.validate():
        with form.catching():
            samples.publish(current_session(), sample, by=current_actor())
            flash(gettext("Hasil diumumkan di halaman transparansi."), "success")
            return redirect(url_for("auditor.samples.show", sample_id=sample_id), 303)
    return _page(sample, refused=form), 422


def _frozen() -> str:
    return str(gettext("Daftar dibekukan dan diumumkan. Undian menunggu segel berikutnya, sekitar satu menit."))


def _sample(sample_id: int) -> Sample:
    return samples.sample_of(current_session(), sample_id, viewer=current_actor())


def _page(
    sample: Sample,
    *,
    refused: Form | None = None,
    sheet_form: SheetForm | None = None,
    findings_form: FindingsForm | None = None,
    break_off_form: BreakOffForm | None = None,
) -> str:
    session = current_session()
    people = samples.people_of(session, sample)
    found = {one.place: one.finding for one in people if one.finding}
    rates = samples.publications(session, [sample]).get(sample.id, [])
    return render_template(
        "auditor/samples/show.html",
        sample=sample,
        pool=samples.pool_names(session, [sample]).get(sample.pool_id),
        people=people,
        counts=samples.outcomes(found),
        kinds=list(Outcome),
        rates=rates,
        is_new=bool(found) and (not rates or rates[0].kept.findings < max(one.id for one in found.values())),
        least=samples.least_found(sample.wanted, sample.population),
        refused=refused,
        sheet_form=sheet_form or SheetForm(formdata=None),
        findings_form=findings_form or FindingsForm.of(people),
        break_off_form=break_off_form or BreakOffForm(formdata=None),
    )


def _paper(sample: Sample, lines: list[SheetLine]) -> str:
    session = current_session()
    district = places.district_of(session, sample.district_id)
    villages = {one.code: one for one in places.villages_of(session, district.id)}
    return documents.write(
        "visits",
        sample=sample,
        pool=samples.pool_names(session, [sample]).get(sample.pool_id),
        lines=sorted(lines, key=lambda line: (line.village_code, line.place)),
        villages=villages,
        kinds=list(WORDS[Outcome].values()),
        unreached=WORDS[Outcome][Outcome.UNREACHED],
        letterhead=documents.letterhead_of(session, district),
        drawn_on=clock.today(district.zone),
        is_demo=district.is_demo,
    )
