"""Answers to deeds a phone sends: once for every key, and in words a script can keep when no page asked.

A form that a browser sends by itself has no key and is answered with pages, as everywhere else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, cast

from flask import Response as FlaskResponse
from flask import get_flashed_messages, jsonify, make_response, render_template, request
from werkzeug.wrappers import Response

from srikandi import receipts
from srikandi.database import current_session
from srikandi.errors import Refusal
from srikandi.receipts import Sent
from srikandi.web.forms import LONGEST_NUMBER, Form
from srikandi.web.guard import current_actor
from srikandi.web.refusals import status_of, words_of

View = Callable[..., Any]
KEY, MOMENT, TOKEN = "kunci", "pada", "csrf_token"
UNSAID = frozenset({KEY, MOMENT, TOKEN})
"""Fields that say nothing of the deed itself."""
_KEY = re.compile(r"[0-9a-f]{32}", re.ASCII)


def once(repeat: View) -> Callable[[View], View]:
    """Do the deed of this view once for each key of a phone; `repeat` gives the answer of the first time again."""

    def declare(view: View) -> View:
        @wraps(view)
        def answer(**gaps: Any) -> Any:
            deed = view if _is_first() else repeat
            return _in_words(deed, gaps) if _asks_words() else deed(**gaps)

        return answer

    return declare


def again(form: Form, template: str, **more: Any) -> tuple[str | FlaskResponse, int]:
    """Give a form back with what is wrong with it: as its page, or as sentences for a phone's script."""
    if _asks_words():
        return jsonify(words=[str(one) for one in _sentences(form.errors)]), 422
    return render_template(template, form=form, **more), 422


def made_at() -> datetime | None:
    """Give when the phone says this was done, if that can be."""
    said = request.form.get(MOMENT, "")
    if not (said.isascii() and said.isdecimal() and len(said) <= LONGEST_NUMBER):
        return None
    return receipts.moment_of(int(said))


def _is_first() -> bool:
    key = request.form.get(KEY, "")
    if not _KEY.fullmatch(key):
        return True
    said = {name: values for name, values in request.form.lists() if name not in UNSAID}
    what = json.dumps([request.path, said], sort_keys=True)
    return receipts.claim(current_session(), Sent(key, what), by=current_actor())


def _in_words(deed: View, gaps: dict[str, Any]) -> Response | tuple[FlaskResponse, int]:
    try:
        given = cast("Response", make_response(deed(**gaps)))
    except Refusal as refusal:
        return jsonify(words=[words_of(refusal)]), status_of(refusal)
    if given.location is None:
        return given
    return jsonify(words=[str(one) for one in get_flashed_messages()], where=given.location), 200


def _asks_words() -> bool:
    return request.headers.get("Accept") == "application/json"


def _sentences(errors: Any) -> list[Any]:
    if isinstance(errors, dict):
        return [one for inner in errors.values() for one in _sentences(inner)]
    return [one for inner in errors for one in (_sentences(inner) if isinstance(inner, dict | list) else [inner])]
