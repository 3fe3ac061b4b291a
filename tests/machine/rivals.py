"""Two workers at once, told as one: while a worker is between looking at the money and using it, the other steps in.

A worker that holds the balances makes the other wait until it is done; that is what the lock is for, and what is lost
without it. On one connection this is the only way to see both orders again and again; threads race in `test_races`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session

from srikandi import coverage, programme
from srikandi.ledger import AccountBalance
from tests.people import SYSTEM


@contextmanager
def rivalry(session: Session, pledge_id: int) -> Iterator[None]:
    """Have another worker fund the same pledge at the worst moment the locks leave it."""
    rival = _Rival(session, pledge_id)
    really = coverage.fundable
    event.listen(session, "do_orm_execute", rival.watch)

    def fundable(*words: Any, **named: Any) -> Any:
        rows = really(*words, **named)
        if not rival.must_wait and not rival.is_done:
            rival.fund()
        return rows

    coverage.fundable = fundable
    try:
        yield
    finally:
        coverage.fundable = really
        event.remove(session, "do_orm_execute", rival.watch)
    rival.fund()


class _Rival:
    """The other worker."""

    def __init__(self, session: Session, pledge_id: int) -> None:
        self.session, self.pledge_id = session, pledge_id
        self.must_wait = self.is_done = False

    def watch(self, asked: ORMExecuteState) -> None:
        """Notice that the balances are held: whoever comes now waits."""
        chosen = asked.statement
        if getattr(chosen, "_for_update_arg", None) is not None and AccountBalance.__tablename__ in str(chosen):
            self.must_wait = True

    def fund(self) -> None:
        """Put to use what money there is, once."""
        if not self.is_done:
            self.is_done = True
            programme.fund(self.session, self.pledge_id, by=SYSTEM)
