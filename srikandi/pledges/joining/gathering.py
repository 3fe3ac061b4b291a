"""A company starts a consortium, others are asked by name, join with a promise of their own, and may leave in time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from srikandi import audit, clock, organisations, pools
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.errors import NotAllowed
from srikandi.i18n import N_
from srikandi.money import ZERO, Money
from srikandi.places import District
from srikandi.pledges.consortia import (
    AlreadyJoined,
    ConditionMissing,
    ConditionOutOfBounds,
    Consortium,
    ConsortiumInvitation,
    ConsortiumMember,
    ConsortiumMoved,
    ConsortiumStatus,
    GatheringTooLong,
    JoiningOver,
    LeaderStays,
    NotAMember,
    NotInvited,
    NotItsLeader,
)
from srikandi.pledges.joining.condition import let_go, lock_consortium, meet_if_due, staying
from srikandi.pledges.models import Frequency, HoldStatus, Pledge, PledgeStatus, SuccessionRule
from srikandi.pledges.offers import LAST_MOMENT, Share, Terms, digest, offer, take_turn
from srikandi.pledges.refusals import FormUsedBefore, PoolNotOpen
from srikandi.tariffs import Basis

LONGEST_DAYS = 92
MOST_LIVES, MOST_MEMBERS, FEWEST_MEMBERS = 200_000, 200, 2
LEFT = N_("Mundur dari komitmen bersama.")


@dataclass(frozen=True)
class Frame:
    """What everybody in a consortium promises alike, its condition, and its last day of joining."""

    name: str
    pool_id: int
    months: int
    start_month: Month
    tariff_basis: Basis
    frequency: Frequency
    succession_rule: SuccessionRule
    join_on: date
    target_lives: int | None = None
    target_members: int | None = None
    target_amount: Money | None = None
    is_open: bool = False
    invited: tuple[int, ...] = ()


@dataclass(frozen=True)
class Commitment:
    """What one member brings: lives, who pays which share of them, and whether the public may read its name."""

    lives: int
    shares: tuple[Share, ...]
    is_named: bool
    form_key: str


def start_consortium(session: Session, frame: Frame, commitment: Commitment, *, by: Actor) -> Consortium:
    """Open a consortium with the leader's own promise in it; the same form again gives the same consortium.

    Raises: ConditionMissing, ConditionOutOfBounds, GatheringTooLong, FormUsedBefore, and what `pledges.offer` refuses.
    """
    leader = _organisation_of(by)
    pool = session.get(pools.Pool, frame.pool_id)
    if pool is None:
        raise PoolNotOpen(field="pool_id")
    district = take_turn(session, pool.district_id)
    form_hash = digest({**asdict(frame), **asdict(commitment), "form_key": None})
    known = _known(session, leader, commitment.form_key, form_hash)
    if known is not None:
        return known
    _check_condition(frame)
    consortium = _write(session, frame, district=district, leader=leader, by=by)
    consortium.form_key, consortium.form_hash = commitment.form_key, form_hash
    session.add(consortium)
    session.flush()
    audit.record(session, "consortium:start", consortium, by=by, name=consortium.name)
    _ask(session, consortium, frame.invited, by=by)
    join_consortium(session, consortium, commitment, by=by)
    return consortium


def invite(session: Session, consortium: Consortium, organisation_ids: Iterable[int], *, by: Actor) -> Consortium:
    """Ask organisations of the district by name. Raises: NotItsLeader, ConsortiumMoved, NotInvited."""
    consortium = lock_consortium(session, consortium)
    if by.organisation_id != consortium.leader_id:
        raise NotItsLeader
    if consortium.status is not ConsortiumStatus.GATHERING:
        raise ConsortiumMoved
    _ask(session, consortium, organisation_ids, by=by)
    return consortium


def join_consortium(session: Session, consortium: Consortium, commitment: Commitment, *, by: Actor) -> ConsortiumMember:
    """Promise own lives inside a consortium: people are held from now on, until all is met or all is let go.

    Raises: ConsortiumMoved, JoiningOver, NotInvited, AlreadyJoined, and what `pledges.offer` refuses.
    """
    own = _organisation_of(by)
    take_turn(session, consortium.district_id)
    consortium = lock_consortium(session, consortium)
    terms = _terms(consortium, commitment)
    known = _joined_before(session, own, terms)
    if known is not None:
        return known
    check_may_join(session, consortium, own)
    pledge = offer(session, terms, until=consortium.join_until, by=by)
    member = ConsortiumMember(
        consortium_id=consortium.id,
        organisation_id=own,
        pledge_id=pledge.id,
        is_named=commitment.is_named,
        joined_by=by.user_id,
    )
    session.add(member)
    session.flush()
    audit.record(session, "consortium:join", consortium, by=by, organisation=own, lives=pledge.lives)
    meet_if_due(session, pledge, by=by)
    return member


def leave_consortium(session: Session, consortium: Consortium, *, by: Actor) -> ConsortiumMember:
    """Take the own promise back while the condition is not met. Raises: ConsortiumMoved, NotAMember, LeaderStays."""
    own = _organisation_of(by)
    consortium = lock_consortium(session, consortium)
    if consortium.status is not ConsortiumStatus.GATHERING:
        raise ConsortiumMoved
    if own == consortium.leader_id:
        raise LeaderStays
    member = next((one for one in staying(session, consortium) if one.organisation_id == own), None)
    if member is None:
        raise NotAMember
    let_go(session, member, to=PledgeStatus.CANCELLED, reason=LEFT, hold=HoldStatus.RELEASED)
    member.left_at = clock.now()
    session.flush()
    audit.record(session, "consortium:leave", consortium, by=by, organisation=own)
    return member


def _organisation_of(by: Actor) -> int:
    if by.organisation_id is None or by.user_id is None:
        raise NotAllowed
    return by.organisation_id


def _known(session: Session, leader: int, form_key: str, form_hash: str) -> Consortium | None:
    known = session.scalar(select(Consortium).where(Consortium.leader_id == leader, Consortium.form_key == form_key))
    if known is not None and known.form_hash != form_hash:
        raise FormUsedBefore
    return known


def _check_condition(frame: Frame) -> None:
    lives, members, amount = frame.target_lives, frame.target_members, frame.target_amount
    if lives is None and members is None and amount is None:
        raise ConditionMissing(field="target_lives")
    if lives is not None and not 1 <= lives <= MOST_LIVES:
        raise ConditionOutOfBounds(field="target_lives")
    if members is not None and not FEWEST_MEMBERS <= members <= MOST_MEMBERS:
        raise ConditionOutOfBounds(field="target_members")
    if amount is not None and amount <= ZERO:
        raise ConditionOutOfBounds(field="target_amount")


def _write(session: Session, frame: Frame, *, district: District, leader: int, by: Actor) -> Consortium:
    at, today = clock.now(), clock.today(district.zone)
    latest = min(today + timedelta(days=LONGEST_DAYS), frame.start_month.first_day - timedelta(days=1))
    if not today < frame.join_on <= latest:
        raise GatheringTooLong(field="join_on", latest=f"{latest:%d-%m-%Y}")
    prefix = f"KB-{today.year}-"
    numbered = Consortium.district_id == district.id, Consortium.number.startswith(prefix)
    before = session.scalar(select(func.count(Consortium.id)).where(*numbered)) or 0
    said = {name: value for name, value in vars(frame).items() if name not in {"join_on", "invited"}}
    return Consortium(
        **said,
        district_id=district.id,
        number=f"{prefix}{before + 1:04d}",
        leader_id=leader,
        status=ConsortiumStatus.GATHERING,
        join_until=datetime.combine(frame.join_on, LAST_MOMENT, ZoneInfo(district.zone)).astimezone(UTC),
        started_by=by.user_id,
        started_at=at,
    )


def _ask(session: Session, consortium: Consortium, organisation_ids: Iterable[int], *, by: Actor) -> None:
    known = select(ConsortiumInvitation.organisation_id).where(ConsortiumInvitation.consortium_id == consortium.id)
    fresh = set(organisation_ids) - set(session.scalars(known)) - {consortium.leader_id}
    for organisation_id in sorted(fresh):
        asked = session.get(organisations.Organisation, organisation_id)
        if asked is None or asked.district_id != consortium.district_id:
            raise NotInvited(field="invited")
        session.add(ConsortiumInvitation(consortium_id=consortium.id, organisation_id=asked.id, invited_by=by.user_id))
        audit.record(session, "consortium:invite", consortium, by=by, organisation=asked.id)
    session.flush()


def _terms(consortium: Consortium, commitment: Commitment) -> Terms:
    return Terms(
        pool_id=consortium.pool_id,
        lives=commitment.lives,
        months=consortium.months,
        start_month=consortium.start_month,
        tariff_basis=consortium.tariff_basis,
        frequency=consortium.frequency,
        succession_rule=consortium.succession_rule,
        villages=(),
        shares=commitment.shares,
        form_key=commitment.form_key,
    )


def _joined_before(session: Session, own: int, terms: Terms) -> ConsortiumMember | None:
    """Find the promise the same form has made already, whatever became of the consortium since."""
    asked = select(ConsortiumMember, Pledge.form_hash).join(Pledge, Pledge.id == ConsortiumMember.pledge_id)
    known = session.execute(asked.where(Pledge.company_id == own, Pledge.form_key == terms.form_key)).one_or_none()
    if known is None:
        return None
    if known[1] != terms.form_hash:
        raise FormUsedBefore
    member: ConsortiumMember = known[0]
    return member


def check_may_join(session: Session, consortium: Consortium, own: int) -> None:
    """Say nothing when somebody may join now. Raises: ConsortiumMoved, JoiningOver, NotInvited, AlreadyJoined."""
    if consortium.status is not ConsortiumStatus.GATHERING:
        raise ConsortiumMoved
    if consortium.join_until <= clock.now():
        raise JoiningOver
    asked = session.get(ConsortiumInvitation, (consortium.id, own))
    home = session.get_one(organisations.Organisation, own).district_id == consortium.district_id
    if not home or (own != consortium.leader_id and asked is None and not consortium.is_open):
        raise NotInvited
    if any(member.organisation_id == own for member in staying(session, consortium)):
        raise AlreadyJoined
