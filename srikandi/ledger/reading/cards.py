"""An account's card for a period: what stood there, each movement with the balance after it, what stands there.

Pages follow one another by a cursor that carries the balance reached, sealed so that nobody types one, and the newest
journal of the first page: whoever turns pages reads one state of the book, and no page adds up what was before it; the
first adds up what moved since the last closing.
A page looks at the next journals of the district only, however many the account has; where those move the account too
seldom, at the account's own transfers, which are few then.
"""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, func, select
from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.database import index_of
from srikandi.ledger.models import Account, AccountBalance, Journal, Side, Transfer
from srikandi.ledger.reading.periods import Scope
from srikandi.ledger.reading.standing import Moved, ground, moved_before, touches, touches_near
from srikandi.ledger.refusals import AccountNotFound
from srikandi.money import ZERO, Money

PAGE = 50
WINDOW = 1000
"""Journals a page looks through before it asks the account itself."""


@dataclass(frozen=True)
class CardLine:
    """One movement: how much on which side, against which account, and what stood afterwards."""

    transfer_id: int
    journal_id: int
    reference: str
    memo: str
    document: str | None
    occurred_at: datetime
    counter: Account
    debit: Money | None
    credit: Money | None
    balance: Money


@dataclass(frozen=True)
class Sums:
    """What stood on an account before a period and what moved on it within, as of a journal."""

    newest: int
    opening: Money
    debits: Money
    credits: Money


@dataclass(frozen=True)
class Cursor:
    """Where the next page begins: after a movement, from a balance."""

    sums: Sums
    occurred_at: datetime
    transfer_id: int
    balance: Money

    def token(self, bound: str) -> str:
        """Give it as text for an address; `bound` is what it counts for."""
        sums = self.sums
        said = json.dumps(
            [sums.newest, *(one.rupiah for one in (sums.opening, sums.debits, sums.credits)),
             self.occurred_at.isoformat(), self.transfer_id, self.balance.rupiah]
        )  # fmt: skip
        sealed = index_of("card", f"{bound}|{said}")
        return base64.urlsafe_b64encode(sealed + said.encode()).decode().rstrip("=")

    @classmethod
    def read(cls, token: str, bound: str) -> Cursor | None:
        """Read a token of ours; anything else is the first page."""
        try:
            raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
            sealed, said = raw[:SEAL], raw[SEAL:].decode()
        except ValueError:
            return None
        if not hmac.compare_digest(sealed, index_of("card", f"{bound}|{said}")):
            return None
        newest, opening, debits, credits_, at, transfer_id, balance = json.loads(said)
        sums = Sums(newest, Money(opening), Money(debits), Money(credits_))
        return cls(sums, datetime.fromisoformat(at), transfer_id, Money(balance))


SEAL = 16


@dataclass(frozen=True)
class Card:
    """One page of an account's card, oldest movement first."""

    account: Account
    sums: Sums
    lines: tuple[CardLine, ...]
    is_first: bool
    next_token: str | None

    @property
    def closing(self) -> Money:
        """What stands there at the end of the period."""
        return self.sums.opening + Moved(self.sums.debits, self.sums.credits).on_side_of(self.account)


def account_card(
    session: Session, account_id: int, scope: Scope, *, token: str | None = None, size: int | None = PAGE
) -> Card:
    """Give a page of the card of an account in the scope's districts; no size gives all of it.

    Movements stand in the order in which they happened, those of one moment in the order in which they were booked.
    Raises: AccountNotFound.
    """
    visible = select(Account).where(Account.id == account_id, Account.district_id.in_(scope.districts))
    account = session.scalars(visible).one_or_none()
    if account is None:
        raise AccountNotFound
    bound = f"{account_id}|{scope.since}|{scope.until}"
    cursor = Cursor.read(token, bound) if token else None
    sums = cursor.sums if cursor else _sums(session, account, scope)
    balance = cursor.balance if cursor else sums.opening
    rows = _rows(session, _Asked(account, scope, sums.newest, cursor, None if size is None else size + 1))
    shown = rows[:size]
    lines = tuple(_line(row, balance) for row in shown)
    goes_on = size is not None and len(rows) > size
    last = Cursor(sums, lines[-1].occurred_at, lines[-1].transfer_id, lines[-1].balance) if goes_on else None
    return Card(account, sums, lines, is_first=cursor is None, next_token=last.token(bound) if last else None)


def account_of(session: Session, account_id: int, *, viewer: Actor) -> Account:
    """Give an account this viewer may see. Raises: AccountNotFound."""
    mine = Account.district_id.in_(viewer.district_ids)
    account = session.scalar(select(Account).where(Account.id == account_id, mine))
    if account is None:
        raise AccountNotFound
    return account


@dataclass(frozen=True)
class _Asked:
    """Which movements: of an account in a scope, booked until a journal, after a cursor, at most so many."""

    account: Account
    scope: Scope
    newest: int
    cursor: Cursor | None
    at_most: int | None


def _rows(session: Session, asked: _Asked) -> Sequence[Row[Any]]:
    """Look for a page among the next journals, and where they are too few, among all the account has."""
    if asked.at_most is None:
        return session.execute(_page(asked)).all()
    edge = session.scalar(_edge(asked))
    rows = session.execute(_page(asked, edge)).all() if edge is not None else ()
    return rows if len(rows) == asked.at_most else session.execute(_page(asked)).all()


def _edge(asked: _Asked) -> Select[datetime]:
    """Ask when the last of the next journals happened; nothing when there are no more than that."""
    rules = _period(asked.scope)
    if asked.cursor is not None:
        rules.append(Journal.occurred_at >= asked.cursor.occurred_at)
    near = select(Journal.occurred_at).where(Journal.district_id == asked.account.district_id, *rules)
    return near.order_by(Journal.occurred_at).offset(WINDOW).limit(1)


def _page(asked: _Asked, edge: datetime | None = None) -> Select[Any]:
    """Ask for the movements after the cursor, with the running sum of these alone; only those until the edge."""
    account, cursor = asked.account, asked.cursor
    found = _movements(account).where(Journal.id <= asked.newest, *_period(asked.scope)).limit(asked.at_most)
    if cursor is not None:
        at = Journal.occurred_at
        found = found.where(at >= cursor.occurred_at, (at > cursor.occurred_at) | (Transfer.id > cursor.transfer_id))
    if edge is None:
        found = found.where(touches(account))
    else:
        found = found.where(
            Journal.district_id == account.district_id, Journal.occurred_at <= edge, touches_near(account)
        )
    part = found.subquery("part")
    order = (part.c.occurred_at, part.c.transfer_id)
    running = func.sum(part.c.signed).over(order_by=order).label("running")
    return (
        select(part, running, Journal.reference, Journal.memo, Journal.document, Account)
        .join(Journal, Journal.id == part.c.journal_id)
        .join(Account, Account.id == part.c.counter_id)
        .order_by(*order)
    )


def _movements(account: Account) -> Select[Any]:
    """Ask for an account's transfers in the order they happened, with their sign on its own side."""
    is_debit = Transfer.debit_account_id == account.id
    own = is_debit if account.side is Side.DEBIT else ~is_debit
    return (
        select(
            Transfer.id.label("transfer_id"),
            Transfer.journal_id.label("journal_id"),
            Transfer.amount.label("amount"),
            is_debit.label("is_debit"),
            case((is_debit, Transfer.credit_account_id), else_=Transfer.debit_account_id).label("counter_id"),
            case((own, Transfer.amount), else_=-Transfer.amount).label("signed"),
            Journal.occurred_at.label("occurred_at"),
        )
        .join(Journal, Journal.id == Transfer.journal_id)
        .order_by(Journal.occurred_at, Transfer.id)
    )


def _sums(session: Session, account: Account, scope: Scope) -> Sums:
    """Add up what was before a period and what moved in it; the closings are read first, so that none is newer."""
    is_whole = scope.since is None and scope.until is None
    opens = ground(session, account, scope.since)
    ends = opens if is_whole else ground(session, account, scope.until)
    newest = session.scalar(select(func.max(Journal.id))) or 0
    if account.is_guarded and is_whole:
        sums = func.sum(AccountBalance.debits), func.sum(AccountBalance.credits)
        debits, credits_ = session.execute(select(*sums).where(AccountBalance.account_id == account.id)).one()
        return Sums(newest, ZERO, debits, credits_)
    closing = moved_before(session, account, ends, before=scope.until, newest=newest)
    opening = Moved()
    if scope.since is not None:
        opening = moved_before(session, account, opens, before=scope.since, newest=newest)
    within = closing - opening
    return Sums(newest, opening.on_side_of(account), within.debits, within.credits)


def _period(scope: Scope) -> list[ColumnElement[bool]]:
    rules: list[ColumnElement[bool]] = []
    if scope.since is not None:
        rules.append(Journal.occurred_at >= scope.since)
    if scope.until is not None:
        rules.append(Journal.occurred_at < scope.until)
    return rules


def _line(row: Row[Any], anchor: Money) -> CardLine:
    return CardLine(
        transfer_id=row.transfer_id,
        journal_id=row.journal_id,
        reference=row.reference,
        memo=row.memo,
        document=row.document,
        occurred_at=row.occurred_at,
        counter=row.Account,
        debit=row.amount if row.is_debit else None,
        credit=None if row.is_debit else row.amount,
        balance=anchor + row.running,
    )
