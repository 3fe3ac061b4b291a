"""Signing in and out."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from flask_login import current_user, login_user, logout_user
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired

from srikandi.clock import today
from srikandi.database import current_session
from srikandi.users import (
    Membership,
    User,
    WrongCredentials,
    authenticate,
    check_tries,
    end_session,
    memberships_of,
    note_try,
    open_session,
)
from srikandi.web.boundary import keep_refusal
from srikandi.web.forms import Form, plain_text
from srikandi.web.frame.people import person_of
from srikandi.web.guard import public
from srikandi.web.public.nominating import recognise

routes = Blueprint("sign_in", __name__)


class SignInForm(Form):
    """Address and password."""

    email = StringField(_l("Alamat surel"), [InputRequired(_l("Tulis alamat surel Anda.")), plain_text])
    password = PasswordField(_l("Kata sandi"), [InputRequired(_l("Tulis kata sandi Anda."))])
    lanjut = HiddenField()


@routes.get("/masuk")
@public
def new() -> str | Response:
    """Show the sign-in page."""
    if current_user.is_authenticated:
        return redirect(url_for("account.home.show"), 303)
    return render_template("public/sign_in/new.html", form=SignInForm(lanjut=request.args.get("lanjut", "")))


@routes.post("/masuk")
@public
def create() -> tuple[str, int] | Response:
    """Sign somebody in."""
    form = SignInForm()
    if form.validate():
        keep_refusal()
        with form.catching():
            _sign_in(form)
            return redirect(safe_target(form.lanjut.data, home=url_for("account.home.show")), 303)
    return render_template("public/sign_in/new.html", form=form), 422


@routes.post("/keluar")
@public
def destroy() -> Response:
    """Sign somebody out, here and at once."""
    if current_user.is_authenticated:
        end_session(current_session(), current_user.signed_in.web_session, by=current_user.actor)
        logout_user()
    return redirect(url_for("public.sign_in.new"), 303)


def _sign_in(form: SignInForm) -> None:
    session, address = current_session(), request.remote_addr or ""
    check_tries(session, form.email.data, address=address)
    try:
        user = authenticate(session, form.email.data, password=form.password.data)
        membership = _first_membership(user)
    except WrongCredentials:
        note_try(session, form.email.data, address=address)
        raise
    sign_in(user, membership)


def sign_in(user: User, membership: Membership) -> None:
    """Open a session for this person in this role and remember it in the browser."""
    browser = request.user_agent.string
    session = current_session()
    token = open_session(session, user, membership=membership, address=request.remote_addr or "", browser=browser)
    person = person_of(token)
    login_user(person)
    if person is not None:
        recognise(person.actor)


def _first_membership(user: User) -> Membership:
    live = [
        one for one in memberships_of(current_session(), user.id) if one.until_on is None or one.until_on >= today()
    ]
    if not live:
        raise WrongCredentials
    return live[0]


def safe_target(wanted: str | None, *, home: str) -> str:
    """Give the wanted page if it is one of ours, else `home`."""
    if not wanted or not wanted.startswith("/") or wanted.startswith(("//", "/\\")):
        return home
    try:
        parts = urlsplit(wanted)
        current_app.url_map.bind("").match(parts.path, method="GET")
    except (HTTPException, ValueError):
        return home
    return home if parts.scheme or parts.netloc else wanted
