"""People and roles: invite, withdraw, take a role away, close an account."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import DateField, SelectField, StringField
from wtforms.validators import Email, InputRequired, Optional

from srikandi.database import current_session
from srikandi.errors import NotFound
from srikandi.places import districts
from srikandi.users import (
    Invitation,
    Membership,
    Permission,
    Post,
    Role,
    User,
    end_membership,
    end_user,
    live_people,
    open_invitations,
    withdraw,
)
from srikandi.web.admin.choices import organisation_choices, village_choices
from srikandi.web.forms import OR_NOTHING, Form, ReasonField, plain_text
from srikandi.web.frame.saying.words import word
from srikandi.web.guard import current_actor, requires
from srikandi.web.letters import send_invitation

routes = Blueprint("users", __name__, url_prefix="/orang")
A_PAGE = 25


class InviteForm(Form):
    """Who is invited to which role, where, until when."""

    name = StringField(_l("Nama"), [InputRequired(_l("Tulis namanya.")), plain_text])
    email = StringField(
        _l("Alamat surel"), [InputRequired(_l("Tulis alamat surelnya.")), Email(_l("Periksa alamat surel ini."))]
    )
    role = SelectField(_l("Peran"), [InputRequired(_l("Pilih perannya."))])
    district = SelectField(_l("Kabupaten"), [OR_NOTHING])
    organisation = SelectField(
        _l("Organisasi"), [Optional()], description=_l("Untuk perusahaan, cabang BPJS, dan forum.")
    )
    village = SelectField(_l("Desa"), [OR_NOTHING], description=_l("Untuk petugas desa."))
    until = DateField(_l("Berlaku sampai"), [Optional()])

    def offer(self) -> InviteForm:
        """Fill the lists people choose from."""
        session = current_session()
        self.role.choices = [(role.value, word(role)) for role in Role]
        self.district.choices = [("", "–"), *((str(one.id), one.name) for one in districts(session))]
        self.organisation.choices = organisation_choices(session)
        self.village.choices = village_choices(session)
        return self

    def post(self) -> Post:
        """Give the role and its place."""
        return Post(
            Role(self.role.data),
            int(self.district.data) if self.district.data else None,
            int(self.organisation.data) if self.organisation.data else None,
            self.village.data or None,
            self.until.data,
        )


class EndForm(Form):
    """Why an account is closed."""

    reason = ReasonField()


@routes.get("")
@requires(Permission.USERS_MANAGE)
def index() -> str:
    """List people with their roles, and open invitations."""
    session, search = current_session(), request.args.get("cari", "")
    role = next((one for one in Role if one.value == request.args.get("peran")), None)
    found = live_people(session, search=search, role=role, after=_after(), limit=A_PAGE + 1)
    return render_template(
        "admin/users/index.html",
        people=found[:A_PAGE],
        following=found[A_PAGE - 1][1].id if len(found) > A_PAGE else None,
        asked={"cari": search, "peran": role.value if role else ""},
        roles=Role,
        invitations=open_invitations(session),
    )


def _after() -> int:
    return request.args.get("sesudah", 0, type=int) or 0


@routes.get("/undang")
@requires(Permission.USERS_MANAGE)
def new() -> str:
    """Ask whom to invite."""
    return render_template("admin/users/new.html", form=InviteForm().offer())


@routes.post("/undang")
@requires(Permission.USERS_MANAGE)
def create() -> tuple[str, int] | Response:
    """Invite somebody by a link in a letter."""
    form = InviteForm().offer()
    if form.validate():
        with form.catching():
            send_invitation(form.email.data, name=form.name.data, post=form.post())
            flash(gettext("Undangan dikirim ke %(email)s.", email=form.email.data), "success")
            return redirect(url_for("admin.users.index"), 303)
    return render_template("admin/users/new.html", form=form), 422


@routes.post("/undangan/<int:invitation_id>/tarik")
@requires(Permission.USERS_MANAGE)
def take_back(invitation_id: int) -> Response:
    """Make an open invitation worthless."""
    invitation = current_session().get(Invitation, invitation_id)
    if invitation is None or invitation.accepted_at is not None:
        raise NotFound
    withdraw(current_session(), invitation, by=current_actor())
    return redirect(url_for("admin.users.index"), 303)


@routes.post("/peran/<int:membership_id>/akhiri")
@requires(Permission.USERS_MANAGE)
def end_role(membership_id: int) -> Response:
    """Take a role away, at once."""
    membership = current_session().get(Membership, membership_id)
    if membership is None or membership.ended_at is not None:
        raise NotFound
    end_membership(current_session(), membership, by=current_actor())
    flash(gettext("Peran diakhiri; orangnya sudah dikeluarkan."), "success")
    return redirect(url_for("admin.users.index"), 303)


@routes.get("/<int:user_id>/tutup")
@requires(Permission.USERS_MANAGE)
def ask_end(user_id: int) -> str:
    """Ask why the account is closed."""
    return render_template("admin/users/end.html", form=EndForm(), user=_live(user_id))


@routes.post("/<int:user_id>/tutup")
@requires(Permission.USERS_MANAGE)
def end(user_id: int) -> tuple[str, int] | Response:
    """Close an account for good."""
    form, user = EndForm(), _live(user_id)
    if form.validate():
        end_user(current_session(), user, reason=form.reason.data, by=current_actor())
        flash(gettext("Akun ditutup."), "success")
        return redirect(url_for("admin.users.index"), 303)
    return render_template("admin/users/end.html", form=form, user=user), 422


def _live(user_id: int) -> User:
    user = current_session().get(User, user_id)
    if user is None or user.ended_at is not None:
        raise NotFound
    return user
