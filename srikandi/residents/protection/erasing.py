"""A person's key is destroyed: the row gets another id, and what only the lost one opened is gone.

The row itself stays, as a pseudonym in its village, so that the book, the seals and every count stay as they were.
Source: docs/decisions/0035.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.database import destroyed
from srikandi.residents.models import ImportRow, ImportStatus, Resident, ResidentImport, ResidentStatus
from srikandi.residents.moves import move
from srikandi.residents.refusals import ErasedAlready, StillInUse

NO_BIRTHDAY = date(1900, 1, 1)
EMPTY = ("hamlet", "rt", "rw", "family_relation", "occupation", "decile", "import_id")
PSEUDONYM_SIGNS = 8
LIKE_AN_INDEX = 16
DECIDED = (ImportStatus.APPROVED, ImportStatus.DISCARDED, ImportStatus.UNDONE, ImportStatus.REFUSED)


def row_hash(uid: UUID) -> str:
    """Give what is kept of a row's id that is destroyed: says nothing, and recognises it in an older backup."""
    return hashlib.sha256(uid.bytes).hexdigest()


def erase(session: Session, resident: Resident, *, by: Actor) -> str:
    """Destroy a person's key and everything that names them; give the hash of the lost id.

    Raises: ErasedAlready; StillInUse, for somebody who has not left.
    """
    if resident.erased_at is not None:
        raise ErasedAlready
    if resident.status is not ResidentStatus.EXITED:
        raise StillInUse
    lost = _forget(session, resident)
    audit.record(session, "resident:erase", resident, by=by, row=lost)
    session.flush()
    return lost


def forget_again(session: Session, resident_id: int, *, lost: str, by: Actor) -> bool:
    """Destroy the key of somebody a restored backup has brought back; tell whether this row was theirs."""
    resident = session.scalar(select(Resident).where(Resident.id == resident_id).with_for_update())
    if resident is None or resident.erased_at is not None or row_hash(resident.uid) != lost:
        return False
    _forget(session, resident)
    if resident.status is not ResidentStatus.EXITED:
        move(session, [resident.id], to=ResidentStatus.EXITED)
    audit.record(session, "resident:erase_again", resident, by=by, row=lost)
    session.flush()
    return True


def waits_in_file(session: Session, resident: Resident) -> bool:
    """Tell whether a list that is not decided yet speaks of this person."""
    staged = select(ImportRow.id).join(ResidentImport, ResidentImport.id == ImportRow.import_id)
    mine = ImportRow.nik_index == resident.nik_index, ResidentImport.status.not_in(DECIDED)
    return session.scalar(select(staged.where(*mine).exists())) or False


def _forget(session: Session, resident: Resident) -> str:
    lost = row_hash(resident.uid)
    said = update(ImportRow).where(ImportRow.nik_index == resident.nik_index)
    session.execute(
        said.values(content=None, before=None, nik_index=None), execution_options={"synchronize_session": False}
    )
    for name, value in _nothing(f"W-{lost[:PSEUDONYM_SIGNS].upper()}").items():
        setattr(resident, name, value)
    session.flush()
    return lost


def _nothing(pseudonym: str) -> dict[str, Any]:
    return {
        "nik": destroyed("resident|nik"),
        **dict.fromkeys(("family_card", "phone", "address", "family_index", *EMPTY)),
        "uid": uuid4(),
        "nik_index": secrets.token_bytes(LIKE_AN_INDEX),
        "name": pseudonym,
        "name_key": "",
        "birth_on": NO_BIRTHDAY,
        "is_former_pbi": False,
        "restricted_at": None,
        "erased_at": clock.now(),
    }
