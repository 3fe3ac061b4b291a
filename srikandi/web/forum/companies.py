"""The forum decides which companies take part."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import RadioField
from wtforms.validators import InputRequired

from srikandi import organisations
from srikandi.database import current_session
from srikandi.i18n import N_
from srikandi.organisations import Organisation, Standing
from srikandi.users import Permission, Post, Role
from srikandi.web.forms import Form, ReasonField
from srikandi.web.guard import current_actor, requires
from srikandi.web.letters import send_decision, send_invitation

routes = Blueprint("companies", __name__, url_prefix="/perusahaan")

ADMIT, REFUSE, SUSPEND, RESTORE = "terima", "tolak", "tangguhkan", "pulihkan"
DECISIONS: dict[Standing, tuple[tuple[str, str], ...]] = {
    Standing.APPLIED: ((ADMIT, N_("Terima")), (REFUSE, N_("Tolak"))),
    Standing.ADMITTED: ((SUSPEND, N_("Tangguhkan")),),
    Standing.SUSPENDED: ((RESTORE, N_("Pulihkan")),),
}
ACTS = {
    ADMIT: organisations.admit,
    REFUSE: organisations.refuse,
    SUSPEND: organisations.suspend,
    RESTORE: organisations.restore,
}


class DecisionForm(Form):
    """What the forum decides, and why."""

    decision = RadioField(_l("Keputusan"), [InputRequired(_l("Pilih keputusannya."))])
    reason = ReasonField(description=_l("Perusahaan membaca alasan ini."))

    def offer(self, company: Organisation) -> DecisionForm:
        """Offer what can be decided about this company now."""
        offered = DECISIONS.get(company.standing, ())
        self.decision.choices = [(value, gettext(label)) for value, label in offered]
        return self


def _company(company_id: int) -> Organisation:
    return organisations.company_of(current_session(), company_id, viewer=current_actor())


def _page(company: Organisation, form: DecisionForm) -> str:
    gates = organisations.gates_of(current_session(), company.id)
    can_decide = company.standing in DECISIONS and current_actor().may(Permission.COMPANIES_ADMIT)
    return render_template("forum/companies/show.html", company=company, gates=gates, form=form, can_decide=can_decide)


@routes.get("")
@requires(Permission.COMPANIES_VIEW)
def index() -> str:
    """List the companies, those who wait first."""
    companies = organisations.companies(current_session(), viewer=current_actor())
    return render_template("forum/companies/index.html", companies=companies)


@routes.get("/<int:company_id>")
@requires(Permission.COMPANIES_VIEW)
def show(company_id: int) -> str:
    """Show what a company says of itself, and what can be decided."""
    company = _company(company_id)
    return _page(company, DecisionForm().offer(company))


@routes.post("/<int:company_id>/putusan")
@requires(Permission.COMPANIES_ADMIT)
def decide(company_id: int) -> tuple[str, int] | Response:
    """Admit, refuse, suspend or restore, with a reason."""
    company = _company(company_id)
    form = DecisionForm().offer(company)
    if form.validate():
        with form.catching():
            ACTS[form.decision.data](current_session(), company, reason=form.reason.data, by=current_actor())
            _tell(company, form)
            return redirect(url_for("forum.companies.index"), 303)
    return _page(company, form), 422


def _tell(company: Organisation, form: DecisionForm) -> None:
    send_decision(company, reason=form.reason.data)
    if form.decision.data == ADMIT:
        post = Post(Role.COMPANY, company.district_id, company.id)
        send_invitation(company.email, name=company.signatory_name or company.name, post=post)
        flash(gettext("%(name)s diterima. Undangan akun dikirim lewat surel.", name=company.name), "success")
        return
    flash(gettext("Keputusan tentang %(name)s tercatat.", name=company.name), "success")
