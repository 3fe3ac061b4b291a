"""Several deeds at the same moment, each by somebody with a session of their own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier, Event
from time import sleep
from typing import Any, TypeVar

from flask import Flask
from sqlalchemy import Executable, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from srikandi.database import current_session, db, unit_of_work
from srikandi.errors import Refusal

T = TypeVar("T")


def at_once(app: Flask, *deeds: Callable[[Session], T]) -> list[T]:
    """Begin these deeds at the same moment, and give what each gave."""
    start = Barrier(len(deeds))

    def do(deed: Callable[[Session], T]) -> T:
        with app.app_context():
            start.wait(timeout=60)
            try:
                return deed(current_session())
            finally:
                db.session.remove()

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(do, deeds))


def kept(deed: Callable[[Session], T]) -> Callable[[Session], T]:
    """Do it in a work of its own."""

    def done(session: Session) -> T:
        with unit_of_work(session):
            return deed(session)

    return done


def kept_or_refused(deed: Callable[[Session], Any]) -> Callable[[Session], Any]:
    """Do it in a work of its own, and give what it gave or the name of the no."""

    def done(session: Session) -> Any:
        try:
            return kept(deed)(session)
        except Refusal as refused:
            return type(refused).__name__

    return done


def while_somebody(app: Flask, theirs: Executable, ours: Callable[[Session], object]) -> bool:
    """Do ours in a work that ends when theirs, begun after it elsewhere, is done or waits; was theirs let through?"""
    begun = Event()

    def do() -> bool:
        with app.app_context():
            session = current_session()
            begun.wait(timeout=20)
            try:
                with unit_of_work(session):
                    session.execute(theirs)
            except IntegrityError:
                return False
            finally:
                db.session.remove()
            return True

    with ThreadPoolExecutor(1) as other:
        outcome = other.submit(do)
        with unit_of_work(current_session()) as work:
            ours(work.session)
            begun.set()
            _wait_for(outcome, work.session)
        return outcome.result(timeout=20)


def _wait_for(outcome: Future[Any], session: Session) -> None:
    for _ in range(500):
        if outcome.done() or session.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
            return
        sleep(0.02)
