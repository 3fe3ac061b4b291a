"""Ten thousand life-months confirmed, passed on to the next in order, and given back: by the verbs the pages call.

The bare side changes the status of as many rows of a table without keys, checks or triggers in one UPDATE.
`SRIKANDI_LIVES` is how many people the pledge covers.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator

from sqlalchemy import text
from sqlalchemy.orm import Session

from bench.book.guarded_month import TARIFF, list_everybody
from bench.databases import kinds, own_application
from bench.rows import BenchRow
from srikandi import coverage, ledger, pools, programme
from srikandi.clock import Month
from srikandi.coverage import LifeMonth, LifeMonthStatus
from srikandi.database import current_session, unit_of_work
from srikandi.pledges import Pledge
from srikandi.programme.exits import leave
from srikandi.programme.money import book_premium, release_months
from tests.pledges.making import SYSTEM, Scene, a_scene, an_agreed_pledge, pay, terms_of

LIVES = int(os.environ.get("SRIKANDI_LIVES", "10000"))
MONTHS = 4
HALF = LIVES // 2
FUNDED = LifeMonth.status == LifeMonthStatus.FUNDED
BARE = "CREATE TABLE bare_month AS SELECT month, seat, resident_id, status FROM life_month WHERE month = :month"
CHANGED = "UPDATE bare_month SET status = 'active'"


def rows() -> list[BenchRow]:
    """Measure each on both databases."""
    return [row for kind in kinds() for row in _rows(kind)]


def _rows(kind: str) -> Iterator[BenchRow]:
    with own_application(kind):
        session = current_session()
        with unit_of_work(session):
            scene = a_scene(session, lives=1)
            list_everybody(session, scene, lives=LIVES * 2)
        with unit_of_work(session):
            pledge = an_agreed_pledge(session, scene, terms_of(scene, lives=LIVES, months=MONTHS))
            pay(session, pledge, LIVES * MONTHS * TARIFF, reference="bank:1")
            pledge_id, first = pledge.id, pledge.start_month
        with unit_of_work(session):
            session.execute(text(BARE), {"month": first.number})
        bare = _seconds(session, lambda: session.execute(text(CHANGED)))
        told = {
            "confirmed after a first file": _seconds(session, lambda: _begin(session, pledge_id, first)),
            "confirmed by the branch's letter": _seconds(session, lambda: _stay(session, scene, first + 1)),
            "passed on": _seconds(session, lambda: _pass_on(session, pledge_id)),
            "released": _seconds(session, lambda: _release(session, pledge_id)),
        }
        with unit_of_work(session, write=False):
            assert ledger.verify(session) == [], "what was measured must be right"
    for name, seconds in told.items():
        rate, against = LIVES / seconds, LIVES / bare
        yield BenchRow.against(f"life-months {name}, {kind}", rate, unit="life-months/s", baseline=against)
        yield BenchRow(f"{LIVES:,} life-months {name}, {kind}", round(seconds, 2), "s")


def _begin(session: Session, pledge_id: int, month: Month) -> None:
    """Confirm a month of people who are new, as the answer to their file does."""
    pledge = session.get_one(Pledge, pledge_id)
    rows = (
        (LifeMonth.pledge_id == pledge_id) & (LifeMonth.month == month) & (LifeMonth.status == LifeMonthStatus.FUNDED)
    )
    sitting = [who for _, who in coverage.seats_in(session, rows)]
    journal = book_premium(session, pledge, rows, document="bench/1", by=SYSTEM)
    assert coverage.confirm(session, rows, journal=journal) == LIVES
    pools.cover(session, pledge.pool_id, sitting)


def _stay(session: Session, scene: Scene, month: Month) -> None:
    """Confirm the next month of everybody."""
    confirmed = programme.confirm_month(session, scene.district_id, month=month, document_number="BPJS/1", by=SYSTEM)
    assert confirmed.life_months == LIVES


def _pass_on(session: Session, pledge_id: int) -> None:
    """Let half of the people leave, each with two months left; the next in order sit down."""
    pledge = session.get_one(Pledge, pledge_id)
    sitting = coverage.sitting(session, pledge_id)[:HALF]
    assert len(leave(session, pledge, dict.fromkeys(sitting, "moved"), by=SYSTEM).successors) == HALF


def _release(session: Session, pledge_id: int) -> None:
    """Give back the two months that are left of the other half."""
    pledge = session.get_one(Pledge, pledge_id)
    rows = (LifeMonth.pledge_id == pledge_id) & FUNDED & (LifeMonth.seat > HALF)
    assert sum(money.rupiah for money in release_months(session, pledge, rows, by=SYSTEM).values()) == LIVES * TARIFF


def _seconds(session: Session, work: Callable[[], object]) -> float:
    """Give how long a deed takes, committed."""
    started = time.perf_counter()
    with unit_of_work(session):
        work()
    return time.perf_counter() - started
