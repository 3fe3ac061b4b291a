"""How long data is kept: whom the next days erase, who was erased, and what the district has decided."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import places, rights
from srikandi.database import current_session
from srikandi.users import Permission
from srikandi.web.district.rights.forms import KeepForm
from srikandi.web.guard import current_actor, requires

routes = Blueprint("retention", __name__, url_prefix="/masa-simpan")


@routes.get("")
@requires(Permission.RIGHTS_VIEW)
def index() -> str:
    """List whom the next days will erase, and who was erased."""
    return _page(KeepForm(formdata=None))


@routes.post("/<int:notice_id>/simpan")
@requires(Permission.RIGHTS_KEEP)
def keep(notice_id: int) -> tuple[str, int] | Response:
    """Keep somebody who was listed, for a reason."""
    form = KeepForm()
    if form.validate():
        with form.catching():
            rights.keep(current_session(), notice_id, reason=form.reason.data or "", by=current_actor())
            flash(gettext("Disimpan lebih lama, dengan alasannya."), "success")
            return redirect(url_for(".index"), 303)
    return _page(form), 422


def _page(form: KeepForm) -> str:
    session, viewer = current_session(), current_actor()
    district = places.district_of(session, viewer.district_id)
    return render_template(
        "district/retention/index.html",
        rules=rights.rules_of(session, district),
        coming=rights.coming(session, district.id),
        erased=rights.erasures_of(session, viewer.district_ids),
        is_named=viewer.may(Permission.RIGHTS_KEEP.value),
        form=form,
    )
