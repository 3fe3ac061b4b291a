"""Bank statements: bring a file in, and see what each of its lines means."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from werkzeug.wrappers import Response
from wtforms import SelectField
from wtforms.validators import InputRequired

from srikandi import pledges
from srikandi.database import current_session
from srikandi.payments import (
    AccountNotFound,
    BankAccount,
    BankStatement,
    StatementLine,
    StatementUpload,
    banking,
)
from srikandi.payments.statements import Action, Code
from srikandi.programme.receiving import LONG, Imported, import_or_hold
from srikandi.users import Permission
from srikandi.web.forms import Form
from srikandi.web.guard import current_actor, requires
from srikandi.web.treasury.bank.files.uploads import progress_of, remark_words
from srikandi.web.treasury.exports import decisions_csv

routes = Blueprint("statements", __name__, url_prefix="/rekening-koran")
A_PAGE = 100


class StatementForm(Form):
    """A file of one account."""

    account = SelectField(_l("Rekening"), [InputRequired(_l("Pilih rekeningnya."))], coerce=int)
    file = FileField(
        _l("Berkas mutasi"),
        [FileRequired(_l("Pilih berkasnya."))],
        description=_l("CSV, MT940, atau CAMT.053 persis seperti diunduh dari layanan bank, tanpa diubah."),
    )


@routes.get("")
@requires(Permission.STATEMENTS_IMPORT)
def index() -> str:
    """List the statements that came in, the newest first."""
    session, viewer = current_session(), current_actor()
    found = banking.statements_of(session, viewer=viewer)
    return render_template(
        "treasury/statements/index.html",
        statements=found,
        broken=banking.broken(session, [statement for statement, _ in found]),
        under_way=[progress_of(upload) for upload in banking.uploads_open(session, viewer=viewer)],
        voids=banking.voids_waiting(session, viewer=viewer),
    )


@routes.get("/bank-dan-buku")
@requires(Permission.STATEMENTS_IMPORT)
def standing() -> str:
    """Set what the bank says stands on each account beside the book."""
    found = banking.standings(current_session(), viewer=current_actor())
    return render_template("treasury/statements/standing.html", standings=found)


@routes.get("/impor")
@requires(Permission.STATEMENTS_IMPORT)
def new() -> str:
    """Ask for a file."""
    return render_template("treasury/statements/new.html", form=_form())


@routes.post("/impor")
@requires(Permission.STATEMENTS_IMPORT)
def create() -> tuple[str, int] | Response:
    """Bring a file in."""
    form = _form()
    if form.validate():
        with form.catching():
            return redirect(_bring(form), 303)
    return render_template("treasury/statements/new.html", form=form), 422


def _accounts() -> list[BankAccount]:
    return banking.accounts_of(current_session(), viewer=current_actor())


def _form() -> StatementForm:
    form = StatementForm()
    form.account.choices = [(one.id, f"{one.bank} {one.number} – {one.holder}") for one in _accounts()]
    return form


def _bring(form: StatementForm) -> str:
    """Import a short file at once, hand a long one to the worker, and say where to look."""
    account = next((one for one in _accounts() if one.id == form.account.data), None)
    if account is None:
        raise AccountNotFound
    session, by = current_session(), current_actor()
    content, filename = form.file.data.read(), form.file.data.filename or "mutasi"
    if banking.count_lines(content) > LONG:
        upload = banking.queue_upload(session, account, content, filename=filename, by=by)
        return url_for("treasury.uploads.show", upload_id=upload.id)
    made = import_or_hold(session, account, content, filename=filename, by=by)
    if isinstance(made, StatementUpload):
        return url_for("treasury.uploads.show", upload_id=made.id)
    _say(made)
    return url_for(".show", statement_id=made.statement.id)


def _say(made: Imported) -> None:
    if made.is_repeat:
        flash(gettext("Berkas ini sudah pernah diimpor. Tidak ada yang ditambahkan."), "info")
    elif made.statement.lines_new == 0:
        flash(gettext("Semua mutasi di berkas ini sudah ada. Tidak ada yang ditambahkan."), "info")
    else:
        flash(gettext("%(count)s mutasi baru tercatat.", count=made.statement.lines_new), "success")


@dataclass(frozen=True)
class Row:
    """A line with its words instead of its codes."""

    line: StatementLine
    action: Action
    codes: list[Code]
    reference: str | None

    @property
    def is_unbooked(self) -> bool:
        """Does the book not know of it yet?"""
        return self.line.journal_id is None


@dataclass(frozen=True)
class Rows:
    """Part of a statement's lines, perhaps of one kind only."""

    rows: list[Row]
    chosen: str | None
    after: int
    next_after: int | None


@routes.get("/<int:statement_id>")
@requires(Permission.STATEMENTS_IMPORT)
def show(statement_id: int) -> str:
    """Show what a file brought, line by line."""
    statement, account = banking.statement_of(current_session(), statement_id, viewer=current_actor())
    is_voided = statement.voided_at is not None
    return render_template(
        "treasury/statements/show.html",
        statement=statement,
        bank_account=account,
        counts=banking.counts_of(current_session(), statement),
        part=_rows(statement),
        actions=[one for one in Action if one is not Action.WAIT],
        remarks=[] if is_voided else [remark_words(one) for one in banking.continuity(current_session(), statement)],
        void=banking.void_of(current_session(), statement),
        may_match=current_actor().may(Permission.STATEMENTS_MATCH.value),
    )


@routes.get("/<int:statement_id>/unduh")
@requires(Permission.STATEMENTS_IMPORT)
def export(statement_id: int) -> Response:
    """Give what was decided for every new line of a file."""
    statement, _ = banking.statement_of(current_session(), statement_id, viewer=current_actor())
    lines = banking.lines_of(current_session(), statement, at_most=None)
    return decisions_csv(f"keputusan-mutasi-{statement.id}.csv", lines)


def _rows(statement: BankStatement) -> Rows:
    chosen, after = request.args.get("keputusan"), request.args.get("sesudah", 0, int)
    lines = banking.lines_of(current_session(), statement, action=chosen, after=after, at_most=A_PAGE + 1)
    shown = lines[:A_PAGE]
    return Rows([_row(line) for line in shown], chosen, after, shown[-1].id if len(lines) > A_PAGE else None)


def _row(line: StatementLine) -> Row:
    reference = pledges.printed(line.reference) if line.reference else None
    return Row(line, Action(line.action), [Code(code) for code in line.codes], reference)
