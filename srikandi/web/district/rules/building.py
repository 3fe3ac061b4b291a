"""The page a rule is built on: conditions, groups and points, each a row that comes and goes by a button."""

from __future__ import annotations

from copy import deepcopy

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms import HiddenField

from srikandi import pools
from srikandi.database import current_session
from srikandi.eligibility import Audience, Field, Group, Rule, RuleUnfit, occupations_of
from srikandi.i18n import grouped
from srikandi.places import villages_of
from srikandi.pools import Pool
from srikandi.residents import ResidentKind
from srikandi.users import Permission
from srikandi.web.district.rules.typed import TypedRule
from srikandi.web.district.rules.words import FIELD_WORDS, audience_words, names_of
from srikandi.web.forms import Form
from srikandi.web.frame.pages import language
from srikandi.web.frame.saying.words import word
from srikandi.web.guard import current_actor, requires

routes = Blueprint("rules", __name__, url_prefix="/kelompok")
UNFIT = Audience((Group(),))
"""What nobody meets: stands for what is not filled in yet."""


class RuleForm(Form):
    """Which version was on the page."""

    seen_version = HiddenField()

    @property
    def seen(self) -> int:
        """Give the version; none is none that exists."""
        typed = self.seen_version.data or ""
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < len("1000000") else 0


@routes.get("/<int:pool_id>/aturan")
@requires(Permission.POOLS_PROPOSE)
def edit(pool_id: int) -> str:
    """Show the rule of a draft to change."""
    pool = _pool(pool_id)
    rule = pools.rule_of(current_session(), pool)
    return _page(pool, TypedRule.of(rule), RuleForm(formdata=None, data={"seen_version": pool.rule_version}))


@routes.post("/<int:pool_id>/aturan")
@requires(Permission.POOLS_PROPOSE)
def update(pool_id: int) -> str | tuple[str, int] | Response:
    """Keep a further version of the rule, or show the page with a row more or less."""
    form, pool, typed = RuleForm(), _pool(pool_id), TypedRule.read(request.form)
    button = request.form.get("do", "save")
    if button != "save" and form.validate():
        typed.change(button, request.form)
        return _page(pool, typed, form)
    if form.validate() and _is_kept(pool, typed, form):
        return redirect(url_for("district.simulation.show", pool_id=pool.id), 303)
    return _page(pool, typed, form), 422


@routes.post("/hitung")
@requires(Permission.POOLS_PROPOSE)
def count() -> Response:
    """Count who meets what is typed; changes nothing."""
    return jsonify(words=_count_words(TypedRule.read(request.form).audience()))


def _is_kept(pool: Pool, typed: TypedRule, form: RuleForm) -> bool:
    rule = typed.rule()
    if rule is None:
        form.refuse(gettext("Ada syarat atau poin yang belum benar. Periksa yang ditandai."))
        return False
    with form.catching():
        version = pools.change_rule(current_session(), pool, rule, seen_version=form.seen, by=current_actor())
        flash(gettext("Aturan versi %(n)s tersimpan. Ini hasil simulasinya.", n=version.version), "success")
        return True
    return False


def _pool(pool_id: int) -> Pool:
    return pools.pool_of(current_session(), pool_id, viewer=current_actor())


def _count_words(audience: Audience | None) -> str:
    district_id = current_actor().district_id
    try:
        pools.check_rule(current_session(), Rule(audience or UNFIT), district_id=district_id)
    except RuleUnfit:
        return str(gettext("Periksa isian"))
    found = pools.count_matching(current_session(), audience or UNFIT, district_id=district_id)
    words = audience_words(audience or UNFIT, names_of(district_id))
    return str(gettext("%(n)s warga cocok. %(words)s", n=grouped(found, language()), words=words))


def _page(pool: Pool, typed: TypedRule, form: RuleForm) -> str:
    rows = villages_of(current_session(), pool.district_id)
    subdistricts = {one.subdistrict_code: one.subdistrict_name for one in rows}
    return render_template(
        "district/rules/edit.html",
        pool=pool,
        typed=typed,
        form=form,
        kinds=FIELD_WORDS,
        choices={Field.SUBDISTRICT: list(subdistricts.items()), **_choices(pool)},
        villages={name: [one for one in rows if one.subdistrict_code == code] for code, name in subdistricts.items()},
        matching=_count_words(deepcopy(typed).audience()),
    )


def _choices(pool: Pool) -> dict[Field, list[tuple[str, str]]]:
    occupations = occupations_of(current_session(), pool.district_id)
    return {
        Field.OCCUPATION: [(one, one.capitalize()) for one in occupations],
        Field.SEX: [("P", gettext("Perempuan")), ("L", gettext("Laki-laki"))],
        Field.KIND: [(one.value, word(one)) for one in ResidentKind],
    }
