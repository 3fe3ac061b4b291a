"""How nominations stand, village by village; one that went to the wrong village is passed to the right one."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import SelectField
from wtforms.validators import InputRequired

from srikandi import fieldwork, nominations
from srikandi.database import current_session
from srikandi.fieldwork import FieldSession
from srikandi.nominations import OPEN, Nomination, NominationStatus
from srikandi.places import VillageRow, villages_of
from srikandi.residents import masked_numbers
from srikandi.residents.duplicates import LIKENESS_WORDS
from srikandi.users import Permission
from srikandi.web.district.rights.people import names_of
from srikandi.web.forms import Form, row_number
from srikandi.web.frame.saying.vocabulary.nominating import NOMINATED_BY
from srikandi.web.guard import current_actor, requires

routes = Blueprint("nominations", __name__, url_prefix="/usulan")
DECIDED = (NominationStatus.LISTED, NominationStatus.DECLINED)
SIDES = {"menunggu": OPEN, "selesai": DECIDED}
LAST_PAGE = 10_000


class PassForm(Form):
    """Where the person really lives."""

    village = SelectField(_l("Desa tempat tinggalnya"), [InputRequired(_l("Pilih desanya."))])

    def offer(self, villages: list[VillageRow]) -> PassForm:
        """Fill the list of villages."""
        self.village.choices = [("", gettext("Pilih")), *village_choices(villages)]
        return self


def village_choices(villages: list[VillageRow]) -> list[tuple[str, str]]:
    """Give the villages to choose from, by name."""
    return [(one.code, f"{one.name}, {one.subdistrict_name}") for one in sorted(villages, key=lambda one: one.name)]


@routes.get("")
@requires(Permission.NOMINATIONS_VIEW)
def index() -> str:
    """Count by village and list, masked."""
    session, viewer = current_session(), current_actor()
    villages = {one.code: one for one in villages_of(session, viewer.district_id)}
    side, village = request.args.get("tampil", "menunggu"), villages.get(request.args.get("desa", ""))
    asked = request.args.get("kegiatan")
    visit = fieldwork.session_of(session, row_number(asked), viewer=viewer) if asked else None
    return _list_page(villages, side if side in SIDES else "menunggu", village, visit)


@routes.get("/<int:nomination_id>")
@requires(Permission.NOMINATIONS_VIEW)
def show(nomination_id: int) -> str:
    """Show one nomination, masked, and where its number is recorded."""
    return _page(_nomination(nomination_id))


@routes.post("/<int:nomination_id>/teruskan")
@requires(Permission.NOMINATIONS_HAND_ON)
def hand_on(nomination_id: int) -> tuple[str, int] | Response:
    """Pass a nomination to the village where the person lives."""
    session, by = current_session(), current_actor()
    nomination, form = _nomination(nomination_id), PassForm().offer(villages_of(session, by.district_id))
    if form.validate():
        with form.catching():
            nominations.pass_on(session, nomination, village_code=form.village.data, by=by)
            flash(gettext("Diteruskan ke desa itu."), "success")
            return redirect(url_for(".show", nomination_id=nomination_id), 303)
    return _page(nomination, form), 422


def _nomination(nomination_id: int) -> Nomination:
    return nominations.nomination_of(current_session(), nomination_id, viewer=current_actor())


def _list_page(
    villages: dict[str, VillageRow], side: str, village: VillageRow | None, visit: FieldSession | None
) -> str:
    session, viewer = current_session(), current_actor()
    page = min(max(0, request.args.get("hal", 0, type=int)), LAST_PAGE)
    code, through = village.code if village else None, visit.id if visit else None
    rows, is_more = nominations.page_of(
        session, viewer=viewer, statuses=SIDES[side], village_code=code, field_session_id=through, page=page
    )
    counts = nominations.counts_of(session, viewer=viewer, field_session_id=through)
    return render_template(
        "district/nominations/index.html",
        rows=rows,
        masked=nominations.masked_nik,
        differs=nominations.otherwise,
        by_words=NOMINATED_BY,
        page=page,
        is_more=is_more,
        side=side,
        village=village,
        visit=visit,
        villages=villages,
        waiting=sum(counts[one] for one in OPEN),
        decided=sum(counts[one] for one in DECIDED),
        by_village=[] if visit else nominations.by_village(session, viewer=viewer),
    )


def _page(nomination: Nomination, form: PassForm | None = None) -> str:
    session, viewer = current_session(), current_actor()
    villages = villages_of(session, viewer.district_id)
    is_undecided = nomination.status is not NominationStatus.LISTED
    namers = nominations.namers_of(session, nomination) if nomination.status in OPEN else set()
    return render_template(
        "district/nominations/show.html",
        one=nomination,
        nik=nominations.masked_nik(nomination),
        otherwise=nominations.otherwise(nomination),
        villages={one.code: one for one in villages},
        by_words=NOMINATED_BY,
        others=nominations.others_about(session, nomination, viewer=viewer),
        same=nominations.same_number(session, nomination, viewer=viewer) if is_undecided else None,
        near=nominations.near_misses(session, nomination, viewer=viewer) if is_undecided else None,
        masked=masked_numbers,
        likeness=LIKENESS_WORDS,
        form=form or PassForm(formdata=None).offer(villages),
        namers=names_of(namers),
        can_list=namers and viewer.user_id not in namers and viewer.may(Permission.NOMINATIONS_HAND_ON.value),
        can_pass=is_undecided and viewer.may(Permission.NOMINATIONS_HAND_ON.value),
    )
