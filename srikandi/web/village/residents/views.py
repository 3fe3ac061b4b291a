"""The residents of one village: visited, confirmed, put right, noted as gone, one by one or a family at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import programme, residents
from srikandi.database import current_session
from srikandi.places import villages_of
from srikandi.programme.exits import Succession
from srikandi.residents import EXIT_WORDS, Corrections, Leaving, Resident, ResidentStatus, Search
from srikandi.users import Permission
from srikandi.web.frame.saying.sentences import passed_on
from srikandi.web.guard import current_actor, requires
from srikandi.web.listing import CorrectionForm
from srikandi.web.village.phone import again, made_at, once
from srikandi.web.village.residents.forms import FamilyForm, LeaveForm, check_seen, seen_of

routes = Blueprint("residents", __name__, url_prefix="/warga")

EVERYBODY = "semua"


@routes.get("")
@requires(Permission.RESIDENTS_VERIFY)
def index() -> str:
    """Show how far the village is and who waits for a visit."""
    session, viewer = current_session(), current_actor()
    after, before = (request.args.get(name, type=int) for name in ("setelah", "sebelum"))
    return render_template(
        "village/residents/index.html",
        village=next(
            (one for one in villages_of(session, viewer.district_id) if one.code == viewer.village_code), None
        ),
        neighbourhoods=residents.neighbourhoods_of(session, viewer=viewer),
        found=residents.page_of(session, _search(), viewer=viewer, after=after, before=before),
        asked=_asked(),
    )


@routes.get("/<int:resident_id>")
@requires(Permission.RESIDENTS_VERIFY)
def show(resident_id: int) -> str:
    """Show one person and the things that can be said of them and of the family."""
    resident = _resident(resident_id)
    family = _family(resident)
    form = FamilyForm(formdata=None, seen=seen_of([resident, *family])).offer(resident, family).ticked()
    return render_template("village/residents/show.html", form=form, **_person(resident, family))


def _confirmed(resident_id: int) -> Response:
    flash(gettext("%(name)s sudah diverifikasi.", name=_resident(resident_id).name), "success")
    return _to_list()


@routes.post("/<int:resident_id>/benar")
@requires(Permission.RESIDENTS_VERIFY)
@once(_confirmed)
def confirm(resident_id: int) -> Response:
    """Note that everything is right."""
    resident = residents.locked(current_session(), resident_id, by=current_actor())
    check_seen([resident], request.form.get("seen"))
    residents.verify(current_session(), resident, at=made_at(), by=current_actor())
    return _confirmed(resident_id)


def _family_confirmed(resident_id: int) -> Response:
    flash(gettext("Keluarga %(name)s sudah diverifikasi.", name=_resident(resident_id).name), "success")
    return _to_list()


@routes.post("/<int:resident_id>/sekeluarga")
@requires(Permission.RESIDENTS_VERIFY)
@once(_family_confirmed)
def confirm_family(resident_id: int) -> Any:
    """Note that everything is right about the chosen people of one card."""
    resident = _resident(resident_id)
    family = _family(resident)
    form = FamilyForm().offer(resident, family)
    if form.validate():
        with form.catching():
            check_seen([resident, *family], form.seen.data)
            chosen, by = form.people.data, current_actor()
            residents.verify_family(current_session(), resident, chosen=chosen, at=made_at(), by=by)
            return _family_confirmed(resident_id)
    form.seen.data = seen_of([resident, *family])
    return again(form, "village/residents/show.html", **_person(resident, family))


@routes.get("/<int:resident_id>/perbaiki")
@requires(Permission.RESIDENTS_VERIFY)
def edit(resident_id: int) -> str:
    """Ask what has to be put right."""
    resident = _resident(resident_id)
    form = CorrectionForm(formdata=None, obj=residents.corrections_of(resident), seen=seen_of([resident])).offer()
    return render_template("village/residents/edit.html", form=form, resident=resident, asked=_asked())


def _corrected(resident_id: int) -> Response:
    flash(gettext("Data %(name)s tersimpan.", name=_resident(resident_id).name), "success")
    return _to_list()


@routes.post("/<int:resident_id>/perbaiki")
@requires(Permission.RESIDENTS_VERIFY)
@once(_corrected)
def correct(resident_id: int) -> Any:
    """Put right what was wrong, and confirm who was not confirmed yet."""
    form, resident = CorrectionForm().offer(), residents.locked(current_session(), resident_id, by=current_actor())
    if form.validate():
        with form.catching():
            check_seen([resident], form.seen.data)
            _put_right(resident, form.corrections())
            return _corrected(resident_id)
    form.seen.data = seen_of([resident])
    return again(form, "village/residents/edit.html", resident=resident, asked=_asked())


@routes.get("/<int:resident_id>/keluar")
@requires(Permission.RESIDENTS_VERIFY)
def ask_leave(resident_id: int) -> str:
    """Ask why somebody is no longer here."""
    resident = _resident(resident_id)
    form = LeaveForm(formdata=None).offer(_family(resident))
    return render_template("village/residents/leave.html", form=form, resident=resident, asked=_asked())


def _left(resident_id: int, passed: Succession | None = None) -> Response:
    became = passed_on(passed) if passed else ""
    flash(f"{gettext('%(name)s dicatat keluar.', name=_resident(resident_id).name)} {became}".strip(), "success")
    return _to_list()


@routes.post("/<int:resident_id>/keluar")
@requires(Permission.RESIDENTS_VERIFY)
@once(_left)
def leave(resident_id: int) -> Any:
    """Note that somebody is gone, and whoever of the family went along; unused months pass on the same day."""
    resident = residents.locked(current_session(), resident_id, by=current_actor())
    form = LeaveForm().offer(_family(resident))
    if form.validate():
        with form.catching():
            who = [resident_id, *(form.also.data or [])]
            leaving = [Leaving(one, form.reason.data, form.on.data) for one in who]
            passed = programme.exit_people(current_session(), leaving, by=current_actor())
            return _left(resident_id, passed)
    return again(form, "village/residents/leave.html", resident=resident, asked=_asked())


def _resident(resident_id: int) -> Resident:
    return residents.resident_of(current_session(), resident_id, viewer=current_actor())


def _family(resident: Resident) -> list[Resident]:
    return residents.family_of(current_session(), resident, viewer=current_actor())


def _person(resident: Resident, family: Sequence[Resident]) -> dict[str, object]:
    return {
        "resident": resident,
        "numbers": residents.masked_numbers(resident),
        "said": residents.corrections_of(resident),
        "family": family,
        "exit_words": EXIT_WORDS,
        "seen": seen_of([resident]),
        "asked": _asked(),
    }


def _put_right(resident: Resident, corrections: Corrections) -> None:
    session, by = current_session(), current_actor()
    if resident.status is ResidentStatus.IMPORTED:
        residents.verify(session, resident, corrections=corrections, at=made_at(), by=by)
    else:
        residents.correct(session, resident, corrections=corrections, by=by)


def _asked() -> dict[str, str]:
    """Give where in the list people are, so that they come back to the same street."""
    return {name: value for name in ("rt", "rw", "nama", "tampil") if (value := request.args.get(name)) is not None}


def _search() -> Search:
    asked = _asked()
    street = (asked.get("rt") or None, asked.get("rw") or None) if "rt" in asked else None
    status = None if asked.get("tampil") == EVERYBODY else ResidentStatus.IMPORTED
    return Search(name=asked.get("nama", ""), status=status, rt_rw=street)


def _to_list() -> Response:
    place: dict[str, Any] = {**_asked()}
    return redirect(url_for("village.residents.index", **place), 303)
