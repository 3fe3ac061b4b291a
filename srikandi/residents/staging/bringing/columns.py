"""What people say of columns no header explains: asked once for each shape of list, remembered for the next."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.database import seal_bytes
from srikandi.residents.actions import person_of
from srikandi.residents.importing import Columns, Field, Puzzle
from srikandi.residents.models import ColumnChoice, ImportFile, ImportStatus, ResidentImport
from srikandi.residents.refusals import ColumnTwice, NikColumnNeeded
from srikandi.residents.staging.moving import hold, move_import

FILE_PLACE = "resident_import_file|content"


def keep_file(session: Session, import_id: int, content: bytes) -> None:
    """Keep a file, sealed, until its rows are read."""
    uid = uuid4()
    session.add(ImportFile(import_id=import_id, uid=uid, content=seal_bytes(content, place=FILE_PLACE, row=uid)))
    session.flush()


def ask_about(session: Session, import_id: int, puzzle: Puzzle, *, content: bytes, by: Actor) -> None:
    """Have a person say what the columns are; what is shown of them can name nobody."""
    import_ = session.get_one(ResidentImport, import_id)
    hold(session, import_, ImportStatus.READING)
    move_import(import_, ImportStatus.UNMAPPED)
    shown = [
        {"title": one.title, "samples": list(one.samples), "guess": one.guess.value if one.guess else None}
        for one in puzzle.columns
    ]
    about = {"sheet": puzzle.sheet, "header_row": puzzle.header_row, "shape": puzzle.shape, "columns": shown}
    import_.counts = {**import_.counts, "puzzle": about}
    if session.get(ImportFile, import_id) is None:
        keep_file(session, import_id, content)
    audit.record(session, "resident_import:ask", import_, by=by, columns=len(shown))
    session.flush()


def tell_columns(session: Session, import_: ResidentImport, *, columns: Mapping[int, Field], by: Actor) -> None:
    """Say what each column is about; the file is read again, and the next one of its shape without asking.

    Raises: ImportDecided, NikColumnNeeded, ColumnTwice.
    """
    hold(session, import_, ImportStatus.UNMAPPED)
    places = {name: column for column, name in columns.items()}
    if len(places) < len(columns):
        raise ColumnTwice
    if not {Field.NIK, Field.NAME} <= places.keys():
        raise NikColumnNeeded
    puzzle = import_.counts["puzzle"]
    said = Columns(puzzle["sheet"], puzzle["header_row"], places)
    import_.columns = {**said.as_json(), "shape": puzzle["shape"]}
    import_.counts = {name: value for name, value in import_.counts.items() if name != "puzzle"}
    _remember(session, import_, puzzle["shape"], said, by=by)
    move_import(import_, ImportStatus.WAITING)
    audit.record(session, "resident_import:tell", import_, by=by, fields=sorted(name.value for name in places))
    session.flush()


def forget_choice(session: Session, import_: ResidentImport) -> None:
    """Ask again for the next list of this shape: the file that was read by these words is refused or thrown away."""
    if import_.columns:
        said = ColumnChoice.district_id == import_.district_id, ColumnChoice.shape == import_.columns["shape"]
        session.execute(delete(ColumnChoice).where(*said), execution_options={"synchronize_session": False})


def known_columns(session: Session, district_id: int) -> dict[str, Columns]:
    """Give what was said of earlier lists of this district, by shape."""
    asked = select(ColumnChoice.shape, ColumnChoice.columns).where(ColumnChoice.district_id == district_id)
    return {shape: Columns.from_json(kept) for shape, kept in session.execute(asked)}


def _remember(session: Session, import_: ResidentImport, shape: str, said: Columns, *, by: Actor) -> None:
    known = ColumnChoice.district_id == import_.district_id, ColumnChoice.shape == shape
    choice = session.scalar(select(ColumnChoice).where(*known).with_for_update())
    if choice is None:
        choice = ColumnChoice(district_id=import_.district_id, shape=shape)
        session.add(choice)
    choice.columns, choice.chosen_by, choice.chosen_at = said.as_json(), person_of(by), clock.now()
