"""What a page about a promise or a file shows, gathered in a fixed number of questions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from srikandi import clock, coverage, organisations, pledges
from srikandi.clock import Month
from srikandi.coverage import Batch, BatchLine, Calendar, LineStatus, Progress
from srikandi.money import Money, total
from srikandi.organisations import Kind
from srikandi.places import Subdistrict, Village
from srikandi.pledges import (
    Consortium,
    Content,
    Hold,
    HoldStatus,
    InstalmentRow,
    PayerRow,
    Pledge,
    PledgeStatus,
    Proposal,
    ReserveRow,
    renewals,
)
from srikandi.pledges.credits import CreditChoice, extensions_of
from srikandi.pledges.spreads import SpreadRow, places_by_kecamatan
from srikandi.pools import PoolMember
from srikandi.programme.money import PayerGap, Shortfall, gaps_of, shortfalls_of
from srikandi.residents import Resident

SECONDS_A_DAY = 86_400
MOST_SHOWN = 300
"""People on one page; the whole list is in the file and in the published order."""


@dataclass(frozen=True)
class PledgeOverview:
    """One pledge with everything its page says."""

    pledge: Pledge
    company: str
    pool: str
    payers: list[PayerRow]
    instalments: dict[int, list[InstalmentRow]]
    """By payer."""
    gaps: list[PayerGap]
    progress: Progress
    months: dict[Month, Progress]
    shortfalls: list[Shortfall]
    """Months whose shares do not make their tariff."""
    slid: int
    """How often a life-month was put off because it was not paid in time."""
    renews: Pledge | None
    renewed_by: Pledge | None
    proposals: list[Proposal]
    """Of shares, the newest first; none when one company pays alone."""
    reserves: list[ReserveRow]
    """What payers hold back against arrears."""
    lengthened: list[CreditChoice]
    """Further months that were paid out of free credit."""
    together: Consortium | None
    """The consortium it was made in, also one that was left."""
    spread: list[SpreadRow]
    """The places of each kecamatan, of a promise that is spread."""

    @property
    def government_id(self) -> int | None:
        """The Pemkab's, where it pays or is asked to."""
        asked = self.proposal.asked if self.proposal else ()
        paying = (one.organisation_id for one in self.payers if one.kind is Kind.GOVERNMENT)
        return next(paying, next((one.organisation_id for one in asked if one.kind is Kind.GOVERNMENT), None))

    def reserve(self, organisation_id: int | None) -> ReserveRow | None:
        """Give what one payer holds back, if it does."""
        return next((row for row in self.reserves if row.organisation_id == organisation_id), None)

    @property
    def proposal(self) -> Proposal | None:
        """The proposal of shares that counts."""
        return self.proposals[0] if self.proposals else None

    @property
    def is_agreed(self) -> bool:
        """Has everybody who would pay said yes?"""
        return self.proposal is None or not self.proposal.is_open

    @property
    def last_month(self) -> Month:
        """The last month anybody is to be covered in: months that slid come after those of the terms."""
        kept = [month for month, one in self.months.items() if one.committed > one.released]
        return max(kept, default=self.pledge.start_month + (self.pledge.months - 1))

    @property
    def total(self) -> Money:
        """The whole promise."""
        return _promised(self.pledge, self.payers, self.proposal)

    @property
    def received(self) -> Money:
        """What has come for it."""
        return total([payer.received for payer in self.payers])

    @property
    def tariff(self) -> Money:
        """What all payers together give for one life-month."""
        if self.proposal is not None and not self.payers:
            return self.proposal.together
        return total([payer.share for payer in self.payers])

    @property
    def days_left(self) -> int:
        """Whole days until the hold ends, the last one counted; nothing left is 0."""
        return days_until(self.pledge)


@dataclass(frozen=True)
class PledgeRow:
    """One pledge in a list."""

    pledge: Pledge
    company: str
    total: Money
    received: Money
    progress: Progress

    @property
    def days_left(self) -> int:
        """Whole days until the hold ends."""
        return days_until(self.pledge)


@dataclass(frozen=True)
class HeldRow:
    """Somebody held for a pledge, as the public order names them."""

    place: int
    pseudonym: str
    village: str
    subdistrict: str


@dataclass(frozen=True)
class BatchRow:
    """One line of a file with the person's name, for those who handle the file."""

    line: BatchLine
    name: str
    village: str
    pledge_number: str

    @property
    def rejection(self) -> coverage.Rejection | None:
        """Why the branch turned this person down, and what is next."""
        return coverage.rejection_of(self.line.code or "") if self.line.status is LineStatus.REJECTED else None


def days_until(pledge: Pledge) -> int:
    """Count the days until a pledge's hold ends, the last one included."""
    left = (pledge.hold_until - clock.now()).total_seconds()
    return max(math.ceil(left / SECONDS_A_DAY), 0)


def pledge_overview(session: Session, pledge: Pledge) -> PledgeOverview:
    """Gather one pledge's page; an offer has no life-months yet, one of arrears alone never any, so none are read."""
    payers, instalments = pledges.payers_with_dues(session, pledge.id)
    before, after = renewals.beside(session, pledge.id)
    pool, together = pledges.made_in(session, pledge)
    has_no_months = pledge.status is PledgeStatus.OFFERED or pledge.is_of_arrears
    calendar = Calendar() if has_no_months else coverage.calendar_of(session, pledge.id)
    return PledgeOverview(
        pledge=pledge,
        company=_company(session, pledge, payers),
        pool=pool,
        payers=payers,
        instalments=instalments,
        gaps=gaps_of(session, pledge, payers=payers, waiting=calendar.waiting),
        progress=calendar.progress,
        months=calendar.months,
        shortfalls=_shortfalls(session, pledge, payers=payers, calendar=calendar),
        slid=calendar.slid,
        renews=before,
        renewed_by=after,
        proposals=pledges.sharing_of(session, [pledge.id], history=True),
        reserves=pledges.reserves_of(session, [pledge.id]),
        lengthened=[] if has_no_months else extensions_of(session, pledge.id),
        together=together,
        spread=[] if pledge.is_of_arrears else places_by_kecamatan(session, pledge),
    )


def _shortfalls(session: Session, pledge: Pledge, *, payers: list[PayerRow], calendar: Calendar) -> list[Shortfall]:
    if pledge.ended_at is not None or pledge.is_of_arrears:
        return []
    return shortfalls_of(session, pledge, payers=payers, waiting=calendar.waiting)


def shown_hash(session: Session, view: PledgeOverview) -> str:
    """Give the hash of exactly what a page shows, for somebody to approve."""
    shown = Content(
        payers=[(one.organisation_id, one.share, one.reference, one.steps.later) for one in view.payers],
        aside=[(one.organisation_id, one.target) for one in view.reserves],
        renews=view.renews.id if view.renews else None,
        spread=[(one.code, one.lives) for one in view.spread],
    )
    return pledges.content_hash(session, view.pledge, shown=shown)


def _company(session: Session, pledge: Pledge, payers: Sequence[PayerRow]) -> str:
    known = {payer.organisation_id: payer.name for payer in payers}
    return known.get(pledge.company_id) or organisations.names(session, [pledge.company_id])[pledge.company_id]


def pledge_rows(session: Session, found: Sequence[Pledge]) -> list[PledgeRow]:
    """Gather a list of pledges, however many, in a fixed number of questions."""
    ids = [pledge.id for pledge in found]
    names = organisations.names(session, {pledge.company_id for pledge in found})
    payers = pledges.payers_of_all(session, ids)
    far = coverage.progress(session, ids)
    asked = {one.pledge_id: one for one in pledges.sharing_of(session, ids)}
    return [
        PledgeRow(
            pledge=pledge,
            company=names[pledge.company_id],
            total=_promised(pledge, [payer for payer in payers if payer.pledge_id == pledge.id], asked.get(pledge.id)),
            received=total([payer.received for payer in payers if payer.pledge_id == pledge.id]),
            progress=far[pledge.id],
        )
        for pledge in found
    ]


def _promised(pledge: Pledge, payers: Sequence[PayerRow], proposal: Proposal | None) -> Money:
    if proposal is not None and not payers:
        return proposal.together * (pledge.lives * pledge.months)
    return total([payer.total for payer in payers])


def held_rows(session: Session, pledge: Pledge) -> list[HeldRow]:
    """List who is held for a pledge, by the names of the public order."""
    asked = (
        select(PoolMember.place, PoolMember.pseudonym, Village.name, Subdistrict.name)
        .join(Hold, (Hold.resident_id == PoolMember.resident_id) & (Hold.pledge_id == pledge.id))
        .join(Village, Village.code == PoolMember.village_code)
        .join(Subdistrict, Subdistrict.code == Village.subdistrict_code)
        .where(PoolMember.pool_id == pledge.pool_id, Hold.status.in_((HoldStatus.HELD, HoldStatus.KEPT)))
        .order_by(PoolMember.place)
        .limit(MOST_SHOWN)
    )
    return [HeldRow(place or 0, *rest) for place, *rest in session.execute(asked)]


def batch_rows(session: Session, batch: Batch) -> list[BatchRow]:
    """List the lines of a file with names, those turned down first, for those who handle it."""
    rejected_first = case((BatchLine.status == LineStatus.REJECTED, 0), else_=1)
    asked = (
        select(BatchLine, Resident.name, Village.name, Pledge.number)
        .join(Resident, Resident.id == BatchLine.resident_id)
        .join(Village, Village.code == Resident.village_code)
        .join(Pledge, Pledge.id == BatchLine.pledge_id)
        .where(BatchLine.batch_id == batch.id)
        .order_by(rejected_first, BatchLine.line)
        .limit(MOST_SHOWN)
    )
    return [BatchRow(line, name, village, number) for line, name, village, number in session.execute(asked)]


def months_to_confirm(session: Session, district_id: int) -> dict[Month, int]:
    """Count, month by month, the funded life-months of people who are active and wait for the branch's word."""
    return coverage.count_staying(session, district_id)
