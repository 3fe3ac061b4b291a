"""The forum reviews contribution reports and sees who is silent."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from srikandi import reports
from srikandi.database import current_session
from srikandi.i18n import N_
from srikandi.reports import ContributionReport, ReportStep
from srikandi.users import Permission
from srikandi.web.forms import Form, plain_text
from srikandi.web.frame.saying.words import word
from srikandi.web.guard import current_actor, requires

routes = Blueprint("reports", __name__, url_prefix="/laporan")
OFFERED = {
    ReportStep.APPROVED: N_("Setuju"),
    ReportStep.APPROVED_WITH_NOTE: N_("Setuju dengan catatan"),
    ReportStep.RETURNED: N_("Kembalikan"),
}
DECIDED = (ReportStep.APPROVED, ReportStep.APPROVED_WITH_NOTE, ReportStep.RETURNED)


class ReviewForm(Form):
    """One of three outcomes, and why."""

    outcome = RadioField(_l("Hasil telaah"), [InputRequired(_l("Pilih hasilnya."))])
    reason = TextAreaField(
        _l("Alasan"),
        [InputRequired(_l("Tulis alasannya.")), Length(max=2000), plain_text],
        description=_l("Satu atau dua kalimat; perusahaan membacanya."),
    )
    seen_hash = HiddenField()

    def offer(self) -> ReviewForm:
        """Offer the three outcomes."""
        self.outcome.choices = [(outcome.value, gettext(label)) for outcome, label in OFFERED.items()]
        return self


def _report(report_id: int) -> ContributionReport:
    return reports.report_of(current_session(), report_id, viewer=current_actor())


def _page(report: ContributionReport, form: ReviewForm) -> str:
    session = current_session()
    return render_template(
        "forum/reports/show.html",
        report=report,
        form=form,
        step=reports.status_of(session, report),
        figures=reports.figures_of(session, report),
        events=reports.events_of(session, report),
    )


@routes.get("")
@requires(Permission.REPORTS_REVIEW)
def index() -> str:
    """List what waits for review, what was decided, and who is silent."""
    session, actor = current_session(), current_actor()
    return render_template(
        "forum/reports/index.html",
        waiting=reports.reports_of(session, viewer=actor, steps=(ReportStep.SIGNED,)),
        decided=reports.reports_of(session, viewer=actor, steps=DECIDED)[::-1],
        silent=reports.silent(session, viewer=actor),
    )


@routes.get("/<int:report_id>")
@requires(Permission.REPORTS_REVIEW)
def show(report_id: int) -> str:
    """Show a signed report and what can be decided about it."""
    report = _report(report_id)
    return _page(report, ReviewForm(seen_hash=reports.content_hash(report)).offer())


@routes.post("/<int:report_id>")
@requires(Permission.REPORTS_REVIEW)
def review(report_id: int) -> tuple[str, int] | Response:
    """Approve, approve with a note, or return."""
    report, form = _report(report_id), ReviewForm().offer()
    if form.validate():
        with form.catching():
            outcome, seen = ReportStep(form.outcome.data), form.seen_hash.data
            decided = {"outcome": outcome, "reason": form.reason.data, "seen_hash": seen}
            reports.review(current_session(), report, **decided, by=current_actor())
            flash(gettext("Telaah tercatat: %(outcome)s.", outcome=word(outcome)), "success")
            return redirect(url_for("forum.reports.index"), 303)
    return _page(report, form), 422
