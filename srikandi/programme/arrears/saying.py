"""What is said anew of somebody's debt frees the months a pledge had promised to pay; so does leaving."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from srikandi import arrears, clock, pledges
from srikandi.arrears import ArrearsMonth, ArrearsSource, ArrearsStatement, ArrearsStatus, Span, lists
from srikandi.arrears.lists import ArrearsList, ArrearsRow
from srikandi.arrears.paying import release_arrears
from srikandi.audit import Actor
from srikandi.money import Money
from srikandi.pledges import LIVE_HOLDS, Hold, Pledge, PledgeStatus
from srikandi.programme.arrears.ending import finish_arrears
from srikandi.programme.money import fund
from srikandi.residents import Resident, ResidentStatus

PROMISED = (ArrearsStatus.PLANNED, ArrearsStatus.FUNDED)
GIVEN_UP = (PledgeStatus.EXPIRED, PledgeStatus.CANCELLED, PledgeStatus.REFUSED)
CHANGES = ("accept", "warn")


def correct(
    session: Session, resident: Resident, span: Span | None, *, reason: str, source: ArrearsSource, by: Actor
) -> ArrearsStatement:
    """Say anew what somebody owes; months it no longer names leave their pledge, and their money its reserve's.

    Raises: what `arrears.correct` refuses.
    """
    own = ArrearsMonth.resident_id == resident.id
    named = _in_span(span) if span else None
    freed = _release(session, and_(own, ~named) if named is not None else own, by=by)
    said = arrears.correct(session, resident, span, reason=reason, source=source, by=by)
    _go_on(session, freed.pledges, by=by)
    return said


def approve_list(session: Session, kept: ArrearsList, *, seen_hash: str, by: Actor) -> int:
    """Let a list take effect; months it no longer names leave their pledge. Raises: as `lists.approve_list`."""
    says = ArrearsRow.list_id == kept.id, ArrearsRow.decision.in_(CHANGES)
    spoken_of = select(ArrearsRow.resident_id).where(*says)
    named = exists().where(
        *says,
        ArrearsRow.resident_id == ArrearsMonth.resident_id,
        ArrearsRow.care_class == ArrearsMonth.care_class,
        ArrearsMonth.month.between(ArrearsRow.first_month, ArrearsRow.last_month),
    )
    freed = _release(session, and_(ArrearsMonth.resident_id.in_(spoken_of), ~named.correlate(ArrearsMonth)), by=by)
    people = lists.approve_list(session, kept, seen_hash=seen_hash, by=by)
    _go_on(session, freed.pledges, by=by)
    return people


def let_go_astray(session: Session, *, pledge_ids: Sequence[int] | None = None, by: Actor) -> Money:
    """Free the promised months of who has left, of families nobody is held of any more, and of ended pledges.

    A promise of arrears alone holds nobody: its families are its own until the deadline.
    """
    freed = _release(session, _astray(), pledge_ids=pledge_ids, by=by)
    _go_on(session, freed.pledges, by=by)
    return freed.money


def _astray() -> ColumnElement[bool]:
    relative = aliased(Resident)
    left = exists().where(Resident.id == ArrearsMonth.resident_id, Resident.status == ResidentStatus.EXITED)
    ended = exists().where(Pledge.id == ArrearsMonth.pledge_id, Pledge.status.in_(GIVEN_UP))
    over = exists().where(Pledge.id == ArrearsMonth.pledge_id, Pledge.status == PledgeStatus.COMPLETED)
    of_family = or_(relative.id == Resident.id, relative.family_index == Resident.family_index)
    held = exists().where(
        Resident.id == ArrearsMonth.resident_id,
        of_family,
        Hold.resident_id == relative.id,
        Hold.pledge_id == ArrearsMonth.pledge_id,
        Hold.status.in_(LIVE_HOLDS),
    )
    alone = exists().where(Pledge.id == ArrearsMonth.pledge_id, Pledge.months == 0)
    late = exists().where(Pledge.id == ArrearsMonth.pledge_id, Pledge.months == 0, Pledge.hold_until < clock.now())
    funded = ArrearsMonth.status == ArrearsStatus.FUNDED
    claims = (one.correlate(ArrearsMonth) for one in (left, ended, over, held, alone, late))
    is_gone, is_given_up, is_over, is_held, is_alone, is_late = claims
    return or_(is_gone, is_given_up, and_(is_over | is_late, ~funded), and_(~is_over, ~is_held, ~is_alone))


@dataclass(frozen=True)
class Freed:
    """What came back to reserves, and the pledges it came from, held."""

    money: Money
    pledges: Sequence[Pledge]


def _release(
    session: Session, months: ColumnElement[bool], *, pledge_ids: Sequence[int] | None = None, by: Actor
) -> Freed:
    """Hold the pledges of these months, lowest first, and free what is in no file yet."""
    promised = ArrearsMonth.pledge_id.is_not(None), ArrearsMonth.status.in_(PROMISED)
    free = and_(*promised, ArrearsMonth.settlement_id.is_(None), months)
    if pledge_ids is not None:
        free = and_(free, ArrearsMonth.pledge_id.in_(pledge_ids))
    asked = select(ArrearsMonth.pledge_id).where(free).distinct().order_by(ArrearsMonth.pledge_id)
    found = [one for one in session.scalars(asked) if one is not None]
    held = [pledges.locked(session, one) for one in found]
    back = release_arrears(session, and_(free, ArrearsMonth.pledge_id.in_(found)), by=by)
    return Freed(back, held)


def _go_on(session: Session, held: Sequence[Pledge], *, by: Actor) -> None:
    """Let promises of arrears alone go on without the months they lost, once it is said who owes what now.

    An offer stands for what is left of it, freed money pays the next families, a promise with nothing left completes.
    """
    for pledge in held:
        if pledge.is_of_arrears:
            pledges.reread(session, pledge, by=by)
            fund(session, pledge.id, by=by)
            finish_arrears(session, pledge, by=by)


def _in_span(span: Span) -> ColumnElement[bool]:
    return and_(ArrearsMonth.month.between(span.first, span.last), ArrearsMonth.care_class == span.care_class)
