"""People leave, one or thousands at once: their unused months pass on the same day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import audit, coverage, pledges, pools, residents
from srikandi.audit import Actor
from srikandi.coverage import LifeMonth, succession
from srikandi.coverage.succession import UNUSED
from srikandi.database import among, in_parts
from srikandi.pledges import LIVE_HOLDS, Hold, HoldStatus, Pledge, renewals
from srikandi.programme.arrears import let_go_astray
from srikandi.programme.exits.passing_on import Succession, by_reason, leave, pass_on
from srikandi.programme.refusals import ReasonUnknown
from srikandi.residents import EXIT_WORDS, Leaving, Resident, ResidentExit, ResidentsMoved

EXIT_REASONS = frozenset(EXIT_WORDS)


@dataclass(frozen=True)
class Standing:
    """Where people stand who are about to leave: held by which promise, seated in which, listed in which pool."""

    holds: Mapping[int, tuple[int, HoldStatus]]
    """Person -> promise and how they are held."""
    seats: frozenset[tuple[int, int]]
    """Promise and person of every unused month."""
    renewals: tuple[int, ...]
    lists: tuple[tuple[int, int], ...]
    """Pool and person."""

    @property
    def pledges(self) -> list[int]:
        """The promises all this touches, lowest first."""
        held = {pledge_id for pledge_id, _ in self.holds.values()}
        return sorted(held | {pledge_id for pledge_id, _ in self.seats} | set(self.renewals))


def exit_resident(session: Session, resident: Resident, *, reason: str, on: date, by: Actor) -> Succession:
    """Note that somebody leaves and pass the unused months on. Raises: ReasonUnknown, residents.ResidentsMoved."""
    return exit_people(session, [Leaving(resident.id, reason, on)], by=by)


def exit_people(session: Session, leaving: Sequence[Leaving], *, list_id: int | None = None, by: Actor) -> Succession:
    """Note that people of one district leave and pass their unused months on, promise by promise.

    Everybody, or nobody. Raises: ReasonUnknown, residents.ResidentsMoved.
    """
    if any(one.reason not in EXIT_REASONS for one in leaving):
        raise ReasonUnknown(field="reason")
    reasons = {one.resident_id: one.reason for one in leaving}
    standing = _standing(session, list(reasons))
    held = _hold(session, standing)
    if _standing(session, list(reasons)) != standing:
        raise ResidentsMoved
    residents.begin_exits(session, leaving, list_id=list_id, by=by)
    passed = sum((_leave(session, one, standing, reasons, by=by) for one in held.values()), Succession())
    _leave_lists(session, reasons)
    _leave_renewals(session, standing, held, list(reasons), by=by)
    residents.finish_exits(session, list(reasons))
    let_go_astray(session, pledge_ids=standing.pledges, by=by)
    _write_down(session, leaving, by=by)
    return passed


def _standing(session: Session, who: Sequence[int]) -> Standing:
    holds: dict[int, tuple[int, HoldStatus]] = {}
    seats: set[tuple[int, int]] = set()
    for part in in_parts(who):
        held = select(Hold.resident_id, Hold.pledge_id, Hold.status).where(among(Hold.resident_id, part))
        holds |= {row[0]: (row[1], row[2]) for row in session.execute(held.where(Hold.status.in_(LIVE_HOLDS)))}
        sits = select(LifeMonth.pledge_id, LifeMonth.resident_id).where(among(LifeMonth.resident_id, part))
        rows = session.execute(sits.where(LifeMonth.status.in_(UNUSED)).distinct())
        seats |= {(row[0], row[1]) for row in rows if row[1] is not None}
    kept_in = renewals.seats_kept_in(session, who)
    return Standing(holds, frozenset(seats), tuple(kept_in), tuple(pools.memberships(session, who)))


def _hold(session: Session, standing: Standing) -> dict[int, Pledge]:
    """Hold every pool and promise that is touched, in the order everybody does."""
    asked = select(Pledge.pool_id).where(Pledge.id.in_(standing.pledges)).distinct()
    pledges.lock_pools(session, [*session.scalars(asked), *{pool_id for pool_id, _ in standing.lists}])
    return {pledge_id: pledges.locked(session, pledge_id) for pledge_id in standing.pledges}


def _leave(
    session: Session, pledge: Pledge, standing: Standing, reasons: Mapping[int, str], *, by: Actor
) -> Succession:
    """Let those leave one promise who sit in it: whoever is held for it, in unpaid seats apart, then the others."""
    passed, own = Succession(), {who: how for who, (one, how) in standing.holds.items() if one == pledge.id}
    for status in HoldStatus:
        if group := {who: reasons[who] for who, how in own.items() if how is status}:
            passed += leave(session, pledge, group, by=by)
    others = [who for one, who in standing.seats if one == pledge.id and who not in own]
    if others:
        succession.note_vacated(session, pledge.id, others)
        seats = coverage.vacate(session, pledge.id, others, reason="exited")
        passed += pass_on(session, pledge, seats=seats, leaving=(), by=by)
    return passed


def _leave_lists(session: Session, reasons: Mapping[int, str]) -> None:
    listed: dict[int, dict[int, str]] = {}
    for pool_id, who in pools.memberships(session, list(reasons)):
        listed.setdefault(pool_id, {})[who] = reasons[who]
    for pool_id, leaving in listed.items():
        for reason, people in by_reason(leaving).items():
            pools.remove(session, pool_id, people, reason=reason)


def _leave_renewals(
    session: Session, standing: Standing, held: Mapping[int, Pledge], who: Sequence[int], *, by: Actor
) -> None:
    renewals.drop_person(session, who)
    for pledge_id in standing.renewals:
        pledges.reread(session, held[pledge_id], by=by)


def _write_down(session: Session, leaving: Iterable[Leaving], *, by: Actor) -> None:
    by_district: dict[int, list[tuple[int, str | None, dict[str, object]]]] = {}
    for part in in_parts(list(leaving)):
        who = [one.resident_id for one in part]
        asked = select(ResidentExit.id, ResidentExit.resident_id, ResidentExit.district_id, ResidentExit.reason)
        rows = session.execute(asked.where(among(ResidentExit.resident_id, who), residents.stands())).all()
        months = succession.count_vacated(session, [row.id for row in rows])
        for row in rows:
            how: dict[str, object] = {"months_passed_on": months.get(row.id, 0)}
            by_district.setdefault(row.district_id, []).append((row.resident_id, row.reason, how))
    for district_id, said_of in by_district.items():
        kind = Resident.__tablename__
        audit.record_many(session, "resident:exit", kind, said_of, by=by, district_id=district_id)
