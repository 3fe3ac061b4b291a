"""A tariff that changes inside a promise: unfunded months take it, and each payer is asked for its part of it.

A month is funded only when the accepted shares of all payers make its tariff. What a decree adds is divided in
proportion to the shares of before (largest remainder); who pays less than before is not asked.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import audit, coverage, pledges, tariffs
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.coverage import WaitingMonth
from srikandi.money import ZERO, Money, total
from srikandi.pledges import PayerRow, Pledge, PledgeStatus, shares
from srikandi.programme.money.promising import reshape_promise
from srikandi.programme.refusals import ReasonMissing, ShareDoesNotFit, ShareNotAsked

OPEN = (PledgeStatus.APPROVED, PledgeStatus.AGREED, PledgeStatus.RUNNING)


@dataclass(frozen=True)
class ShareAsked:
    """One payer's part in a month whose shares do not make the tariff: what it pays, what it is asked for."""

    payer_id: int
    organisation_id: int
    name: str
    share: Money
    asked: Money
    others: Money
    """What all other payers give together: to take over the rest, this payer pays the tariff less this."""
    refusal: str = ""
    """Why this payer said no to it, if it did."""

    @property
    def more(self) -> Money:
        """How much more it is asked for, of each life-month."""
        return self.asked - self.share


@dataclass(frozen=True)
class Shortfall:
    """Months in a row whose shares do not make their tariff, and who is asked for what."""

    from_month: Month
    to_month: Month
    tariff: Money
    together: Money
    life_months: int
    payers: tuple[ShareAsked, ...]

    @property
    def missing(self) -> Money:
        """Of one life-month."""
        return self.tariff - self.together

    @property
    def total(self) -> Money:
        """Of all these life-months."""
        return self.missing * self.life_months


def price_anew(session: Session, pledge: Pledge, *, by: Actor) -> int:
    """Give the unfunded months of a pledge what they cost now, and ask its payers; say how many life-months changed.

    The pledge is held already. Again changes nothing.
    """
    waiting = coverage.waiting_months(session, [pledge.id])[pledge.id]
    prices = tariffs.amounts(session, pledge.tariff_basis, months={one.month for one in waiting})
    stale = {one.month: prices[one.month] for one in waiting if one.tariff != prices[one.month]}
    if not stale and not _is_uneven(session, pledge, prices):
        return 0
    changed = coverage.reprice(session, pledge.id, stale)
    _ask(session, pledge, prices)
    reshape_promise(session, pledge, since=min(stale, default=min(prices)))
    if changed:
        first = min(stale)
        audit.record(session, "pledge:reprice", pledge, by=by, from_month=str(first), life_months=changed)
    return changed


def apply_tariffs(session: Session, *, by: Actor) -> list[int]:
    """Bring every running promise up to the tariffs of now; give the pledges whose months changed their price."""
    running = session.execute(select(Pledge.id, Pledge.tariff_basis).where(Pledge.status.in_(OPEN))).all()
    changed: list[int] = []
    for basis in tariffs.Basis:
        own = [row.id for row in running if row.tariff_basis is basis]
        months = {one.month for found in coverage.waiting_months(session, own).values() for one in found}
        prices = tariffs.amounts(session, basis, months=months)
        stale = coverage.stale_pledges(session, prices, pledge_ids=own)
        changed += [one for one in stale if price_anew(session, pledges.locked(session, one), by=by)]
    return changed


def shortfalls_of(
    session: Session, pledge: Pledge, *, payers: list[PayerRow], waiting: list[WaitingMonth] | None = None
) -> list[Shortfall]:
    """List the months of a pledge that can't be funded because the shares do not make their tariff."""
    if waiting is None:
        waiting = coverage.waiting_months(session, [pledge.id])[pledge.id]
    asked = _steps_asked(payers)
    found: list[Shortfall] = []
    for one in waiting:
        together = total([payer.share_in(one.month) for payer in payers])
        if together == one.tariff:
            continue
        row = _shortfall(one, payers, asked, together=together)
        last = found[-1] if found else None
        if last is not None and last.to_month + 1 == row.from_month and _same(last, row):
            row = Shortfall(
                last.from_month, row.to_month, row.tariff, row.together, last.life_months + row.life_months, row.payers
            )
            found.pop()
        found.append(row)
    return found


def accept_share(session: Session, pledge: Pledge, *, payer_id: int, amount: Money, since: Month, by: Actor) -> None:
    """Let a payer pay what it is asked for from a month on, or more, up to all that is missing.

    What it takes over nobody else is asked for. The pledge is held already. Raises: ShareNotAsked, ShareDoesNotFit.
    """
    payers = pledges.payers_of(session, pledge.id)
    found = next((one for one in shortfalls_of(session, pledge, payers=payers) if one.from_month == since), None)
    own = next((one for one in found.payers if one.payer_id == payer_id), None) if found else None
    if found is None or own is None or (own.more <= ZERO and amount == own.share):
        raise ShareNotAsked
    if not max(own.asked, own.share) <= amount <= found.tariff - own.others:
        raise ShareDoesNotFit(field="amount", least=max(own.asked, own.share), most=found.tariff - own.others)
    shares.note_share(session, payer_id, from_month=since, amount=amount, accepted_by=by.user_id)
    _ask_the_others(session, found, payer_id=payer_id, amount=amount)
    reshape_promise(session, pledge, since=since)
    audit.record(session, "pledge:share", pledge, by=by, payer_id=payer_id, from_month=str(since), share=amount.rupiah)


def decline_share(session: Session, pledge: Pledge, *, payer_id: int, since: Month, reason: str, by: Actor) -> None:
    """Let a payer say, with a reason the district reads, that it does not take what a tariff asks of it.

    The months wait on until another payer takes it over or this one accepts after all. The pledge is held already.
    Raises: ReasonMissing, ShareNotAsked.
    """
    if not reason.strip():
        raise ReasonMissing(field="reason")
    payers = pledges.payers_of(session, pledge.id)
    found = next((one for one in shortfalls_of(session, pledge, payers=payers) if one.from_month == since), None)
    payer = next((one for one in payers if one.id == payer_id), None)
    row = payer.waiting_in(since) if payer is not None and found is not None else None
    if row is None or row.declined_at is not None:
        raise ShareNotAsked
    shares.note_refusal(session, row, reason=reason.strip(), declined_by=by.user_id)
    audit.record(
        session, "pledge:decline_share", pledge, by=by, reason=reason.strip(), payer_id=payer_id, from_month=str(since)
    )


def _ask_the_others(session: Session, found: Shortfall, *, payer_id: int, amount: Money) -> None:
    """Divide what is still missing over the payers who have not answered; nothing missing asks nobody."""
    rest = [one for one in found.payers if one.payer_id != payer_id]
    waiting = {one.payer_id: one.share for one in rest if one.asked != one.share}
    if not waiting:
        return
    sure = total([one.share for one in rest if one.payer_id not in waiting])
    for other, asked in shares.proportional(found.tariff - amount - sure, waiting).items():
        if asked == waiting[other]:
            shares.note_share(session, other, from_month=found.from_month, amount=asked)
        else:
            shares.ask_share(session, other, from_month=found.from_month, amount=asked)


def _is_uneven(session: Session, pledge: Pledge, prices: dict[Month, Money]) -> bool:
    """Do the shares, those asked for included, miss the tariff of some month?"""
    asked = _steps_asked(pledges.payers_of(session, pledge.id))
    return any(total([steps.in_month(month) for steps in asked.values()]) != price for month, price in prices.items())


def _ask(session: Session, pledge: Pledge, prices: dict[Month, Money]) -> None:
    payers = pledges.payers_of(session, pledge.id)
    asked = _steps_asked(payers)
    for month, price in sorted(prices.items()):
        before = {payer.id: asked[payer.id].in_month(month) for payer in payers}
        if total(list(before.values())) == price:
            continue
        for payer_id, amount in shares.proportional(price, before).items():
            if amount == before[payer_id]:
                continue
            if amount > before[payer_id]:
                shares.ask_share(session, payer_id, from_month=month, amount=amount)
            else:
                shares.note_share(session, payer_id, from_month=month, amount=amount)
            asked[payer_id] = asked[payer_id].since(month, amount)


def _steps_asked(payers: list[PayerRow]) -> dict[int, shares.Steps]:
    """Give the shares of payers as they would be if every proposal were accepted."""
    return {payer.id: payer.asked for payer in payers}


def _shortfall(
    one: WaitingMonth, payers: list[PayerRow], asked: dict[int, shares.Steps], *, together: Money
) -> Shortfall:
    rows = tuple(
        ShareAsked(
            payer_id=payer.id,
            organisation_id=payer.organisation_id,
            name=payer.name,
            share=payer.share_in(one.month),
            asked=asked[payer.id].in_month(one.month),
            others=together - payer.share_in(one.month),
            refusal=_refusal(payer, one.month),
        )
        for payer in payers
    )
    return Shortfall(one.month, one.month, one.tariff, together, one.count, rows)


def _refusal(payer: PayerRow, month: Month) -> str:
    row = payer.waiting_in(month)
    return row.reason or "" if row is not None else ""


def _same(left: Shortfall, right: Shortfall) -> bool:
    return (left.tariff, left.together, left.payers) == (right.tariff, right.together, right.payers)
