"""What somebody decides about two records, or about a crowded family card: kept apart, merged, or opened again."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, or_, select, update
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.residents.actions import checked_reason, person_of
from srikandi.residents.duplicates.models import SUSPICION_MOVES, CrowdedFamily, DuplicatePair, SuspicionStatus
from srikandi.residents.duplicates.refusals import PairDecided, PairUnknown
from srikandi.residents.models import Resident, ResidentStatus

SS = SuspicionStatus
PAGE = 50


def pairs(viewer: Actor) -> Select[DuplicatePair]:
    """Ask for the cases of the viewer's districts."""
    return select(DuplicatePair).where(DuplicatePair.district_id.in_(viewer.district_ids))


def families(viewer: Actor) -> Select[CrowdedFamily]:
    """Ask for the crowded family cards of the viewer's districts."""
    return select(CrowdedFamily).where(CrowdedFamily.district_id.in_(viewer.district_ids))


def pair_of(session: Session, pair_id: int, *, viewer: Actor) -> DuplicatePair:
    """Give a case this viewer may see. Raises: PairUnknown."""
    found = session.scalar(pairs(viewer).where(DuplicatePair.id == pair_id))
    if found is None:
        raise PairUnknown
    return found


def family_for(session: Session, family_id: int, *, viewer: Actor) -> tuple[CrowdedFamily, Sequence[Resident]]:
    """Give a crowded family card this viewer may see, with its people. Raises: PairUnknown."""
    found = session.scalar(families(viewer).where(CrowdedFamily.id == family_id))
    if found is None:
        raise PairUnknown
    own = Resident.district_id == found.district_id, Resident.family_index == found.family_index
    here = select(Resident).where(*own, Resident.status != ResidentStatus.EXITED).order_by(Resident.birth_on)
    return found, list(session.scalars(here.limit(200)))


def begin_decision(session: Session, pair: DuplicatePair, to: SuspicionStatus) -> None:
    """Hold a case that may become this. Raises: PairDecided."""
    session.refresh(pair, with_for_update=True)
    if (pair.status, to) not in SUSPICION_MOVES:
        raise PairDecided


def settle(
    session: Session, pair: DuplicatePair, to: SuspicionStatus, *, reason: str, leaving: int | None = None, by: Actor
) -> None:
    """Write down what was decided and why. Raises: PairDecided, ReasonMissing."""
    begin_decision(session, pair, to)
    pair.status, pair.leaving_id, pair.reason = to, leaving, checked_reason(reason)
    pair.decided_by, pair.decided_at = person_of(by), clock.now()
    session.flush()
    if leaving is not None:
        others = DuplicatePair.id != pair.id, DuplicatePair.status == SS.OPEN
        same = or_(DuplicatePair.first_id == leaving, DuplicatePair.second_id == leaving)
        session.execute(
            update(DuplicatePair).where(*others, same).values(status=SS.GONE),
            execution_options={"synchronize_session": "fetch"},
        )
    audit.record(session, f"duplicate_pair:{to}", pair, by=by, reason=pair.reason)


def keep_family(session: Session, family: CrowdedFamily, *, reason: str, by: Actor) -> None:
    """Note that a crowded family card is right. Raises: PairDecided, ReasonMissing."""
    _decide_family(session, family, SS.KEPT, reason=checked_reason(reason), by=by)


def reopen_family(session: Session, family: CrowdedFamily, *, by: Actor) -> None:
    """Look at a family card again. Raises: PairDecided."""
    _decide_family(session, family, SS.OPEN, reason=None, by=by)


def _decide_family(
    session: Session, family: CrowdedFamily, to: SuspicionStatus, *, reason: str | None, by: Actor
) -> None:
    session.refresh(family, with_for_update=True)
    if (family.status, to) not in SUSPICION_MOVES:
        raise PairDecided
    family.status, family.reason = to, reason
    family.decided_by, family.decided_at = person_of(by), clock.now()
    audit.record(session, f"crowded_family:{to}", family, by=by, reason=reason)
    session.flush()
