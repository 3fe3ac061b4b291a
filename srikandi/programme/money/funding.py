"""Money becomes life-months: whole ones only, oldest month first, and only when every payer's share is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from sqlalchemy.orm import Session

from srikandi import clock, coverage, ledger, pledges, tariffs
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.coverage import Fundable, LifeMonth, Line, WaitingMonth
from srikandi.i18n import N_
from srikandi.ledger import AccountKey, AccountKind, Arrow, Entry, Transfer
from srikandi.money import ZERO, Money, total
from srikandi.pledges import PayerRow, Pledge, PledgeStatus
from srikandi.programme.money.pricing import accept_share, decline_share, price_anew
from srikandi.programme.money.reserving import fill_reserves, pay_arrears
from srikandi.programme.refusals import BookMismatch

FUNDABLE = (PledgeStatus.APPROVED, PledgeStatus.AGREED, PledgeStatus.RUNNING)
NOT_APPROVED = N_("Komitmen belum disetujui kabupaten; dana tersimpan sebagai titipan penanggung.")
READY = N_("Dana %(name)s sudah cukup untuk %(covers)s jiwa-bulan.")
MISSING = N_(
    "Titipan %(name)s yang belum terpakai %(balance)s, padahal satu jiwa-bulan perlu %(share)s. "
    "Kurang %(missing)s untuk %(waiting)s jiwa-bulan."
)
PARTLY = N_("Dana %(name)s cukup untuk %(covers)s dari %(waiting)s jiwa-bulan; masih kurang %(missing)s.")


@dataclass(frozen=True)
class Funding:
    """What money has just become."""

    months_funded: int
    """Life-months."""
    amount: Money
    left: Money
    """Visible credit of all payers."""


@dataclass(frozen=True)
class PayerGap:
    """One payer's money beside the life-months that wait, and in words what is missing."""

    payer_id: int
    organisation_id: int
    name: str
    share: Money
    balance: Money
    waiting: int
    covers: int
    missing: Money
    message: str

    @property
    def is_short(self) -> bool:
        """Does this payer keep the next life-month from being funded?"""
        return self.covers == 0

    @property
    def values(self) -> dict[str, object]:
        """What fills the gaps of the message."""
        shown = ("name", "share", "balance", "waiting", "covers", "missing")
        return {name: getattr(self, name) for name in shown}

    @property
    def words(self) -> str:
        """The Indonesian sentence."""
        return self.message % self.values


def funds_key(pledge: Pledge, organisation_id: int) -> AccountKey:
    """Name a payer's unallocated funds for a pledge."""
    return AccountKey(AccountKind.PAYER_FUNDS, pledge.district_id, organisation_id, pledge.id)


def committed_key(pledge: Pledge, organisation_id: int) -> AccountKey:
    """Name what a payer has committed to a pledge."""
    return AccountKey(AccountKind.COMMITTED_FUNDS, pledge.district_id, organisation_id, pledge.id)


def fund(session: Session, pledge_id: int, *, by: Actor) -> Funding:
    """Fund as many whole life-months as every payer's own money allows; the rest stays visible credit.

    Each costs what its month costs now; a month whose shares do not make its tariff waits until they do. What a payer
    has paid beyond its premiums fills the reserve it has set, if any.
    """
    pledge = pledges.locked(session, pledge_id)
    funding = _fund(session, pledge, by=by)
    aside = fill_reserves(session, pledge, by=by) if pledge.status in FUNDABLE else ZERO
    if pledge.status in FUNDABLE:
        pay_arrears(session, pledge, by=by)
    return replace(funding, left=funding.left - aside)


def _fund(session: Session, pledge: Pledge, *, by: Actor) -> Funding:
    pledge_id = pledge.id
    if pledge.status not in FUNDABLE:
        return Funding(0, ZERO, total(list(_funds(session, pledge, pledges.payers_of(session, pledge_id)).values())))
    price_anew(session, pledge, by=by)
    payers = pledges.payers_of(session, pledge_id)
    ledger.lock(session, [funds_key(pledge, payer.organisation_id) for payer in payers])
    funds = _funds(session, pledge, payers)
    kept = coverage.urgency.kept_months(session, pledge_id) if pledge.urgent_lives else {}
    taken = _affordable(payers, funds, coverage.waiting_months(session, [pledge_id])[pledge_id], kept)
    rows = coverage.fundable(session, pledge_id, taken)
    if not rows:
        return Funding(0, ZERO, total(list(funds.values())))
    amount = _commit(session, pledge, payers=payers, rows=rows, by=by)
    pledges.keep(session, pledge_id, sorted({row.resident_id for row in rows}))
    return Funding(len(rows), amount, total(list(funds.values())) - amount)


def top_up(session: Session, pledge: Pledge, *, payer_id: int, amount: Money, since: Month, by: Actor) -> Funding:
    """Let a payer accept a share that a tariff asks for, or more of it, and put the money to use.

    Raises: ShareNotAsked, ShareDoesNotFit.
    """
    pledge = pledges.locked(session, pledge.id)
    price_anew(session, pledge, by=by)
    accept_share(session, pledge, payer_id=payer_id, amount=amount, since=since, by=by)
    return fund(session, pledge.id, by=by)


def decline_top_up(session: Session, pledge: Pledge, *, payer_id: int, since: Month, reason: str, by: Actor) -> None:
    """Let a payer refuse, with a reason, a share that a tariff asks for. Raises: ReasonMissing, ShareNotAsked."""
    pledge = pledges.locked(session, pledge.id)
    decline_share(session, pledge, payer_id=payer_id, since=since, reason=reason, by=by)


def why_not_funded(session: Session, pledge_id: int) -> list[PayerGap]:
    """Say payer by payer what keeps the remaining life-months from being funded; nothing when none waits."""
    return gaps_of(session, session.get_one(Pledge, pledge_id), payers=pledges.payers_of(session, pledge_id))


def gaps_of(
    session: Session, pledge: Pledge, *, payers: list[PayerRow], waiting: list[WaitingMonth] | None = None
) -> list[PayerGap]:
    """Say the same of payers and months that have been asked for already; uneven shares are told apart."""
    if pledge.ended_at is not None:
        return []
    is_open = pledge.status in FUNDABLE
    if waiting is None or not is_open:
        waiting = _waiting(session, pledge, is_open=is_open)
    waiting = _even(payers, waiting)
    if not any(one.seated for one in waiting):
        return []
    funds = _funds(session, pledge, payers)
    return [_gap(payer, funds[payer.id], waiting=waiting, is_open=is_open) for payer in payers]


def _waiting(session: Session, pledge: Pledge, *, is_open: bool) -> list[WaitingMonth]:
    if is_open:
        return coverage.waiting_months(session, [pledge.id])[pledge.id]
    months = pledge.start_month.following(pledge.months)
    prices = tariffs.amounts(session, pledge.tariff_basis, months=months)
    return [WaitingMonth(month, prices[month], pledge.lives, pledge.lives) for month in months]


def _even(payers: list[PayerRow], waiting: list[WaitingMonth]) -> list[WaitingMonth]:
    return [one for one in waiting if total([payer.share_in(one.month) for payer in payers]) == one.tariff]


def _affordable(
    payers: list[PayerRow], funds: Mapping[int, Money], waiting: list[WaitingMonth], kept: Mapping[Month, int]
) -> dict[Month, int]:
    """Say how many life-months of which month all payers can pay together: the oldest month first, no month jumped.

    What seats kept free for urgent cases will cost in a month is not spent on later ones.
    """
    left, taken = dict(funds), dict[Month, int]()
    for one in _even(payers, waiting):
        wanted = one.seated + kept.get(one.month, 0)
        shares = {payer.id: payer.share_in(one.month) for payer in payers}
        count = min(wanted, *(left[payer_id] // share for payer_id, share in shares.items()))
        if count > 0 and one.seated:
            taken[one.month] = min(count, one.seated)
        left = {payer_id: left[payer_id] - share * max(count, 0) for payer_id, share in shares.items()}
        if count < wanted:
            break
    return taken


def _gap(payer: PayerRow, balance: Money, *, waiting: list[WaitingMonth], is_open: bool) -> PayerGap:
    seats = sum(one.seated for one in waiting)
    covers = sum(_affordable_alone(payer, balance, waiting))
    message = READY if covers == seats else PARTLY if covers else MISSING
    asked = total([payer.share_in(one.month) * one.seated for one in waiting])
    return PayerGap(
        payer_id=payer.id,
        organisation_id=payer.organisation_id,
        name=payer.name,
        share=payer.share_in(waiting[0].month),
        balance=balance,
        waiting=seats,
        covers=covers,
        missing=max(asked - balance, ZERO),
        message=message if is_open else NOT_APPROVED,
    )


def _affordable_alone(payer: PayerRow, balance: Money, waiting: list[WaitingMonth]) -> Iterator[int]:
    for one in waiting:
        share = payer.share_in(one.month)
        count = max(min(balance // share, one.seated), 0)
        balance -= share * count
        yield count


def _funds(session: Session, pledge: Pledge, payers: list[PayerRow]) -> dict[int, Money]:
    known = ledger.balances(session, kind=AccountKind.PAYER_FUNDS, contract_id=pledge.id)
    return {payer.id: known.get((payer.organisation_id, pledge.id), ZERO) for payer in payers}


def _reference(session: Session, pledge: Pledge, first: Fundable) -> str:
    """Name what pays a life-month once; one whose money was taken back is paid again under another name."""
    same = (LifeMonth.pledge_id == pledge.id) & (LifeMonth.month == first.month) & (LifeMonth.seat == first.seat)
    before = coverage.times_paid(session, same)
    return f"{coverage.FUNDING}:{pledge.id}:{first.month}:{first.seat}" + (f":{before}" if before else "")


def _commit(session: Session, pledge: Pledge, *, payers: list[PayerRow], rows: list[Fundable], by: Actor) -> Money:
    """Post one control transfer per payer and month with the lines under it, and give what it came to.

    Both must agree, or nothing stands.
    """
    counts = [(month, len(list(seats))) for month, seats in groupby(rows, key=lambda row: row.month)]
    parts = [(month, payer, payer.share_in(month) * count) for month, count in counts for payer in payers]
    arrows = [
        Arrow(funds_key(pledge, payer.organisation_id), committed_key(pledge, payer.organisation_id), amount)
        for _, payer, amount in parts
    ]
    entry = Entry(
        reference=_reference(session, pledge, rows[0]),
        kind=coverage.FUNDING,
        district_id=pledge.district_id,
        memo=f"{len(rows)} jiwa-bulan {pledge.number}",
        occurred_at=clock.now(),
        arrows=arrows,
        document=f"pledge/{pledge.id}",
        contract_id=pledge.id,
    )
    journal = ledger.post(session, entry, by=by)
    transfers = ledger.transfers_of(session, journal.id)
    marked = coverage.mark_funded(session, pledge.id, rows, journal=journal)
    lines = [
        Line(month, payer.id, payer.share_in(month), transfer.id)
        for (month, payer, _), transfer in zip(parts, transfers, strict=True)
    ]
    written = coverage.write_lines(session, pledge.id, journal=journal, lines=lines)
    if marked != len(rows) or not _agree(transfers, written):
        raise BookMismatch(entry.reference)
    return total([amount for _, _, amount in parts])


def _agree(transfers: list[Transfer], written: Mapping[int, Money]) -> bool:
    """Tell whether what was written under each control transfer is what it carries, rupiah for rupiah."""
    return {one.id: one.amount for one in transfers} == written
