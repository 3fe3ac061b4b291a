"""Exits are written down many at once, and taken back one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, insert, select, update
from sqlalchemy.orm import Session

from srikandi import clock
from srikandi.audit import Actor
from srikandi.database import among, in_parts
from srikandi.residents.exits.models import ExitList, ResidentExit
from srikandi.residents.exits.refusals import LeftBeforeBirth, NotLeft, OwnReport
from srikandi.residents.models import Resident, ResidentStatus
from srikandi.residents.moves import ResidentsMoved, move

QUIETLY = {"synchronize_session": False}


@dataclass(frozen=True)
class Leaving:
    """Somebody leaves: why, since when, and whose record stays when two are the same person."""

    resident_id: int
    reason: str
    left_on: date
    duplicate_of: int | None = None


def stands() -> ColumnElement[bool]:
    """Name the exits nobody has taken back and nobody has come back from."""
    return and_(ResidentExit.undone_at.is_(None), ResidentExit.returned_at.is_(None))


def begin_exits(session: Session, leaving: Sequence[Leaving], *, list_id: int | None = None, by: Actor) -> None:
    """Write down who leaves and what they were until now; `finish_exits` gives them their status.

    What a file says is reported by whoever brought it. A day before somebody came on the list is fine: the dead stay on
    lists. Raises: ResidentsMoved, when somebody of them has left already; LeftBeforeBirth.
    """
    session.flush()
    reporter = by.user_id if list_id is None else session.get_one(ExitList, list_id).uploaded_by
    for part in in_parts(leaving):
        who = [one.resident_id for one in part]
        shown = Resident.id, Resident.district_id, Resident.status, Resident.name, Resident.birth_on
        asked = select(*shown).where(among(Resident.id, who))
        known = {row.id: row for row in session.execute(asked)}
        if len(known) != len(part) or any(row.status is ResidentStatus.EXITED for row in known.values()):
            raise ResidentsMoved
        days = ((one.left_on, known[one.resident_id]) for one in part)
        if unborn := next((who for left_on, who in days if left_on < who.birth_on), None):
            raise LeftBeforeBirth(field="on", name=unborn.name, born=f"{unborn.birth_on:%d-%m-%Y}")
        came_back = update(ResidentExit).where(among(ResidentExit.resident_id, who), stands())
        session.execute(came_back.values(returned_at=clock.now()), execution_options=QUIETLY)
        shared = {"noted_by": reporter, "noted_at": clock.now(), "list_id": list_id}
        rows = [
            {
                **shared,
                "district_id": known[one.resident_id].district_id,
                "resident_id": one.resident_id,
                "reason": one.reason,
                "left_on": one.left_on,
                "former": known[one.resident_id].status,
                "duplicate_of": one.duplicate_of,
            }
            for one in part
        ]
        session.execute(insert(ResidentExit), rows)


def finish_exits(session: Session, resident_ids: Sequence[int]) -> None:
    """Give people whose exit is written down their status, day and reason. Raises: ResidentsMoved."""
    move(session, resident_ids, to=ResidentStatus.EXITED)
    for part in in_parts(resident_ids):
        own = ResidentExit.resident_id == Resident.id, stands()
        said = {
            "exited_on": select(ResidentExit.left_on).where(*own).scalar_subquery(),
            "exit_reason": select(ResidentExit.reason).where(*own).scalar_subquery(),
        }
        session.execute(update(Resident).where(among(Resident.id, part)).values(said), execution_options=QUIETLY)
    _forget_loaded(session, set(resident_ids))


def standing_exit(session: Session, resident_id: int) -> ResidentExit | None:
    """Give the exit that keeps somebody away, if one does."""
    asked = select(ResidentExit).where(ResidentExit.resident_id == resident_id, stands())
    return session.scalar(asked.execution_options(populate_existing=True))


def take_back(session: Session, resident: Resident, *, reason: str, by: Actor) -> ResidentExit:
    """Note that a report was wrong; what the person is again is for the caller to say. Raises: NotLeft, OwnReport."""
    session.refresh(resident, with_for_update=True)
    found = standing_exit(session, resident.id)
    if found is None or resident.status is not ResidentStatus.EXITED or resident.erased_at is not None:
        raise NotLeft
    if found.noted_by is not None and found.noted_by == by.user_id:
        raise OwnReport
    found.undone_by, found.undone_at, found.undo_reason = by.user_id, clock.now(), reason
    resident.exited_on, resident.exit_reason = None, None
    session.flush()
    return found


def _forget_loaded(session: Session, resident_ids: set[int]) -> None:
    for loaded in list(session.identity_map.values()):
        if isinstance(loaded, Resident) and loaded.id in resident_ids:
            session.expire(loaded, ["exited_on", "exit_reason"])
