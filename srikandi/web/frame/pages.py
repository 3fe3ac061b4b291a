"""What every template can count on: language, formats, navigation, who is signed in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Flask, current_app, g, session
from flask_babel import Babel
from flask_bootstrap import Bootstrap5
from flask_login import current_user

from srikandi.audit import Actor
from srikandi.clock import JAKARTA
from srikandi.database import current_session
from srikandi.places import District, districts
from srikandi.settings import Settings
from srikandi.web.boundary import csp_nonce
from srikandi.web.frame.navigation import navigation_for
from srikandi.web.frame.saying.formats import FILTERS, shown_language
from srikandi.web.frame.saying.words import tone, word

LANGUAGES = ("id", "en")
TRANSLATIONS = Path(__file__).resolve().parents[2] / "translations"


def language() -> str:
    """Give the reader's language: chosen in this browser, else Indonesian."""
    chosen = session.get("language")
    return chosen if chosen in LANGUAGES else "id"


def _around_every_page() -> dict[str, Any]:
    settings: Settings = current_app.extensions["srikandi"]
    spoken = {"language": shown_language(), "word": word, "tone": tone}
    always = {**spoken, "is_demo": settings.is_demo, "csp_nonce": csp_nonce}
    if g.get("is_broken", False):
        return always
    actor = current_user.actor if current_user.is_authenticated else None
    place = _place(actor)
    g.zone = place.zone if place else JAKARTA
    return {
        **always,
        "is_simulated": bool(settings.stripe and settings.stripe.is_simulated),
        "navigation": navigation_for(actor),
        "actor": actor,
        "district_name": place.name if place else "",
        "contact": {"address": f"{place.office}, {place.office_address}. {place.contact}"} if place else None,
    }


def _place(actor: Actor | None) -> District | None:
    """Give the district this page is about: the reader's own, or the only one there is."""
    known = districts(current_session())
    mine = [one for one in known if actor is None or one.id in actor.district_ids]
    return mine[0] if len(mine) == 1 else None


def install(app: Flask) -> None:
    """Give templates their language, filters and surroundings."""
    app.config["BOOTSTRAP_SERVE_LOCAL"] = True
    app.config["BABEL_DEFAULT_LOCALE"] = "id"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    Bootstrap5(app)
    Babel(app, locale_selector=language)
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.context_processor(_around_every_page)
