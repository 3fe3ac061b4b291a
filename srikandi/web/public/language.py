"""Indonesian or English."""

from __future__ import annotations

from flask import Blueprint, redirect, request, session
from flask_login import current_user
from werkzeug.wrappers import Response

from srikandi.database import current_session
from srikandi.users import remember_language
from srikandi.web.frame.pages import LANGUAGES
from srikandi.web.guard import current_actor, public
from srikandi.web.public.sign_in import safe_target

routes = Blueprint("language", __name__)


@routes.post("/bahasa")
@public
def choose() -> Response:
    """Remember the language of this browser, and of the letters to whoever is signed in here."""
    wanted = request.form.get("language", "")
    if wanted in LANGUAGES:
        session["language"] = wanted
        if current_user.is_authenticated:
            remember_language(current_session(), current_actor(), language=wanted)
    return redirect(safe_target(request.form.get("next"), home="/"), 303)
