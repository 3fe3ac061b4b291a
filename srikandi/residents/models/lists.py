"""The files people come in: read once, approved by somebody else than who brought them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Json, Model, SealedText, own_key, stands_on
from srikandi.residents.models.people import ResidentKind


class ImportStatus(StrEnum):
    """waiting -> reading -> staged -> approving -> approved -> undone; see `IMPORT_MOVES`.

    What is waiting, reading, comparing or approving is the worker's; the rest waits for a person.
    """

    WAITING = "waiting"
    READING = "reading"
    UNMAPPED = "unmapped"
    STOPPED = "stopped"
    REFUSED = "refused"
    STAGED = "staged"
    COMPARING = "comparing"
    APPROVING = "approving"
    APPROVED = "approved"
    DISCARDED = "discarded"
    UNDONE = "undone"


I = ImportStatus  # noqa: E741 - short, for the table below
IMPORT_MOVES: frozenset[tuple[ImportStatus, ImportStatus]] = frozenset(
    {
        (I.WAITING, I.READING),
        (I.WAITING, I.STOPPED),
        (I.READING, I.STAGED),
        (I.READING, I.UNMAPPED),
        (I.READING, I.REFUSED),
        (I.READING, I.STOPPED),
        (I.STOPPED, I.WAITING),
        (I.STOPPED, I.DISCARDED),
        (I.UNMAPPED, I.WAITING),
        (I.UNMAPPED, I.DISCARDED),
        (I.STAGED, I.COMPARING),
        (I.STAGED, I.APPROVING),
        (I.STAGED, I.DISCARDED),
        (I.COMPARING, I.STAGED),
        (I.APPROVING, I.APPROVED),
        (I.APPROVING, I.STAGED),
        (I.APPROVED, I.UNDONE),
    }
)
"""The only moves of an import. A stop of the worker moves nothing: it goes on where the rows end."""
AT_WORK = (I.WAITING, I.READING, I.COMPARING, I.APPROVING)
LIVE_IMPORTS = tuple(one for one in ImportStatus if one not in {I.REFUSED, I.DISCARDED, I.UNDONE})
LIVE_FILE = text("status NOT IN ('refused', 'discarded', 'undone')")


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
    """What an approval binds to: every row's decision and payload, as they are stored; grows while rows are read."""
    read_on: Mapped[date | None]
    """The day rows are decided against, so that going on after a stop decides as before."""
    rows_found: Mapped[int] = mapped_column(default=0)
    """How many people the file lists: what the progress is measured against."""
    rows_done: Mapped[int] = mapped_column(default=0)
    done_to_row: Mapped[int] = mapped_column(default=0)
    """The last row that is kept, as the spreadsheet shows it."""
    columns: Mapped[Any | None] = mapped_column(Json)
    """What a person said of the columns: the header's rows, and the column of each field."""
    problem: Mapped[Any | None] = mapped_column(Json)
    """Why the file, or the last approval, came to nothing: the refusal's sentence and what fills its gaps."""
    uploaded_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    uploaded_at: Mapped[datetime] = mapped_column(default=now)
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    approved_at: Mapped[datetime | None]
    second_approved_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    second_approved_at: Mapped[datetime | None]
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    ended_at: Mapped[datetime | None]
    reason: Mapped[str | None]


class Effect(StrEnum):
    """What an accepted row does to the registry."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


class ImportRow(Model):
    """One row of such a file: what was decided and, sealed, what it said."""

    __tablename__ = "resident_import_row"
    __table_args__ = (
        own_key(["import_id"], ["resident_import.id"]),
        UniqueConstraint("import_id", "row"),
        Index(None, "import_id", "decision"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(default=uuid4)
    import_id: Mapped[int]
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


stands_on("resident_import_row", "resident_import", {"import_id": "id"}, shared=True, moves=True)


class ImportFile(Model):
    """The file itself, sealed; kept only until its rows are read or somebody gives it up."""

    __tablename__ = "resident_import_file"

    import_id: Mapped[int] = mapped_column(ForeignKey("resident_import.id"), primary_key=True)
    uid: Mapped[UUID] = mapped_column(default=uuid4)
    content: Mapped[bytes]


class ColumnChoice(Model):
    """What somebody said of the columns of a list no header explains: the next one of its shape is read alike."""

    __tablename__ = "resident_column_choice"
    __table_args__ = (UniqueConstraint("district_id", "shape"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    shape: Mapped[str]
    """A hash of the titles as they stand in the file."""
    columns: Mapped[Any] = mapped_column(Json)
    chosen_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    chosen_at: Mapped[datetime] = mapped_column(default=now)
