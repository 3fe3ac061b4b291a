"""The calculator: what a promise costs, before anybody is held for it."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from srikandi import places, tariffs
from srikandi.clock import Month
from srikandi.money import Money, total
from srikandi.pledges.offers.terms import Due, PayerQuote, Quote, Share, Terms, blocks
from srikandi.pledges.refusals import NothingOffered, QuotaTooLarge, QuotaTooLong, SharesDoNotAddUp
from srikandi.pledges.shares import Steps, proportional

MOST_LIVES = 200_000
MOST_MONTHS = 60


def quote(session: Session, terms: Terms, *, district_id: int, on: date) -> Quote:
    """Give the rupiah of these terms. Raises: NothingOffered, QuotaTooLarge, QuotaTooLong, TariffMissing, ..."""
    if not (1 <= terms.lives <= MOST_LIVES and 1 <= terms.months <= MOST_MONTHS):
        raise NothingOffered(field="lives")
    if not 0 <= terms.urgent < terms.lives:
        raise QuotaTooLarge(field="urgent")
    if terms.urgent_months > terms.months:
        raise QuotaTooLong(field="urgent_months")
    prices = tariffs.amounts(session, terms.tariff_basis, months=terms.all_months)
    check_shares(terms.shares, month=terms.start_month, price=prices[terms.start_month])
    steps = shares_by_month(terms, prices)
    due_day = places.setting(session, district_id, "due_day", on=on)
    payers = tuple(_payer(terms, share, steps[share.organisation_id], due_day=due_day, on=on) for share in terms.shares)
    return Quote(
        tariff=prices[terms.start_month],
        per_month=prices[terms.start_month] * terms.lives,
        total=total([price * terms.lives for price in prices.values()]),
        payers=payers,
        changes=tuple((month, prices[month]) for month in terms.all_months[1:] if prices[month] != prices[month + -1]),
    )


def check_shares(shares: tuple[Share, ...], *, month: Month, price: Money) -> None:
    """Refuse shares that miss the tariff of the first month. Raises: SharesDoNotAddUp."""
    together = total([share.amount for share in shares])
    if together != price or any(share.amount.rupiah <= 0 for share in shares):
        raise SharesDoNotAddUp(field="shares", shares=together, month=month, tariff=price)


def shares_by_month(terms: Terms, prices: dict[Month, Money]) -> dict[int, Steps]:
    """Give each organisation's share month by month; a tariff known to change is divided as the first one is."""
    first = {share.organisation_id: share.amount for share in terms.shares}
    steps = {who: Steps(amount) for who, amount in first.items()}
    for month in terms.all_months:
        if total([steps[who].in_month(month) for who in steps]) != prices[month]:
            parts = proportional(prices[month], first)
            steps = {who: steps[who].since(month, parts[who]) for who in steps}
    return steps


def _payer(terms: Terms, share: Share, steps: Steps, *, due_day: int, on: date) -> PayerQuote:
    """An instalment is due in the month before the first month it pays for, but never before today."""
    dues, month = [], terms.start_month
    for sequence, length in enumerate(blocks(terms.months, terms.frequency), 1):
        due_on = (month + -1).first_day.replace(day=due_day)
        amount = total([steps.in_month(one) for one in month.following(length)]) * terms.lives
        dues.append(Due(sequence, max(due_on, on), amount, length))
        month += length
    whole = total([due.amount for due in dues])
    return PayerQuote(share.organisation_id, share.amount, whole, tuple(dues), steps)
