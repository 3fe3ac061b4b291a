"""Nominating somebody without an account, and following it by code; nobody learns here whom the registry knows."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import nominations, signs
from srikandi.database import current_session
from srikandi.nominations import NominationPoster, NominationUnknown, PosterUnknown
from srikandi.places import district_of, villages_of
from srikandi.web.guard import public, visitor
from srikandi.web.public.nominating.device import officer_here, remember_sent
from srikandi.web.public.nominating.forms import FollowForm, NominationForm

routes = Blueprint("nominations", __name__, url_prefix="/usul")
LONGEST_CODE = 40


@routes.get("")
@public
def start() -> str | Response:
    """Ask for the code of a poster, or of a nomination."""
    typed = request.args.get("kode", "").strip()[:LONGEST_CODE].replace("/", "")
    if typed:
        return redirect(url_for(".new", code=typed), 303)
    return _start_page()


@routes.get("/lacak")
@public
def ask() -> str:
    """Ask for the code somebody was given."""
    return render_template("public/nominations/ask.html", form=FollowForm(formdata=None))


@routes.post("/lacak")
@public
def look() -> tuple[str, int] | Response:
    """Lead to the stage a code stands for."""
    form = FollowForm()
    if form.validate():
        code = signs.read(form.code.data, length=nominations.SIGNS)
        if code is not None:
            return redirect(url_for(".follow", code=code), 303)
        form.refuse(gettext("Kodenya terdiri dari 16 huruf dan angka. Periksa lagi."), field="code")
    return render_template("public/nominations/ask.html", form=form), 422


@routes.get("/lacak/<code>")
@public
def follow(code: str) -> str | tuple[str, int]:
    """Show where a nomination stands, and nothing of whom it is about."""
    session = current_session()
    try:
        stage = nominations.follow(session, code)
    except NominationUnknown:
        form = FollowForm(formdata=None, code=code[:LONGEST_CODE])
        return render_template("public/nominations/ask.html", form=form, is_unknown=True), 404
    return render_template(
        "public/nominations/follow.html",
        stage=stage,
        code=signs.printed(signs.read(code, length=nominations.SIGNS) or ""),
        is_new="baru" in request.args,
        district=district_of(session, stage.district_id),
    )


@routes.get("/<code>")
@public
def new(code: str) -> str | tuple[str, int]:
    """Show the form behind a poster's code."""
    try:
        poster = nominations.poster_by_code(current_session(), code)
    except PosterUnknown:
        return _start_page(code=code[:LONGEST_CODE]), 404
    form = NominationForm(formdata=None).offer_to(villages_of(current_session(), poster.district_id))
    return _form_page(poster, form.begin_at(poster))


@routes.post("/<code>")
@public
def create(code: str) -> tuple[str, int] | Response:
    """Keep a nomination and give its code."""
    session = current_session()
    poster = nominations.poster_by_code(session, code)
    form = NominationForm().offer_to(villages_of(session, poster.district_id))
    if form.validate():
        with form.catching():
            given = _receive(poster, form)
            return redirect(url_for(".follow", code=given, baru=1), 303)
    return _form_page(poster, form), 422


def _receive(poster: NominationPoster, form: NominationForm) -> str:
    given = nominations.receive(
        current_session(),
        poster,
        form.nominee(),
        nominator=form.nominator(),
        address=request.remote_addr or "",
        named_by=officer_here(),
        by=visitor(),
    )
    remember_sent(given)
    return given


def _start_page(*, code: str | None = None) -> str:
    return render_template("public/nominations/start.html", code=code)


def _form_page(poster: NominationPoster, form: NominationForm) -> str:
    session = current_session()
    district = district_of(session, poster.district_id)
    return render_template(
        "public/nominations/new.html",
        form=form,
        poster=poster,
        where=nominations.poster_name(poster, villages_of(session, district.id)),
        district=district,
        kept_days=nominations.kept_days(session, district),
        open_days=nominations.open_days(session, district),
    )
