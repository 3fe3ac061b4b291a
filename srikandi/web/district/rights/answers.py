"""How a request is answered: each of the four rights, or a refusal with its reason."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from srikandi import rights
from srikandi.audit import Actor
from srikandi.database import current_session
from srikandi.programme import rights as answers
from srikandi.rights import PersonRequest
from srikandi.users import Permission
from srikandi.web.district.rights.desk import request_page, routes, seen_request
from srikandi.web.district.rights.forms import AnswerForm, CorrectionForm
from srikandi.web.forms import Form
from srikandi.web.guard import current_actor, requires

Answer = tuple[str, int] | Response


@routes.post("/<int:request_id>/serahkan")
@requires(Permission.RIGHTS_KEEP)
def hand_over(request_id: int) -> Answer:
    """Note that the person has got the copy."""
    form = AnswerForm()
    return _answered(form, request_id, lambda asked, by: answers.hand_over(_db(), asked, said=_said(form), by=by))


@routes.post("/<int:request_id>/perbaiki")
@requires(Permission.RIGHTS_KEEP)
def correct(request_id: int) -> Answer:
    """Put right what is wrong."""
    form = CorrectionForm().offer()

    def deed(asked: PersonRequest, by: Actor) -> object:
        return answers.correct(_db(), asked, form.corrections(), said=_said(form), by=by)

    return _answered(form, request_id, deed)


@routes.post("/<int:request_id>/batasi")
@requires(Permission.RIGHTS_KEEP)
def restrict(request_id: int) -> Answer:
    """Use the person's data for nothing but keeping it."""
    form = AnswerForm()
    return _answered(form, request_id, lambda asked, by: answers.restrict(_db(), asked, said=_said(form), by=by))


@routes.post("/<int:request_id>/cabut")
@requires(Permission.RIGHTS_KEEP)
def lift(request_id: int) -> Answer:
    """Let the data be used again, as the person asks."""
    return _answered(Form(), request_id, lambda asked, by: answers.lift(_db(), asked, by=by))


@routes.post("/<int:request_id>/hapus")
@requires(Permission.RIGHTS_ERASE)
def erase(request_id: int) -> Answer:
    """Destroy the person's key; somebody else wrote the request down."""
    form = AnswerForm()
    return _answered(form, request_id, lambda asked, by: answers.erase(_db(), asked, said=_said(form), by=by))


@routes.post("/<int:request_id>/tolak")
@requires(Permission.RIGHTS_KEEP)
def refuse(request_id: int) -> Answer:
    """Refuse with a reason the person would understand."""
    form = AnswerForm(prefix="tolak")
    return _answered(form, request_id, lambda asked, by: rights.refuse(_db(), asked, said=_said(form), by=by))


def _answered(form: Form, request_id: int, deed: Callable[[PersonRequest, Actor], object]) -> Answer:
    asked = seen_request(request_id)
    number = asked.number
    if form.validate():
        with form.catching():
            deed(asked, current_actor())
            flash(gettext("Permintaan %(number)s: jawabannya tercatat.", number=number), "success")
            return redirect(url_for("district.rights.show", request_id=request_id), 303)
        current_session().rollback()
    return request_page(seen_request(request_id), form=form), 422


def _said(form: AnswerForm | CorrectionForm) -> str:
    return form.said.data or ""


def _db() -> Session:
    return current_session()
