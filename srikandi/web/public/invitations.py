"""Taking up an invitation."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import PasswordField
from wtforms.validators import EqualTo, InputRequired

from srikandi.database import current_session
from srikandi.users import accept, find_user, memberships_of, open_invitation
from srikandi.web.forms import Form
from srikandi.web.guard import public
from srikandi.web.public.sign_in import sign_in

routes = Blueprint("invitations", __name__, url_prefix="/undangan")


class AcceptForm(Form):
    """A password of one's own."""

    password = PasswordField(
        _l("Kata sandi baru"),
        [InputRequired(_l("Tulis kata sandi."))],
        description=_l("Sedikitnya 12 tanda. Empat kata yang tak berhubungan mudah diingat dan sulit ditebak."),
    )
    again = PasswordField(
        _l("Ulangi kata sandi"),
        [InputRequired(_l("Tulis sekali lagi.")), EqualTo("password", _l("Keduanya belum sama."))],
    )


class ConsentForm(Form):
    """Somebody with an account takes up a further role."""


def _form(email: str) -> Form:
    return AcceptForm() if find_user(current_session(), email) is None else ConsentForm()


@routes.get("/<token>")
@public
def show(token: str) -> str:
    """Show who invites to what."""
    invitation = open_invitation(current_session(), token)
    return render_template(
        "public/invitations/show.html", invitation=invitation, form=_form(invitation.email), token=token
    )


@routes.post("/<token>")
@public
def take_up(token: str) -> tuple[str, int] | Response:
    """Make the account, give the role, sign in; somebody who has an account signs in with it."""
    invitation = open_invitation(current_session(), token)
    form = _form(invitation.email)
    if form.validate():
        with form.catching():
            user = accept(current_session(), invitation, password=form.password.data if "password" in form else "")
            if isinstance(form, ConsentForm):
                flash(gettext("Peran baru sudah ditambahkan. Silakan masuk."), "success")
                return redirect(url_for("public.sign_in.new"), 303)
            sign_in(user, memberships_of(current_session(), user.id)[-1])
            return redirect(url_for("account.home.show"), 303)
    return render_template("public/invitations/show.html", invitation=invitation, form=form, token=token), 422
