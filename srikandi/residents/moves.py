"""How residents change their status: many at once, and only along the table of legal moves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import CursorResult, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from srikandi.database import among, in_parts
from srikandi.errors import Conflict
from srikandi.residents.models import RESIDENT_MOVES, Resident, ResidentStatus


class ResidentsMoved(Conflict):
    """At least one of these residents is not where the move begins."""

    message = "Status warga sudah berubah. Muat ulang halaman ini."


def move(session: Session, resident_ids: Sequence[int], *, to: ResidentStatus, comes_back: bool = False) -> None:
    """Give all these residents a status, or none of them; who has left only moves when `comes_back` says so.

    Raises: ResidentsMoved.
    """
    origins = [start for start, end in RESIDENT_MOVES if end is to and (start is ResidentStatus.EXITED) is comes_back]
    session.flush()
    for part in map(set, in_parts(resident_ids)):
        asked = update(Resident).where(among(Resident.id, part), Resident.status.in_(origins)).values(status=to)
        done = session.execute(asked, execution_options={"synchronize_session": False})
        if cast("CursorResult[Any]", done).rowcount != len(part):
            raise ResidentsMoved
        _tell_loaded(session, part, to)


def _tell_loaded(session: Session, resident_ids: set[int], to: ResidentStatus) -> None:
    for loaded in session.identity_map.values():
        if isinstance(loaded, Resident) and loaded.id in resident_ids:
            set_committed_value(loaded, "status", to)
