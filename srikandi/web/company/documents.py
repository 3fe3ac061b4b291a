"""A company's papers: certificates that come by rule, statements it asks for, and whether they show rupiah."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.wrappers import Response as Download
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import BooleanField, DateField
from wtforms.validators import InputRequired, ValidationError

from srikandi import documents, organisations, pledges, programme, reports
from srikandi.clock import today
from srikandi.database import current_session
from srikandi.documents import DocumentKind
from srikandi.organisations import Organisation
from srikandi.pledges import PledgeUnknown
from srikandi.users import Permission
from srikandi.web.forms import Form
from srikandi.web.guard import current_actor, requires

routes = Blueprint("documents", __name__, url_prefix="/dokumen")


class StatementForm(Form):
    """The span of days a statement covers."""

    from_on = DateField(
        _l("Dari tanggal"), [InputRequired(_l("Pilih tanggalnya."))], default=lambda: today().replace(month=1, day=1)
    )
    to_on = DateField(_l("Sampai tanggal"), [InputRequired(_l("Pilih tanggalnya."))], default=today)

    def validate_to_on(self, field: DateField) -> None:
        """Refuse a span that ends before it begins."""
        if self.from_on.data and field.data and field.data < self.from_on.data:
            raise ValidationError(gettext("Tanggal akhir harus sesudah tanggal awal."))


class AmountForm(Form):
    """Whether certificates of a pledge show rupiah."""

    hides_amount = BooleanField(_l("Sembunyikan rupiah"))


def _own() -> Organisation:
    actor = current_actor()
    return organisations.organisation_of(current_session(), actor.organisation_id or 0, viewer=actor)


def _page(form: StatementForm) -> str:
    session = current_session()
    found = documents.documents_of(session, viewer=current_actor())
    certificates = [one for one in found if one.kind is DocumentKind.CERTIFICATE]
    statements = [one for one in found if one.kind is DocumentKind.STATEMENT]
    return render_template(
        "company/documents/index.html",
        form=form,
        certificates=certificates,
        statements=statements,
        spans={one.id: documents.span_of(one) for one in statements},
        hiding=documents.hiding(session, [one.pledge_id for one in certificates if one.pledge_id]),
    )


@routes.get("")
@requires(Permission.REPORTS_WRITE)
def index() -> str:
    """List the company's papers, newest first."""
    return _page(StatementForm())


@routes.get("/<int:document_id>.pdf")
@requires(Permission.DOCUMENTS_VIEW)
def show(document_id: int) -> Download:
    """Give the frozen bytes of a paper."""
    document = documents.document_of(current_session(), document_id, viewer=current_actor())
    leaving = documents.attachment(document.pdf, filename=f"{document.serial}.pdf")
    return Download(leaving.content, headers=leaving.headers)


@routes.post("/rekap")
@requires(Permission.REPORTS_WRITE)
def create() -> tuple[str, int] | Response:
    """Issue a statement for a span of days."""
    form = StatementForm()
    if form.validate():
        with form.catching():
            span = {"from_on": form.from_on.data, "to_on": form.to_on.data}
            paper = reports.issue_statement(current_session(), _own(), **span, by=current_actor())
            flash(gettext("Rekap %(serial)s siap diunduh.", serial=paper.serial), "success")
            return redirect(url_for("company.documents.index"), 303)
    return _page(form), 422


@routes.post("/komitmen/<int:pledge_id>/rupiah")
@requires(Permission.REPORTS_WRITE)
def choose_amount(pledge_id: int) -> Response:
    """Show or hide rupiah on the certificates of a pledge; a new version says so."""
    session, actor = current_session(), current_actor()
    pledge = pledges.pledge_of(session, pledge_id, viewer=actor)
    if pledge.company_id != actor.organisation_id:
        raise PledgeUnknown
    documents.choose_amount(session, pledge_id, hides_amount=AmountForm().hides_amount.data, by=actor)
    programme.certify(session, pledge_id, by=actor)
    flash(gettext("Pilihan tersimpan. Sertifikat versi baru sudah terbit."), "success")
    return redirect(url_for("company.documents.index"), 303)
