"""The desk: a request is written down with how the person was known, and answered within three times 24 hours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from srikandi import audit, clock, residents
from srikandi.audit import Actor
from srikandi.places import District
from srikandi.residents import Resident
from srikandi.rights.models import REQUEST_MOVES, PersonRequest, Proof, RequestKind, RequestStatus
from srikandi.rights.refusals import RequestDecided, RequestUnknown, SameRequestOpen, WordsMissing

CLOCK = timedelta(hours=72)
"""UU 27/2022: access, correction, restriction and notice are each due within 3 x 24 hours."""
SHORTEST = 10
A_PAGE = 50
READERS = frozenset({"maker", "checker", "auditor", "system"})


@dataclass(frozen=True)
class Asked:
    """What somebody asks for, how the desk made sure who it is, and their words."""

    kind: RequestKind
    proof: Proof
    wish: str


@dataclass(frozen=True)
class RequestRow:
    """A request in a list, with the name it is about: a pseudonym once the person was erased."""

    asked: PersonRequest
    name: str


def receive(session: Session, resident: Resident, said: Asked, *, by: Actor) -> PersonRequest:
    """Write a request down; its clock runs from now. Raises: WordsMissing, SameRequestOpen, ErasedAlready."""
    wish = words_of(said.wish, field="wish")
    if resident.erased_at is not None:
        raise residents.ErasedAlready
    number = _next_number(session, resident.district_id)
    same = PersonRequest.resident_id == resident.id, PersonRequest.kind == said.kind
    still_open = session.scalar(select(PersonRequest.number).where(*same, PersonRequest.status == RequestStatus.OPEN))
    if still_open:
        raise SameRequestOpen(number=still_open, field="kind")
    at = clock.now()
    asked = PersonRequest(
        district_id=resident.district_id,
        number=number,
        resident_id=resident.id,
        kind=said.kind,
        status=RequestStatus.OPEN,
        proof=said.proof,
        wish=wish,
        received_at=at,
        received_by=residents.person_of(by),
        due_at=at + CLOCK,
    )
    session.add(asked)
    session.flush()
    audit.record(session, "request:receive", asked, by=by, kind=said.kind.value, proof=said.proof.value)
    return asked


def answer(session: Session, asked: PersonRequest, *, said: str, by: Actor) -> PersonRequest:
    """Note that the person got what was asked. Raises: RequestDecided, WordsMissing."""
    return _decide(session, asked, to=RequestStatus.DONE, said=said, by=by)


def refuse(session: Session, asked: PersonRequest, *, said: str, by: Actor) -> PersonRequest:
    """Note why the person does not get it. Raises: RequestDecided, WordsMissing."""
    return _decide(session, asked, to=RequestStatus.REFUSED, said=said, by=by)


def lift(session: Session, asked: PersonRequest, *, by: Actor) -> None:
    """Note that a person's restriction is over. Raises: RequestDecided."""
    _move(session, asked, RequestStatus.LIFTED)
    if asked.kind is not RequestKind.RESTRICTION:
        raise RequestDecided
    asked.lifted_at, asked.lifted_by = clock.now(), residents.person_of(by)
    audit.record(session, "request:lift", asked, by=by)
    session.flush()


def visible_to(viewer: Actor) -> Select[PersonRequest]:
    """Ask for the requests of the viewer's districts; only the desk and auditors read them."""
    asked = select(PersonRequest).where(PersonRequest.district_id.in_(viewer.district_ids))
    return asked if viewer.role in READERS else asked.where(PersonRequest.id.is_(None))


def request_of(session: Session, request_id: int, *, viewer: Actor) -> PersonRequest:
    """Give a request this viewer may read. Raises: RequestUnknown."""
    found = session.scalar(visible_to(viewer).where(PersonRequest.id == request_id))
    if found is None:
        raise RequestUnknown
    return found


def open_requests(session: Session, *, viewer: Actor) -> list[RequestRow]:
    """List what waits for an answer, the most urgent first."""
    asked = visible_to(viewer).where(PersonRequest.status == RequestStatus.OPEN).order_by(PersonRequest.due_at)
    return _named(session, asked.limit(200))


def decided_requests(session: Session, *, viewer: Actor, before: int | None = None) -> list[RequestRow]:
    """List what was answered, the newest first, a page at a time (one more than a page tells that there is another)."""
    asked = visible_to(viewer).where(PersonRequest.status != RequestStatus.OPEN).order_by(PersonRequest.id.desc())
    if before is not None:
        asked = asked.where(PersonRequest.id < before)
    return _named(session, asked.limit(A_PAGE + 1))


def requests_about(session: Session, resident_id: int) -> Sequence[PersonRequest]:
    """List what one person has asked, the newest first."""
    asked = select(PersonRequest).where(PersonRequest.resident_id == resident_id)
    return session.scalars(asked.order_by(PersonRequest.id.desc())).all()


def is_late(asked: PersonRequest) -> bool:
    """Was, or is, the answer later than 72 hours?"""
    return (asked.decided_at or clock.now()) > asked.due_at


def hours_left(due_at: datetime) -> int:
    """Give whole hours until something is due; below zero when it is late."""
    return int((due_at - clock.now()).total_seconds() // 3600)


def words_of(text: str | None, *, field: str) -> str:
    """Give what was written, tidied. Raises: WordsMissing."""
    words = " ".join((text or "").split())
    if len(words) < SHORTEST:
        raise WordsMissing(field=field)
    return words


def _decide(session: Session, asked: PersonRequest, *, to: RequestStatus, said: str, by: Actor) -> PersonRequest:
    words = words_of(said, field="said")
    _move(session, asked, to)
    asked.answer, asked.decided_at, asked.decided_by = words, clock.now(), residents.person_of(by)
    audit.record(session, f"request:{to.value}", asked, by=by, kind=asked.kind.value, late=is_late(asked))
    session.flush()
    return asked


def _move(session: Session, asked: PersonRequest, to: RequestStatus) -> None:
    session.refresh(asked, with_for_update=True)
    if (asked.status, to) not in REQUEST_MOVES:
        raise RequestDecided
    asked.status = to


def _next_number(session: Session, district_id: int) -> str:
    session.execute(select(District.id).where(District.id == district_id).with_for_update(key_share=True))
    start = f"HW-{clock.today().year}-"
    same_year = PersonRequest.district_id == district_id, PersonRequest.number.startswith(start)
    return f"{start}{(session.scalar(select(func.count(PersonRequest.id)).where(*same_year)) or 0) + 1:04d}"


def _named(session: Session, asked: Select[PersonRequest]) -> list[RequestRow]:
    rows = session.execute(asked.add_columns(Resident.name).join(Resident, Resident.id == PersonRequest.resident_id))
    return [RequestRow(*row) for row in rows]
