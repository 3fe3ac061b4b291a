"""What a certificate may say: life-months that are paid and confirmed, nothing else."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from srikandi import coverage, organisations, pledges
from srikandi.coverage import LifeMonth, LifeMonthStatus
from srikandi.money import total
from srikandi.places import Village
from srikandi.pledges import Pledge
from srikandi.residents import Resident


def certificate_facts(session: Session, pledge_id: int) -> dict[str, Any]:
    """Gather what is true of a pledge now, in small plain values that can be frozen and compared."""
    pledge = session.get_one(Pledge, pledge_id)
    rows = (LifeMonth.pledge_id == pledge_id) & (LifeMonth.status == LifeMonthStatus.ACTIVE)
    counted = (
        select(
            func.count(),
            func.count(LifeMonth.resident_id.distinct()),
            func.count(Village.subdistrict_code.distinct()),
            func.min(LifeMonth.month),
            func.max(LifeMonth.month),
        )
        .join(Resident, Resident.id == LifeMonth.resident_id)
        .join(Village, Village.code == Resident.village_code)
        .where(rows)
    )
    life_months, lives, subdistricts, first, last = session.execute(counted).one()
    money = coverage.sums_by_payer(session, rows)
    payers = pledges.payers_of(session, pledge_id)
    amount = total(list(money.values()))
    return {
        "pledge_number": pledge.number,
        "company": organisations.names(session, [pledge.company_id])[pledge.company_id],
        "lives_promised": pledge.lives,
        "months_promised": pledge.months,
        "lives": lives,
        "life_months": life_months,
        "rupiah": amount.rupiah,
        "terbilang": amount.in_words(),
        "subdistricts": subdistricts,
        "from_month": str(first) if life_months else None,
        "to_month": str(last) if life_months else None,
        "agreement_number": pledge.agreement_number,
        "agreement_on": pledge.agreement_on.isoformat() if pledge.agreement_on else None,
        "payers": [{"name": payer.name, "rupiah": money[payer.id].rupiah} for payer in payers if payer.id in money],
    }
