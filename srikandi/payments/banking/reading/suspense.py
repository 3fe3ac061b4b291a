"""Money in suspense: what waits, since when, for how much, and who has said what about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, String, and_, cast, func, or_, select
from sqlalchemy.orm import Session

from srikandi import clock
from srikandi.audit import Actor
from srikandi.database import in_parts
from srikandi.money import SEN, Money, Sen
from srikandi.payments.banking.models import (
    LineProposal,
    ProposalKind,
    ProposalPart,
    ProposalStatus,
    StatementLine,
)
from srikandi.payments.models import BankAccount
from srikandi.payments.refusals import ProposalNotFound
from srikandi.payments.statements import Action

AGES: tuple[tuple[str, int, int | None], ...] = (("0-7", 0, 7), ("8-30", 8, 30), ("31-90", 31, 90), ("90+", 91, None))
"""How long a sum has waited, in days: its name, from, to."""


@dataclass(frozen=True)
class Age:
    """How much has waited so long."""

    name: str
    lines: int
    amount: Money
    """As the book has it: each sum in whole rupiah."""
    cents: Sen
    """What the banks sent beyond that, and nobody books."""


@dataclass(frozen=True)
class Waiting:
    """One sum in suspense, and how long it has waited."""

    line: StatementLine
    account: BankAccount
    days: int
    proposal: LineProposal | None


@dataclass(frozen=True)
class Search:
    """What somebody looks for in suspense; an empty one finds everything."""

    words: str = ""
    age: str | None = None
    account_id: int | None = None


def suspense_lines(session: Session, *, viewer: Actor, at_most: int = 200) -> list[StatementLine]:
    """List money in suspense that nobody has confirmed, oldest first."""
    asked = select(StatementLine).where(StatementLine.district_id.in_(viewer.district_ids), in_suspense())
    return list(session.scalars(asked.order_by(StatementLine.booked_on, StatementLine.id).limit(at_most)))


def waiting(
    session: Session, search: Search, *, viewer: Actor, after: tuple[date, int] | None = None, at_most: int | None = 100
) -> list[Waiting]:
    """List the sums in suspense that fit a search, oldest first, those behind a day and row."""
    today = clock.today()
    asked = (
        select(StatementLine, BankAccount, LineProposal)
        .join(BankAccount, BankAccount.id == StatementLine.account_id)
        .outerjoin(LineProposal, LineProposal.id == StatementLine.proposal_id)
        .where(StatementLine.district_id.in_(viewer.district_ids), in_suspense(), *_fits(search, today))
        .order_by(StatementLine.booked_on, StatementLine.id)
    )
    if after is not None:
        day, line_id = after
        same_day = and_(StatementLine.booked_on == day, StatementLine.id > line_id)
        asked = asked.where(or_(StatementLine.booked_on > day, same_day))
    rows = session.execute(asked.limit(at_most)) if at_most else session.execute(asked)
    return [Waiting(line, account, (today - line.booked_on).days, proposal) for line, account, proposal in rows]


def ageing(session: Session, search: Search, *, viewer: Actor) -> list[Age]:
    """Give for each age how many sums wait and how much they are, those of a search only."""
    today = clock.today()
    own = StatementLine.district_id.in_(viewer.district_ids)
    found = []
    for name, _, _ in AGES:
        fits = _fits(Search(search.words, name, search.account_id), today)
        sen = StatementLine.amount_sen
        asked = select(func.count(), func.sum(sen), func.sum(sen % SEN)).where(own, in_suspense(), *fits)
        lines, amount, cents = session.execute(asked).one()
        found.append(Age(name, lines, Money((int(amount or 0) - int(cents or 0)) // SEN), Sen(int(cents or 0))))
    return found


def in_suspense() -> ColumnElement[bool]:
    """Say of a line that its money is in suspense."""
    return and_(
        StatementLine.action == Action.REVIEW.value,
        StatementLine.amount_sen >= SEN,
        StatementLine.journal_id.is_not(None),
    )


def open_corrections(session: Session, *, viewer: Actor, at_most: int = 100) -> list[LineProposal]:
    """List corrections that wait for a second person, oldest first."""
    asked = select(LineProposal).where(
        LineProposal.district_id.in_(viewer.district_ids),
        LineProposal.kind == ProposalKind.CORRECT,
        LineProposal.status == ProposalStatus.PROPOSED,
    )
    return list(session.scalars(asked.order_by(LineProposal.id).limit(at_most)))


def proposal_of(session: Session, proposal_id: int, *, viewer: Actor) -> LineProposal:
    """Give a proposal this viewer may see. Raises: ProposalNotFound."""
    asked = select(LineProposal).where(
        LineProposal.id == proposal_id, LineProposal.district_id.in_(viewer.district_ids)
    )
    found = session.scalar(asked)
    if found is None:
        raise ProposalNotFound
    return found


def parts_of(session: Session, proposal: LineProposal) -> list[ProposalPart]:
    """List who gets what of which line, in the order it was proposed."""
    asked = select(ProposalPart).where(ProposalPart.proposal_id == proposal.id).order_by(ProposalPart.id)
    return list(session.scalars(asked))


def proposals_about(session: Session, line: StatementLine) -> list[LineProposal]:
    """List everything people have said about a line, newest first."""
    about = select(ProposalPart.proposal_id).where(ProposalPart.line_id == line.id)
    asked = select(LineProposal).where(LineProposal.id.in_(about)).order_by(LineProposal.id.desc())
    return list(session.scalars(asked))


def lines_of_proposals(session: Session, proposals: Sequence[LineProposal]) -> dict[int, list[StatementLine]]:
    """Give the lines of some proposals."""
    found: dict[int, list[StatementLine]] = {}
    for part in in_parts([one.id for one in proposals]):
        asked = (
            select(ProposalPart.proposal_id, StatementLine)
            .join(StatementLine, StatementLine.id == ProposalPart.line_id)
            .where(ProposalPart.proposal_id.in_(part))
            .distinct()
        )
        for proposal_id, line in session.execute(asked):
            found.setdefault(proposal_id, []).append(line)
    return found


def _fits(search: Search, today: date) -> Iterable[ColumnElement[bool]]:
    for name, least, most in AGES:
        if name == search.age:
            yield StatementLine.booked_on <= today - timedelta(days=least)
            if most is not None:
                yield StatementLine.booked_on >= today - timedelta(days=most)
    if search.account_id is not None:
        yield StatementLine.account_id == search.account_id
    for word in search.words.split():
        yield or_(
            StatementLine.description.icontains(word, autoescape=True),
            StatementLine.bank_reference.icontains(word, autoescape=True),
            _amount().startswith(_digits(word) or "-", autoescape=True),
        )


def _amount() -> ColumnElement[str]:
    return cast(StatementLine.amount_sen // SEN, String)


def _digits(word: str) -> str:
    digits = word.replace(".", "").removeprefix("Rp").removeprefix("rp")
    return digits if digits.isdecimal() else ""
