"""Who may be covered, what is known of them, and the files they came in."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Json, Model, SealedText


class ResidentStatus(StrEnum):
    """imported -> verified -> held -> covered -> lapsed | exited; see `RESIDENT_MOVES`."""

    IMPORTED = "imported"
    VERIFIED = "verified"
    HELD = "held"
    COVERED = "covered"
    LAPSED = "lapsed"
    EXITED = "exited"


S = ResidentStatus
RESIDENT_MOVES: frozenset[tuple[ResidentStatus, ResidentStatus]] = frozenset(
    {
        (S.IMPORTED, S.VERIFIED),
        (S.IMPORTED, S.EXITED),
        (S.VERIFIED, S.HELD),
        (S.VERIFIED, S.EXITED),
        (S.HELD, S.VERIFIED),
        (S.HELD, S.COVERED),
        (S.HELD, S.EXITED),
        (S.COVERED, S.LAPSED),
        (S.COVERED, S.EXITED),
        (S.LAPSED, S.HELD),
        (S.LAPSED, S.EXITED),
        (S.EXITED, S.IMPORTED),
        (S.EXITED, S.VERIFIED),
        (S.EXITED, S.LAPSED),
        (S.EXITED, S.HELD),
        (S.EXITED, S.COVERED),
    }
)
"""The only moves a resident's status makes; a listed resident of a pool is simply verified and in it. Out of `exited`
leads only a wrong report that is taken back, or a later list."""


class ResidentKind(StrEnum):
    """Never registered in JKN, or registered and inactive."""

    RECRUITMENT = "recruitment"
    REACTIVATION = "reactivation"


class Resident(Model):
    """A person: one row for the whole country, in one district at a time."""

    __tablename__ = "resident"
    __table_args__ = (
        Index(None, "district_id", "village_code", "status"),
        Index(None, "district_id", "status"),
        Index(None, "district_id", "name_key"),
        Index(None, "family_index"),
        CheckConstraint("decile IS NULL OR decile BETWEEN 1 AND 10", name="decile"),
        CheckConstraint("sex IN ('L', 'P')", name="sex"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(default=uuid4, unique=True)
    """Binds the encrypted values to this row and makes the key they are under; pseudonyms are derived from it."""
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    village_code: Mapped[str] = mapped_column(ForeignKey("village.code"))
    status: Mapped[ResidentStatus]
    kind: Mapped[ResidentKind]
    nik: Mapped[Any] = mapped_column(SealedText("resident|nik"))
    nik_index: Mapped[bytes] = mapped_column(unique=True)
    family_card: Mapped[Any | None] = mapped_column(SealedText("resident|family_card"))
    family_index: Mapped[bytes | None]
    phone: Mapped[Any | None] = mapped_column(SealedText("resident|phone"))
    address: Mapped[Any | None] = mapped_column(SealedText("resident|address"))
    name: Mapped[str]
    name_key: Mapped[str]
    """Upper case, single blanks, letters only: what a search compares with."""
    birth_on: Mapped[date]
    sex: Mapped[str]
    hamlet: Mapped[str | None]
    rt: Mapped[str | None]
    rw: Mapped[str | None]
    family_relation: Mapped[str | None]
    marital_status: Mapped[str | None]
    """A word of `MARITAL_WORDS`; unknown until somebody says it."""
    occupation: Mapped[str | None]
    decile: Mapped[int | None]
    is_former_pbi: Mapped[bool] = mapped_column(default=False)
    import_id: Mapped[int | None] = mapped_column(ForeignKey("resident_import.id"), index=True)
    registered_at: Mapped[datetime] = mapped_column(default=now)
    """When this person came on the list: waiting counts from here."""
    verified_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    verified_at: Mapped[datetime | None]
    exited_on: Mapped[date | None]
    exit_reason: Mapped[str | None]
    """died, moved, employed, pbi, self_paying, withdrew, duplicate, invalid."""
    restricted_at: Mapped[datetime | None]
    """Since when this row is kept and nothing else: not listed, offered or exported until the person lifts it."""
    erased_at: Mapped[datetime | None]
    """When the person's key was destroyed; the row stays as a pseudonym the book can point to."""
    corrected_at: Mapped[datetime | None]
    """When what BPJS Kesehatan is told of this person last changed here."""


class ImportStatus(StrEnum):
    """staged -> approved -> undone, or staged -> discarded. A large change waits for a second approver in between."""

    STAGED = "staged"
    APPROVED = "approved"
    DISCARDED = "discarded"
    UNDONE = "undone"


LIVE_FILE = text("status IN ('staged', 'approved')")


class ResidentImport(Model):
    """One file of residents, read once, approved by somebody else than who brought it."""

    __tablename__ = "resident_import"
    __table_args__ = (
        Index(
            "uq_resident_import_live_file",
            "district_id",
            "file_hash",
            unique=True,
            sqlite_where=LIVE_FILE,
            postgresql_where=LIVE_FILE,
        ),
        CheckConstraint("approved_by IS NULL OR approved_by <> uploaded_by", name="maker_is_not_checker"),
        CheckConstraint(
            "second_approved_by IS NULL OR second_approved_by NOT IN (uploaded_by, approved_by)",
            name="second_is_another",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    filename: Mapped[str]
    file_hash: Mapped[bytes]
    status: Mapped[ImportStatus]
    village_code: Mapped[str | None] = mapped_column(ForeignKey("village.code"))
    kind: Mapped[ResidentKind]
    counts: Mapped[Any] = mapped_column(Json)
    """Rows per decision, per code and per effect (new, changed, same), and what the file was like."""
    content_hash: Mapped[bytes]
    """What an approval binds to: every row's decision and payload."""
    uploaded_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    uploaded_at: Mapped[datetime] = mapped_column(default=now)
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    approved_at: Mapped[datetime | None]
    second_approved_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    second_approved_at: Mapped[datetime | None]
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    ended_at: Mapped[datetime | None]
    reason: Mapped[str | None]


class ImportRow(Model):
    """One row of such a file: what was decided and, sealed, what it said."""

    __tablename__ = "resident_import_row"
    __table_args__ = (UniqueConstraint("import_id", "row"), Index(None, "import_id", "decision"))

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(default=uuid4)
    import_id: Mapped[int] = mapped_column(ForeignKey("resident_import.id"))
    row: Mapped[int]
    """As the spreadsheet shows it."""
    decision: Mapped[str]
    """accept, warn, reject or duplicate."""
    codes: Mapped[Any] = mapped_column(Json)
    duplicate_of: Mapped[int | None]
    effect: Mapped[str | None]
    """new, changed or same, for rows that are accepted."""
    nik_index: Mapped[bytes | None] = mapped_column(index=True)
    content: Mapped[Any | None] = mapped_column(SealedText("resident_import_row|content"))
    """The cleaned person as JSON, sealed."""
    before: Mapped[Any | None] = mapped_column(SealedText("resident_import_row|before"))
    """What an approved change replaced, sealed, so that it can be undone."""


class Reveal(Model):
    """Somebody looked at a full identity number, with a reason."""

    __tablename__ = "resident_reveal"

    id: Mapped[int] = mapped_column(primary_key=True)
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(default=now)
    reason: Mapped[str]
