"""Who sits where: seats of a pledge are filled, left, passed on and given back. Their number never changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import BigInteger, ColumnElement, and_, case, delete, func, insert, literal, or_, select
from sqlalchemy.orm import Session

from srikandi.clock import Month
from srikandi.coverage.funding import carries
from srikandi.coverage.models import Batch, BatchLine, BatchStatus, FundingLine, LifeMonth, LifeMonthStatus
from srikandi.coverage.refusals import AlreadyCovered
from srikandi.coverage.trail import COLUMNS, change, note
from srikandi.coverage.urgency import kept_free
from srikandi.database import among, given_rows, in_parts
from srikandi.money import Money

L = LifeMonthStatus
UNUSED = (L.PLANNED, L.FUNDED, L.SENT)
AT_ONCE = 5_000
FREE_SEATS = (L.PLANNED, L.FUNDED)
"""How far a month nobody sits in may be."""


def seat(
    session: Session,
    pledge_id: int,
    *,
    district_id: int,
    residents: Sequence[int | None],
    prices: Mapping[Month, Money],
) -> int:
    """Give each of these people, in this order, a seat in every month; say how many life-months that makes.

    Where nobody stands in the list the seat waits for the next in order.

    Raises: AlreadyCovered, when somebody is live in one of these months.
    """
    _check_free(session, [who for who in residents if who is not None], prices)
    shared = {"district_id": district_id, "pledge_id": pledge_id, "status": L.PLANNED}
    for month, price in prices.items():
        of_month = {**shared, "month": month, "tariff": price}
        rows = [{**of_month, "seat": place, "resident_id": who} for place, who in enumerate(residents, 1)]
        session.execute(insert(LifeMonth), rows)
    note(session, LifeMonth.pledge_id == pledge_id, reason="seated")
    return len(residents) * len(prices)


def seat_again(session: Session, pledge_id: int, *, after: Month, prices: Mapping[Month, Money]) -> int:
    """Give everybody who has a live seat in a month the same seat in further months; say how many life-months.

    Raises: AlreadyCovered, when somebody is live in one of these months.
    """
    sitting = and_(
        LifeMonth.pledge_id == pledge_id,
        LifeMonth.month == after,
        LifeMonth.status != L.RELEASED,
        LifeMonth.resident_id.is_not(None),
    )
    who = [one for one in session.scalars(select(LifeMonth.resident_id).where(sitting)) if one is not None]
    _check_free(session, who, prices)
    names = ["district_id", "pledge_id", "seat", "resident_id", "month", "status", "tariff"]
    for month, price in sorted(prices.items()):
        values = (
            *(LifeMonth.district_id, LifeMonth.pledge_id, LifeMonth.seat, LifeMonth.resident_id),
            literal(month, LifeMonth.month.type),
            literal(L.PLANNED, LifeMonth.status.type),
            literal(price, LifeMonth.tariff.type),
        )
        session.execute(insert(LifeMonth).from_select(names, select(*values).where(sitting)))
        note(session, and_(LifeMonth.pledge_id == pledge_id, LifeMonth.month == month), reason="seated")
    return len(who) * len(prices)


def count_seated(session: Session, pledge_id: int, month: Month) -> int:
    """Count who has a live seat in a month."""
    live = LifeMonth.pledge_id == pledge_id, LifeMonth.month == month, LifeMonth.status != L.RELEASED
    asked = select(func.count()).select_from(LifeMonth).where(*live, LifeMonth.resident_id.is_not(None))
    return session.scalar(asked) or 0


def vacate(session: Session, pledge_id: int, residents: Sequence[int], *, reason: str) -> list[int]:
    """Free every unused month of people who leave, and name their seats; funded months keep their money."""
    seats: list[int] = []
    for part in in_parts(residents, AT_ONCE):
        rows = _unused(pledge_id) & among(LifeMonth.resident_id, part)
        seats += session.scalars(select(LifeMonth.seat).where(rows).distinct())
        status = case((LifeMonth.status == L.SENT, L.FUNDED), else_=LifeMonth.status)
        change(session, rows, reason=reason, resident_id=None, batch_id=None, status=status)
        _strike_out(session, pledge_id, part)
    return sorted(seats)


def succeed(session: Session, pledge_id: int, sitting: Mapping[int, int]) -> int:
    """Seat people in empty seats (seat -> resident); say how many life-months pass on."""
    types = {"seat": COLUMNS.seat.type, "who": COLUMNS.resident_id.type}
    given = given_rows(session, types, sitting.items())
    rows = _empty(pledge_id) & (LifeMonth.seat == given.c.seat)
    return change(session, rows, reason="succeeded", resident_id=given.c.who)


def sitting(session: Session, pledge_id: int) -> list[int]:
    """List who sits in a pledge in the last month of each seat, in the order of seats."""
    kept = LifeMonth.pledge_id == pledge_id, LifeMonth.status != L.RELEASED
    last = select(LifeMonth.seat, func.max(LifeMonth.month).label("month")).where(*kept).group_by(LifeMonth.seat)
    ends = last.subquery()
    same = and_(ends.c.seat == LifeMonth.seat, ends.c.month == LifeMonth.month)
    asked = select(LifeMonth.resident_id).join(ends, same).where(*kept, LifeMonth.resident_id.is_not(None))
    return [who for who in session.scalars(asked.order_by(LifeMonth.seat)) if who is not None]


def pledges_of(session: Session, resident_id: int) -> list[int]:
    """List the pledges in which somebody has months that are not delivered yet."""
    asked = select(LifeMonth.pledge_id).where(LifeMonth.resident_id == resident_id, LifeMonth.status.in_(UNUSED))
    return list(session.scalars(asked.distinct().order_by(LifeMonth.pledge_id)))


def waiting_seats(session: Session, pledge_id: int) -> list[int]:
    """List the seats nobody sits in, in order."""
    return list(session.scalars(select(LifeMonth.seat).where(_empty(pledge_id)).distinct().order_by(LifeMonth.seat)))


def release(session: Session, rows: ColumnElement[bool], *, reason: str = "released") -> dict[int, Money]:
    """End unused life-months and give each payer's rupiah that stood on them (payer -> sum)."""
    ending = and_(rows, LifeMonth.status.in_((L.PLANNED, L.FUNDED)))
    money = sums_by_payer(session, ending)
    change(session, ending, reason=reason, status=L.RELEASED)
    return money


def unfund(session: Session, rows: ColumnElement[bool]) -> dict[int, Money]:
    """Take the money off paid life-months in no file, and give each payer's rupiah (payer -> sum).

    They keep their people and wait for other money.
    """
    unsent = and_(rows, LifeMonth.status == L.FUNDED, LifeMonth.batch_id.is_(None))
    money = sums_by_payer(session, unsent)
    change(session, unsent, reason="unfunded", status=L.PLANNED, funded_by=None)
    return money


def sums_by_payer(session: Session, rows: ColumnElement[bool]) -> dict[int, Money]:
    """Give the rupiah of each payer in these life-months (payer -> sum)."""
    summed = select(FundingLine.payer_id, func.sum(FundingLine.amount)).join(LifeMonth, _same()).where(rows)
    sums = session.execute(summed.group_by(FundingLine.payer_id))
    return {row[0]: row[1] for row in sums}


def first_of(session: Session, rows: ColumnElement[bool]) -> str:
    """Name the first of these life-months, `2027-01:3`: what happens once to each of them has a reference in it."""
    asked = select(LifeMonth.month, LifeMonth.seat).where(rows).order_by(LifeMonth.month, LifeMonth.seat).limit(1)
    first = session.execute(asked).one_or_none()
    return f"{first[0]}:{first[1]}" if first else ""


def latest_unused(session: Session, pledge_id: int, *, payer_id: int, worth: Money) -> ColumnElement[bool] | None:
    """Name the latest paid months in no file whose shares of a payer are worth so much, all of them when they are not.

    Nobody has used them, so their money may go back; the latest first, so that nobody's next month is taken. Nothing,
    when no month is left to give up.
    """
    unused = and_(LifeMonth.pledge_id == pledge_id, LifeMonth.status == L.FUNDED, LifeMonth.batch_id.is_(None))
    order = LifeMonth.month.desc(), LifeMonth.seat.desc()
    summed = func.sum(FundingLine.amount).over(order_by=order).label("worth")
    shares = select(LifeMonth.month, LifeMonth.seat, summed).join(FundingLine, _same())
    found = shares.where(unused, FundingLine.payer_id == payer_id).subquery()
    enough = select(found.c.month, found.c.seat).where(found.c.worth >= worth.rupiah)
    last = session.execute(enough.order_by(found.c.month.desc(), found.c.seat.desc()).limit(1)).one_or_none()
    if last is not None:
        later = or_(LifeMonth.month > last[0], and_(LifeMonth.month == last[0], LifeMonth.seat >= last[1]))
        return and_(unused, later)
    return unused if session.scalar(select(func.count()).select_from(found)) else None


def unused_worth(session: Session, asked: Mapping[int, tuple[int, Money]]) -> dict[int, tuple[Money, int]]:
    """Say what `latest_unused` would name for each payer of some pledges: its worth to the payer, and how many months.

    Asked by payer: the pledge, and how much it is to be worth. One statement however many payers.
    """
    rows = [(payer, pledge, worth.rupiah) for payer, (pledge, worth) in asked.items()]
    given = given_rows(session, dict.fromkeys(("payer", "pledge", "worth"), BigInteger()), rows)
    order = LifeMonth.month.desc(), LifeMonth.seat.desc()
    later = func.sum(FundingLine.amount).over(partition_by=FundingLine.payer_id, order_by=order) - FundingLine.amount
    shares = (
        select(FundingLine.payer_id, FundingLine.amount, later.label("later"), given.c.worth)
        .select_from(given)
        .join(LifeMonth, LifeMonth.pledge_id == given.c.pledge)
        .join(FundingLine, and_(_same(), FundingLine.payer_id == given.c.payer))
        .where(LifeMonth.status == L.FUNDED, LifeMonth.batch_id.is_(None))
        .subquery()
    )
    named = select(shares.c.payer_id, func.sum(shares.c.amount), func.count()).where(shares.c.later < shares.c.worth)
    return {who: (worth, count) for who, worth, count in session.execute(named.group_by(shares.c.payer_id))}


def of_residents(pledge_id: int, residents: Sequence[int]) -> ColumnElement[bool]:
    """Name the life-months of these people in a pledge."""
    return and_(LifeMonth.pledge_id == pledge_id, among(LifeMonth.resident_id, residents))


def empty_seats(pledge_id: int) -> ColumnElement[bool]:
    """Name the unused life-months nobody sits in."""
    return _empty(pledge_id)


def _same() -> ColumnElement[bool]:
    return and_(
        FundingLine.district_id == LifeMonth.district_id,
        FundingLine.month == LifeMonth.month,
        FundingLine.pledge_id == LifeMonth.pledge_id,
        FundingLine.seat == LifeMonth.seat,
        carries(),
    )


def _unused(pledge_id: int) -> ColumnElement[bool]:
    return and_(LifeMonth.pledge_id == pledge_id, LifeMonth.status.in_(UNUSED))


def _empty(pledge_id: int) -> ColumnElement[bool]:
    unused = LifeMonth.status.in_(FREE_SEATS)
    return and_(LifeMonth.pledge_id == pledge_id, unused, LifeMonth.resident_id.is_(None), ~kept_free())


def _strike_out(session: Session, pledge_id: int, residents: Sequence[int]) -> None:
    """Take people out of files that have not gone out yet."""
    unsent = select(Batch.id).where(Batch.status == BatchStatus.BUILT)
    own = BatchLine.pledge_id == pledge_id, among(BatchLine.resident_id, residents), BatchLine.batch_id.in_(unsent)
    session.execute(delete(BatchLine).where(*own), execution_options={"synchronize_session": "fetch"})


def _check_free(session: Session, residents: Sequence[int], prices: Mapping[Month, Money]) -> None:
    for part in in_parts(residents, AT_ONCE):
        live = LifeMonth.status != L.RELEASED, LifeMonth.month.in_(list(prices)), among(LifeMonth.resident_id, part)
        taken = session.scalar(select(func.count(LifeMonth.resident_id.distinct())).where(*live))
        if taken:
            raise AlreadyCovered(count=taken)
