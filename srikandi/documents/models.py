"""Numbered papers whose bytes never change, and files people gave us."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Json, Model, Trigger, append_only, open_bytes, register


class DocumentKind(StrEnum):
    """What a paper is."""

    CERTIFICATE = "certificate"
    STATEMENT = "statement"
    RECONCILIATION = "reconciliation"
    """The minutes of closed months, the Berita Acara Rekonsiliasi."""


class DocumentStatus(StrEnum):
    """valid -> superseded | revoked."""

    VALID = "valid"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"


D = DocumentStatus
DOCUMENT_MOVES: frozenset[tuple[DocumentStatus, DocumentStatus]] = frozenset(
    {(D.VALID, D.SUPERSEDED), (D.VALID, D.REVOKED), (D.SUPERSEDED, D.REVOKED)}
)
"""A paper never becomes valid again; a new one is issued."""


class Document(Model):
    """One issued paper. Its facts and bytes are frozen; only its status moves."""

    __tablename__ = "document"
    __table_args__ = (
        UniqueConstraint("district_id", "serial"),
        UniqueConstraint("kind", "pledge_id", "version"),
        Index(None, "organisation_id", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    kind: Mapped[DocumentKind]
    serial: Mapped[str]
    code: Mapped[str] = mapped_column(unique=True)
    """What the QR carries: 16 unambiguous signs."""
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    pledge_id: Mapped[int | None] = mapped_column(ForeignKey("pledge.id"), index=True)
    version: Mapped[int | None]
    status: Mapped[DocumentStatus]
    facts: Mapped[Any] = mapped_column(Json)
    pdf: Mapped[bytes]
    pdf_hash: Mapped[str]
    issued_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]
    ended_reason: Mapped[str | None]


class CertificateChoice(Model):
    """What a company has chosen for the certificates of a pledge; without a row the sum is shown."""

    __tablename__ = "certificate_choice"

    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"), primary_key=True)
    hides_amount: Mapped[bool]
    chosen_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    chosen_at: Mapped[datetime] = mapped_column(default=now)


FILES = "kept_file|content"
"""What a kept file is bound to, beside its own row."""


class KeptFile(Model):
    """A file somebody handed in: an agreement, a proof, a picture. Checked by type before it is kept."""

    __tablename__ = "kept_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(default=uuid4, unique=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"), index=True)
    filename: Mapped[str]
    media_type: Mapped[str]
    stored: Mapped[bytes] = mapped_column("content")
    is_sealed: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Is what is stored encrypted? Files kept before step 0011 are not."""
    content_hash: Mapped[str]
    """SHA-256 of the clean content, as it is given back."""
    kept_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    kept_at: Mapped[datetime] = mapped_column(default=now)

    @property
    def content(self) -> bytes:
        """The file itself."""
        return open_bytes(self.stored, place=FILES, row=self.uid) if self.is_sealed else self.stored


append_only("kept_file")

FROZEN = (
    "id",
    "district_id",
    "kind",
    "serial",
    "code",
    "organisation_id",
    "pledge_id",
    "version",
    "facts",
    "pdf",
    "pdf_hash",
    "issued_at",
)
"""What of a paper never changes; the database itself refuses it."""
_MOVES = ", ".join(f"'{start.value}>{end.value}'" for start, end in sorted(DOCUMENT_MOVES))
_CHANGED = " OR ".join(f"OLD.{name} {{differs}} NEW.{name}" for name in FROZEN)
_LEGAL = f"OLD.status || '>' || NEW.status IN ({_MOVES})"

register(
    Trigger(
        name="document_is_frozen",
        table="document",
        when="BEFORE UPDATE",
        sqlite={
            "BEFORE UPDATE": f"""
                SELECT RAISE(ABORT, 'a paper never changes, only its status')
                WHERE {_CHANGED.format(differs="IS NOT")} OR NOT ({_LEGAL});
            """
        },
        postgresql=f"""
            IF {_CHANGED.format(differs="IS DISTINCT FROM")} OR NOT ({_LEGAL}) THEN
                RAISE EXCEPTION 'a paper never changes, only its status'
                USING ERRCODE = 'integrity_constraint_violation';
            END IF;
        """,
    )
)
register(
    Trigger(
        name="document_is_never_deleted",
        table="document",
        when="BEFORE DELETE OR TRUNCATE",
        each="STATEMENT",
        sqlite={"BEFORE DELETE": "SELECT RAISE(ABORT, 'a paper is never deleted');"},
        postgresql="RAISE EXCEPTION 'a paper is never deleted' USING ERRCODE = 'integrity_constraint_violation';",
    )
)
