"""How old what is owed and what waits is, as at any day: unpaid instalments, unused receipts, money nobody knows.

Everything is worked out in the database. Receipts fill instalments in their order; what life-months take empties the
oldest receipt first; a sum in suspense is open until what it came by is given to a payer or taken back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Subquery, case, cast, func, literal, select, type_coerce
from sqlalchemy.orm import Session, aliased

from srikandi.database import MoneyType
from srikandi.ledger import Account, AccountKind, Journal, Scope, Transfer
from srikandi.money import ZERO, Money, total
from srikandi.organisations import Organisation
from srikandi.payments import StatementLine
from srikandi.pledges import OUTSIDE, Instalment, Payer, Pledge
from srikandi.reports.book.spans import Span

LIMITS = (30, 60, 90)
NOTHING = literal(ZERO, MoneyType())
PAGE = 100


class Matter(StrEnum):
    """What is aged."""

    INSTALMENTS = "angsuran"
    FUNDS = "dana"
    SUSPENSE = "belum-dikenali"


@dataclass(frozen=True)
class Aged:
    """Sums by age: not due yet (or of this very day), 1-30, 31-60, 61-90 days, and older."""

    current: Money = ZERO
    thirty: Money = ZERO
    sixty: Money = ZERO
    ninety: Money = ZERO
    older: Money = ZERO

    @property
    def cells(self) -> tuple[Money, ...]:
        """The five, youngest first."""
        return (self.current, self.thirty, self.sixty, self.ninety, self.older)

    @property
    def all(self) -> Money:
        """All ages together."""
        return total(list(self.cells))


@dataclass(frozen=True)
class AgedRow:
    """What one company owes, or has waiting, by age; nobody's money has no company."""

    party_id: int | None
    name: str | None
    aged: Aged


@dataclass(frozen=True)
class AgedItem:
    """One open item: of whom, for which pledge, since or until when, how much."""

    party_id: int | None
    name: str | None
    pledge_id: int | None
    pledge_number: str | None
    label: str
    journal_id: int | None
    on: date
    days: int
    open: Money


@dataclass(frozen=True)
class AsAt:
    """A day of a district, and whose items: of one company, or of all."""

    scope: Scope
    on: date
    zone: str

    @property
    def span(self) -> Span:
        """From the very first day until this one."""
        return Span(date(2000, 1, 1), self.on, self.zone)


def aged_by_party(session: Session, matter: Matter, at: AsAt) -> list[AgedRow]:
    """Give the ages of a matter by company, the largest sum first."""
    items = _ITEMS[matter](at)
    sums = [_money(func.coalesce(func.sum(items.c.open).filter(rule), NOTHING)) for rule in _buckets(items.c.day, at)]
    rows = session.execute(
        select(items.c.party_id, Organisation.name, *sums)
        .outerjoin(Organisation, Organisation.id == items.c.party_id)
        .where(items.c.open != NOTHING)
        .group_by(items.c.party_id, Organisation.name)
        .order_by(func.sum(items.c.open).desc())
    )
    return [AgedRow(row[0], row[1], Aged(*row[2:])) for row in rows]


def aged_items(session: Session, matter: Matter, at: AsAt, *, page: int = 1, size: int | None = PAGE) -> list[AgedItem]:
    """Give the open items themselves, the oldest first, one more than a page where there are more."""
    items = _ITEMS[matter](at)
    asked = (
        select(items, Organisation.name, Pledge.number.label("pledge_number"))
        .outerjoin(Organisation, Organisation.id == items.c.party_id)
        .outerjoin(Pledge, Pledge.id == items.c.pledge_id)
        .where(items.c.open != NOTHING)
        .order_by(items.c.day, items.c.label)
    )
    if size is not None:
        asked = asked.offset((max(page, 1) - 1) * size).limit(size + 1)
    rows = session.execute(asked).all()
    return [_item(row, at) for row in rows]


def total_of(rows: Sequence[AgedRow]) -> Aged:
    """Add the ages of companies up."""
    columns = zip(*(row.aged.cells for row in rows), strict=True)
    return Aged(*(total(list(column)) for column in columns)) if rows else Aged()


def _item(row: Any, at: AsAt) -> AgedItem:
    day = row.day if isinstance(row.day, date) and not hasattr(row.day, "hour") else at.span.local_day(row.day)
    return AgedItem(
        party_id=row.party_id,
        name=row.name,
        pledge_id=row.pledge_id,
        pledge_number=row.pledge_number,
        label=row.label,
        journal_id=row.journal_id,
        on=day,
        days=(at.on - day).days,
        open=row.open,
    )


def _buckets(day: Any, at: AsAt) -> list[ColumnElement[bool]]:
    """Give the five ages as conditions on a day, or on the instant of a receipt."""
    is_day = getattr(day.type, "python_type", None) is date
    edges: list[Any] = [at.on - timedelta(days=back) for back in (0, *LIMITS)]
    if not is_day:
        edges = [Span(edge, edge, at.zone).starts_at for edge in edges]
    current, thirty, sixty, ninety = edges
    return [
        day >= current,
        (day >= thirty) & (day < current),
        (day >= sixty) & (day < thirty),
        (day >= ninety) & (day < sixty),
        day < ninety,
    ]


def _instalments(at: AsAt) -> Subquery:
    come, end = _received(at), at.span.ends_at
    before = func.sum(Instalment.amount).over(partition_by=Instalment.payer_id, order_by=Instalment.sequence)
    left = func.coalesce(come.c.come, NOTHING) - (before - Instalment.amount)
    rules = [Pledge.district_id.in_(at.scope.districts), Pledge.approved_at < end]
    rules.append(Pledge.ended_at.is_(None) | (Pledge.ended_at >= end))
    if at.scope.party_id is not None:
        rules.append(Payer.organisation_id == at.scope.party_id)
    laid = (
        select(
            Payer.organisation_id.label("party_id"),
            Pledge.id.label("pledge_id"),
            Instalment.sequence.label("sequence"),
            Instalment.due_on.label("day"),
            Instalment.amount.label("amount"),
            left.label("left_over"),
        )
        .join(Payer, Payer.id == Instalment.payer_id)
        .join(Pledge, Pledge.id == Payer.pledge_id)
        .outerjoin(come, (come.c.party_id == Payer.organisation_id) & (come.c.pledge_id == Pledge.id))
        .where(*rules)
        .subquery("laid")
    )
    return _item_columns(laid, _open_of(laid.c.amount, laid.c.left_over), label=laid.c.sequence, journal_id=None)


def _received(at: AsAt) -> Subquery:
    """Sum what came from outside for each payer and pledge until the end of the day, less what went back."""
    own, other = aliased(Account), aliased(Account)
    credited = Transfer.credit_account_id == own.id
    signed = case((credited, Transfer.amount), else_=-Transfer.amount)
    other_id = case((credited, Transfer.debit_account_id), else_=Transfer.credit_account_id)
    return (
        select(own.party_id.label("party_id"), own.contract_id.label("pledge_id"), func.sum(signed).label("come"))
        .select_from(own)
        .join(Transfer, credited | (Transfer.debit_account_id == own.id))
        .join(other, other.id == other_id)
        .join(Journal, Journal.id == Transfer.journal_id)
        .where(own.kind == AccountKind.PAYER_FUNDS.value, own.district_id.in_(at.scope.districts))
        .where(other.kind.in_([kind.value for kind in OUTSIDE]), Journal.occurred_at < at.span.ends_at)
        .group_by(own.party_id, own.contract_id)
        .subquery("come")
    )


def _open_of(amount: Any, left_over: Any) -> Any:
    """Give what is open of a sum once what is left over for it is laid on it."""
    return case((left_over <= NOTHING, amount), (left_over >= amount, NOTHING), else_=amount - left_over)


def _funds(at: AsAt) -> Subquery:
    """Receipts still unused: what stands on a payer's account is what came last."""
    until = Journal.occurred_at < at.span.ends_at
    order = (Journal.occurred_at.desc(), Transfer.id.desc())
    newer = func.sum(Transfer.amount).over(partition_by=Account.id, order_by=order)
    laid = (
        select(
            Account.party_id.label("party_id"),
            Account.contract_id.label("pledge_id"),
            Journal.reference.label("label"),
            Journal.id.label("journal_id"),
            Journal.occurred_at.label("day"),
            Transfer.amount.label("amount"),
            (_balance(until) - (newer - Transfer.amount)).label("standing"),
        )
        .join(Transfer, Transfer.credit_account_id == Account.id)
        .join(Journal, Journal.id == Transfer.journal_id)
        .where(*at.scope.within(kind=AccountKind.PAYER_FUNDS).accounts(), until)
        .subquery("laid")
    )
    standing, amount = laid.c.standing, laid.c.amount
    remains = case((standing <= NOTHING, NOTHING), (standing >= amount, amount), else_=standing)
    return _item_columns(laid, remains, label=laid.c.label, journal_id=laid.c.journal_id)


def _balance(until: ColumnElement[bool]) -> Any:
    """Sum what stands on the account of the row."""
    own = (Transfer.credit_account_id == Account.id) | (Transfer.debit_account_id == Account.id)
    signed = case((Transfer.credit_account_id == Account.id, Transfer.amount), else_=-Transfer.amount)
    asked = select(func.sum(signed)).join(Journal, Journal.id == Transfer.journal_id).where(own, until)
    return asked.correlate(Account).scalar_subquery()


def _suspense(at: AsAt) -> Subquery:
    """Sums in suspense, each with what gave it to a payer or took it back."""
    source = aliased(Journal)
    came_from = (source.id == Journal.reverses_id) | (Journal.reference == literal("identification:").concat(source.id))
    credited = Transfer.credit_account_id == Account.id
    moved = (
        select(
            _sum_key(source).label("label"),
            case((credited, Transfer.amount), else_=-Transfer.amount).label("amount"),
            Journal.id.label("journal_id"),
            Journal.occurred_at.label("day"),
        )
        .select_from(Account)
        .join(Transfer, credited | (Transfer.debit_account_id == Account.id))
        .join(Journal, Journal.id == Transfer.journal_id)
        .outerjoin(source, came_from)
        .where(*at.scope.within(kind=AccountKind.SUSPENSE, party_id=None).accounts())
        .where(Journal.occurred_at < at.span.ends_at)
        .subquery("moved")
    )
    nobody = (_nobody().label("party_id"), _nobody().label("pledge_id"), moved.c.label)
    first = (func.min(moved.c.journal_id).label("journal_id"), func.min(moved.c.day).label("day"))
    remains = _money(func.sum(moved.c.amount)).label("open")
    return select(*nobody, *first, remains).group_by(moved.c.label).subquery("items")


def _sum_key(source: Any) -> Any:
    """Name the sum a movement in suspense is about: by its paper, by the bank's line, or by its journal."""
    own = func.coalesce(source.id, Journal.id)
    line = select(func.min(StatementLine.id)).where(StatementLine.journal_id == own).scalar_subquery()
    by_line, by_journal = literal("statement_line/").concat(line), literal("journal/").concat(own)
    return func.coalesce(source.document, Journal.document, by_line, by_journal)


def _nobody() -> Any:
    """Give an empty number; PostgreSQL asks what it would have been."""
    return cast(None, BigInteger)


def _money(column: Any) -> Any:
    return type_coerce(column, MoneyType())


def _item_columns(laid: Subquery, remains: Any, *, label: Any, journal_id: Any) -> Subquery:
    columns = (laid.c.party_id, laid.c.pledge_id, laid.c.day)
    journal = _nobody().label("journal_id") if journal_id is None else journal_id
    return select(*columns, label.label("label"), journal, _money(remains).label("open")).subquery("items")


_ITEMS = {Matter.INSTALMENTS: _instalments, Matter.FUNDS: _funds, Matter.SUSPENSE: _suspense}
