"""Pools of a district: who belongs in one, and how far it is."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from srikandi import pools
from srikandi.database import current_session
from srikandi.eligibility import Rule
from srikandi.places import district_of
from srikandi.pools import NewPool, Pool, PoolStatus
from srikandi.tariffs import Basis
from srikandi.users import Permission
from srikandi.web.district.rules import audience_words, names_of, scoring_rows
from srikandi.web.district.secrets import CommitForm, RevealForm, steps
from srikandi.web.forms import Form, ReasonField, plain_text
from srikandi.web.frame.saying.words import word
from srikandi.web.guard import current_actor, requires

routes = Blueprint("pools", __name__, url_prefix="/kelompok")


class ReasonForm(Form):
    """Why a list is sent back, or those who wait are let go."""

    reason = ReasonField()


FORMS: dict[str, type[Form]] = {"commit_form": CommitForm, "reveal_form": RevealForm, "reason_form": ReasonForm}


class PoolForm(Form):
    """What a pool is for, and whom it is for."""

    name = StringField(_l("Nama kelompok"), [InputRequired(_l("Tulis namanya.")), Length(max=120), plain_text])
    purpose = TextAreaField(
        _l("Untuk siapa"),
        [InputRequired(_l("Tulis tujuannya.")), Length(max=500), plain_text],
        description=_l("Dibaca perusahaan dan masyarakat. Jangan menulis nama orang."),
    )
    tariff_basis = SelectField(_l("Dasar iuran yang disarankan"), [InputRequired()])

    def offer(self) -> PoolForm:
        """Fill the list people choose from."""
        self.tariff_basis.choices = [(one.value, word(one)) for one in Basis]
        if not self.is_submitted() and not self.tariff_basis.data:
            self.tariff_basis.data = district_of(current_session(), current_actor().district_id).tariff_basis
        return self

    def pool(self) -> NewPool:
        """Give what was typed as the domain takes it, with everybody on the list and the usual points."""
        district_id, basis = current_actor().district_id, Basis(self.tariff_basis.data)
        return NewPool(district_id, self.name.data, self.purpose.data, Rule(), basis)


@routes.get("")
@requires(Permission.POOLS_VIEW)
def index() -> str:
    """List the district's pools with their counts."""
    listed = pools.listing(current_session(), viewer=current_actor())
    return render_template("district/pools/index.html", listed=listed)


@routes.get("/baru")
@requires(Permission.POOLS_PROPOSE)
def new() -> str:
    """Ask what a new pool is for."""
    return render_template("district/pools/new.html", form=PoolForm().offer())


@routes.post("/baru")
@requires(Permission.POOLS_PROPOSE)
def create() -> tuple[str, int] | Response:
    """Keep a draft, and go on to its rule."""
    form = PoolForm().offer()
    if form.validate():
        with form.catching():
            pool = pools.draft(current_session(), form.pool(), by=current_actor())
            flash(gettext("Konsep disimpan. Sekarang tentukan siapa yang ikut."), "success")
            return redirect(url_for("district.rules.edit", pool_id=pool.id), 303)
    return render_template("district/pools/new.html", form=form), 422


@routes.get("/<int:pool_id>")
@requires(Permission.POOLS_VIEW)
def show(pool_id: int) -> str:
    """Show a pool and what this person does next with it."""
    return page(pool_of(pool_id))


@routes.get("/<int:pool_id>/ubah")
@requires(Permission.POOLS_PROPOSE)
def edit(pool_id: int) -> str:
    """Show what a draft is called and what it is for."""
    pool = pool_of(pool_id)
    return render_template("district/pools/edit.html", form=PoolForm(obj=pool).offer(), pool=pool)


@routes.post("/<int:pool_id>/ubah")
@requires(Permission.POOLS_PROPOSE)
def update(pool_id: int) -> tuple[str, int] | Response:
    """Keep a changed draft."""
    form, pool = PoolForm().offer(), pool_of(pool_id)
    if form.validate():
        with form.catching():
            said = {"name": form.name.data, "purpose": form.purpose.data, "tariff_basis": Basis(form.tariff_basis.data)}
            pools.edit(current_session(), pool, **said, by=current_actor())
            flash(gettext("Konsep disimpan."), "success")
            return redirect(url_for("district.pools.show", pool_id=pool_id), 303)
    return render_template("district/pools/edit.html", form=form, pool=pool), 422


def pool_of(pool_id: int) -> Pool:
    """Give a pool this person may see. Raises: PoolNotFound."""
    return pools.pool_of(current_session(), pool_id, viewer=current_actor())


def page(pool: Pool, **refused: Form) -> str:
    """Show a pool with the forms this person may fill in, those that were refused as they were typed."""
    session, names = current_session(), names_of(pool.district_id)
    version = pools.rule_row(session, pool)
    rule = Rule.of(version.content)
    return render_template(
        "district/pools/show.html",
        pool=pool,
        version=version,
        audience=audience_words(rule.audience, names),
        scoring=scoring_rows(rule.scoring, names),
        matching=_matching(pool, rule),
        counts=pools.counts(session, [pool.id])[pool.id],
        people=pools.by_subdistrict(session, [pool.id])[pool.id],
        seen_hash=pools.content_hash(session, pool),
        steps=steps(pool),
        **{name: refused.get(name) or make() for name, make in FORMS.items()},
    )


def _matching(pool: Pool, rule: Rule) -> int:
    """Count who would be frozen into a draft; a frozen list needs no such count."""
    if pool.status is not PoolStatus.DRAFT:
        return 0
    return pools.count_matching(current_session(), rule.audience, district_id=pool.district_id)
