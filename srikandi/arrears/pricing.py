"""What a month somebody owes costs: by the class they paid for then, and by that month's decree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, case, literal, select
from sqlalchemy.orm import Session

from srikandi import tariffs
from srikandi.arrears.models import ArrearsMonth, CareClass, ClassTariff
from srikandi.arrears.refusals import ClassNotPriced
from srikandi.clock import Month
from srikandi.database import MoneyType
from srikandi.money import ZERO, Money, total


@dataclass(frozen=True)
class Prices:
    """What a month costs by class: from which month on how much, newest first."""

    steps: Mapping[CareClass, Sequence[tuple[Month, Money]]]

    def of(self, care_class: CareClass, month: Month) -> Money:
        """Give what a month of a class costs. Raises: ClassNotPriced."""
        for since, amount in self.steps[care_class]:
            if since <= month:
                return amount
        raise ClassNotPriced(care_class=care_class, month=self.earliest(care_class))

    def earliest(self, care_class: CareClass) -> Month | None:
        """Give the first month whose price is known."""
        return self.steps[care_class][-1][0] if self.steps[care_class] else None

    def of_months(self, care_class: CareClass, months: Iterable[Month]) -> Money:
        """Give what these months cost together. Raises: ClassNotPriced."""
        return total([self.of(care_class, month) for month in months])

    def column(self) -> ColumnElement[Money]:
        """Give the price of each row of `ArrearsMonth`; months nobody can price are never written."""
        cases = [
            (and_(ArrearsMonth.care_class == care_class, ArrearsMonth.month >= since), literal(amount, MoneyType))
            for care_class, steps in self.steps.items()
            for since, amount in steps
        ]
        nothing = literal(ZERO, MoneyType)
        return case(*cases, else_=nothing) if cases else nothing


def prices(session: Session) -> Prices:
    """Give what months of each class cost, in one question."""
    steps: dict[CareClass, list[tuple[Month, Money]]] = {one: [] for one in CareClass}
    third = literal(CareClass.THIRD, ClassTariff.care_class.type), tariffs.Tariff.valid_from, tariffs.Tariff.amount
    others = select(ClassTariff.care_class, ClassTariff.valid_from, ClassTariff.amount)
    both = others.union_all(select(*third).where(tariffs.Tariff.basis == tariffs.Basis.PARTICIPANT)).subquery()
    for care_class, valid_from, amount in session.execute(select(both).order_by(both.c.valid_from.desc())):
        steps[care_class].append((_first(valid_from), amount))
    return Prices(steps)


def _first(day: date) -> Month:
    """Give the first month a tariff holds for: it is valid on the month's first day."""
    month = Month.of(day)
    return month if day == month.first_day else month + 1
