"""Indonesian or English."""

from __future__ import annotations

from flask import Blueprint, redirect, request, session
from werkzeug.wrappers import Response

from srikandi.web.frame.pages import LANGUAGES
from srikandi.web.guard import public
from srikandi.web.public.sign_in import safe_target

routes = Blueprint("language", __name__)


@routes.post("/bahasa")
@public
def choose() -> Response:
    """Remember the language of this browser."""
    wanted = request.form.get("language", "")
    if wanted in LANGUAGES:
        session["language"] = wanted
    return redirect(safe_target(request.form.get("next"), home="/"), 303)
