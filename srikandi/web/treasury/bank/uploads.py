"""A long file on its way into the book: how far it is, for whoever waits."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from srikandi.database import current_session
from srikandi.payments import BankStatement, StatementUpload, UploadStatus, banking
from srikandi.users import Permission
from srikandi.web.guard import current_actor, requires

routes = Blueprint("uploads", __name__, url_prefix="/rekening-koran/proses")
LOOK_AGAIN = 5
"""Seconds after which a browser asks again how far a file is."""


@dataclass(frozen=True)
class Progress:
    """How many lines are booked of how many."""

    upload: StatementUpload
    done: int
    lines: int

    @property
    def is_reading(self) -> bool:
        """Is the file still being read and decided?"""
        return self.upload.status is UploadStatus.WAITING


@routes.get("/<int:upload_id>")
@requires(Permission.STATEMENTS_IMPORT)
def show(upload_id: int) -> Response:
    """Show how far a file is; the finished one is its statement."""
    upload = banking.upload_of(current_session(), upload_id, viewer=current_actor())
    if upload.status is UploadStatus.DONE:
        return redirect(url_for("treasury.statements.show", statement_id=upload.statement_id), 303)
    page = make_response(render_template("treasury/uploads/show.html", progress=progress_of(upload)))
    if upload.status is not UploadStatus.REFUSED:
        page.headers["Refresh"] = str(LOOK_AGAIN)
    return page


def progress_of(upload: StatementUpload) -> Progress:
    """Give how far a file is."""
    kept = current_session().get(BankStatement, upload.statement_id) if upload.statement_id else None
    if kept is None:
        return Progress(upload, 0, upload.lines)
    return Progress(upload, kept.lines_done, kept.lines_new)
