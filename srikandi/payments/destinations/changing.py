"""A change is proposed, approved by somebody else, waits a day, takes effect; or is stopped on the way."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from srikandi import audit
from srikandi.audit import Actor
from srikandi.clock import now
from srikandi.payments.destinations.applying import apply, check_account_free
from srikandi.payments.destinations.content import Wanted, hash_of, is_sealed, seal_of
from srikandi.payments.destinations.models import (
    CHANGE_MOVES,
    OPEN_CHANGE,
    ChangeKind,
    ChangeStatus,
    DestinationChange,
    DirectAccount,
)
from srikandi.payments.destinations.refusals import (
    ChangeDecided,
    ChangeNotFound,
    ChangeWaiting,
    ContentMoved,
    NothingChanges,
    ProofMissing,
    ProposerApproves,
)
from srikandi.payments.models import BankAccount
from srikandi.payments.refusals import AccountNotFound, ReasonMissing
from srikandi.users import Proof

WAIT = timedelta(hours=24)
"""How long everybody who was told has to say stop."""
PROOF_LASTS = timedelta(minutes=5)
SHOWN = ("bank", "number", "holder", "qris_payload")


def propose(
    session: Session, wanted: Wanted, *, district_id: int, reason: str, proof: Proof | None, by: Actor
) -> DestinationChange:
    """Ask for money to be sent elsewhere; nothing changes yet.

    Raises: ProofMissing, ReasonMissing, DirectNumberUnfit, AccountWordsMissing, AccountNotFound, AccountTaken,
    NothingChanges, ChangeWaiting.
    """
    check_proof(proof, by=by)
    if not reason.strip():
        raise ReasonMissing(field="reason")
    wanted.check()
    _check_sense(session, wanted, district_id)
    if session.scalar(_open_about(district_id, wanted.subject)) is not None:
        raise ChangeWaiting
    change = DestinationChange(
        district_id=district_id,
        status=ChangeStatus.PROPOSED,
        subject=wanted.subject,
        reason=reason.strip(),
        is_founding=False,
        proposed_by=by.user_id,
        proposed_at=now(),
        **vars(wanted),
    )
    change.content_hash = hash_of(change)
    session.add(change)
    session.flush()
    audit.record(session, "destination:propose", change, by=by, reason=reason, content_hash=change.content_hash)
    return change


def approve(
    session: Session, change: DestinationChange, *, seen_hash: str, proof: Proof | None, by: Actor
) -> DestinationChange:
    """Let a change take effect a day from now. Raises: ProofMissing, ChangeDecided, ProposerApproves, ContentMoved."""
    check_proof(proof, by=by)
    change = locked(session, change.id)
    _check_move(change, ChangeStatus.APPROVED)
    check_two_people(change, by=by)
    if seen_hash != change.content_hash or hash_of(change) != change.content_hash:
        raise ContentMoved
    moment = now()
    change.approved_by, change.approved_at, change.takes_effect_at = by.user_id, moment, moment + WAIT
    _move(change, ChangeStatus.APPROVED)
    session.flush()
    audit.record(session, "destination:approve", change, by=by, content_hash=change.content_hash)
    return change


def stop(session: Session, change: DestinationChange, *, reason: str, by: Actor) -> DestinationChange:
    """End a change before it takes effect. Raises: ReasonMissing, ChangeDecided."""
    if not reason.strip():
        raise ReasonMissing(field="reason")
    change = locked(session, change.id)
    _check_move(change, ChangeStatus.STOPPED)
    change.stopped_by, change.stopped_at, change.stop_reason = by.user_id, now(), reason.strip()
    _move(change, ChangeStatus.STOPPED)
    session.flush()
    audit.record(session, "destination:stop", change, by=by, reason=reason)
    return change


def due(session: Session, *, at: datetime) -> list[int]:
    """List the approved changes whose day of waiting is over, oldest first."""
    asked = select(DestinationChange.id).where(
        DestinationChange.status == ChangeStatus.APPROVED, DestinationChange.takes_effect_at <= at
    )
    return list(session.scalars(asked.order_by(DestinationChange.takes_effect_at, DestinationChange.id)))


def take_effect(session: Session, change: DestinationChange, *, by: Actor) -> DestinationChange:
    """Send money elsewhere from now on, never before the day is over.

    What was written over after the approval does not take effect. Raises: ChangeDecided, ContentMoved, AccountTaken.
    """
    change = locked(session, change.id)
    moment = now()
    if change.status is not ChangeStatus.APPROVED or change.takes_effect_at is None or change.takes_effect_at > moment:
        raise ChangeDecided
    if not is_sealed(change):
        raise ContentMoved
    result = apply(session, change)
    change.result_id = None if result is None else result.id
    change.effective_at = moment
    _move(change, ChangeStatus.EFFECTIVE)
    session.flush()
    audit.record(session, "destination:take_effect", change, by=by, account=result.code if result else None)
    return change


def check_proof(proof: Proof | None, *, by: Actor) -> None:
    """Say nothing when this person has just shown who they are. Raises: ProofMissing."""
    if proof is None or proof.user_id != by.user_id or not now() - PROOF_LASTS <= proof.at <= now():
        raise ProofMissing(field="password")


def check_two_people(change: DestinationChange, *, by: Actor) -> None:
    """Say nothing when somebody else has proposed it. Raises: ProposerApproves."""
    if change.proposed_by is None or by.user_id == change.proposed_by:
        raise ProposerApproves


def locked(session: Session, change_id: int) -> DestinationChange:
    """Give a change nobody else decides meanwhile. Raises: ChangeNotFound."""
    found = select(DestinationChange).where(DestinationChange.id == change_id).with_for_update()
    change = session.scalar(found.execution_options(populate_existing=True))
    if change is None:
        raise ChangeNotFound
    return change


def _move(change: DestinationChange, to: ChangeStatus) -> None:
    """Move a change along its table, and seal it as it then stands."""
    _check_move(change, to)
    change.status = to
    change.seal = seal_of(change)


def _check_move(change: DestinationChange, to: ChangeStatus) -> None:
    if (change.status, to) not in CHANGE_MOVES:
        raise ChangeDecided


def _check_sense(session: Session, wanted: Wanted, district_id: int) -> None:
    if wanted.kind in {ChangeKind.DIRECT, ChangeKind.DIRECT_END}:
        _check_direct(session.get(DirectAccount, district_id), wanted)
        return
    if wanted.account_id is not None:
        account = session.get(BankAccount, wanted.account_id)
        if account is None or account.district_id != district_id or not account.is_active:
            raise AccountNotFound
        is_same = all(getattr(wanted, name) == getattr(account, name) for name in SHOWN)
        if wanted.kind is ChangeKind.CHANGE and is_same:
            raise NothingChanges
        if (account.bank, account.number) == (wanted.bank, wanted.number):
            return
    if wanted.kind is not ChangeKind.CLOSE:
        check_account_free(session, wanted.bank or "", wanted.number or "", district_id=district_id)


def _check_direct(standing: DirectAccount | None, wanted: Wanted) -> None:
    is_same = standing is not None and (standing.number, standing.holder) == (wanted.number, wanted.holder)
    if is_same or (standing is None and wanted.kind is ChangeKind.DIRECT_END):
        raise NothingChanges


def _open_about(district_id: int, subject: str) -> Select[int]:
    return select(DestinationChange.id).where(
        DestinationChange.district_id == district_id, DestinationChange.subject == subject, OPEN_CHANGE
    )
