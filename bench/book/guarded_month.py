"""A month of a whole district: 161,925 life-months promised, and funded when the money arrives, by the app's own code.

The bare side writes the same lines, from the same life-months and in the same work, with one INSERT ... SELECT into a
table without keys, checks or triggers. Both are done several times over, all but the last undone; medians are said.
Neither side counts its COMMIT, which is one for both.
"""

from __future__ import annotations

import os
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from bench.databases import kinds, own_application
from bench.rows import BenchRow
from srikandi import coverage, ledger
from srikandi.coverage import FundingLine, LifeMonth
from srikandi.database import Secret, current_session, db, in_parts, index_of, unit_of_work
from srikandi.pledges import Pledge
from srikandi.pools import MemberStatus, PoolMember
from srikandi.residents import Resident, ResidentKind, ResidentStatus
from tests.pledges.making import Scene, a_scene, an_agreed_pledge, pay, terms_of

LIVES = int(os.environ.get("SRIKANDI_MONTH", "161925"))
TARIFF = 37_800
Seconds = defaultdict[str, float]
BARE = """CREATE TABLE bare_line AS
    SELECT district_id, month, pledge_id, seat, payer_id, transfer_id, amount FROM funding_line WHERE 1 = 0"""
FILL = """INSERT INTO bare_line SELECT district_id, month, pledge_id, seat, 1, 1, tariff
    FROM life_month WHERE pledge_id = :pledge AND month = :month AND funded_by = :journal"""
ROUNDS = 7
GUARD = ((ledger, "post"), (coverage, "write_lines"))
"""What funding does for its lines beside choosing and marking the life-months: the control transfer, and lines that
say what came under it. To compare the two is no work."""


def rows() -> list[BenchRow]:
    """Measure the lines, and the whole of promise and funding, on both databases."""
    return [row for kind in kinds() for row in _rows(kind)]


def _rows(kind: str) -> Iterator[BenchRow]:
    with own_application(kind):
        session = current_session()
        with unit_of_work(session):
            scene = a_scene(session, lives=1)
            list_everybody(session, scene, lives=LIVES)
        with unit_of_work(session):
            started = time.perf_counter()
            pledge = an_agreed_pledge(session, scene, terms_of(scene, lives=LIVES, months=1))
            promised = time.perf_counter() - started
            pledge_id = pledge.id
        with db.engine.begin() as connection:
            connection.execute(text(BARE))
        rounds = [_round(session, pledge_id, number) for number in range(ROUNDS)]
        lines, plain, funded = (statistics.median(found) for found in zip(*rounds, strict=True))
        guarded, bare = LIVES / lines, LIVES / plain
        with unit_of_work(session, write=False):
            assert session.scalar(select(FundingLine.transfer_id).limit(1)) is not None
    yield BenchRow.against(f"guarded life-month lines, {kind}", guarded, unit="lines/s", baseline=bare)
    yield BenchRow.against(f"a month funded as a whole, {kind}", LIVES / funded, unit="lines/s", baseline=bare)
    yield BenchRow(f"a month promised, approved and agreed, {kind}", round(promised, 2), "s")
    yield BenchRow(f"a month funded as a whole, {kind}", round(funded, 2), "s")


def _round(session: Session, pledge_id: int, number: int) -> tuple[float, float, float]:
    """Give the seconds of the guarded lines, of the bare ones and of the whole funding; only the last round stays."""
    with unit_of_work(session) as work, _timed() as spent:
        pledge = session.get_one(Pledge, pledge_id)
        started = time.perf_counter()
        settlement = pay(session, pledge, LIVES * TARIFF, reference=f"bank:{number}")
        funded = time.perf_counter() - started
        assert settlement.funding is not None
        assert settlement.funding.months_funded == LIVES, "what was measured must be right"
        journal = session.scalars(select(LifeMonth.funded_by).where(LifeMonth.pledge_id == pledge_id).limit(1)).one()
        named = {"pledge": pledge_id, "month": pledge.start_month.number, "journal": journal}
        started = time.perf_counter()
        written: Any = session.execute(text(FILL), named)
        bare = time.perf_counter() - started
        assert written.rowcount == LIVES, "the bare side writes as many"
        if number < ROUNDS - 1:
            work.drop()
    _sweep()
    return sum(spent.values()), bare, funded


def _sweep() -> None:
    """Take away what an undone round leaves on PostgreSQL, so that the next finds the tables as this one did."""
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM life_month, life_month_change, funding_line, bare_line"))


def list_everybody(session: Session, scene: Scene, *, lives: int) -> None:
    """Put so many people on the list of the pool, behind the one who stands on it."""
    village = session.scalars(select(Resident.village_code).limit(1)).one()
    for numbers in in_parts(range(2, lives + 1), 5_000):
        session.execute(insert(Resident), [_person(scene.district_id, village, number) for number in numbers])
    everybody = session.scalars(select(Resident.id).order_by(Resident.id).offset(1)).all()
    for part in in_parts(list(enumerate(everybody, 2)), 5_000):
        session.execute(insert(PoolMember), [_member(scene, village, place, who) for place, who in part])


def _person(district_id: int, village: str, number: int) -> dict[str, object]:
    uid, nik = uuid4(), f"190101{number:010d}"
    return {
        "uid": uid,
        "district_id": district_id,
        "village_code": village,
        "status": ResidentStatus.VERIFIED,
        "kind": ResidentKind.RECRUITMENT,
        "nik": Secret(nik, row=uid),
        "nik_index": index_of("nik", nik),
        "name": f"Warga {number}",
        "name_key": f"WARGA {number}",
        "birth_on": date(1980, 1, 1),
        "sex": "L",
    }


def _member(scene: Scene, village: str, place: int, resident_id: int) -> dict[str, object]:
    return {
        "district_id": scene.district_id,
        "pool_id": scene.pool_id,
        "resident_id": resident_id,
        "village_code": village,
        "pseudonym": f"P{place}",
        "score": 1,
        "place": place,
        "status": MemberStatus.LISTED,
    }


@contextmanager
def _timed() -> Iterator[Seconds]:
    """Note the seconds spent in each of the guard's parts while the real thing runs."""
    spent: Seconds = defaultdict(float)
    really = [(place, name, getattr(place, name)) for place, name in GUARD]
    for place, name, verb in really:
        setattr(place, name, _noting(spent, name, verb))
    try:
        yield spent
    finally:
        for place, name, verb in really:
            setattr(place, name, verb)


def _noting(spent: Seconds, name: str, verb: Callable[..., Any]) -> Callable[..., Any]:
    def noting(*words: Any, **named: Any) -> Any:
        started = time.perf_counter()
        try:
            return verb(*words, **named)
        finally:
            spent[name] += time.perf_counter() - started

    return noting
