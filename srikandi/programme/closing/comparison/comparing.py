"""The three-way comparison: everything that differs is found, kept, and what was said about it stays with it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from srikandi import closings, ledger, tariffs
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.closings import BILLING, Found, MonthDifference
from srikandi.ledger import AccountKind
from srikandi.money import ZERO, Money
from srikandi.places import District
from srikandi.programme.closing.comparison.figures import SegmentFigures, figures_of, papers_of
from srikandi.programme.closing.comparison.money import (
    balances_at,
    bank_differences,
    bill_differences,
    open_ends,
    premium_differences,
)
from srikandi.programme.closing.comparison.people import Listing, list_totals, people_differences


def compare(session: Session, district: District, month: Month, *, by: Actor) -> int:
    """Lay bank, book and BPJS list of a month beside each other, keep what differs, and say how much that is.

    Raises: ledger.MonthIsClosed.
    """
    if ledger.is_closed(session, district.id, month):
        raise ledger.MonthIsClosed
    found = find(session, district, month)
    closings.differences.keep(session, district, month, found, by=by)
    return len(found)


def find(session: Session, district: District, month: Month) -> list[Found]:
    """Give every difference of a month, in a fixed number of questions however many people it has."""
    papers = papers_of(session, district.id, month)
    figures = figures_of(session, district.id, month, papers=papers)
    listed = {one.segment: one.stated_at for one in papers.current if one.listed}
    listing = Listing(district.id, month, listed, tariffs.prices(session, month=month))
    balances = balances_at(session, district.id, ledger.span_of(district, month)[1])
    found = [
        *people_differences(session, listing),
        *bill_differences(figures, list_totals(session, listing)),
        *premium_differences(figures, prepaid=balances.get(AccountKind.PREPAID_INSURER, ZERO)),
        *bank_differences(session, district, month, remittances=papers.remittances),
        *open_ends(session, district, month, balances=balances),
    ]
    return [one for one in found if one.lives or one.amount or one.kind not in _SILENT_AT_ZERO]


_SILENT_AT_ZERO = frozenset(
    {
        closings.DifferenceKind.HEADCOUNT,
        closings.DifferenceKind.BILL_TOTAL,
        closings.DifferenceKind.NOT_ACTIVE,
        closings.DifferenceKind.NOT_REMITTED,
    }
)


def unnamed(figures: list[SegmentFigures], rows: list[MonthDifference]) -> Money:
    """Give what is billed beyond the active and no difference names: nothing, or the comparison is wrong."""
    billed = sum(one.excess.rupiah for one in figures)
    named = sum(row.amount.rupiah for row in rows if row.kind in BILLING)
    return Money(billed - named)
