"""The calculator: what a promise costs, before anybody is held for it."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from srikandi import places, tariffs
from srikandi.clock import Month
from srikandi.money import Money, total
from srikandi.pledges.offers.terms import Due, PayerQuote, Quote, Share, Terms, blocks, split
from srikandi.pledges.refusals import NothingOffered, SharesDoNotAddUp

MOST_LIVES = 200_000
MOST_MONTHS = 60


def quote(session: Session, terms: Terms, *, district_id: int, on: date) -> Quote:
    """Give the rupiah of these terms. Raises: NothingOffered, SharesDoNotAddUp, TariffMissing."""
    if not (1 <= terms.lives <= MOST_LIVES and 1 <= terms.months <= MOST_MONTHS):
        raise NothingOffered(field="lives")
    prices = tariffs.amounts(session, terms.tariff_basis, months=terms.all_months)
    check_shares(terms.shares, prices)
    due_day = places.setting(session, district_id, "due_day", on=on)
    payers = tuple(_payer(terms, share, due_day=due_day, on=on) for share in terms.shares)
    return Quote(
        tariff=prices[terms.start_month],
        per_month=prices[terms.start_month] * terms.lives,
        total=total([price * terms.lives for price in prices.values()]),
        payers=payers,
    )


def check_shares(shares: tuple[Share, ...], prices: dict[Month, Money]) -> None:
    """Refuse shares that miss the tariff of any month. Raises: SharesDoNotAddUp."""
    together = total([share.amount for share in shares])
    for month, price in prices.items():
        if together != price or any(share.amount.rupiah <= 0 for share in shares):
            raise SharesDoNotAddUp(field="shares", shares=together, month=month, tariff=price)


def _payer(terms: Terms, share: Share, *, due_day: int, on: date) -> PayerQuote:
    """An instalment is due in the month before the first month it pays for, but never before today."""
    whole = share.amount * (terms.lives * terms.months)
    lengths = blocks(terms.months, terms.frequency)
    dues, month = [], terms.start_month
    for sequence, (length, amount) in enumerate(zip(lengths, split(whole, lengths), strict=True), 1):
        due_on = (month + -1).first_day.replace(day=due_day)
        dues.append(Due(sequence, max(due_on, on), amount, length))
        month += length
    return PayerQuote(share.organisation_id, share.amount, whole, tuple(dues))
