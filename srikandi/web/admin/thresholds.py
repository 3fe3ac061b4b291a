"""What each tier of universal cover asks for, from which day on, by which decree."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import BooleanField, DateField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from srikandi.clock import today
from srikandi.database import current_session
from srikandi.places import uhc
from srikandi.places.uhc import NewThreshold, Tier, Way
from srikandi.users import Permission
from srikandi.web.district.rights.people import names_of
from srikandi.web.forms import Form, PercentField, ReasonField, plain_text
from srikandi.web.frame.saying.words import word
from srikandi.web.guard import current_actor, requires

routes = Blueprint("thresholds", __name__, url_prefix="/ambang")
NEEDED = _l("Tulis persennya.")


class ThresholdForm(Form):
    """What somebody has read in a decree."""

    tier = SelectField(_l("Tingkat"), [InputRequired(_l("Pilih tingkatnya."))])
    valid_from = DateField(_l("Berlaku mulai"), [InputRequired(_l("Pilih tanggalnya."))], default=today)
    source = StringField(
        _l("Dasar"),
        [InputRequired(_l("Tulis dasarnya.")), Length(max=200), plain_text],
        description=_l("Nomor surat atau keputusan."),
    )
    coverage = PercentField(_l("Cakupan (%)"), [InputRequired(NEEDED)])
    active = PercentField(_l("Keaktifan (%)"), [InputRequired(NEEDED)])
    by_district = PercentField(_l("dengan didaftarkan Pemda (%)"), [Optional()])
    other_active = PercentField(_l("atau keaktifan (%)"), [Optional()])
    other_by_district = PercentField(_l("dengan didaftarkan Pemda (%)"), [Optional()])
    is_above = BooleanField(_l("Harus di atas angka itu, sama dengan belum cukup"))
    forbids_arrears = BooleanField(_l("Tidak boleh ada tunggakan iuran PBPU Pemda"))

    def offer(self) -> ThresholdForm:
        """Fill the list of tiers."""
        self.tier.choices = [(tier.value, word(tier)) for tier in Tier]
        return self

    def validate(self, extra_validators: object = None) -> bool:
        """Ask for the active share that a second share of the district belongs to."""
        is_fine = bool(super().validate(extra_validators))
        if self.other_by_district.data is not None and self.other_active.data is None:
            self.refuse(str(NEEDED), field="other_active")
            return False
        return is_fine

    def wanted(self) -> NewThreshold:
        """Give what was typed as the domain takes it."""
        ways = [Way(self.active.data or 0, self.by_district.data)]
        if self.other_active.data is not None:
            ways.append(Way(self.other_active.data, self.other_by_district.data))
        return NewThreshold(
            tier=Tier(self.tier.data),
            valid_from=self.valid_from.data,
            coverage=self.coverage.data or 0,
            ways=tuple(ways),
            source=self.source.data,
            is_above=self.is_above.data,
            forbids_arrears=self.forbids_arrears.data,
        )


class DropForm(Form):
    """Why a proposal shall not count."""

    reason = ReasonField()


@routes.get("")
@requires(Permission.DISTRICTS_MANAGE)
def index() -> str:
    """List what tiers ask for, the newest first, with a form for the next decree."""
    return _page(ThresholdForm().offer())


@routes.post("")
@requires(Permission.DISTRICTS_MANAGE)
def create() -> tuple[str, int] | Response:
    """Propose what a tier asks for from a day on; another administrator reads the decree too."""
    form = ThresholdForm().offer()
    if form.validate():
        with form.catching():
            uhc.propose(current_session(), form.wanted(), by=current_actor())
            flash(gettext("Ambang diusulkan. Berlaku setelah administrator lain menyetujuinya."), "success")
            return redirect(url_for("admin.thresholds.index"), 303)
    return _page(form), 422


@routes.post("/usulan/<int:proposal_id>/setujui")
@requires(Permission.DISTRICTS_MANAGE)
def confirm(proposal_id: int) -> tuple[str, int] | Response:
    """Let a proposed threshold count."""
    form, session = Form(), current_session()
    if form.validate():
        with form.catching():
            uhc.confirm(session, uhc.proposal_of(session, proposal_id), by=current_actor())
            flash(gettext("Ambang tercatat. Yang lama tetap berlaku sampai sehari sebelumnya."), "success")
            return redirect(url_for("admin.thresholds.index"), 303)
    return _page(ThresholdForm(formdata=None).offer(), refused=form), 422


@routes.post("/usulan/<int:proposal_id>/batalkan")
@requires(Permission.DISTRICTS_MANAGE)
def drop(proposal_id: int) -> tuple[str, int] | Response:
    """Drop a proposed threshold with a reason."""
    form, session = DropForm(), current_session()
    if form.validate():
        with form.catching():
            found = uhc.proposal_of(session, proposal_id)
            uhc.drop(session, found, reason=form.reason.data, by=current_actor())
            flash(gettext("Usulan ambang dibatalkan."), "success")
            return redirect(url_for("admin.thresholds.index"), 303)
    return _page(ThresholdForm(formdata=None).offer(), dropping=form), 422


def _page(form: ThresholdForm, *, refused: Form | None = None, dropping: DropForm | None = None) -> str:
    session = current_session()
    now = {one.id for one in uhc.thresholds_on(session, today()).values()}
    waiting = uhc.proposals(session)
    return render_template(
        "admin/thresholds/index.html",
        thresholds=uhc.thresholds(session),
        waiting=waiting,
        people=names_of([one.proposed_by for one in waiting]),
        me=current_actor().user_id,
        now=now,
        form=form,
        refused=refused,
        dropping=dropping or DropForm(formdata=None),
    )
