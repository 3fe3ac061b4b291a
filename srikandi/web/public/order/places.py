"""`Why am I 214th`: a person types the code from the village officer and reads their place in words, without a name.

The code travels in the form, never in an address. Tries that fail are counted by address, apart from signing in, and
an unknown code, a revoked one and one of an unpublished list all get the same answer.
"""

from __future__ import annotations

from flask import render_template, request
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from srikandi import pools, throttles
from srikandi.database import current_session
from srikandi.pools import PlaceUnknown, Reasons
from srikandi.throttles import Gate
from srikandi.users import TooManyTries
from srikandi.web.district.rules import audience_words, names_of, reason_rows, scoring_rows
from srikandi.web.forms import Form


class CodeForm(Form):
    """The code from the slip."""

    code = StringField(
        _l("Kode tempat Anda"),
        [InputRequired(_l("Tulis kodenya.")), Length(max=40)],
        description=_l("12 tanda, dari petugas desa. Misalnya 7Q4M-K2HJ-9ABC."),
    )


def found_by(code: str) -> Reasons:
    """Give the place of this code; a try that fails is counted. Raises: PlaceUnknown, TooManyTries."""
    session, address = current_session(), request.remote_addr or ""
    if throttles.is_full(session, Gate.PLACE, address):
        raise TooManyTries
    try:
        return pools.place_by_code(session, code)
    except PlaceUnknown:
        throttles.count(session, Gate.PLACE, address)
        raise


def page_of(found: Reasons) -> str:
    """Show a place and everything it follows from."""
    names = names_of(found.pool.district_id)
    return render_template(
        "public/pools/place.html",
        place=found,
        rows=reason_rows(found, names),
        audience=audience_words(found.rule.audience, names),
        scoring=scoring_rows(found.rule.scoring, names),
    )
