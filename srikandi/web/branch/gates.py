"""The branch confirms that a company's own workers are in JKN."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import DateField, RadioField, SelectChoice
from wtforms.validators import InputRequired, Optional

from srikandi import organisations
from srikandi.clock import today
from srikandi.database import current_session
from srikandi.users import Permission
from srikandi.web.forms import Form, ReasonField
from srikandi.web.guard import current_actor, requires

routes = Blueprint("gates", __name__, url_prefix="/pernyataan")
USUAL_DAYS = 365
CONFIRMED, REFUSED = "ya", "tidak"


class GateDecisionForm(Form):
    """Whether the declaration is right, until when, and why."""

    decision = RadioField(
        _l("Apakah data ini cocok dengan data BPJS Kesehatan?"),
        [InputRequired(_l("Pilih jawabannya."))],
        choices=[SelectChoice(CONFIRMED, _l("Ya, cocok")), SelectChoice(REFUSED, _l("Tidak cocok"))],
    )
    expires_on = DateField(
        _l("Berlaku sampai"),
        [Optional()],
        default=lambda: today() + timedelta(days=USUAL_DAYS),
        description=_l("Diisi bila cocok."),
    )
    reason = ReasonField(description=_l("Perusahaan membaca alasan ini."))


@routes.get("")
@requires(Permission.GATES_CONFIRM)
def index() -> str:
    """List the declarations that wait, the oldest first."""
    waiting = organisations.waiting_gates(current_session(), viewer=current_actor())
    return render_template("branch/gates/index.html", waiting=waiting)


@routes.get("/<int:gate_id>")
@requires(Permission.GATES_CONFIRM)
def show(gate_id: int) -> str:
    """Show a declaration to decide on."""
    return _page(gate_id, GateDecisionForm())


@routes.post("/<int:gate_id>")
@requires(Permission.GATES_CONFIRM)
def decide(gate_id: int) -> tuple[str, int] | Response:
    """Confirm until a day, or refuse."""
    form = GateDecisionForm()
    if form.validate():
        with form.catching():
            _decide(gate_id, form)
            flash(gettext("Keputusan tercatat."), "success")
            return redirect(url_for("branch.gates.index"), 303)
    return _page(gate_id, form), 422


def _decide(gate_id: int, form: GateDecisionForm) -> None:
    gate, _ = organisations.gate_of(current_session(), gate_id, viewer=current_actor())
    organisations.decide_gate(
        current_session(),
        gate,
        is_confirmed=form.decision.data == CONFIRMED,
        reason=form.reason.data,
        expires_on=form.expires_on.data,
        by=current_actor(),
    )


def _page(gate_id: int, form: GateDecisionForm) -> str:
    gate, company = organisations.gate_of(current_session(), gate_id, viewer=current_actor())
    return render_template("branch/gates/show.html", gate=gate, company=company, form=form)
