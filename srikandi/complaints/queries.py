"""Who sees which complaints, how much of the time is left, and what everybody may know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, case, false, func, select
from sqlalchemy.orm import Session

from srikandi import cards, clock, pools
from srikandi.audit import Actor
from srikandi.complaints.actions import CODE
from srikandi.complaints.models import Complaint, ComplaintKind, ComplaintReply, ComplaintStatus
from srikandi.complaints.refusals import ComplaintUnknown
from srikandi.coverage.urgency import Clock, Level
from srikandi.database import index_of
from srikandi.places import Village
from srikandi.residents import DISTRICT_ROLES, Resident
from srikandi.users import User

HALF = 2
A_PAGE = 100
COUNTED_DAYS = 365


@dataclass(frozen=True, repr=False)
class Row:
    """A complaint in a list: about whom, where they live, who answers for it."""

    complaint: Complaint
    name: str
    village: str
    owner: str | None

    @property
    def clock(self) -> Clock:
        """How much of its time is left."""
        return clock_of(self.complaint)

    def __repr__(self) -> str:
        """Show nothing of the person."""
        return f"Row({self.complaint.number})"


@dataclass(frozen=True, repr=False)
class Opened:
    """What was told, opened for somebody who may read it; prints as nothing."""

    story: str
    place: str
    contact: str

    def __repr__(self) -> str:
        """Show nothing of it."""
        return "Opened(…)"


@dataclass(frozen=True, repr=False)
class Said:
    """Something said about a complaint."""

    at: datetime
    role: str
    name: str | None
    words: str

    def __repr__(self) -> str:
        """Show nothing of it."""
        return "Said(…)"


@dataclass(frozen=True)
class KindCount:
    """How many complaints of a kind there were, and how many were solved in time; None where a count says too much."""

    kind: ComplaintKind
    count: int | None
    in_time: int | None


@dataclass(frozen=True)
class PublicCounts:
    """What everybody may know of a district's complaints of the last year."""

    total: int | None
    in_time: int | None
    kinds: list[KindCount]


def clock_of(complaint: Complaint) -> Clock:
    """Give the clock of a complaint: it runs until it is solved."""
    left = complaint.due_at - (complaint.solved_at or clock.now())
    whole = complaint.due_at - complaint.received_at
    level = Level.LATE if left < timedelta(0) else Level.SOON if left < whole / HALF else Level.CALM
    return Clock(complaint.due_at, left, level)


def visible_to(viewer: Actor) -> Select[Complaint]:
    """Ask for the complaints a viewer may see: a branch those passed to it, a village those of its own people."""
    asked = select(Complaint).where(Complaint.district_id.in_(viewer.district_ids))
    if viewer.role in DISTRICT_ROLES:
        return asked
    if viewer.role == "branch":
        return asked.where(Complaint.passed_at.is_not(None))
    if viewer.role == "village" and viewer.village_code:
        own = select(Resident.id).where(Resident.village_code == viewer.village_code)
        return asked.where(Complaint.resident_id.in_(own))
    return asked.where(false())


def complaint_of(session: Session, complaint_id: int, *, viewer: Actor) -> Complaint:
    """Give a complaint this viewer may see. Raises: ComplaintUnknown."""
    found = session.scalar(visible_to(viewer).where(Complaint.id == complaint_id))
    if found is None:
        raise ComplaintUnknown
    return found


def complaint_by_code(session: Session, typed: str) -> Complaint:
    """Give the complaint somebody follows with this code. Raises: ComplaintUnknown."""
    code = cards.read_code(typed)
    index = index_of(CODE, code or "")
    found = session.scalar(select(Complaint).where(Complaint.code_index == index)) if code else None
    if found is None:
        raise ComplaintUnknown
    return found


def row_of(session: Session, complaint: Complaint) -> Row:
    """Give one complaint as a list shows it."""
    return Row(*session.execute(_rows(select(Complaint).where(Complaint.id == complaint.id))).one())


def page_of(session: Session, *, viewer: Actor, page: int) -> tuple[list[Row], bool]:
    """Give a page of a viewer's complaints, those that wait first and by their hour, and whether there is another."""
    asked = _rows(visible_to(viewer)).offset(page * A_PAGE).limit(A_PAGE + 1)
    found = [Row(*row) for row in session.execute(asked)]
    return found[:A_PAGE], len(found) > A_PAGE


def all_rows(session: Session, *, viewer: Actor) -> list[Row]:
    """Give all of a viewer's complaints in the same order, for a file."""
    return [Row(*row) for row in session.execute(_rows(visible_to(viewer)))]


def _rows(asked: Select[Any]) -> Select[Any]:
    is_over = case((Complaint.status == ComplaintStatus.SOLVED, 1), else_=0)
    return (
        asked.join(Resident, Resident.id == Complaint.resident_id)
        .join(Village, Village.code == Resident.village_code)
        .outerjoin(User, User.id == Complaint.owner_id)
        .add_columns(Resident.name, Village.name, User.name)
        .order_by(is_over, case((Complaint.solved_at.is_(None), Complaint.due_at)), Complaint.id.desc())
    )


def opened(complaint: Complaint) -> Opened:
    """Open what was told."""
    parts = (getattr(complaint, name) for name in ("story", "place", "contact"))
    return Opened(*(sealed.open(complaint.uid) if sealed is not None else "" for sealed in parts))


def code_of(complaint: Complaint) -> str:
    """Give the code whoever complained follows it with."""
    return str(complaint.code.open(complaint.uid))


def said_of(session: Session, complaint: Complaint) -> list[Said]:
    """List what was said, the oldest first."""
    asked = select(ComplaintReply, User.name).outerjoin(User, User.id == ComplaintReply.by)
    found = session.execute(asked.where(ComplaintReply.complaint_id == complaint.id).order_by(ComplaintReply.id))
    return [Said(one.at, one.role, name, one.words.open(one.uid)) for one, name in found]


def complaints_about(session: Session, resident_id: int) -> list[Complaint]:
    """List the complaints about a person, the oldest first."""
    asked = select(Complaint).where(Complaint.resident_id == resident_id).order_by(Complaint.id)
    return list(session.scalars(asked))


def public_counts(session: Session, district_id: int) -> PublicCounts:
    """Count a district's complaints of the last year for everybody; small counts are hidden."""
    since = clock.now() - timedelta(days=COUNTED_DAYS)
    is_good = and_(Complaint.status == ComplaintStatus.SOLVED, Complaint.solved_at <= Complaint.due_at)
    asked = select(Complaint.kind, func.count(), func.count(case((is_good, 1))))
    asked = asked.where(Complaint.district_id == district_id, Complaint.received_at > since).group_by(Complaint.kind)
    found = {kind: (count, good) for kind, count, good in session.execute(asked)}
    safe = pools.suppress({kind.value: found.get(kind, (0, 0))[0] for kind in ComplaintKind})
    kinds = []
    for kind in ComplaintKind:
        count, good = safe.cells[kind.value], found.get(kind, (0, 0))[1]
        kinds.append(KindCount(kind, count, pools.split(good, whole=count) if count is not None else None))
    total = sum(count for count, _ in found.values())
    good = sum(one for _, one in found.values())
    return PublicCounts(safe.total, pools.split(good, whole=total) if safe.total is not None else None, kinds)
