"""What somebody owes is said again: every statement stays, the months follow the newest one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Integer, exists, insert, literal, select, update
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.arrears.models import UNPAID, ArrearsMonth, ArrearsSource, ArrearsStatement, ArrearsStatus, CareClass
from srikandi.arrears.moves import QUIETLY, move_months
from srikandi.arrears.owing import forget_count
from srikandi.arrears.pricing import Prices, prices
from srikandi.arrears.refusals import ClassNotPriced, PeriodWrong, ReasonNeeded, SaysNothingNew, TooManyMonths
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.database import given_rows, insert_many, instant_text
from srikandi.residents import Resident

MOST_MONTHS = 24
"""A debt of a person counts for two years at most; what is older is forgiven."""


@dataclass(frozen=True)
class Span:
    """Months somebody owes without a gap, in one class."""

    first: Month
    last: Month
    care_class: CareClass

    @property
    def months(self) -> list[Month]:
        """Every month of it."""
        return self.first.following(self.last - self.first + 1)


@dataclass(frozen=True)
class Said:
    """What is said of one person; no span: nothing is owed."""

    resident_id: int
    span: Span | None


def check_span(span: Span, *, known: Prices, this_month: Month) -> None:
    """Say nothing of a debt that can be. Raises: PeriodWrong, TooManyMonths, ClassNotPriced."""
    if span.last < span.first or span.last > this_month:
        raise PeriodWrong(field="last_month")
    if span.last - span.first >= MOST_MONTHS:
        raise TooManyMonths(field="first_month")
    earliest = known.earliest(span.care_class)
    if earliest is None or span.first < earliest:
        raise ClassNotPriced(care_class=span.care_class, month=earliest or this_month, field="first_month")


def correct(
    session: Session,
    resident: Resident,
    span: Span | None,
    *,
    reason: str,
    source: ArrearsSource = ArrearsSource.DISTRICT,
    by: Actor,
) -> ArrearsStatement:
    """Say anew, with a reason, what one person owes; what was said before stays readable.

    Raises: ReasonNeeded, PeriodWrong, TooManyMonths, ClassNotPriced, SaysNothingNew.
    """
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    if span is not None:
        check_span(span, known=prices(session), this_month=Month.of(clock.today()))
    held = select(Resident.id).where(Resident.id == resident.id).with_for_update(key_share=True)
    session.execute(held)
    if stands(session, resident.id) == (set(_priced(span)) if span else set()):
        raise SaysNothingNew
    said = _statement(resident, span, reason=reason.strip(), source=source, by=by)
    session.add(said)
    session.flush()
    follow(session, ArrearsStatement.id == said.id)
    forget_count(session, resident.district_id)
    months = len(span.months) if span else 0
    audit.record(session, "arrears:correct", resident, by=by, reason=reason.strip(), months=months)
    return said


def _statement(
    resident: Resident, span: Span | None, *, reason: str, source: ArrearsSource, by: Actor
) -> ArrearsStatement:
    return ArrearsStatement(
        district_id=resident.district_id,
        resident_id=resident.id,
        source=source,
        first_month=span.first if span else None,
        last_month=span.last if span else None,
        care_class=span.care_class if span else None,
        list_id=None,
        reason=reason,
        said_by=by.user_id,
    )


def write_list(session: Session, list_id: int, said: Sequence[Said], *, district_id: int, by: Actor) -> None:
    """Write down what a list says of many people, and let their months follow."""
    at = instant_text(clock.now())
    names = ("district_id", "resident_id", "source", "first_month", "last_month", "care_class", "list_id")
    shared = (list_id, by.user_id, at)
    rows = [(district_id, one.resident_id, ArrearsSource.LIST.value, *_ends(one.span), *shared) for one in said]
    insert_many(session, ArrearsStatement, (*names, "said_by", "said_at"), rows)
    follow(session, ArrearsStatement.list_id == list_id)
    forget_count(session, district_id)


def follow(session: Session, new: ColumnElement[bool]) -> None:
    """Let the months of everybody these statements name be what they say: owed where named, cleared where not."""
    _clear(session, new)
    _owe_again(session, new)
    _owe(session, new)
    session.expire_all()


def stands(session: Session, resident_id: int) -> set[tuple[Month, CareClass]]:
    """Give the months one person owes, with their classes."""
    own = ArrearsMonth.resident_id == resident_id, ArrearsMonth.status.in_(UNPAID)
    return {
        (month, care_class)
        for month, care_class in session.execute(select(ArrearsMonth.month, ArrearsMonth.care_class).where(*own))
    }


def _priced(span: Span) -> list[tuple[Month, CareClass]]:
    return [(month, span.care_class) for month in span.months]


def _ends(span: Span | None) -> tuple[int | None, int | None, str | None]:
    return (span.first.number, span.last.number, span.care_class.value) if span else (None, None, None)


def _names(new: ColumnElement[bool]) -> ColumnElement[bool]:
    """Tell of a month whether one of these statements names it."""
    between = ArrearsMonth.month.between(ArrearsStatement.first_month, ArrearsStatement.last_month)
    own = ArrearsStatement.resident_id == ArrearsMonth.resident_id
    return exists().where(new, own, between).correlate(ArrearsMonth)


def _clear(session: Session, new: ColumnElement[bool]) -> None:
    newest = _newest(new, ArrearsStatement.resident_id == ArrearsMonth.resident_id)
    spoken_of = ArrearsMonth.resident_id.in_(select(ArrearsStatement.resident_id).where(new))
    gone = spoken_of, ArrearsMonth.status == ArrearsStatus.OWED, ~_names(new)
    move_months(session, *gone, to=ArrearsStatus.CLEARED, also={"statement_id": newest})


def _owe_again(session: Session, new: ColumnElement[bool]) -> None:
    """Months known already follow the class that is said now; those that were cleared are owed again."""
    own = (
        ArrearsStatement.resident_id == ArrearsMonth.resident_id,
        ArrearsMonth.month.between(ArrearsStatement.first_month, ArrearsStatement.last_month),
    )
    known = ArrearsMonth.status.in_((ArrearsStatus.OWED, ArrearsStatus.CLEARED)), _names(new)
    said = select(ArrearsStatement.care_class).where(new, *own).order_by(ArrearsStatement.id.desc()).limit(1)
    values = {
        "care_class": said.correlate(ArrearsMonth).scalar_subquery(),
        "statement_id": _newest(new, *own),
    }
    spoken_of = ArrearsMonth.resident_id.in_(select(ArrearsStatement.resident_id).where(new))
    session.execute(update(ArrearsMonth).where(spoken_of, *known).values(values), execution_options=QUIETLY)
    move_months(session, spoken_of, *known, ArrearsMonth.status == ArrearsStatus.CLEARED, to=ArrearsStatus.OWED)


def _owe(session: Session, new: ColumnElement[bool]) -> None:
    ends = session.execute(
        select(ArrearsStatement.first_month, ArrearsStatement.last_month).where(new).distinct()
    ).all()
    wanted = sorted({month for first, last in ends if first and last for month in first.following(last - first + 1)})
    if not wanted:
        return
    given = given_rows(session, {"month": Integer()}, [(month.number,) for month in wanted])
    month = given.c.month
    fresh = (
        select(
            ArrearsStatement.resident_id,
            month,
            ArrearsStatement.district_id,
            ArrearsStatement.care_class,
            literal(ArrearsStatus.OWED, ArrearsMonth.status.type),
            ArrearsStatement.id,
        )
        .select_from(ArrearsStatement)
        .join(given, month.between(ArrearsStatement.first_month, ArrearsStatement.last_month))
        .where(new, ~_is_known(month))
    )
    names = ["resident_id", "month", "district_id", "care_class", "status", "statement_id"]
    session.execute(insert(ArrearsMonth).from_select(names, fresh))


def _is_known(month: ColumnElement[int]) -> ColumnElement[bool]:
    same = ArrearsMonth.resident_id == ArrearsStatement.resident_id, ArrearsMonth.month == month
    return exists().where(*same).correlate_except(ArrearsMonth)


def _newest(new: ColumnElement[bool], *own: ColumnElement[bool]) -> ColumnElement[int]:
    asked = select(ArrearsStatement.id).where(new, *own).order_by(ArrearsStatement.id.desc()).limit(1)
    return asked.correlate(ArrearsMonth).scalar_subquery()
