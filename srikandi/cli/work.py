"""`flask work`: the background worker.

Huey keeps the time; what is to be done stands in rows written with the deed, so a queue that is lost loses nothing.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Thread

import click
from flask import Flask, current_app
from huey import MemoryHuey, crontab
from sqlalchemy.orm import Session

from srikandi import arrears, ledger, messages, programme, residents, seals
from srikandi.audit import Actor, beat
from srikandi.cli.promises import PROMISES
from srikandi.cli.uploads import bring_lists, bring_rosters, bring_statements, find_duplicates
from srikandi.clock import now
from srikandi.database import current_session, unit_of_work
from srikandi.payments.providers import connected
from srikandi.programme import closing, refunds, rights, surplus
from srikandi.programme.receiving import drop_stale, handle_events, recover
from srikandi.programme.sealing import seal_and_tell

log = logging.getLogger("srikandi.work")
WORKER = Actor.system("worker")
Sweep = Callable[[Session], object]


def _beat(session: Session) -> None:
    beat(session, "worker")


def _expire_holds(session: Session) -> int:
    """A few promises at a time, so that many deadlines on one day keep nobody from writing."""
    ended = 0
    while True:
        with unit_of_work(session):
            some = programme.expire_holds(session, at=now(), by=WORKER)
        if not some:
            return ended
        ended += len(some)


def _expire_consortia(session: Session) -> object:
    return programme.expire_consortia(session, at=now(), by=WORKER)


def _release_reserves(session: Session) -> object:
    programme.arrears.let_go_astray(session, by=WORKER)
    return programme.release_ended(session, by=WORKER)


def _lapse(session: Session) -> object:
    return programme.lapse_ended(session, by=WORKER)


def _change_destinations(session: Session) -> object:
    return programme.change_destinations_due(session, at=now(), by=WORKER)


def _seal(session: Session) -> int | None:
    """Seal when a block is due, and tell the forum; units of its own, because a long day takes a while to hash."""
    with unit_of_work(session, write=False):
        is_due = seals.is_due(session)
    return seal_and_tell(session, by=WORKER) if is_due else None


def _carry_credit(session: Session) -> object:
    return surplus.carry_kept(session, by=WORKER)


def _certify(session: Session) -> int:
    return closing.certify_closed(session, by=WORKER)


def _deliver(session: Session) -> int:
    settings = current_app.extensions["srikandi"]
    return messages.deliver_all(session, settings.mail_url) if settings.mail_url else 0


def _handle_events(session: Session) -> object:
    provider = connected(current_app.extensions["srikandi"].stripe)
    if provider is None:
        return []
    return handle_events(session, provider, by=WORKER)


def _send_refunds(session: Session) -> object:
    provider = connected(current_app.extensions["srikandi"].stripe)
    return refunds.send_refunds(session, provider, by=WORKER) if provider else []


def _reconcile(session: Session) -> object:
    provider = connected(current_app.extensions["srikandi"].stripe)
    if provider is None:
        with unit_of_work(session):
            return drop_stale(session, by=WORKER)
    return recover(session, provider, since=now() - LOOK_BACK, by=WORKER)


def _verify(session: Session) -> None:
    """Read first, then write: adding a large book up takes a while, and must not keep anybody from writing."""
    started = now()
    with unit_of_work(session, write=False):
        findings = ledger.verify(session)
    for finding in findings:
        log.error("ledger finding", extra={"check": finding.check, "subject": finding.subject})
    with unit_of_work(session):
        programme.note_checks(session, findings, started_at=started)


def _fold_tallies(session: Session) -> None:
    residents.fold_tallies(session)


def _count_arrears(session: Session) -> None:
    """Add up what each village owes where that is old; adding up a district must not keep anybody from writing."""
    with unit_of_work(session, write=False):
        due = arrears.due_for_counting(session)
    for district_id in due:
        with unit_of_work(session):
            arrears.count_villages(session, district_id)


def _keep_time(session: Session) -> object:
    return rights.keep_time(session, by=WORKER)


EVERY_MINUTE: tuple[Sweep, ...] = (
    _beat,
    _handle_events,
    _send_refunds,
    _deliver,
    _expire_holds,
    _expire_consortia,
    *PROMISES,
    _release_reserves,
    _lapse,
    _carry_credit,
    _change_destinations,
    _certify,
    _seal,
    bring_statements,
    bring_rosters,
    find_duplicates,
    _fold_tallies,
    _count_arrears,
)
OWN_UNITS: frozenset[Sweep] = frozenset(
    {_expire_holds, _handle_events, _send_refunds, _deliver, _certify, _seal, _verify, _reconcile, bring_statements}
    | {bring_lists, bring_rosters, find_duplicates, _count_arrears, _keep_time}
)
"""Sweeps that wait for somebody beyond this machine, or work long: they open units of their own, in between."""
EVERY_TEN_MINUTES: tuple[Sweep, ...] = (_verify,)
EVERY_HOUR: tuple[Sweep, ...] = (_reconcile,)
EVERY_DAY: tuple[Sweep, ...] = (_keep_time,)
BETWEEN_LOOKS = 1.0
LOOK_BACK = timedelta(days=3)
"""How far back the provider is asked every hour; whatever of ours is not at rest is asked about however old it is."""


def sweep(app: Flask, sweeps: tuple[Sweep, ...]) -> None:
    """Do each sweep in a unit of its own; one that fails is logged and holds up no other."""
    for one in sweeps:
        with app.app_context():
            try:
                with _unit(one) as session:
                    one(session)
            except Exception:
                log.exception("a sweep failed", extra={"sweep": one.__name__})


@contextmanager
def _unit(one: Sweep) -> Iterator[Session]:
    if one in OWN_UNITS:
        yield current_session()
        return
    with unit_of_work(current_session()) as work:
        yield work.session


def watch_lists(app: Flask) -> None:
    """Look for lists of residents every second, beside the timetable: somebody sits and waits for them."""
    while True:
        sweep(app, (bring_lists,))
        time.sleep(BETWEEN_LOOKS)


def timetable(app: Flask) -> MemoryHuey:
    """Give the queue that knows when each group of sweeps is due."""
    queue = MemoryHuey("srikandi", utc=True)
    # Huey tells tasks apart by their name, and one lambda is called like the other.
    queue.periodic_task(crontab(minute="*"), name="every_minute")(lambda: sweep(app, EVERY_MINUTE))
    queue.periodic_task(crontab(minute="*/10"), name="every_ten_minutes")(lambda: sweep(app, EVERY_TEN_MINUTES))
    queue.periodic_task(crontab(minute="7"), name="every_hour")(lambda: sweep(app, EVERY_HOUR))
    queue.periodic_task(crontab(hour="18", minute="20"), name="every_day")(lambda: sweep(app, EVERY_DAY))
    return queue


@click.command("work")
def group() -> None:
    """Do what waits, every minute, until stopped."""
    app: Flask = current_app.extensions["srikandi.app"]
    queue = timetable(app)
    sweep(app, EVERY_MINUTE)
    sweep(app, EVERY_TEN_MINUTES)
    Thread(target=watch_lists, args=(app,), daemon=True, name="lists").start()
    queue.create_consumer(workers=1, periodic=True, check_worker_health=True).run()
