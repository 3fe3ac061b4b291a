"""Letters that pages send with a deed."""

from __future__ import annotations

from flask import current_app, url_for
from flask_babel import gettext

from srikandi import programme
from srikandi.database import current_session
from srikandi.messages import write
from srikandi.organisations import Organisation
from srikandi.pledges import Consortium, Pledge
from srikandi.programme import Ways
from srikandi.users import Post, invite
from srikandi.web.frame.saying.words import word
from srikandi.web.guard import current_actor


def send_invitation(email: str, *, name: str, post: Post) -> None:
    """Invite somebody to a role by a link in a letter. Raises: what `users.invite` raises."""
    session = current_session()
    invitation, token = invite(session, email, name=name, post=post, by=current_actor())
    link = current_app.extensions["srikandi"].public_url + url_for("public.invitations.show", token=token)
    body = gettext(
        "Yth. %(name)s,\n\nAnda diundang ke Srikandi JKN sebagai %(role)s. Buka tautan ini untuk membuat akun; "
        "tautan berlaku tujuh hari dan hanya untuk Anda.\n\n%(link)s\n",
        name=invitation.name,
        role=word(invitation.role),
        link=link,
    )
    write(session, invitation.email, kind="invitation", subject=gettext("Undangan Srikandi JKN"), body=body)


def send_decision(company: Organisation, *, reason: str) -> None:
    """Tell a company what the forum has decided about it, and why."""
    body = gettext(
        "Yth. %(name)s,\n\nKeputusan forum tentang perusahaan Anda: %(standing)s.\n\nAlasan: %(reason)s\n",
        name=company.name,
        standing=word(company.standing),
        reason=reason,
    )
    subject = gettext("Keputusan forum tentang %(name)s", name=company.name)
    write(
        current_session(), company.email, kind="decision", subject=subject, body=body, district_id=company.district_id
    )


def send_share_requests(pledge: Pledge) -> None:
    """Tell everybody whose yes to a share is missing that somebody waits for it."""
    programme.tell_asked(current_session(), pledge, ways=_ways())


def send_consortium_invitations(consortium: Consortium) -> None:
    """Tell everybody who was invited, each once."""
    programme.tell_invited(current_session(), consortium, ways=_ways())


def _ways() -> Ways:
    return Ways(current_app.extensions["srikandi"].public_url)
