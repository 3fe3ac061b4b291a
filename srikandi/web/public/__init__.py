"""Pages for everybody."""

from flask import Blueprint

from srikandi.web.public import applications, health, invitations, language, nominating, pools, sign_in
from srikandi.web.public.cards import complaints, status
from srikandi.web.public.window import front, samples, seals, transparency, uhc, verification

area = Blueprint("public", __name__)
for part in (
    health,
    invitations,
    language,
    sign_in,
    pools,
    applications,
    nominating,
    front,
    transparency,
    uhc,
    samples,
    verification,
    seals,
    status,
    complaints,
):
    area.register_blueprint(part.routes)
