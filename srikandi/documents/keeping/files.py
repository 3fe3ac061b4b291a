"""Files kept with their hash, and given back so that no browser runs them."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from urllib.parse import quote
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import audit
from srikandi.audit import Actor
from srikandi.database import seal_bytes
from srikandi.documents.keeping.checks import JPEG, PDF, PNG, check
from srikandi.documents.models import FILES, KeptFile
from srikandi.documents.refusals import FileUnknown
from srikandi.users import Role

ENDINGS = {PDF: "pdf", PNG: "png", JPEG: "jpg"}
SANDBOX = "default-src 'none'; sandbox"


@dataclass(frozen=True)
class Download:
    """A file on its way out: bytes and the headers that keep it a download."""

    content: bytes
    headers: dict[str, str]


def keep_file(session: Session, content: bytes, *, filename: str, district_id: int, by: Actor) -> KeptFile:
    """Keep a file somebody handed in, after a look at what it really is. Raises: what `check` refuses."""
    checked = check(content)
    uid = uuid4()
    kept = KeptFile(
        uid=uid,
        district_id=district_id,
        filename=_safe(filename, ENDINGS[checked.media_type]),
        media_type=checked.media_type,
        stored=seal_bytes(checked.content, place=FILES, row=uid),
        is_sealed=True,
        content_hash=hashlib.sha256(checked.content).hexdigest(),
        kept_by=by.user_id,
    )
    session.add(kept)
    session.flush()
    audit.record(session, "file:keep", kept, by=by, size=len(checked.content), content_hash=kept.content_hash)
    return kept


def file_of(session: Session, uid: UUID, *, viewer: Actor) -> KeptFile:
    """Give a file of the viewer's districts, or one the viewer handed in. Raises: FileUnknown."""
    if viewer.role == Role.COMPANY:
        asked = select(KeptFile).where(KeptFile.kept_by == viewer.user_id)
    else:
        asked = select(KeptFile).where(KeptFile.district_id.in_(viewer.district_ids))
    kept = session.scalar(asked.where(KeptFile.uid == uid))
    if kept is None:
        raise FileUnknown
    return kept


def download(kept: KeptFile) -> Download:
    """Give a kept file as an attachment that nothing can run."""
    return attachment(kept.content, filename=kept.filename, media_type=kept.media_type)


def download_of(session: Session, file_id: int | None) -> Download:
    """Give the file another row points to, once that row's own scope was asked. Raises: FileUnknown."""
    kept = session.get(KeptFile, file_id) if file_id is not None else None
    if kept is None:
        raise FileUnknown
    return download(kept)


def attachment(content: bytes, *, filename: str, media_type: str = PDF) -> Download:
    """Give bytes as an attachment that nothing can run."""
    plain_name = filename.encode("ascii", "replace").decode().replace('"', "'").replace("?", "_")
    headers = {
        "Content-Type": media_type,
        "Content-Disposition": f"attachment; filename=\"{plain_name}\"; filename*=UTF-8''{quote(filename)}",
        "Content-Security-Policy": SANDBOX,
        "X-Content-Type-Options": "nosniff",
    }
    return Download(content, headers)


def _safe(filename: str, ending: str) -> str:
    stem = re.split(r"[/\\]", filename)[-1].rpartition(".")[0] or "berkas"
    quiet = re.sub(r"[^\w .()-]", "_", stem).strip(" .")[:80]
    return f"{quiet or 'berkas'}.{ending}"
