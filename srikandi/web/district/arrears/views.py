"""Who owes how many months, and what they cost: by village, by person, corrected with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import arrears, places, programme, residents
from srikandi.arrears import ArrearsSource, lists
from srikandi.audit import Actor
from srikandi.database import current_session, unit_of_work
from srikandi.money import total
from srikandi.places import villages_of
from srikandi.reports import Cell
from srikandi.residents import Resident
from srikandi.users import Permission
from srikandi.web.district.arrears.forms import PAID, CorrectForm
from srikandi.web.guard import current_actor, requires
from srikandi.web.treasury.book import sent_in_parts

routes = Blueprint("arrears", __name__, url_prefix="/tunggakan")

NEWEST = 10
AT_ONCE = 1_000
"""People read at a time for the file."""


@routes.get("")
@requires(Permission.RESIDENTS_VIEW)
def index() -> str:
    """Show what each village owes, and the lists it comes from."""
    session, viewer = current_session(), current_actor()
    owing = arrears.villages_owing(session, viewer.district_id)
    kept = lists.newest(session, viewer=viewer, count=NEWEST)
    return render_template(
        "district/arrears/index.html",
        owing=owing,
        promises=programme.arrears.pledges_owing(session, viewer=viewer),
        whole=total([one.amount for one in owing.villages]),
        villages={one.code: one for one in villages_of(session, viewer.district_id)},
        lists=kept,
        counts=lists.count_decisions(session, [one.id for one in kept]),
    )


@routes.get("/warga")
@requires(Permission.RESIDENTS_VIEW)
def people() -> str:
    """List who owes months, by name, with what their family owes."""
    session, viewer, asked = current_session(), current_actor(), request.args.get("desa") or None
    villages = {one.code: one for one in villages_of(session, viewer.district_id)}
    village, after = asked if asked in villages else None, request.args.get("setelah", type=int)
    rows, following = arrears.debtors(session, viewer=viewer, village_code=village, after=after)
    return render_template(
        "district/arrears/people.html", rows=rows, following=following, after=after, village=village, villages=villages
    )


@routes.post("/daftar-warga.csv")
@requires(Permission.RESIDENTS_VIEW)
def download() -> Response:
    """Give the same list as a file, without numbers of people; that it was taken is written down."""
    session, viewer = current_session(), current_actor()
    villages = {one.code: one.name for one in villages_of(session, viewer.district_id)}
    village = request.args.get("desa") or None
    people, district = arrears.how_many_owe(session, viewer=viewer, village_code=village), viewer.district_id
    residents.note_taken(session, places.district_of(session, district), what="arrears", people=people, by=viewer)
    titles = (gettext("Nama"), gettext("Desa"), gettext("Kelas"), gettext("Bulan"), gettext("Sejak"), gettext("Sampai"))
    sums = gettext("Tunggakan"), gettext("Tunggakan sekeluarga")
    return sent_in_parts((*titles, *sums), _parts(villages, viewer=viewer, village=village), name="tunggakan")


@routes.get("/warga/<int:resident_id>")
@requires(Permission.RESIDENTS_VIEW)
def show(resident_id: int) -> str:
    """Show what one person owes, what was said of it, and what the family owes."""
    return _page(_resident(resident_id))


@routes.post("/warga/<int:resident_id>")
@requires(Permission.RESIDENTS_IMPORT)
def correct(resident_id: int) -> tuple[str, int] | Response:
    """Say anew what somebody owes."""
    resident = _resident(resident_id)
    form = CorrectForm().offer(_owed(resident))
    if form.validate():
        with form.catching():
            source = ArrearsSource.PAID if form.what.data == PAID else ArrearsSource.DISTRICT
            said = {"reason": form.reason.data, "source": source, "by": current_actor()}
            programme.arrears.correct(current_session(), resident, form.span(), **said)
            flash(gettext("Tunggakan %(name)s diperbarui.", name=resident.name), "success")
            return redirect(url_for(".show", resident_id=resident.id), 303)
    return _page(resident, form), 422


def _resident(resident_id: int) -> Resident:
    return residents.resident_of(current_session(), resident_id, viewer=current_actor())


def _owed(resident: Resident) -> arrears.Owed:
    return arrears.owed_by(current_session(), [resident.id]).get(resident.id, arrears.Owed())


def _page(resident: Resident, form: CorrectForm | None = None) -> str:
    session, owed = current_session(), _owed(resident)
    family, relatives = arrears.family_owed(session, resident)
    return render_template(
        "district/arrears/person.html",
        resident=resident,
        owed=owed,
        family=family,
        relatives=relatives,
        statements=arrears.statements_of(session, resident.id),
        form=form or CorrectForm(formdata=None).offer(owed),
    )


def _parts(villages: dict[str, str], *, viewer: Actor, village: str | None) -> Iterator[list[Sequence[Cell]]]:
    after = None
    while True:
        with unit_of_work(current_session(), write=False) as work:
            found = arrears.debtors(work.session, viewer=viewer, village_code=village, after=after, size=AT_ONCE)
            rows, after = [_line(one, villages) for one in found[0]], found[1]
        yield rows
        if after is None:
            return


def _line(one: arrears.Debtor, villages: dict[str, str]) -> Sequence[Cell]:
    return (
        *(one.resident.name, villages.get(one.resident.village_code, ""), " ".join(one.owed.classes)),
        *(one.owed.months, str(one.owed.first), str(one.owed.last)),
        *(one.owed.amount, one.family.amount),
    )
