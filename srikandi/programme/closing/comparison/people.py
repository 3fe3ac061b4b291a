"""Person by person: who is billed and not active, active and not billed, billed twice or at another price.

Every question gives only those who differ. The value of a listed line is the sum beside it, or else the tariff of the
month; so what is billed less what is active adds up to the named differences, to the last rupiah.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from srikandi.clock import Month
from srikandi.closings import Cause, DifferenceKind, Found, PremiumBill, PremiumBillLine, bills
from srikandi.coverage import LifeMonth, LifeMonthStatus, succession
from srikandi.ledger import Journal
from srikandi.money import Money
from srikandi.pledges import Pledge
from srikandi.residents import Resident
from srikandi.tariffs import Basis

K, L = DifferenceKind, LifeMonthStatus
BY_EXIT = {"died": Cause.DIED, "moved": Cause.MOVED}
BY_STATUS = {
    L.ACTIVE: Cause.OTHER_SEGMENT,
    L.SENT: Cause.LATE_ACTIVATION,
    L.FUNDED: Cause.LATE_ACTIVATION,
    L.PLANNED: Cause.NOT_FUNDED,
}


@dataclass(frozen=True)
class Listing:
    """The lists of a month laid beside the people who are active: what the questions below need."""

    district_id: int
    month: Month
    stated_at: Mapping[Basis, datetime]
    """The segments whose bill came with a list, and when."""
    tariffs: Mapping[Basis, Money]

    @property
    def lines(self) -> Subquery:
        """Every line of the newest bills, with its value."""
        prices = {segment: price.rupiah for segment, price in self.tariffs.items()}
        price = case(prices, value=PremiumBill.segment, else_=0)
        value = func.coalesce(type_coerce(PremiumBillLine.amount, BigInteger), price)
        names = (PremiumBillLine.line, PremiumBillLine.resident_id, PremiumBillLine.covers, PremiumBill.segment)
        return (
            select(*names, PremiumBill.id.label("bill_id"), value.label("value"))
            .join(PremiumBill, PremiumBill.id == PremiumBillLine.bill_id)
            .where(PremiumBill.id.in_(bills.current_bills(self.district_id, self.month)))
            .subquery()
        )

    @property
    def billed(self) -> Subquery:
        """People known here who are listed for this month: how often, for how much."""
        lines = self.lines
        return (
            select(
                lines.c.resident_id,
                func.count().label("times"),
                func.sum(lines.c.value).label("value"),
                func.min(lines.c.segment).label("segment"),
                func.max(lines.c.segment).label("last_segment"),
            )
            .where(lines.c.resident_id.is_not(None), or_(lines.c.covers.is_(None), lines.c.covers == self.month))
            .group_by(lines.c.resident_id)
            .subquery()
        )

    @property
    def active(self) -> Subquery:
        """People active in a segment that has a list."""
        return (
            select(
                LifeMonth.resident_id,
                Pledge.tariff_basis.label("segment"),
                type_coerce(LifeMonth.tariff, BigInteger).label("tariff"),
                Journal.recorded_at.label("confirmed_at"),
            )
            .join(Pledge, Pledge.id == LifeMonth.pledge_id)
            .outerjoin(Journal, Journal.id == LifeMonth.confirmed_by)
            .where(LifeMonth.district_id == self.district_id, LifeMonth.month == self.month)
            .where(succession.was_due(), Pledge.tariff_basis.in_(list(self.stated_at)))
            .subquery()
        )


def people_differences(session: Session, listing: Listing) -> list[Found]:
    """Find everybody who differs between the lists and us, in two questions."""
    if not listing.stated_at:
        return []
    return [*_people(session, listing), *_lines(session, listing)]


def _people(session: Session, listing: Listing) -> Iterator[Found]:
    """Find known people who are active and not listed, listed and not active, or both in another way."""
    asked = union_all(_not_listed(listing), _both(listing), _listed_only(listing)).subquery()
    for row in session.execute(select(asked).order_by(asked.c.place, asked.c.resident_id)):
        yield _FOUND[row.place](row, listing)


def _not_listed(listing: Listing) -> Select[Any]:
    active, billed = listing.active, listing.billed
    return (
        _columns(active.c, place=0, active=active)
        .outerjoin(billed, billed.c.resident_id == active.c.resident_id)
        .where(billed.c.resident_id.is_(None))
    )


def _both(listing: Listing) -> Select[Any]:
    """Ask for those who are listed and active, but twice, in another segment, or at another price."""
    active, billed = listing.active, listing.billed
    moved = or_(billed.c.segment != active.c.segment, billed.c.last_segment != active.c.segment)
    differs = or_(billed.c.times > 1, billed.c.value != active.c.tariff, moved)
    return (
        _columns(active.c, place=1, active=active, billed=billed, moved=case((moved, 1), else_=0))
        .join(billed, billed.c.resident_id == active.c.resident_id)
        .where(differs)
    )


def _listed_only(listing: Listing) -> Select[Any]:
    active, billed = listing.active, listing.billed
    is_live = and_(
        LifeMonth.month == listing.month,
        LifeMonth.resident_id == billed.c.resident_id,
        LifeMonth.status != L.RELEASED,
    )
    return (
        _columns(billed.c, place=2, billed=billed, left=Resident.exit_reason, status=LifeMonth.status)
        .join(Resident, Resident.id == billed.c.resident_id)
        .outerjoin(active, active.c.resident_id == billed.c.resident_id)
        .outerjoin(LifeMonth, is_live)
        .where(active.c.resident_id.is_(None))
    )


def _columns(
    whose: ReadOnlyColumnCollection[str, Any],
    *,
    place: int,
    active: Subquery | None = None,
    billed: Subquery | None = None,
    **more: ColumnElement[Any] | InstrumentedAttribute[Any],
) -> Select[Any]:
    """Give the same columns of three kinds of people, so that one question asks for them all."""
    return select(
        literal(place).label("place"),
        whose.resident_id,
        whose.segment,
        (active.c.tariff if active is not None else literal(0)).label("tariff"),
        (active.c.confirmed_at if active is not None else cast(null(), Journal.recorded_at.type)).label("confirmed_at"),
        (billed.c.times if billed is not None else literal(0)).label("times"),
        (billed.c.value if billed is not None else literal(0)).label("value"),
        more.get("moved", literal(0)).label("moved"),
        more.get("left", cast(null(), Resident.exit_reason.type)).label("exit_reason"),
        more.get("status", cast(null(), LifeMonth.status.type)).label("status"),
    )


def _tell_not_listed(row: Any, listing: Listing) -> Found:
    is_late = row.confirmed_at is not None and row.confirmed_at > listing.stated_at[row.segment]
    proposed = Cause.LATE_ACTIVATION if is_late else Cause.NOT_ON_LIST
    return _found(K.NOT_LISTED, row, lives=-1, rupiah=-row.tariff, proposed=proposed)


def _tell_both(row: Any, _listing: Listing) -> Found:
    kind, proposed = K.OTHER_SUM, Cause.OTHER_SUM
    if row.times > 1:
        kind, proposed = K.TWICE, Cause.DOUBLE_BILLED
    elif row.moved:
        kind, proposed = K.OTHER_SEGMENT, Cause.OTHER_SEGMENT
    return _found(kind, row, lives=row.times - 1, rupiah=int(row.value) - row.tariff, proposed=proposed)


def _tell_listed_only(row: Any, _listing: Listing) -> Found:
    left = BY_EXIT.get(row.exit_reason, Cause.LEFT) if row.exit_reason else None
    proposed = left or BY_STATUS.get(row.status, Cause.NOT_OURS)
    return _found(K.LISTED_ONLY, row, lives=row.times, rupiah=int(row.value), proposed=proposed)


_FOUND = (_tell_not_listed, _tell_both, _tell_listed_only)


def _lines(session: Session, listing: Listing) -> Iterator[Found]:
    """Find lines of people nobody knows, and lines for another month; who was billed for that one is billed twice."""
    lines, earlier, bill = listing.lines, aliased(PremiumBillLine), aliased(PremiumBill)
    before = exists().where(
        earlier.bill_id == bill.id,
        earlier.resident_id == lines.c.resident_id,
        bill.district_id == listing.district_id,
        bill.month == lines.c.covers,
    )
    differs = or_(lines.c.resident_id.is_(None), lines.c.covers != listing.month)
    for row in session.execute(select(lines, before.label("before")).where(differs)):
        if row.covers in {None, listing.month}:
            yield _line(K.STRANGER, row, Cause.NOT_OURS)
        else:
            yield _line(K.OTHER_MONTH, row, Cause.DOUBLE_BILLED if row.before else Cause.LATE_ACTIVATION)


def list_totals(session: Session, listing: Listing) -> dict[Basis, tuple[int, Money]]:
    """Give how many lines the list of each segment has, and their value."""
    lines = listing.lines
    asked = select(lines.c.segment, func.count(), func.sum(lines.c.value)).group_by(lines.c.segment)
    return {segment: (count, Money(int(value))) for segment, count, value in session.execute(asked)}


def _found(kind: DifferenceKind, row: Any, *, lives: int, rupiah: int, proposed: Cause) -> Found:
    subject = f"resident/{row.resident_id}"
    return Found(kind, subject, row.segment, lives, Money(rupiah), proposed, resident_id=row.resident_id)


def _line(kind: DifferenceKind, row: Any, proposed: Cause) -> Found:
    subject = f"bill_line/{row.segment}/{row.line}"
    return Found(kind, subject, row.segment, 1, Money(int(row.value)), proposed, resident_id=row.resident_id)
