"""What the worker does with an import, whatever it waits for: read on, compare again, let its people in."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import audit
from srikandi.audit import Actor
from srikandi.errors import Refusal
from srikandi.residents.importing import FileRefused
from srikandi.residents.models import AT_WORK, ImportStatus, ResidentImport
from srikandi.residents.staging.bringing import Unit, forget_choice, read_in
from srikandi.residents.staging.deciding import apply_import, give_back, hold_again
from srikandi.residents.staging.moving import forget_file, forget_rows, hold, move_import


def imports_at_work(session: Session) -> list[int]:
    """Give the imports that wait for the worker, oldest first."""
    waiting = select(ResidentImport.id).where(ResidentImport.status.in_(AT_WORK))
    return list(session.scalars(waiting.order_by(ResidentImport.id)))


def work_on(import_id: int, unit: Unit, *, by: Actor) -> None:
    """Do what this import waits for; a no is written down for the people who wait."""
    with unit(False) as session:
        status = session.get_one(ResidentImport, import_id).status
    try:
        if status in {ImportStatus.WAITING, ImportStatus.READING}:
            read_in(import_id, unit, by=by)
        elif status is ImportStatus.COMPARING:
            with unit(True) as session:
                hold_again(session, session.get_one(ResidentImport, import_id))
        elif status is ImportStatus.APPROVING:
            with unit(True) as session:
                apply_import(session, session.get_one(ResidentImport, import_id), by=by)
    except Refusal as refusal:
        with unit(True) as session:
            _note(session, session.get_one(ResidentImport, import_id), refusal, by=by)


def _note(session: Session, import_: ResidentImport, refusal: Refusal, *, by: Actor) -> None:
    """Say why it came to nothing, unless somebody else has decided meanwhile."""
    if isinstance(refusal, FileRefused):
        hold(session, import_, ImportStatus.READING)
        move_import(import_, ImportStatus.REFUSED)
        forget_file(session, import_)
        forget_rows(session, import_)
        forget_choice(session, import_)
        import_.problem = {"message": refusal.message, "values": refusal.values}
        audit.record(session, "resident_import:refuse", import_, by=by)
    elif import_.status is ImportStatus.APPROVING:
        give_back(session, import_, refusal, by=by)
