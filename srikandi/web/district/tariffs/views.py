"""Tariffs: what counts when, what is proposed, and what a proposal would change."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from werkzeug.wrappers import Response
from wtforms import DateField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from srikandi import clock, places, programme, tariffs
from srikandi.database import current_session
from srikandi.money import ZERO
from srikandi.tariffs import Basis, NewTariff, TariffProposal
from srikandi.users import Permission, User
from srikandi.web.forms import Form, MoneyField, ReasonField, plain_text
from srikandi.web.frame.saying.words import word
from srikandi.web.guard import current_actor, requires

routes = Blueprint("tariffs", __name__, url_prefix="/tarif")


class TariffForm(Form):
    """What somebody has read in a decree."""

    basis = SelectField(_l("Dasar iuran"), [InputRequired(_l("Pilih dasarnya."))])
    amount = MoneyField(_l("Iuran per jiwa-bulan"), [InputRequired(_l("Tulis jumlahnya."))])
    valid_from = DateField(
        _l("Berlaku mulai"),
        [InputRequired(_l("Pilih tanggalnya."))],
        description=_l("Iuran sebuah bulan adalah yang berlaku pada tanggal 1 bulan itu."),
    )
    decree = StringField(
        _l("Nomor peraturan"),
        [InputRequired(_l("Tulis nomor peraturannya.")), Length(max=200), plain_text],
        description=_l("Misalnya Perpres 64/2020 pasal 34."),
    )

    def offer(self) -> TariffForm:
        """Fill the list of bases."""
        self.basis.choices = [(basis.value, word(basis)) for basis in Basis]
        return self

    def wanted(self) -> NewTariff:
        """Give what was typed as the domain takes it."""
        return NewTariff(Basis(self.basis.data), self.amount.data or ZERO, self.valid_from.data, self.decree.data)


class RefusalForm(Form):
    """Why a decree does not say what was proposed."""

    reason = ReasonField(description=_l("Bendahara dan penyetuju setiap kabupaten membaca alasan ini."))


@routes.get("")
@requires(Permission.TARIFFS_VIEW)
def index() -> str:
    """List what a life-month costs from when, and what is proposed."""
    session = current_session()
    timetables = [(basis, tariffs.timetable(session, basis)) for basis in Basis]
    proposed = tariffs.proposals(session)
    return render_template(
        "district/tariffs/index.html", timetables=timetables, proposals=proposed, people=_people(proposed)
    )


@routes.get("/usulan-baru")
@requires(Permission.TARIFFS_PROPOSE)
def new() -> str:
    """Ask what the decree says."""
    return render_template("district/tariffs/new.html", form=TariffForm().offer())


@routes.post("/usulan-baru")
@requires(Permission.TARIFFS_PROPOSE)
def create() -> tuple[str, int] | Response:
    """Propose a tariff; nothing costs anything else yet."""
    form = TariffForm().offer()
    if form.validate():
        with form.catching():
            made = programme.propose_tariff(current_session(), form.wanted(), by=current_actor())
            flash(gettext("Usulan tarif tercatat. Bendahara dan penyetuju setiap kabupaten sudah disurati."), "success")
            return redirect(url_for(".show", proposal_id=made.id), 303)
    return render_template("district/tariffs/new.html", form=form), 422


@routes.get("/<int:proposal_id>")
@requires(Permission.TARIFFS_VIEW)
def show(proposal_id: int) -> str:
    """Show what a proposed tariff would change, before somebody decides."""
    return _page(_proposal(proposal_id))


@routes.post("/<int:proposal_id>/setujui")
@requires(Permission.TARIFFS_DECIDE)
def accept(proposal_id: int) -> tuple[str, int] | Response:
    """Let the tariff count, and ask every payer for its part."""
    form, proposal = Form(), _proposal(proposal_id)
    if form.validate():
        with form.catching():
            changed = programme.accept_tariff(current_session(), proposal, by=current_actor())
            flash(gettext("Tarif berlaku. %(n)s komitmen disesuaikan.", n=len(changed)), "success")
            return redirect(url_for(".show", proposal_id=proposal_id), 303)
    return _page(proposal, form), 422


@routes.post("/<int:proposal_id>/tolak")
@requires(Permission.TARIFFS_DECIDE)
def refuse(proposal_id: int) -> tuple[str, int] | Response:
    """Say that the decree does not say so."""
    form, proposal = RefusalForm(), _proposal(proposal_id)
    if form.validate():
        with form.catching():
            programme.refuse_tariff(current_session(), proposal, reason=form.reason.data, by=current_actor())
            flash(gettext("Usulan tarif ditolak. Tidak ada yang berubah."), "success")
            return redirect(url_for(".show", proposal_id=proposal_id), 303)
    return _page(proposal, form), 422


@routes.post("/<int:proposal_id>/tarik")
@requires(Permission.TARIFFS_PROPOSE)
def withdraw(proposal_id: int) -> tuple[str, int] | Response:
    """Take the own proposal back."""
    form, proposal = Form(), _proposal(proposal_id)
    if form.validate():
        with form.catching():
            programme.withdraw_tariff(current_session(), proposal, by=current_actor())
            flash(gettext("Usulan tarif ditarik kembali. Tidak ada yang berubah."), "success")
            return redirect(url_for(".show", proposal_id=proposal_id), 303)
    return _page(proposal, form), 422


def _proposal(proposal_id: int) -> TariffProposal:
    return tariffs.proposal_of(current_session(), proposal_id)


def _page(proposal: TariffProposal, refused: Form | None = None) -> str:
    session, viewer = current_session(), current_actor()
    wanted = NewTariff(proposal.basis, proposal.amount, proposal.valid_from, proposal.decree)
    waits = proposal.decided_at is None
    return render_template(
        "district/tariffs/show.html",
        one=proposal,
        people=_people([proposal]),
        effects=programme.effects_of(session, wanted, viewer=viewer) if waits else [],
        together=programme.effect_together(session, wanted) if waits else None,
        can_decide=waits and viewer.may(Permission.TARIFFS_DECIDE) and viewer.user_id != proposal.proposed_by,
        can_withdraw=waits and viewer.may(Permission.TARIFFS_PROPOSE) and viewer.user_id == proposal.proposed_by,
        refused=refused,
        refusing=refused if isinstance(refused, RefusalForm) else RefusalForm(formdata=None),
        districts=sorted(one.name for one in places.districts(session)),
        acceptable_from=tariffs.acceptable_from(session, proposal) if waits else None,
        is_too_soon=waits and clock.now() < tariffs.acceptable_from(session, proposal),
    )


def _people(found: Sequence[TariffProposal]) -> dict[int, str]:
    ids = {who for one in found for who in (one.proposed_by, one.decided_by) if who is not None}
    return {row[0]: row[1] for row in current_session().execute(select(User.id, User.name).where(User.id.in_(ids)))}
