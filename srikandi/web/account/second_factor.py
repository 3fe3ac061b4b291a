"""The second factor: set up once, asked at each sign-in."""

from __future__ import annotations

import segno
from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Regexp

from srikandi.database import current_session
from srikandi.users import (
    Permission,
    SignedIn,
    WrongCode,
    address_of_seed,
    check_tries,
    new_seed,
    note_try,
    pass_second_factor,
    set_up_second_factor,
)
from srikandi.web.boundary import keep_refusal
from srikandi.web.forms import Form
from srikandi.web.guard import requires

routes = Blueprint("second_factor", __name__, url_prefix="/akun/kode")


class CodeForm(Form):
    """The six digits an authenticator shows."""

    code = StringField(
        _l("Kode enam angka"),
        [
            InputRequired(_l("Tulis kodenya.")),
            Regexp(r"\s{0,9}\d{3}\s?\d{3}\s{0,9}\Z", message=_l("Kode terdiri atas enam angka.")),
        ],
    )
    seed = HiddenField()


def _page(form: CodeForm, signed_in: SignedIn) -> str:
    if signed_in.user.totp_seed is not None:
        return render_template("account/second_factor/new.html", form=form)
    seed = form.seed.data or new_seed()
    form.seed.data = seed
    picture = segno.make(address_of_seed(signed_in.user, seed), micro=False).svg_data_uri(scale=5, border=2)
    return render_template("account/second_factor/set_up.html", form=form, seed=seed, picture=picture)


@routes.get("")
@requires(Permission.ACCOUNT_USE)
def new() -> str:
    """Ask for the code, or show how to set the authenticator up."""
    return _page(CodeForm(), current_user.signed_in)


@routes.post("")
@requires(Permission.ACCOUNT_USE)
def create() -> tuple[str, int] | Response:
    """Check the code."""
    form = CodeForm()
    if form.validate():
        keep_refusal()
        with form.catching():
            _check(form, current_user.signed_in)
            return redirect(url_for("account.home.show"), 303)
    return _page(form, current_user.signed_in), 422


def _check(form: CodeForm, signed_in: SignedIn) -> None:
    session, email, address = current_session(), signed_in.user.email, request.remote_addr or ""
    check_tries(session, email, address=address)
    try:
        _pass(form, signed_in)
    except WrongCode:
        note_try(session, email, address=address)
        raise


def _pass(form: CodeForm, signed_in: SignedIn) -> None:
    if signed_in.user.totp_seed is None:
        set_up_second_factor(current_session(), signed_in, seed=form.seed.data or "", code=form.code.data)
    else:
        pass_second_factor(current_session(), signed_in, code=form.code.data)
