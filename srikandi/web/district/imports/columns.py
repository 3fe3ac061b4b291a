"""The columns of a list no header explains: shown with their values hidden, named by a person, remembered."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from srikandi import residents
from srikandi.database import current_session
from srikandi.residents import ImportStatus, ResidentImport
from srikandi.users import Permission
from srikandi.web.district.imports.forms import ColumnsForm, ReasonForm
from srikandi.web.guard import current_actor, requires

routes = Blueprint("import_columns", __name__, url_prefix="/unggahan")


@routes.get("/<int:import_id>/kolom")
@requires(Permission.RESIDENTS_IMPORT)
def ask(import_id: int) -> str | Response:
    """Show the columns and ask what they are about."""
    import_ = _import(import_id)
    if import_.status is not ImportStatus.UNMAPPED:
        return redirect(url_for("district.imports.show", import_id=import_.id), 303)
    return _page(import_, ColumnsForm(formdata=None))


@routes.post("/<int:import_id>/kolom")
@requires(Permission.RESIDENTS_IMPORT)
def tell(import_id: int) -> tuple[str, int] | Response:
    """Read the file again by what was said."""
    import_ = _import(import_id)
    form = ColumnsForm().offer([None] * len(_shown(import_)))
    if form.validate():
        with form.catching():
            residents.tell_columns(current_session(), import_, columns=form.said(), by=current_actor())
            return redirect(url_for("district.imports.show", import_id=import_.id), 303)
    return _page(import_, form), 422


def _import(import_id: int) -> ResidentImport:
    return residents.import_of(current_session(), import_id, viewer=current_actor())


def _shown(import_: ResidentImport) -> list[dict[str, Any]]:
    puzzle: dict[str, Any] = import_.counts.get("puzzle", {"columns": []})
    return list(puzzle["columns"])


def _page(import_: ResidentImport, form: ColumnsForm) -> str:
    columns = _shown(import_)
    return render_template(
        "district/imports/columns.html",
        import_=import_,
        columns=columns,
        form=form.offer([column["guess"] for column in columns]),
        reason_form=ReasonForm(formdata=None),
    )
