"""Posters for villages and for places people go to anyway, each with a code that can be taken back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField
from wtforms.validators import Length, Optional

from srikandi import nominations, signs
from srikandi.database import current_session
from srikandi.places import VillageRow, villages_of
from srikandi.users import Permission
from srikandi.web.district.nominations.views import village_choices
from srikandi.web.forms import OR_NOTHING, Form, plain_text
from srikandi.web.guard import current_actor, requires
from srikandi.web.village.posters import poster_pdf

routes = Blueprint("posters", __name__, url_prefix="/usulan/poster")
LONGEST_PLACE = 60


class PosterForm(Form):
    """Where a poster will hang."""

    place = StringField(
        _l("Nama tempat"),
        [Optional(), Length(max=LONGEST_PLACE), plain_text],
        description=_l("Misalnya Puskesmas Sungailiat. Kosongkan untuk poster desa."),
    )
    village = SelectField(
        _l("Desa"), [OR_NOTHING], description=_l("Terpilih lebih dulu di formulir; pengusul bisa menggantinya.")
    )

    def offer(self, villages: list[VillageRow]) -> PosterForm:
        """Fill the list of villages."""
        self.village.choices = [("", gettext("Tidak ada")), *village_choices(villages)]
        return self


@routes.get("")
@requires(Permission.POSTERS_MAKE)
def index() -> str:
    """List the district's posters."""
    return _page(PosterForm(formdata=None))


@routes.post("")
@requires(Permission.POSTERS_MAKE)
def create() -> tuple[str, int] | Response:
    """Make a poster with a code of its own."""
    session, by = current_session(), current_actor()
    form = PosterForm().offer(villages_of(session, by.district_id))
    if form.validate():
        with form.catching():
            village, place = form.village.data or None, form.place.data or ""
            nominations.make_poster(session, district_id=by.district_id, village_code=village, place=place, by=by)
            flash(gettext("Poster siap dicetak."), "success")
            return redirect(url_for(".index"), 303)
    return _page(form), 422


@routes.get("/<int:poster_id>.pdf")
@requires(Permission.POSTERS_MAKE)
def pdf(poster_id: int) -> Response:
    """Give the page to hang up."""
    return poster_pdf(nominations.poster_of(current_session(), poster_id, viewer=current_actor()))


@routes.post("/<int:poster_id>/cabut")
@requires(Permission.POSTERS_MAKE)
def revoke(poster_id: int) -> Response:
    """Take a code back."""
    session, by = current_session(), current_actor()
    nominations.revoke_poster(session, nominations.poster_of(session, poster_id, viewer=by), by=by)
    flash(gettext("Kode poster dicabut."), "success")
    return redirect(url_for(".index"), 303)


def _page(form: PosterForm) -> str:
    session, viewer = current_session(), current_actor()
    villages = villages_of(session, viewer.district_id)
    return render_template(
        "district/posters/index.html",
        form=form.offer(villages),
        rows=nominations.posters_of(session, viewer=viewer),
        villages=villages,
        named=nominations.poster_name,
        printed=signs.printed,
    )
