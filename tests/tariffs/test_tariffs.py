"""A life-month costs what the decree of its month says."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from srikandi import tariffs
from srikandi.clock import Month
from srikandi.money import Money
from srikandi.tariffs import Basis, NewTariff
from tests.people import SYSTEM


def test_planting_twice_gives_the_two_amounts_of_pmk_78_2020_once(session: Session) -> None:
    tariffs.plant(session)
    tariffs.plant(session, by=SYSTEM)
    month = Month(2027, 1)
    assert tariffs.amount(session, Basis.PARTICIPANT, month=month) == Money(35_000)
    assert tariffs.amount(session, Basis.PARTICIPANT_AND_REGION, month=month) == Money(37_800)
    assert len(tariffs.timetable(session, Basis.PARTICIPANT)) == 1


@pytest.mark.parametrize(
    ("lives", "months", "total"), [(30, 1, 1_134_000), (30, 12, 13_608_000), (46_947, 12, 21_295_159_200)]
)
def test_published_budgets_come_out(session: Session, lives: int, months: int, total: int) -> None:
    tariffs.plant(session)
    per_month = tariffs.amounts(session, Basis.PARTICIPANT_AND_REGION, months=Month(2026, 1).following(months))
    assert sum((amount * lives for amount in per_month.values()), Money(0)) == Money(total)


def test_a_decree_inside_a_commitment_applies_from_its_month_on(session: Session) -> None:
    tariffs.plant(session)
    decree = NewTariff(Basis.PARTICIPANT, Money(40_000), date(2027, 3, 1), "Perpres contoh")
    tariffs.decree(session, decree, by=SYSTEM)
    tariffs.decree(session, NewTariff(Basis.PARTICIPANT, Money(41_000), date(2027, 4, 2), "Lagi"), by=SYSTEM)
    amounts = tariffs.amounts(session, Basis.PARTICIPANT, months=Month(2027, 2).following(4))
    assert [one.rupiah for one in amounts.values()] == [35_000, 40_000, 40_000, 41_000]
    with pytest.raises(tariffs.TariffClash):
        tariffs.decree(session, NewTariff(Basis.PARTICIPANT, Money(1), date(2027, 3, 1), "Lain"), by=SYSTEM)


def test_a_month_no_decree_speaks_of_has_no_price(session: Session) -> None:
    tariffs.plant(session)
    with pytest.raises(tariffs.TariffMissing, match="2020-12"):
        tariffs.amount(session, Basis.PARTICIPANT, month=Month(2020, 12))
