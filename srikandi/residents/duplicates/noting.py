"""A search is asked for, done by the worker, and what it finds is laid beside what was known: decisions stay."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.database import in_parts
from srikandi.residents.duplicates.finding import Found, FoundPair
from srikandi.residents.duplicates.models import CrowdedFamily, DuplicatePair, DuplicateSearch, SuspicionStatus
from srikandi.residents.models import ImportStatus, ResidentImport

SS = SuspicionStatus
QUIETLY = {"synchronize_session": False}


def ask_search(session: Session, district_id: int, *, by: Actor) -> DuplicateSearch:
    """Give the search of a district that is still to be done, a new one when none is."""
    waiting = select(DuplicateSearch).where(
        DuplicateSearch.district_id == district_id, DuplicateSearch.finished_at.is_(None)
    )
    known = session.scalar(waiting)
    if known is not None:
        return known
    search = DuplicateSearch(district_id=district_id, asked_by=by.user_id)
    session.add(search)
    session.flush()
    audit.record(session, "duplicate_search:ask", search, by=by)
    return search


def districts_to_search(session: Session) -> list[int]:
    """List the districts in which a file has been approved since the last search was asked for."""
    approved = func.coalesce(ResidentImport.second_approved_at, ResidentImport.approved_at)
    newest = (
        select(ResidentImport.district_id, func.max(approved).label("at"))
        .where(ResidentImport.status == ImportStatus.APPROVED)
        .group_by(ResidentImport.district_id)
        .subquery()
    )
    searched = (
        select(DuplicateSearch.district_id, func.max(DuplicateSearch.asked_at).label("at"))
        .group_by(DuplicateSearch.district_id)
        .subquery()
    )
    asked = select(newest.c.district_id).outerjoin(searched, searched.c.district_id == newest.c.district_id)
    stale = searched.c.at.is_(None) | (searched.c.at < newest.c.at)
    return list(session.scalars(asked.where(stale).order_by(newest.c.district_id)))


def searches_due(session: Session) -> list[tuple[int, int]]:
    """List search and district of what is still to be done, the oldest first."""
    asked = select(DuplicateSearch.id, DuplicateSearch.district_id).where(DuplicateSearch.finished_at.is_(None))
    return [(row[0], row[1]) for row in session.execute(asked.order_by(DuplicateSearch.id))]


def last_search(session: Session, district_id: int) -> DuplicateSearch | None:
    """Give the newest search of a district, done or waiting."""
    asked = select(DuplicateSearch).where(DuplicateSearch.district_id == district_id)
    return session.scalar(asked.order_by(DuplicateSearch.id.desc()).limit(1))


def note_found(session: Session, search_id: int, found: Found) -> int:
    """Keep what a search has found and say how much of it is new; what somebody has decided stays decided."""
    search = session.get_one(DuplicateSearch, search_id, with_for_update=True)
    if search.finished_at is not None:
        return 0
    new = _note_pairs(session, search.district_id, found) + _note_families(session, search.district_id, found)
    search.finished_at, search.people, search.found = clock.now(), found.people, new
    session.flush()
    return new


def _note_pairs(session: Session, district_id: int, found: Found) -> int:
    known = _known_pairs(session, district_id)
    here = {(one.first_id, one.second_id): one for one in found.pairs}
    new = [_values(one, district_id) for pair, one in here.items() if pair not in known]
    if new:
        session.execute(insert(DuplicatePair), new)
    changed = [
        {"id": known[pair][0], "reasons": sorted(one.reasons), "weight": one.weight, "status": SS.OPEN}
        for pair, one in here.items()
        if pair in known and (known[pair][1] is SS.GONE or _is_stale(known[pair], one))
    ]
    if changed:
        session.execute(update(DuplicatePair), changed)
    over = [row[0] for pair, row in known.items() if pair not in here and row[1] is SS.OPEN]
    for part in in_parts(over):
        gone = update(DuplicatePair).where(DuplicatePair.id.in_(part)).values(status=SS.GONE)
        session.execute(gone, execution_options=QUIETLY)
    return len(new)


def _known_pairs(session: Session, district_id: int) -> Mapping[tuple[int, int], tuple[int, SuspicionStatus, int]]:
    names = DuplicatePair.id, DuplicatePair.status, DuplicatePair.weight
    asked = select(DuplicatePair.first_id, DuplicatePair.second_id, *names)
    rows = session.execute(asked.where(DuplicatePair.district_id == district_id))
    return {(row[0], row[1]): (row[2], row[3], row[4]) for row in rows}


def _is_stale(known: tuple[int, SuspicionStatus, int], one: FoundPair) -> bool:
    return known[1] is SS.OPEN and known[2] != one.weight


def _values(one: FoundPair, district_id: int) -> dict[str, object]:
    return {
        "district_id": district_id,
        "first_id": one.first_id,
        "second_id": one.second_id,
        "reasons": sorted(one.reasons),
        "weight": one.weight,
        "status": SS.OPEN,
        "found_at": clock.now(),
    }


def _note_families(session: Session, district_id: int, found: Found) -> int:
    own = CrowdedFamily.district_id == district_id
    known = {bytes(one.family_index): one for one in session.scalars(select(CrowdedFamily).where(own))}
    new = 0
    for index, people in found.families:
        family = known.pop(index, None)
        if family is None:
            session.add(CrowdedFamily(district_id=district_id, family_index=index, people=people, status=SS.OPEN))
            new += 1
        else:
            has_grown = people > family.people
            family.people = people
            if family.status is SS.GONE or (family.status is SS.KEPT and has_grown):
                family.status = SS.OPEN
    for family in known.values():
        family.status = SS.GONE if family.status is SS.OPEN else family.status
    return new
