"""How an import changes its status: held first, and only along the table of legal moves."""

from __future__ import annotations

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from srikandi.residents.models import IMPORT_MOVES, ImportFile, ImportRow, ImportStatus, ResidentImport
from srikandi.residents.refusals import ImportDecided


def hold(session: Session, import_: ResidentImport, *wanted: ImportStatus) -> None:
    """Hold the row of an import until this work is done. Raises: ImportDecided, when it isn't where it should be."""
    session.refresh(import_, with_for_update=True)
    if import_.status not in wanted:
        raise ImportDecided


def move_import(import_: ResidentImport, to: ImportStatus) -> None:
    """Give an import a status. Raises: ImportDecided, for a move the table does not know."""
    if (import_.status, to) not in IMPORT_MOVES:
        raise ImportDecided
    import_.status = to


def forget_rows(session: Session, import_: ResidentImport) -> None:
    """Keep of every row only what was decided: who is not on the list has no data here."""
    rows = update(ImportRow).where(ImportRow.import_id == import_.id)
    session.execute(rows.values(content=None, before=None, nik_index=None).execution_options(synchronize_session=False))


def forget_file(session: Session, import_: ResidentImport) -> None:
    """Let go of the file itself."""
    files = delete(ImportFile).where(ImportFile.import_id == import_.id)
    session.execute(files, execution_options={"synchronize_session": False})
