"""What one person owes and what a family owes together, and what was said of somebody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from srikandi.arrears.models import UNPAID, ArrearsMonth, ArrearsStatement, CareClass
from srikandi.arrears.pricing import prices
from srikandi.clock import Month
from srikandi.money import ZERO, Money
from srikandi.residents import Resident, ResidentStatus, usable

PAGE = 50


@dataclass(frozen=True)
class Owed:
    """What one person owes."""

    months: int = 0
    first: Month | None = None
    last: Month | None = None
    classes: tuple[CareClass, ...] = ()
    amount: Money = ZERO


def months_owed(resident_id: ColumnElement[int]) -> ColumnElement[int]:
    """Count, for each row of a question, the months this person owes: what a rule about arrears compares with."""
    own = ArrearsMonth.resident_id == resident_id, ArrearsMonth.status.in_(UNPAID)
    return select(func.count()).select_from(ArrearsMonth).where(*own).correlate_except(ArrearsMonth).scalar_subquery()


def owed_by(session: Session, resident_ids: Sequence[int]) -> dict[int, Owed]:
    """Give what each of these people owes; who owes nothing is not there."""
    own = ArrearsMonth.resident_id.in_(resident_ids), ArrearsMonth.status.in_(UNPAID)
    asked = _sums(session, ArrearsMonth.resident_id).where(*own).group_by(ArrearsMonth.resident_id)
    return {row[0]: _owed(row) for row in session.execute(asked)}


def family_owed(session: Session, resident: Resident) -> tuple[Owed, int]:
    """Give what everybody on one family card owes together, and how many of them owe."""
    if resident.family_index is None:
        own = owed_by(session, [resident.id]).get(resident.id, Owed())
        return own, int(own.months > 0)
    return families_owed(session, [resident.family_index]).get(resident.family_index, (Owed(), 0))


def families_owed(session: Session, cards: Sequence[bytes]) -> dict[bytes, tuple[Owed, int]]:
    """Give what each of these family cards owes, and how many of its people do."""
    grouped = _sums(session, Resident.family_index).add_columns(func.count(Resident.id.distinct()))
    asked = grouped.join(Resident, Resident.id == ArrearsMonth.resident_id)
    asked = asked.where(Resident.family_index.in_(cards), *still_owed()).group_by(Resident.family_index)
    return {bytes(row[0]): (_owed(row), row[-1]) for row in session.execute(asked)}


def families_counted() -> ColumnElement[int]:
    """Count, of people a question joins to what they owe, the families: somebody without a family card is one."""
    alone = func.count(Resident.id.distinct()).filter(Resident.family_index.is_(None))
    return func.count(Resident.family_index.distinct()) + alone


def statements_of(session: Session, resident_id: int) -> list[ArrearsStatement]:
    """List what was said of one person, newest first."""
    own = select(ArrearsStatement).where(ArrearsStatement.resident_id == resident_id)
    return list(session.scalars(own.order_by(ArrearsStatement.id.desc()).limit(PAGE)))


def _sums(session: Session, key: InstrumentedAttribute[Any]) -> Select[Any]:
    month, care_class = ArrearsMonth.month, ArrearsMonth.care_class
    is_of = (func.count().filter(care_class == one) for one in CareClass)
    return select(key, func.count(), func.min(month), func.max(month), func.sum(prices(session).column()), *is_of)


def _owed(row: Row[Any]) -> Owed:
    _, months, first, last, amount, *counts = tuple(row)
    return Owed(months, first, last, tuple(one for one, count in zip(CareClass, counts, strict=False) if count), amount)


def still_owed() -> tuple[ColumnElement[bool], ...]:
    """Say which months count: unpaid, of somebody who is here and whose data may be used."""
    return ArrearsMonth.status.in_(UNPAID), Resident.status != ResidentStatus.EXITED, usable()
