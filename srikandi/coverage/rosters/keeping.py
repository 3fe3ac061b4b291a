"""Lists are handed in, read by the worker a piece at a time, and compared; after a stop a list is read anew."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from itertools import islice
from uuid import uuid4

from sqlalchemy import Select, delete, func, insert, select
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.coverage.refusals import RosterKnown, RosterMoved, RosterUnknown
from srikandi.coverage.rosters.comparing import UNSYNCHRONISED, compare, match_lines
from srikandi.coverage.rosters.models import ROSTER_MOVES, Roster, RosterFinding, RosterLine, RosterStatus
from srikandi.coverage.rosters.reading import Member, count_lines, read_members
from srikandi.database import open_bytes, seal_bytes
from srikandi.errors import Refusal
from srikandi.i18n import N_

PLACE = "roster|content"
AT_ONCE = 5_000
PAGE = 100
NOBODY = N_("Tidak ada baris dengan NIK atau nomor kartu yang utuh di berkas ini.")
R = RosterStatus
LIVE = (R.WAITING, R.READING)
Unit = Callable[[bool], AbstractContextManager[Session]]
"""Opens a transaction, one that writes or one that only reads, and closes it."""


def hand_in(session: Session, month: Month, content: bytes, *, filename: str, by: Actor) -> Roster:
    """Keep a list, sealed, until the worker has read it. Raises: RosterKnown."""
    same = Roster.district_id == by.district_id, Roster.month == month
    file_hash = hashlib.sha256(content).hexdigest()
    alive = Roster.file_hash == file_hash, Roster.status.in_((*LIVE, R.READY))
    if session.scalar(select(Roster.id).where(*same, *alive)) is not None:
        raise RosterKnown(field="file")
    uid, before = uuid4(), session.scalar(select(func.max(Roster.version)).where(*same)) or 0
    roster = Roster(
        uid=uid,
        district_id=by.district_id,
        month=month,
        version=before + 1,
        status=R.WAITING,
        filename=filename,
        file_hash=file_hash,
        stored=seal_bytes(content, place=PLACE, row=uid),
        expected=count_lines(content),
        uploaded_by=by.user_id,
        uploaded_at=clock.now(),
    )
    session.add(roster)
    session.flush()
    audit.record(session, "roster:bring", roster, by=by, month=str(month), size=len(content))
    return roster


def cancel(session: Session, roster: Roster, *, by: Actor) -> Roster:
    """Stop a list that waits or is read. Raises: RosterMoved."""
    session.refresh(roster, with_for_update=True)
    _move(session, roster, R.CANCELLED)
    _clear(session, roster)
    audit.record(session, "roster:cancel", roster, by=by, lines=roster.lines)
    return roster


def visible_rosters(viewer: Actor) -> Select[Roster]:
    """Ask for the lists of the viewer's districts."""
    return select(Roster).where(Roster.district_id.in_(viewer.district_ids))


def roster_of(session: Session, roster_id: int, *, viewer: Actor) -> Roster:
    """Give a list this viewer may see. Raises: RosterUnknown."""
    found = session.scalar(visible_rosters(viewer).where(Roster.id == roster_id))
    if found is None:
        raise RosterUnknown
    return found


def findings_of(
    session: Session, roster: Roster, *, kind: str | None = None, after: int = 0, at_most: int | None = PAGE
) -> list[RosterFinding]:
    """List who differs, a page at a time; all of them when nothing limits it."""
    asked = select(RosterFinding).where(RosterFinding.roster_id == roster.id, RosterFinding.id > after)
    if kind is not None:
        asked = asked.where(RosterFinding.kind == kind)
    return list(session.scalars(asked.order_by(RosterFinding.id).limit(at_most)))


def rosters_under_way(session: Session) -> list[int]:
    """List what the worker has still to read, oldest first."""
    return list(session.scalars(select(Roster.id).where(Roster.status.in_(LIVE)).order_by(Roster.id)))


def bring_in(roster_id: int, unit: Unit) -> None:
    """Read a list as far as it goes and compare it; what cannot be read is refused in words."""
    with unit(True) as session:
        roster = _locked(session, roster_id)
        if roster.status not in LIVE:
            return
        if roster.status is R.WAITING:
            _move(session, roster, R.READING)
        _clear(session, roster, keep_file=True)
        content = open_bytes(roster.stored or b"", place=PLACE, row=roster.uid)
        filename, month = roster.filename, roster.month
    try:
        members = read_members(content, filename=filename, month=month)
        while _keep_next(roster_id, members, unit):
            pass
    except Refusal as refusal:
        _refuse(roster_id, str(refusal), unit)
        return
    _finish(roster_id, unit)


def _keep_next(roster_id: int, members: Iterator[Member | None], unit: Unit) -> bool:
    """Keep the next lines; says whether there may be more. Nothing more is kept once somebody has cancelled."""
    part = list(islice(members, AT_ONCE))
    if not part:
        return False
    with unit(True) as session:
        roster = _locked(session, roster_id)
        if roster.status is not R.READING:
            return False
        rows = [{"roster_id": roster_id, **vars(one)} for one in part if one is not None]
        if rows:
            session.execute(insert(RosterLine), rows)
        roster.lines += len(part)
        roster.unreadable += len(part) - len(rows)
    return True


def _finish(roster_id: int, unit: Unit) -> None:
    with unit(True) as session:
        roster = _locked(session, roster_id)
        if roster.status is not R.READING:
            return
        if roster.lines == roster.unreadable:
            _end(session, roster, R.REFUSED, NOBODY)
            return
        match_lines(session, roster)
        roster.counts = compare(session, roster)
        _end(session, roster, R.READY, None)


def _refuse(roster_id: int, words: str, unit: Unit) -> None:
    with unit(True) as session:
        roster = _locked(session, roster_id)
        if roster.status is R.READING:
            _clear(session, roster)
            _end(session, roster, R.REFUSED, words)


def _end(session: Session, roster: Roster, to: RosterStatus, refusal: str | None) -> None:
    _move(session, roster, to)
    roster.stored, roster.refusal = None, refusal
    session.flush()


def _move(session: Session, roster: Roster, to: RosterStatus) -> None:
    if (roster.status, to) not in ROSTER_MOVES:
        raise RosterMoved
    roster.status = to
    if to not in LIVE:
        roster.finished_at = clock.now()
    session.flush()


def _clear(session: Session, roster: Roster, *, keep_file: bool = False) -> None:
    """Take out what was read of a list before."""
    for table in (RosterFinding, RosterLine):
        session.execute(delete(table).where(table.roster_id == roster.id), execution_options=UNSYNCHRONISED)
    roster.lines = roster.unreadable = 0
    if not keep_file:
        roster.stored = None
    session.flush()


def _locked(session: Session, roster_id: int) -> Roster:
    return session.get_one(Roster, roster_id, with_for_update=True, populate_existing=True)
