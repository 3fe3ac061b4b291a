"""Numbered papers whose bytes never change, and files people gave us."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Json, Model


class DocumentKind(StrEnum):
    """What a paper is."""

    CERTIFICATE = "certificate"
    STATEMENT = "statement"


class DocumentStatus(StrEnum):
    """valid -> superseded | revoked."""

    VALID = "valid"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"


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


class KeptFile(Model):
    """A file somebody handed in: an agreement, a proof, a picture. Checked by type before it is kept."""

    __tablename__ = "kept_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(default=uuid4, unique=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"), index=True)
    filename: Mapped[str]
    media_type: Mapped[str]
    content: Mapped[bytes]
    content_hash: Mapped[str]
    kept_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    kept_at: Mapped[datetime] = mapped_column(default=now)
