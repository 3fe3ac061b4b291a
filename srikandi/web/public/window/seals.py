"""The seals, for everybody: heads to keep, how to check them, and a place to check a proof."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, abort, render_template, request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import TextAreaField

from srikandi import documents, seals
from srikandi.clock import Month
from srikandi.database import current_session
from srikandi.i18n import N_
from srikandi.seals import NotProved, SealBlock
from srikandi.web.forms import Form
from srikandi.web.guard import public

routes = Blueprint("seals", __name__, url_prefix="/segel")
A_PAGE, A_DOWNLOAD = 30, 1000
LARGEST = 8 * 1024 * 1024


REASONS = {
    "the file is no JSON": N_("Isi berkas ini tidak terbaca sebagai bukti."),
    "the file holds": N_("Berkas ini memuat angka yang tidak mungkin ada di sebuah bukti."),
    "the file is no": N_("Berkas ini bukan bukti dari Srikandi JKN."),
    "the file is damaged": N_("Berkas ini rusak: ada bagian yang hilang atau berubah."),
    "a head is not signed": N_("Segelnya tidak ditandatangani dengan kunci umum kami."),
    "the head is no": N_("Segelnya bukan segel Srikandi JKN."),
    "a leaf stands twice": N_("Isi buktinya tercantum dua kali, atau kosong."),
    "the path of block": N_("Isinya tidak sesuai dengan yang disegel."),
    "a leaf is of another kind": N_("Isi buktinya dari jenis yang lain."),
    "a payment is proved": N_("Pembayaran dibuktikan dengan jurnal, dan di sini bukan."),
    "a leaf is no active": N_("Salah satu isinya bukan jiwa-bulan yang aktif."),
    "the life-months are of": N_("Jiwa-bulannya dari beberapa komitmen atau bulan."),
}
"""What the checker says in English, at home and here, by how it begins; a longer beginning stands first."""


class ProofForm(Form):
    """A proof to check: a file, or its content."""

    file = FileField(_l("Berkas bukti (JSON)"))
    content = TextAreaField(_l("Atau tempel isinya"))

    @property
    def typed(self) -> str:
        """What was handed in."""
        if self.file.data:
            return str(self.file.data.read(LARGEST).decode("utf-8", "replace"))
        return str(self.content.data or "")


@routes.get("")
@public
def show() -> str:
    """Show the last heads and the public keys."""
    before = request.args.get("sebelum", type=int)
    blocks = seals.newest_blocks(current_session(), limit=A_PAGE + 1, before=before)
    older = blocks[A_PAGE - 1][0].number if len(blocks) > A_PAGE else None
    keys = {name: key.hex() for name, key in seals.public_keys().items()}
    return render_template("public/seals/index.html", blocks=blocks[:A_PAGE], older=older, keys=keys, short=seals.short)


@routes.get("/<int:number>")
@public
def block(number: int) -> str:
    """Show one block: the signed text, its signature and its key."""
    session = current_session()
    found = session.get(SealBlock, number) or abort(404)
    text = seals.head_text(session, found)
    return render_template("public/seals/show.html", block=found, text=text)


@routes.get("/segel.json")
@public
def download() -> Response:
    """Give the heads as a file to keep."""
    session = current_session()
    blocks = [_said(one) for one, _ in seals.newest_blocks(session, limit=A_DOWNLOAD)]
    keys = {name: key.hex() for name, key in seals.public_keys().items()}
    return _file(json.dumps({"public_keys": keys, "blocks": blocks}, indent=1), "segel.json", "application/json")


def _said(block: SealBlock) -> dict[str, Any]:
    return {
        "number": block.number,
        "sealed_at": block.sealed_at.isoformat(),
        "head": block.head.hex(),
        "signature": block.signature.hex(),
        "key": block.signing_key,
        "text": seals.head_text(current_session(), block),
    }


@routes.get("/check_proof.py")
@public
def checker() -> Response:
    """Give the one file with which anybody checks a proof at home."""
    return _file(seals.CHECKER.read_text(encoding="utf-8"), "check_proof.py", "text/plain; charset=utf-8")


def _file(content: str, filename: str, media_type: str) -> Response:
    leaving = documents.attachment(content.encode(), filename=filename, media_type=media_type)
    return Response(leaving.content, headers=leaving.headers)


@routes.get("/periksa")
@public
def ask() -> str:
    """Ask for a proof to check."""
    return render_template("public/seals/check.html", form=ProofForm())


@routes.post("/periksa")
@public
def check() -> tuple[str, int] | str:
    """Check a proof with our public keys, and say what it shows."""
    form = ProofForm()
    proved, why = None, ""
    try:
        proved = seals.check_proof(seals.read_proof(form.typed), *(key.hex() for key in seals.public_keys().values()))
    except NotProved as trouble:
        why = _in_words(str(trouble))
    month = Month.from_number(proved.claim["month"]) if proved and "month" in proved.claim else None
    page = render_template("public/seals/check.html", form=form, proved=proved, why=why, month=month)
    return page if proved else (page, 422)


def _in_words(reason: str) -> str:
    """Give the checker's reason in the reader's language."""
    return next((gettext(words) for start, words in REASONS.items() if reason.startswith(start)), reason)
