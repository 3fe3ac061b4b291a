"""How a no becomes a page: the branches of `Refusal` are 404, 403, 409 and 422; the unforeseen is a 500."""

from __future__ import annotations

import logging
import sqlite3

from flask import Flask, g, render_template
from flask_babel import gettext
from flask_login import AnonymousUserMixin
from flask_wtf.csrf import CSRFError
from psycopg.errors import LockNotAvailable
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from werkzeug.exceptions import HTTPException, SecurityError

from srikandi.database import Busy, current_session
from srikandi.errors import Conflict, Invalid, NotAllowed, NotFound, Refusal
from srikandi.money import Money, Sen
from srikandi.payments.providers import ProviderUnavailable
from srikandi.web.frame.saying.formats import rupiah_words, sen_words

STATUS = ((Busy, 503), (ProviderUnavailable, 503), (NotFound, 404), (NotAllowed, 403), (Conflict, 409), (Invalid, 422))
LOGIN_USER = "_login_user"
"""Where flask-login keeps who is signed in."""
BROKEN = 500
"""From here on the page asks the database nothing: it may be what is broken."""
PAGES = frozenset({400, 403, 404, 409, 413, 422, 429, 500, 503})
log = logging.getLogger("srikandi.web")


def words_of(refusal: Refusal) -> str:
    """Give the refusal's sentence in the reader's language, its gaps filled; words in a gap are translated too."""
    sentence = str(gettext(refusal.message))
    values = {gap: said(value) for gap, value in refusal.values.items()}
    return sentence % values if values else sentence


def said(value: object) -> object:
    """Give what fills a sentence's gap in the reader's words."""
    if isinstance(value, Money):
        return rupiah_words(value)
    if isinstance(value, Sen):
        return sen_words(value)
    return gettext(value) if isinstance(value, str) and value else value


def status_of(refusal: Refusal) -> int:
    """Give the HTTP status a refusal answers with."""
    return next((status for branch, status in STATUS if isinstance(refusal, branch)), 422)


def _page(status: int, sentence: str | None = None) -> tuple[str, int]:
    name = status if status in PAGES else 400
    if status >= BROKEN:
        g.is_broken = True
        setattr(g, LOGIN_USER, AnonymousUserMixin())
    return render_template(f"errors/{name}.html", sentence=sentence, reference=g.get("request_id")), status


def _refused(refusal: Refusal) -> tuple[str, int]:
    return _page(status_of(refusal), words_of(refusal))


def _expired(_error: CSRFError) -> tuple[str, int]:
    return _page(400, gettext("Halaman ini sudah terlalu lama terbuka. Muat ulang, lalu kirim lagi."))


def _strange_host(error: SecurityError) -> tuple[str, int, dict[str, str]]:
    """Answer without a page: under a name that is not ours no address can be built."""
    return gettext("Alamat ini tidak dilayani di sini."), error.code, {"Content-Type": "text/plain; charset=utf-8"}


def _http(error: HTTPException) -> tuple[str, int]:
    return _page(error.code or 500)


def _let_go() -> None:
    """Leave the transaction an error has ended: PostgreSQL answers nothing more in it, and the page itself asks."""
    current_session().rollback()


def _collided(error: IntegrityError) -> tuple[str, int]:
    _let_go()
    log.warning("constraint refused a write", extra={"kind": type(error.orig).__name__})
    return _page(409)


def _unstorable(error: DataError | OverflowError) -> tuple[str, int]:
    """Answer for what no form has caught: a number or a sign that the database cannot hold."""
    _let_go()
    log.warning("nothing a database can hold", extra={"kind": type(error).__name__})
    return _page(422, gettext("Ada isian yang tidak bisa dibaca. Periksa lalu kirim lagi."))


def _unreachable(error: OperationalError) -> tuple[str, int]:
    """Answer for a database that is gone, or that others keep busy for longer than anybody waits."""
    if _is_held(error.orig):
        log.warning("others were writing too long")
        return _page(503, gettext(Busy.message))
    log.error("database unavailable", extra={"kind": type(error.orig).__name__})
    return _page(503)


def _is_held(cause: object) -> bool:
    """Was a row, or on SQLite the whole file, held by others until we stopped waiting?"""
    return isinstance(cause, LockNotAvailable) or getattr(cause, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY


def _unforeseen(error: Exception) -> tuple[str, int]:
    log.error("unforeseen error", exc_info=error)
    return _page(500)


def install(app: Flask) -> None:
    """Answer refusals and errors with pages people understand."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(CSRFError, _expired)
    app.register_error_handler(SecurityError, _strange_host)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(IntegrityError, _collided)
    app.register_error_handler(OperationalError, _unreachable)
    app.register_error_handler(DataError, _unstorable)
    app.register_error_handler(OverflowError, _unstorable)
    if not app.testing:
        app.register_error_handler(Exception, _unforeseen)
