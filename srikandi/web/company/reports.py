"""A company's contribution reports: the book has drafted them, the company tells and signs."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import Length

from srikandi import organisations, reports
from srikandi.database import current_session
from srikandi.reports import REPORT_MOVES, ContributionReport, ReportStep, Told
from srikandi.users import Permission
from srikandi.web.forms import Form, plain_text
from srikandi.web.guard import current_actor, requires

routes = Blueprint("reports", __name__, url_prefix="/laporan")
SIGN = "tanda-tangan"


class StoryForm(Form):
    """What only the company knows."""

    story = TextAreaField(
        _l("Cerita perusahaan"),
        [Length(max=4000), plain_text],
        description=_l("Mengapa perusahaan ikut, apa yang terlihat di lapangan. Jangan sebut nama warga."),
    )
    signer_name = StringField(
        _l("Nama penanda tangan"), [Length(max=120), plain_text], description=_l("Tanpa gelar akademik.")
    )
    signer_title = StringField(_l("Jabatan"), [Length(max=120), plain_text])
    shows_rupiah = BooleanField(_l("Tampilkan rupiah di halaman transparansi"), default=True)

    def told(self) -> Told:
        """Give what was typed as the domain takes it."""
        return Told(
            self.story.data or "", self.signer_name.data or "", self.signer_title.data or "", self.shows_rupiah.data
        )


def _report(report_id: int) -> ContributionReport:
    return reports.report_of(current_session(), report_id, viewer=current_actor())


def _page(report: ContributionReport, form: StoryForm) -> str:
    session = current_session()
    step = reports.status_of(session, report)
    return render_template(
        "company/reports/show.html",
        report=report,
        form=form,
        step=step,
        can_sign=(step, ReportStep.SIGNED) in REPORT_MOVES,
        figures=reports.figures_of(session, report) if step is not ReportStep.RETURNED else _fresh(report),
        events=reports.events_of(session, report),
    )


def _fresh(report: ContributionReport) -> reports.ReportFigures:
    """A returned report is signed anew, with the figures of the book as it stands then."""
    return reports.figures(current_session(), report.pledge_id, from_month=report.from_month, to_month=report.to_month)


@routes.get("")
@requires(Permission.REPORTS_WRITE)
def index() -> str:
    """List what can be reported now, and the reports so far."""
    session, actor = current_session(), current_actor()
    mine = reports.reports_of(session, viewer=actor)
    return render_template("company/reports/index.html", ready=reports.ready(session, viewer=actor), mine=mine[::-1])


@routes.post("/mulai/<int:pledge_id>")
@requires(Permission.REPORTS_WRITE)
def create(pledge_id: int) -> Response:
    """Begin a report; everything the book knows is in it already."""
    report = reports.draft(current_session(), pledge_id, by=current_actor())
    return redirect(url_for("company.reports.show", report_id=report.id), 303)


@routes.get("/<int:report_id>")
@requires(Permission.REPORTS_WRITE)
def show(report_id: int) -> str:
    """Show a report, and the few fields that are left to fill."""
    report, actor = _report(report_id), current_actor()
    own = organisations.organisation_of(current_session(), actor.organisation_id or 0, viewer=actor)
    form = StoryForm(
        obj=report if report.story is not None else None,
        signer_name=report.signer_name or own.signatory_name,
        signer_title=report.signer_title or own.signatory_title,
    )
    return _page(report, form)


@routes.post("/<int:report_id>")
@requires(Permission.REPORTS_WRITE)
def save(report_id: int) -> tuple[str, int] | Response:
    """Keep what was told, or sign it and hand it to the forum."""
    report, form = _report(report_id), StoryForm()
    if form.validate():
        with form.catching():
            reports.tell(current_session(), report, told=form.told(), by=current_actor())
            if request.form.get("tindakan") == SIGN:
                reports.sign(current_session(), report, by=current_actor())
            flash(gettext("Laporan tersimpan."), "success")
            return redirect(url_for("company.reports.show", report_id=report.id), 303)
    return _page(report, form), 422
