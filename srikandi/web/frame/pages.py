"""What every template can count on: language, formats, navigation, who is signed in."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from babel import Locale
from flask import Flask, current_app, g, session
from flask_babel import Babel, get_locale, gettext
from flask_bootstrap import Bootstrap5
from flask_login import current_user

from srikandi import i18n
from srikandi.audit import Actor
from srikandi.clock import JAKARTA, Month
from srikandi.database import current_session
from srikandi.money import Money
from srikandi.places import District, districts
from srikandi.settings import Settings
from srikandi.web.boundary import csp_nonce
from srikandi.web.frame.navigation import navigation_for
from srikandi.web.frame.words import tone, word

LANGUAGES = ("id", "en")
TRANSLATIONS = Path(__file__).resolve().parents[2] / "translations"


def language() -> str:
    """Give the reader's language: chosen in this browser, else Indonesian."""
    chosen = session.get("language")
    return chosen if chosen in LANGUAGES else "id"


def _shown() -> str:
    locale: Locale | None = get_locale()
    return locale.language if locale else "id"


def _zone() -> str:
    return str(g.get("zone", JAKARTA))


def _rupiah(value: Money | int | None) -> str:
    return "" if value is None else i18n.rupiah(value if isinstance(value, Money) else Money(value))


def _short_rupiah(value: Money) -> str:
    return i18n.short_rupiah(value, _shown())


def _day(value: date | datetime | None) -> str:
    if value is None:
        return ""
    return (
        i18n.moment(value, zone=_zone(), language=_shown()).split(",")[0]
        if isinstance(value, datetime)
        else i18n.day(value, _shown())
    )


def _moment(value: datetime | None) -> str:
    return "" if value is None else i18n.moment(value, zone=_zone(), language=_shown())


def month_words(value: Month) -> str:
    """Give `Januari 2027` in the reader's language."""
    return i18n.long_month(value, _shown())


def _grouped(value: int) -> str:
    return i18n.grouped(value, _shown())


def _percent(part: int, whole: int) -> str:
    return i18n.percent(part, whole, _shown())


def _points(millionths: int) -> str:
    return i18n.points(millionths, _shown())


def _reason(kept: str | None) -> str:
    """Give a kept reason: one of our own in the reader's language, what a person wrote as it stands."""
    return gettext(kept) if kept else ""


FILTERS = {
    "rupiah": _rupiah,
    "rupiah_singkat": _short_rupiah,
    "tanggal": _day,
    "waktu": _moment,
    "bulan": month_words,
    "angka": _grouped,
    "persen": _percent,
    "poin": _points,
    "word": word,
    "alasan": _reason,
}


def _around_every_page() -> dict[str, Any]:
    settings: Settings = current_app.extensions["srikandi"]
    always = {"language": _shown(), "is_demo": settings.is_demo, "csp_nonce": csp_nonce, "word": word, "tone": tone}
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
