"""Decisions about two records that may be one person. Nothing of the book moves: an alias leaves like anybody else."""

from __future__ import annotations

from sqlalchemy.orm import Session

from srikandi import clock, places
from srikandi.audit import Actor
from srikandi.programme.exits import Regained, Succession, bring_back, exit_people
from srikandi.residents import Leaving, Resident
from srikandi.residents.duplicates import DuplicatePair, SuspicionStatus, begin_decision, settle
from srikandi.residents.exits import DUPLICATE

SS = SuspicionStatus


def merge(session: Session, pair: DuplicatePair, *, staying: int, reason: str, by: Actor) -> Succession:
    """Let one record stay and the other leave as its alias; the alias's months pass on by the rule of their promise.

    Raises: residents.duplicates.PairDecided, residents.ReasonMissing, residents.ResidentsMoved.
    """
    begin_decision(session, pair, SS.MERGED)
    leaving = pair.second_id if staying == pair.first_id else pair.first_id
    today = clock.today(places.district_of(session, pair.district_id).zone)
    gone = Leaving(leaving, DUPLICATE, today, duplicate_of=_other(pair, leaving))
    passed = exit_people(session, [gone], by=by)
    settle(session, pair, SS.MERGED, reason=reason, leaving=leaving, by=by)
    return passed


def keep_both(session: Session, pair: DuplicatePair, *, reason: str, by: Actor) -> None:
    """Note that two records are two people; no search asks again. Raises: PairDecided, residents.ReasonMissing."""
    settle(session, pair, SS.KEPT, reason=reason, by=by)


def reopen(session: Session, pair: DuplicatePair, *, reason: str, by: Actor) -> Regained | None:
    """Take a decision back. An alias is a person of its own again, in what is still free of its seats or first in line.

    Raises: residents.duplicates.PairDecided, residents.ReasonMissing, residents.OwnReport.
    """
    begin_decision(session, pair, SS.OPEN)
    back = None
    if pair.status is SS.MERGED and pair.leaving_id is not None:
        back = bring_back(session, session.get_one(Resident, pair.leaving_id), reason=reason, by=by)
    settle(session, pair, SS.OPEN, reason=reason, by=by)
    return back


def _other(pair: DuplicatePair, one: int) -> int:
    return pair.first_id if one == pair.second_id else pair.second_id
