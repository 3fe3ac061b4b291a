"""What may stand in the gaps of an address: numbers a database can hold, words a person can type. All else is a 404."""

from __future__ import annotations

from typing import Any

from flask import Flask, request
from werkzeug.exceptions import BadRequest
from werkzeug.routing import IntegerConverter, Map, UnicodeConverter

LARGEST_ID = 2**63 - 1
CONTROL_SIGNS = frozenset(map(chr, (*range(9), 11, 12, *range(14, 32), 127)))
"""All but tab and the ends of lines."""


class Number(IntegerConverter):
    """A number a BIGINT can hold, written in few enough digits."""

    regex = r"\d{1,19}"

    def __init__(self, map: Map, *args: Any, **options: Any) -> None:  # noqa: A002 - werkzeug's own name
        """Bound the number from above."""
        super().__init__(map, *args, **{"max": LARGEST_ID, **options})


class Word(UnicodeConverter):
    """A word without control signs, which PostgreSQL cannot hold and nobody types."""

    def __init__(self, map: Map, *args: Any, **options: Any) -> None:  # noqa: A002 - werkzeug's own name
        """Leave control signs out."""
        super().__init__(map, *args, **options)
        self.regex = self.regex.replace("[^/]", r"[^/\x00-\x1f\x7f]")


def refuse_control_signs() -> None:
    """Refuse an address whose questions hold what no keyboard makes. Raises: BadRequest."""
    asked = (*request.args.keys(), *(value for values in request.args.listvalues() for value in values))
    if any(sign in CONTROL_SIGNS for text in asked for sign in text):
        raise BadRequest


def install(app: Flask) -> None:
    """Read addresses this way; before any route is added."""
    app.before_request(refuse_control_signs)
    app.url_map.converters.update({"int": Number, "default": Word, "string": Word})
