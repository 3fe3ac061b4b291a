"""Pages for everybody."""

from flask import Blueprint

from srikandi.web.public import applications, health, invitations, language, pools, sign_in
from srikandi.web.public.window import front, samples, seals, transparency, uhc, verification

area = Blueprint("public", __name__)
for part in (
    health,
    invitations,
    language,
    sign_in,
    pools,
    applications,
    front,
    transparency,
    uhc,
    samples,
    verification,
    seals,
):
    area.register_blueprint(part.routes)
