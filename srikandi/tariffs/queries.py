"""What a life-month costs in which month."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi.clock import Month
from srikandi.money import Money
from srikandi.tariffs.actions import NewTariff
from srikandi.tariffs.models import Basis, Tariff
from srikandi.tariffs.refusals import TariffMissing


def amount(session: Session, basis: Basis, *, month: Month) -> Money:
    """Give what one life costs in a month. Raises: TariffMissing."""
    return amounts(session, basis, months=[month])[month]


def amounts(session: Session, basis: Basis, *, months: Iterable[Month]) -> dict[Month, Money]:
    """Give what one life costs in each of these months, in one question. Raises: TariffMissing.

    A tariff holds for a month when it is valid on the month's first day.
    """
    rows = [(row.valid_from, row.amount) for row in timetable(session, basis)]
    return {month: _valid(rows, month) for month in months}


def amounts_with(session: Session, new: NewTariff, *, months: Iterable[Month]) -> dict[Month, Money]:
    """Give what one life would cost in each of these months if a tariff counted already. Raises: TariffMissing."""
    known = [(row.valid_from, row.amount) for row in timetable(session, new.basis)]
    rows = sorted({**dict(known), new.valid_from: new.amount}.items(), reverse=True)
    return {month: _valid(rows, month) for month in months}


def prices(session: Session, *, month: Month) -> dict[Basis, Money]:
    """Give what one life costs in a month by basis, in one question; a basis no decree prices is not there."""
    asked = select(Tariff).where(Tariff.valid_from <= month.first_day).order_by(Tariff.valid_from)
    return {row.basis: row.amount for row in session.scalars(asked)}


def timetable(session: Session, basis: Basis) -> list[Tariff]:
    """List the tariffs of a basis, newest first."""
    return list(session.scalars(select(Tariff).where(Tariff.basis == basis).order_by(Tariff.valid_from.desc())))


def _valid(newest_first: list[tuple[date, Money]], month: Month) -> Money:
    for valid_from, amount in newest_first:
        if valid_from <= month.first_day:
            return amount
    raise TariffMissing(month=month)
