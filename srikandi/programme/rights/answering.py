"""From a request to its answer: each of the four rights, with its own guard and its own line in the trail."""

from __future__ import annotations

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from srikandi import audit, cards, clock, complaints, facilities, nominations, residents, rights
from srikandi.audit import Actor, AuditEntry
from srikandi.coverage import BatchLine
from srikandi.i18n import N_
from srikandi.programme.exits import exit_resident
from srikandi.programme.rights.obstacles import obstacles
from srikandi.programme.rights.refusals import CopyMissing, NothingChanged, NotYetErasable, WrongKind
from srikandi.residents import Corrections, IdentityRow, Resident, ResidentStatus
from srikandi.rights import Erasure, OwnErasure, PersonRequest, RequestKind, RequestStatus, RetentionNotice

COPY = "request:copy"
LEAVING = "withdrew"
FORGOTTEN = N_("Dihapus bersama data orangnya.")


def open_copy(session: Session, asked: PersonRequest, *, by: Actor) -> IdentityRow:
    """Open everything about a person for the copy they asked for, and write down who opened it. Raises: WrongKind."""
    resident = _person(session, asked, by=by, kind=RequestKind.ACCESS)
    identity = residents.reveal(session, resident, reason=f"Salinan data untuk {asked.number}", by=by)
    audit.record(session, COPY, asked, by=by)
    session.flush()
    return identity


def hand_over(session: Session, asked: PersonRequest, *, said: str, by: Actor) -> None:
    """Note that the person has got the copy. Raises: WrongKind, CopyMissing, RequestDecided, WordsMissing."""
    _person(session, asked, by=by, kind=RequestKind.ACCESS)
    drawn = exists().where(
        AuditEntry.subject_kind == asked.__tablename__,
        AuditEntry.subject_id == str(asked.id),
        AuditEntry.action == COPY,
    )
    if not session.scalar(select(drawn)):
        raise CopyMissing
    rights.answer(session, asked, said=said, by=by)


def correct(session: Session, asked: PersonRequest, corrections: Corrections, *, said: str, by: Actor) -> list[str]:
    """Put right what the person says is wrong, and answer; give the names of what changed.

    Raises: WrongKind, NothingChanged, HasLeft, NameMissing, BirthInFuture, RequestDecided, WordsMissing.
    """
    resident = _person(session, asked, by=by, kind=RequestKind.CORRECTION)
    rights.answer(session, asked, said=said, by=by)
    changed = residents.correct(session, resident, corrections=corrections, by=by)
    if not changed:
        raise NothingChanged
    return changed


def restrict(session: Session, asked: PersonRequest, *, said: str, by: Actor) -> None:
    """Keep the person's row and use it for nothing else; cover that is paid goes on.

    Raises: WrongKind, RestrictedAlready, RequestDecided, WordsMissing.
    """
    resident = _person(session, asked, by=by, kind=RequestKind.RESTRICTION)
    rights.answer(session, asked, said=said, by=by)
    residents.restrict(session, resident, by=by)


def lift(session: Session, asked: PersonRequest, *, by: Actor) -> None:
    """Let the person's data be used again, as the person asks. Raises: WrongKind, RequestDecided, NotRestricted."""
    resident = _person(session, asked, by=by, kind=RequestKind.RESTRICTION)
    rights.lift(session, asked, by=by)
    residents.lift_restriction(session, resident, by=by)


def erase(session: Session, asked: PersonRequest, *, said: str, by: Actor) -> None:
    """Destroy the person's key; somebody else than who wrote the request down.

    Raises: WrongKind, OwnErasure, NotYetErasable, RequestDecided, WordsMissing.
    """
    resident = _person(session, asked, by=by, kind=RequestKind.ERASURE)
    if asked.received_by == residents.person_of(by):
        raise OwnErasure
    if obstacles(session, resident):
        raise NotYetErasable
    rights.answer(session, asked, said=said, by=by)
    _refuse_others(session, asked, by=by)
    if resident.status is not ResidentStatus.EXITED:
        exit_resident(session, resident, reason=LEAVING, on=clock.today(), by=by)
    _destroy(session, resident, asked=asked, by=by)


def erase_due(session: Session, notice: RetentionNotice, *, by: Actor) -> bool:
    """Destroy the key of somebody whose time of keeping is over; tell whether it was done.

    Who has come back is taken off the list; who is still bound to something open stays on it until that is over.
    """
    about = select(Resident).where(Resident.id == notice.resident_id)
    resident = session.execute(about.execution_options(populate_existing=True)).scalar_one()
    session.refresh(notice, with_for_update=True)
    if notice.erased_at is not None or notice.kept_at is not None:
        return False
    if resident.status is not ResidentStatus.EXITED or resident.erased_at is not None:
        notice.kept_at, notice.reason = clock.now(), N_("Sudah tidak perlu: kembali ke daftar, atau sudah dihapus.")
        session.flush()
        return False
    if obstacles(session, resident) or _asks(session, resident):
        return False
    _destroy(session, resident, asked=None, by=by)
    return True


def _destroy(session: Session, resident: Resident, *, asked: PersonRequest | None, by: Actor) -> None:
    session.flush()
    session.refresh(resident, with_for_update=True)
    if obstacles(session, resident):
        raise NotYetErasable
    nominations.forget_about(session, resident, by=by)
    lost = residents.erase(session, resident, by=by)
    mine = {"synchronize_session": False}
    session.execute(
        update(BatchLine).where(BatchLine.resident_id == resident.id).values(card_number=None), execution_options=mine
    )
    theirs = update(PersonRequest).where(PersonRequest.resident_id == resident.id)
    session.execute(theirs.values(wish=FORGOTTEN), execution_options=mine)
    answered = theirs.where(PersonRequest.answer.is_not(None))
    session.execute(answered.values(answer=FORGOTTEN), execution_options=mine)
    forget_beside(session, resident.id)
    _close_the_rest(session, resident)
    session.add(
        Erasure(
            district_id=resident.district_id,
            resident_id=resident.id,
            row_hash=lost,
            request_id=asked.id if asked else None,
            asked_by=asked.received_by if asked else None,
            approved_by=by.user_id if asked else None,
        )
    )
    session.flush()
    session.expire_all()


def forget_beside(session: Session, resident_id: int) -> None:
    """Destroy what stands about a person outside the own row: codes, choice of a facility, what was told."""
    cards.forget_cards(session, resident_id)
    facilities.forget_choice(session, resident_id)
    complaints.forget_complaints(session, resident_id)


def _asks(session: Session, resident: Resident) -> bool:
    """Tell whether the person waits for an answer: first that, then forgetting."""
    return any(one.status is RequestStatus.OPEN for one in rights.requests_about(session, resident.id))


def _close_the_rest(session: Session, resident: Resident) -> None:
    """Take somebody who is gone off the list of whom time erases."""
    listed = RetentionNotice.resident_id == resident.id, RetentionNotice.erased_at.is_(None)
    waiting = update(RetentionNotice).where(*listed, RetentionNotice.kept_at.is_(None))
    session.execute(waiting.values(erased_at=clock.now()), execution_options={"synchronize_session": False})


def _refuse_others(session: Session, asked: PersonRequest, *, by: Actor) -> None:
    """End what else the person has asked: there is nothing left to show, correct or restrict."""
    for other in rights.requests_about(session, asked.resident_id):
        if other.status is RequestStatus.OPEN:
            rights.refuse(session, other, said=FORGOTTEN, by=by)
        elif other.kind is RequestKind.RESTRICTION and other.status is RequestStatus.DONE:
            rights.lift(session, other, by=by)


def _person(session: Session, asked: PersonRequest, *, by: Actor, kind: RequestKind) -> Resident:
    if asked.kind is not kind:
        raise WrongKind
    return residents.resident_of(session, asked.resident_id, viewer=by, even_restricted=True)
