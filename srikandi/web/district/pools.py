"""Pools of a district: who belongs in one, and how far it is."""

from __future__ import annotations

from flask import Blueprint, flash, jsonify, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import BooleanField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from srikandi import pools
from srikandi.database import current_session
from srikandi.i18n import grouped
from srikandi.places import VillageRow, district_of, villages_of
from srikandi.pools import Criteria, NewPool, Pool, PoolStatus
from srikandi.residents import ResidentKind
from srikandi.tariffs import Basis
from srikandi.users import Permission
from srikandi.web.district.secrets import CommitForm, RevealForm, steps
from srikandi.web.forms import OR_NOTHING, Form, ReasonField, plain_text
from srikandi.web.frame.pages import language
from srikandi.web.frame.words import word
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
    decile_max = SelectField(
        _l("Desil DTSEN paling tinggi"),
        [Optional()],
        description=_l("Warga yang desilnya belum diketahui tidak ikut bila ini diisi."),
    )
    kind = SelectField(_l("Jenis"), [OR_NOTHING])
    occupation = StringField(_l("Pekerjaan"), [Length(max=80), plain_text], description=_l("Persis seperti di data."))
    former_pbi_only = BooleanField(_l("Hanya yang baru keluar dari PBI"))
    tariff_basis = SelectField(_l("Dasar iuran yang disarankan"), [InputRequired()])
    villages = SelectMultipleField(_l("Desa"), [Optional()])

    rows: list[VillageRow]

    def offer(self) -> PoolForm:
        """Fill the lists people choose from."""
        district = district_of(current_session(), current_actor().district_id)
        self.rows = villages_of(current_session(), district.id)
        self.villages.choices = [(row.code, row.name) for row in self.rows]
        self.decile_max.choices = [("", gettext("Semua")), *((str(one), str(one)) for one in range(1, 11))]
        self.kind.choices = [("", gettext("Semua")), *((one.value, word(one)) for one in ResidentKind)]
        self.tariff_basis.choices = [(one.value, word(one)) for one in Basis]
        if not self.is_submitted() and not self.tariff_basis.data:
            self.tariff_basis.data = district.tariff_basis
        return self

    def criteria(self) -> Criteria:
        """Give whom the pool is for."""
        return Criteria(
            villages=tuple(self.villages.data or ()),
            decile_max=int(self.decile_max.data) if self.decile_max.data else None,
            kind=ResidentKind(self.kind.data) if self.kind.data else None,
            occupation=(self.occupation.data or "").strip() or None,
            former_pbi_only=self.former_pbi_only.data,
        )

    def pool(self) -> NewPool:
        """Give what was typed as the domain takes it."""
        district_id, basis = current_actor().district_id, Basis(self.tariff_basis.data)
        return NewPool(district_id, self.name.data, self.purpose.data, self.criteria(), basis)

    def matching(self) -> int:
        """Count who would be listed now."""
        return pools.count_matching(current_session(), self.criteria(), district_id=current_actor().district_id)

    @property
    def by_subdistrict(self) -> dict[str, list[VillageRow]]:
        """The villages under their kecamatan, as they are shown."""
        grouped: dict[str, list[VillageRow]] = {}
        for row in self.rows:
            grouped.setdefault(row.subdistrict_name, []).append(row)
        return grouped


@routes.get("")
@requires(Permission.POOLS_VIEW)
def index() -> str:
    """List the district's pools with their counts."""
    listed = pools.listing(current_session(), viewer=current_actor())
    return render_template("district/pools/index.html", listed=listed)


@routes.get("/baru")
@requires(Permission.POOLS_PROPOSE)
def new() -> str:
    """Ask whom a new pool is for."""
    form = PoolForm().offer()
    return render_template("district/pools/new.html", form=form, pool=None, matching=form.matching())


@routes.post("/baru")
@requires(Permission.POOLS_PROPOSE)
def create() -> tuple[str, int] | Response:
    """Keep a draft."""
    form = PoolForm().offer()
    if form.validate():
        with form.catching():
            pool = pools.draft(current_session(), form.pool(), by=current_actor())
            flash(gettext("Konsep disimpan."), "success")
            return redirect(url_for("district.pools.show", pool_id=pool.id), 303)
    return render_template("district/pools/new.html", form=form, pool=None, matching=None), 422


@routes.post("/hitung")
@requires(Permission.POOLS_PROPOSE)
def count() -> Response:
    """Count who matches what is chosen; changes nothing."""
    form = PoolForm().offer()
    fits = all(form[name].validate(form) for name in ("villages", "decile_max", "kind", "occupation"))
    words = gettext("%(n)s warga cocok", n=grouped(form.matching(), language())) if fits else gettext("Periksa isian")
    return jsonify(words=words)


@routes.get("/<int:pool_id>")
@requires(Permission.POOLS_VIEW)
def show(pool_id: int) -> str:
    """Show a pool and what this person does next with it."""
    return page(pool_of(pool_id))


@routes.get("/<int:pool_id>/ubah")
@requires(Permission.POOLS_PROPOSE)
def edit(pool_id: int) -> str:
    """Show a draft to change."""
    pool = pool_of(pool_id)
    said = Criteria.of(pool.criteria)
    form = PoolForm(obj=pool, data=vars(said) | {"decile_max": str(said.decile_max or ""), "kind": said.kind or ""})
    return render_template("district/pools/edit.html", form=form.offer(), pool=pool, matching=form.matching())


@routes.post("/<int:pool_id>/ubah")
@requires(Permission.POOLS_PROPOSE)
def update(pool_id: int) -> tuple[str, int] | Response:
    """Keep a changed draft."""
    form, pool = PoolForm().offer(), pool_of(pool_id)
    if form.validate():
        with form.catching():
            pools.edit(current_session(), pool, form.pool(), by=current_actor())
            flash(gettext("Konsep disimpan."), "success")
            return redirect(url_for("district.pools.show", pool_id=pool_id), 303)
    return render_template("district/pools/edit.html", form=form, pool=pool, matching=None), 422


def pool_of(pool_id: int) -> Pool:
    """Give a pool this person may see. Raises: PoolNotFound."""
    return pools.pool_of(current_session(), pool_id, viewer=current_actor())


def page(pool: Pool, **refused: Form) -> str:
    """Show a pool with the forms this person may fill in, those that were refused as they were typed."""
    session, criteria = current_session(), Criteria.of(pool.criteria)
    names = {row.code: row.name for row in villages_of(session, pool.district_id)}
    return render_template(
        "district/pools/show.html",
        pool=pool,
        criteria=criteria,
        village_names=[names[code] for code in criteria.villages],
        matching=_matching(pool, criteria),
        counts=pools.counts(session, [pool.id])[pool.id],
        people=pools.by_subdistrict(session, [pool.id])[pool.id],
        seen_hash=pools.content_hash(session, pool),
        steps=steps(pool),
        **{name: refused.get(name) or make() for name, make in FORMS.items()},
    )


def _matching(pool: Pool, criteria: Criteria) -> int:
    """Count who would be frozen into a draft; a frozen list needs no such count."""
    if pool.status is not PoolStatus.DRAFT:
        return 0
    return pools.count_matching(current_session(), criteria, district_id=pool.district_id)
