"""What the pages of a month's end show, gathered in a fixed number of questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from srikandi import closings, ledger, organisations
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.closings import (
    DifferenceKind,
    DifferenceStatus,
    MonthDifference,
    MonthProposal,
    PremiumBill,
    ProposalStatus,
    Remittance,
)
from srikandi.coverage import LifeMonth, succession
from srikandi.database import in_parts
from srikandi.documents import Document
from srikandi.ledger import ClosedMonth
from srikandi.money import Money, total
from srikandi.payments import StatementLine
from srikandi.places import District
from srikandi.pools import PoolMember
from srikandi.programme.closing.afterwards import Correction, corrections_of, minutes_of
from srikandi.programme.closing.checklist import Item, checklist
from srikandi.programme.closing.comparison import Papers, SegmentFigures, figures_of, papers_of
from srikandi.tariffs import Basis
from srikandi.users import Permission, User

SIGNS = 10
"""Of a pseudonym: enough to tell people of one list apart."""


@dataclass(frozen=True)
class MonthRow:
    """One month in the list."""

    district: District
    month: Month
    active: int = 0
    billed: int | None = None
    unexplained: int = 0
    differences: int = 0
    proposal: ProposalStatus | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True)
class MonthView:
    """One month with everything its page says."""

    district: District
    month: Month
    figures: list[SegmentFigures]
    rows: list[MonthDifference]
    items: list[Item]
    proposal: MonthProposal | None
    closed: ClosedMonth | None
    bills: list[PremiumBill]
    remittances: list[Remittance]
    corrections: list[Correction]
    minutes: list[Document]
    owners: dict[int, str] = field(default_factory=dict)
    people: dict[int, str] = field(default_factory=dict)
    pseudonyms: dict[int, str] = field(default_factory=dict)
    """Empty for a reader who may not see them."""
    lines: dict[int, StatementLine] = field(default_factory=dict)

    def of_other_months(self, segment: Basis) -> tuple[int, Money]:
        """Give how many lives of a segment's bill are for another month, arrears and corrections, and their rupiah."""
        rows = [row for row in self.rows if row.kind is DifferenceKind.OTHER_MONTH and row.segment is segment]
        return sum(row.lives for row in rows), total([row.amount for row in rows])

    @property
    def is_closed(self) -> bool:
        """Is it over for good?"""
        return self.closed is not None


def month_rows(session: Session, districts: Sequence[District]) -> list[MonthRow]:
    """List the months of these districts in which anything is to be closed, the newest first."""
    ids = [one.id for one in districts]
    active = _counted(session, LifeMonth, ids, succession.was_due())
    open_rows = _counted(session, MonthDifference, ids, MonthDifference.status == DifferenceStatus.OPEN)
    rows = _counted(session, MonthDifference, ids, MonthDifference.status != DifferenceStatus.GONE)
    billed = _billed(session, ids)
    live = MonthProposal.district_id.in_(ids), MonthProposal.status != ProposalStatus.WITHDRAWN
    proposals = {
        (one.district_id, one.month): one.status for one in session.scalars(select(MonthProposal).where(*live))
    }
    closed_rows = session.scalars(select(ClosedMonth).where(ClosedMonth.district_id.in_(ids)))
    closed = {(one.district_id, one.month): one.closed_at for one in closed_rows}
    names = {one.id: one for one in districts}
    keys = active.keys() | billed.keys() | closed.keys()
    return [
        MonthRow(
            district=names[key[0]],
            month=key[1],
            active=active.get(key, 0),
            billed=billed.get(key),
            unexplained=open_rows.get(key, 0),
            differences=rows.get(key, 0),
            proposal=proposals.get(key),
            closed_at=closed.get(key),
        )
        for key in sorted(keys, key=lambda key: (key[1], key[0]), reverse=True)
    ]


def _billed(session: Session, ids: list[int]) -> dict[tuple[int, Month], int]:
    """Give the lives that are billed by the newest versions, by district and month."""
    versions = select(PremiumBill).where(PremiumBill.district_id.in_(ids)).order_by(PremiumBill.version)
    newest = {(one.district_id, one.month, one.segment): one.headcount for one in session.scalars(versions)}
    billed: dict[tuple[int, Month], int] = {}
    for (district_id, month, _), headcount in newest.items():
        billed[district_id, month] = billed.get((district_id, month), 0) + headcount
    return billed


def month_view(session: Session, district: District, month: Month, *, viewer: Actor) -> MonthView:
    """Gather one month's page."""
    papers = papers_of(session, district.id, month)
    figures = figures_of(session, district.id, month, papers=papers)
    rows = closings.differences.differences_of(session, district.id, month)
    proposal = closings.proposals.proposal_of(session, district.id, month)
    over = ledger.closed_months(session, district.id)
    closed = over.get(month)
    return MonthView(
        district=district,
        month=month,
        figures=figures,
        rows=rows,
        items=[] if closed else checklist(session, district, month, figures=figures, rows=rows, closed=over),
        proposal=proposal,
        closed=closed,
        bills=papers.bills,
        remittances=papers.remittances,
        corrections=corrections_of(session, closed) if closed else [],
        minutes=minutes_of(session, district.id, month) if closed else [],
        owners=organisations.names(session, _parties(rows, proposal)),
        people=_people(session, proposal, papers),
        pseudonyms=pseudonyms(session, rows) if viewer.may(Permission.MONTHS_CLOSE) else {},
        lines=_lines(session, rows),
    )


def pseudonyms(session: Session, rows: Sequence[MonthDifference]) -> dict[int, str]:
    """Give the names people carry in the public order, for those of them who are in one."""
    ids = [row.resident_id for row in rows if row.resident_id is not None]
    return {
        who: name[:SIGNS]
        for part in in_parts(ids)
        for who, name in session.execute(
            select(PoolMember.resident_id, PoolMember.pseudonym)
            .where(PoolMember.resident_id.in_(part))
            .order_by(PoolMember.pool_id)
        )
    }


def _counted(
    session: Session, table: type[LifeMonth | MonthDifference], ids: list[int], rows: ColumnElement[bool]
) -> dict[tuple[int, Month], int]:
    asked = select(table.district_id, table.month, func.count()).where(table.district_id.in_(ids), rows)
    return {(who, month): n for who, month, n in session.execute(asked.group_by(table.district_id, table.month))}


def _parties(rows: Sequence[MonthDifference], proposal: MonthProposal | None) -> set[int]:
    ids = {row.owner_id for row in rows if row.owner_id is not None}
    if proposal is not None:
        ids |= {party for party in (proposal.proposed_for, proposal.confirmed_for) if party is not None}
    return ids


def _people(session: Session, proposal: MonthProposal | None, papers: Papers) -> dict[int, str]:
    ids = {bill.stated_by for bill in papers.bills} | {one.prepared_by for one in papers.remittances}
    ids |= {one.confirmed_by for one in papers.remittances if one.confirmed_by is not None}
    if proposal is not None:
        ids |= {who for who in (proposal.proposed_by, proposal.confirmed_by) if who is not None}
    return dict(session.execute(select(User.id, User.name).where(User.id.in_(ids))).all())


def _lines(session: Session, rows: Sequence[MonthDifference]) -> dict[int, StatementLine]:
    ids = [int(row.subject.partition("/")[2]) for row in rows if row.subject.startswith("line/")]
    return {
        line.id: line
        for part in in_parts(ids)
        for line in session.scalars(select(StatementLine).where(StatementLine.id.in_(part)))
    }
