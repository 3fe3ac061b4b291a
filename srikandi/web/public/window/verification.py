"""Is this paper true? A stranger types or scans its code and sees what holds now."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from srikandi import coverage, documents, signs
from srikandi.database import current_session
from srikandi.documents import Document, DocumentKind, DocumentUnknown
from srikandi.places import district_of
from srikandi.web.guard import public

routes = Blueprint("verification", __name__, url_prefix="/verifikasi")
LONGEST_CODE = 40


@routes.get("")
@public
def new() -> str | Response:
    """Ask for the code of a paper."""
    typed = request.args.get("kode", "").strip()[:LONGEST_CODE].replace("/", "")
    if typed:
        return redirect(url_for("public.verification.show", code=documents.packed(typed) or typed), 303)
    return render_template("public/verification/new.html")


@routes.get("/<code>")
@public
def show(code: str) -> str | tuple[str, int]:
    """Show what is true of a paper now."""
    session = current_session()
    try:
        document = documents.find_by_code(session, code)
    except DocumentUnknown:
        return render_template("public/verification/unknown.html", code=code[:LONGEST_CODE]), 404
    return render_template(
        "public/verification/show.html",
        document=document,
        code=signs.printed(document.code),
        district=district_of(session, document.district_id),
        successor=documents.successor_of(session, document),
        **_said(document),
    )


def _said(document: Document) -> dict[str, object]:
    """Give what the paper states and, of a certificate, how its pledge stands now."""
    content = document.facts["content"]
    if document.kind is not DocumentKind.CERTIFICATE or document.pledge_id is None:
        return {"facts": content, "span": documents.span_of(document), "progress": None, "shows_amount": False}
    session, facts = current_session(), documents.certificate_of(content)
    return {
        "facts": facts,
        "progress": coverage.progress(session, [document.pledge_id])[document.pledge_id],
        "shows_amount": facts.shows_amount and documents.shows_amount(session, document.pledge_id),
    }
