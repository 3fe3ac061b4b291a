"""A new password for myself."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import PasswordField
from wtforms.validators import EqualTo, InputRequired

from srikandi.database import current_session
from srikandi.users import Permission, WrongCredentials, change_password, check_tries, note_try
from srikandi.web.boundary import keep_refusal
from srikandi.web.forms import Form
from srikandi.web.guard import requires

routes = Blueprint("password", __name__, url_prefix="/akun/kata-sandi")


class PasswordForm(Form):
    """The old password and a new one."""

    current = PasswordField(_l("Kata sandi sekarang"), [InputRequired(_l("Tulis kata sandi Anda sekarang."))])
    password = PasswordField(
        _l("Kata sandi baru"), [InputRequired(_l("Tulis kata sandi baru."))], description=_l("Sedikitnya 12 tanda.")
    )
    again = PasswordField(
        _l("Ulangi kata sandi baru"),
        [InputRequired(_l("Tulis sekali lagi.")), EqualTo("password", _l("Keduanya belum sama."))],
    )


@routes.get("")
@requires(Permission.ACCOUNT_USE)
def edit() -> str:
    """Ask for the new password."""
    return render_template("account/password/edit.html", form=PasswordForm())


@routes.post("")
@requires(Permission.ACCOUNT_USE)
def update() -> tuple[str, int] | Response:
    """Change the password; every other browser is signed out."""
    form = PasswordForm()
    if form.validate():
        keep_refusal()
        with form.catching():
            _change(form)
            flash(gettext("Kata sandi diganti. Peramban lain sudah dikeluarkan."), "success")
            return redirect(url_for("account.sessions.index"), 303)
    return render_template("account/password/edit.html", form=form), 422


def _change(form: PasswordForm) -> None:
    signed_in, session = current_user.signed_in, current_session()
    email, address = signed_in.user.email, request.remote_addr or ""
    check_tries(session, email, address=address)
    try:
        change_password(session, signed_in, current=form.current.data, new=form.password.data)
    except WrongCredentials:
        note_try(session, email, address=address)
        raise
