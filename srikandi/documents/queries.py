"""Papers found: by their code, by who may see them, by their bytes."""

from __future__ import annotations

import hashlib
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, defer

from srikandi.audit import Actor
from srikandi.documents.drawing import packed
from srikandi.documents.models import CertificateChoice, Document, DocumentKind, DocumentStatus
from srikandi.documents.refusals import DocumentUnknown
from srikandi.users import Role


def find_by_code(session: Session, typed: str) -> Document:
    """Give the paper with a code as people type it: dashes, blanks and small letters don't matter.

    Raises: DocumentUnknown.
    """
    code = packed(typed)
    found = session.scalar(without_bytes(select(Document).where(Document.code == code))) if code else None
    if found is None:
        raise DocumentUnknown
    return found


def find_by_bytes(session: Session, content: bytes) -> Document:
    """Give the paper whose PDF is exactly these bytes; one bit more or less is no paper. Raises: DocumentUnknown."""
    wanted = hashlib.sha256(content).hexdigest()
    found = session.scalar(without_bytes(select(Document).where(Document.pdf_hash == wanted)))
    if found is None:
        raise DocumentUnknown
    return found


def visible_to(viewer: Actor) -> Select[Document]:
    """Ask for the papers this viewer may see: a company its own, officers those of their districts."""
    if viewer.role == Role.COMPANY:
        return select(Document).where(Document.organisation_id == viewer.organisation_id)
    return select(Document).where(Document.district_id.in_(viewer.district_ids))


def document_of(session: Session, document_id: int, *, viewer: Actor) -> Document:
    """Give a paper with its bytes, if this viewer may see it. Raises: DocumentUnknown."""
    found = session.scalar(visible_to(viewer).where(Document.id == document_id))
    if found is None:
        raise DocumentUnknown
    return found


def documents_of(session: Session, *, viewer: Actor, limit: int = 200) -> list[Document]:
    """List the papers a viewer may see, newest first, without their bytes."""
    asked = visible_to(viewer).order_by(Document.issued_at.desc(), Document.id.desc()).limit(limit)
    return list(session.scalars(without_bytes(asked)))


def successor_of(session: Session, document: Document) -> Document | None:
    """Give the valid paper that took this one's place, if there is one."""
    if document.pledge_id is None:
        return None
    of_pledge = Document.kind == document.kind, Document.pledge_id == document.pledge_id
    asked = select(Document).where(*of_pledge, Document.status == DocumentStatus.VALID, Document.id != document.id)
    return session.scalar(without_bytes(asked.order_by(Document.id.desc()).limit(1)))


def valid_certificates(session: Session, pledge_ids: list[int]) -> dict[int, Document]:
    """Give the valid certificate of each of these pledges that has one."""
    asked = select(Document).where(
        Document.kind == DocumentKind.CERTIFICATE,
        Document.status == DocumentStatus.VALID,
        Document.pledge_id.in_(pledge_ids),
    )
    return {one.pledge_id: one for one in session.scalars(without_bytes(asked)) if one.pledge_id is not None}


def without_bytes(asked: Select[Document]) -> Select[Document]:
    """Leave the bytes of papers in the database while they are only listed."""
    return asked.options(defer(Document.pdf, raiseload=True))


def span_of(statement: Document) -> tuple[date, date]:
    """Give the first and the last day a statement is about."""
    content = statement.facts["content"]
    return date.fromisoformat(content["from_on"]), date.fromisoformat(content["to_on"])


def hiding(session: Session, pledge_ids: list[int]) -> set[int]:
    """Name those of these pledges whose certificates show no rupiah."""
    asked = select(CertificateChoice.pledge_id).where(
        CertificateChoice.pledge_id.in_(pledge_ids), CertificateChoice.hides_amount.is_(True)
    )
    return set(session.scalars(asked))
