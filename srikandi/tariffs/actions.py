"""How a decree changes what a life-month costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import audit
from srikandi.audit import Actor
from srikandi.money import Money
from srikandi.tariffs.models import Basis, Tariff
from srikandi.tariffs.refusals import TariffClash


@dataclass(frozen=True)
class NewTariff:
    """What a decree says about one basis."""

    basis: Basis
    amount: Money
    valid_from: date
    decree: str


CLASS_THREE = (
    NewTariff(Basis.PARTICIPANT, Money(35_000), date(2021, 1, 1), "PMK 78/2020"),
    NewTariff(Basis.PARTICIPANT_AND_REGION, Money(37_800), date(2021, 1, 1), "PMK 78/2020"),
)


def decree(session: Session, new: NewTariff, *, by: Actor) -> Tariff:
    """Give the tariff from its day on; the same decree twice is one tariff. Raises: TariffClash."""
    known = session.scalar(select(Tariff).where(Tariff.basis == new.basis, Tariff.valid_from == new.valid_from))
    if known is not None:
        if (known.amount, known.decree) != (new.amount, new.decree):
            raise TariffClash(field="valid_from")
        return known
    tariff = Tariff(basis=new.basis, amount=new.amount, valid_from=new.valid_from, decree=new.decree)
    session.add(tariff)
    session.flush()
    audit.record(session, "tariff:decree", tariff, by=by, basis=str(new.basis), rupiah=new.amount.rupiah)
    return tariff


def plant(session: Session, *, by: Actor | None = None) -> list[Tariff]:
    """Give the class III tariffs of PMK 78/2020, planting those that are not there yet."""
    return [decree(session, new, by=by or Actor.system("tarif")) for new in CLASS_THREE]
