"""Money out of a reserve becomes months that are paid, family by family; what nobody needs any more goes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, func, insert, literal, select
from sqlalchemy.orm import Session

from srikandi import clock, ledger
from srikandi.arrears.models import ArrearsMonth, ArrearsStatus
from srikandi.arrears.moves import move_months
from srikandi.arrears.paying.models import ArrearsLine
from srikandi.arrears.paying.planning import waiting
from srikandi.arrears.paying.refusals import MonthsMoved
from srikandi.audit import Actor
from srikandi.database import in_parts
from srikandi.ledger import AccountKey, AccountKind, Arrow, Entry, Transfer
from srikandi.money import ZERO, Money, total
from srikandi.residents import Resident

FUNDING, RELEASE = "arrears", "arrears_release"


def reserve_key(district_id: int, pledge_id: int, organisation_id: int) -> AccountKey:
    """Name what a payer holds back in a pledge."""
    return AccountKey(AccountKind.ARREARS_RESERVE, district_id, organisation_id, pledge_id)


def committed_key(district_id: int, pledge_id: int, organisation_id: int) -> AccountKey:
    """Name what a payer has committed to months people owe."""
    return AccountKey(AccountKind.ARREARS_COMMITTED, district_id, organisation_id, pledge_id)


def fund_arrears(
    session: Session,
    contract: tuple[int, int],
    held: Mapping[int, Money],
    *,
    order: Mapping[int, int],
    by: Actor,
) -> Money:
    """Pay planned months of whole families out of reserves (organisation -> rupiah), each family out of one of them.

    `contract` is district and pledge, held already; `order` is person -> place: a family has its lowest one. Gives what
    was put to use.
    """
    district_id, pledge_id = contract
    families = _families(session, pledge_id, order)
    shares = _shared_out(families, held)
    if not shares:
        return ZERO
    owners = sorted(shares)
    sums = {who: total([amount for _, amount in shares[who]]) for who in owners}
    first = min(one for who in owners for people, _ in shares[who] for one in people)
    arrows = [
        Arrow(reserve_key(district_id, pledge_id, who), committed_key(district_id, pledge_id, who), sums[who])
        for who in owners
    ]
    entry = _entry(f"{FUNDING}:{pledge_id}:{first}:{_times(session, first)}", FUNDING, district_id, pledge_id, arrows)
    journal = ledger.post(session, entry, by=by)
    for who, transfer in zip(owners, ledger.transfers_of(session, journal.id), strict=True):
        people = [one for family, _ in shares[who] for one in family]
        written = _write(session, pledge_id, people, who=who, transfer=transfer, journal_id=journal.id)
        if written != sums[who]:
            raise MonthsMoved
    session.expire_all()
    return total(list(sums.values()))


def release_arrears(session: Session, months: ColumnElement[bool], *, by: Actor) -> Money:
    """Take months out of their pledge again and give their money back to the reserve it came from.

    Only months in no file; whoever calls holds their pledges. Gives how much came back.
    """
    free = ArrearsMonth.settlement_id.is_(None)
    paid = months, free, ArrearsMonth.status == ArrearsStatus.FUNDED
    back = ZERO
    for district_id, pledge_id, journal_id in session.execute(
        select(ArrearsMonth.district_id, ArrearsMonth.pledge_id, ArrearsMonth.funded_by).where(*paid).distinct()
    ).all():
        own = (*paid, ArrearsMonth.pledge_id == pledge_id, ArrearsMonth.funded_by == journal_id)
        back += _give_back(session, (district_id, pledge_id or 0), journal_id or 0, own, by=by)
    planned = months, free, ArrearsMonth.status.in_((ArrearsStatus.PLANNED, ArrearsStatus.FUNDED))
    move_months(session, *planned, to=ArrearsStatus.OWED, also={"pledge_id": None, "tariff": None, "funded_by": None})
    session.expire_all()
    return back


def _give_back(
    session: Session, contract: tuple[int, int], journal_id: int, own: Sequence[ColumnElement[bool]], *, by: Actor
) -> Money:
    district_id, pledge_id = contract
    sums = lines_of(session, *own)
    key = ArrearsMonth.resident_id, ArrearsMonth.month
    who, month = session.execute(select(*key).where(*own).order_by(*key).limit(1)).one()
    arrows = [
        Arrow(committed_key(district_id, pledge_id, one), reserve_key(district_id, pledge_id, one), amount)
        for one, amount in sorted(sums.items())
    ]
    entry = _entry(f"{RELEASE}:{journal_id}:{who}:{month}", RELEASE, district_id, pledge_id, arrows)
    ledger.post(session, entry, by=by)
    return total(list(sums.values()))


def lines_of(session: Session, *months: ColumnElement[bool]) -> dict[int, Money]:
    """Add up what is on these months now, organisation by organisation."""
    journal = select(Transfer.journal_id).where(Transfer.id == ArrearsLine.transfer_id)
    same = (ArrearsLine.resident_id == ArrearsMonth.resident_id) & (ArrearsLine.month == ArrearsMonth.month)
    asked = (
        select(ArrearsLine.organisation_id, func.sum(ArrearsLine.amount))
        .join(ArrearsMonth, same)
        .where(*months, ArrearsMonth.funded_by == journal.correlate(ArrearsLine).scalar_subquery())
        .group_by(ArrearsLine.organisation_id)
    )
    return {row[0]: row[1] for row in session.execute(asked)}


def _families(session: Session, pledge_id: int, order: Mapping[int, int]) -> list[tuple[tuple[int, ...], Money]]:
    """Give the families whose planned months wait for money, in their order."""
    rows = session.execute(
        select(ArrearsMonth.resident_id, Resident.family_index, func.sum(ArrearsMonth.tariff))
        .join(Resident, Resident.id == ArrearsMonth.resident_id)
        .where(*waiting(pledge_id))
        .group_by(ArrearsMonth.resident_id, Resident.family_index)
        .order_by(ArrearsMonth.resident_id)
    )
    found: dict[object, tuple[tuple[int, ...], Money]] = {}
    for who, card, amount in rows:
        people, before = found.get(bytes(card) if card else who, ((), ZERO))
        found[bytes(card) if card else who] = ((*people, who), before + (amount or ZERO))
    last = max(order.values(), default=0) + 1
    return sorted(found.values(), key=lambda one: (min(order.get(who, last) for who in one[0]), one[0]))


def _shared_out(
    families: Sequence[tuple[tuple[int, ...], Money]], held: Mapping[int, Money]
) -> dict[int, list[tuple[tuple[int, ...], Money]]]:
    """Say which reserve pays which family: the first that can pay the whole of it."""
    left, shares = dict(held), dict[int, list[tuple[tuple[int, ...], Money]]]()
    for people, amount in families:
        payer = next((who for who in sorted(left) if left[who] >= amount), None)
        if payer is not None:
            left[payer] -= amount
            shares.setdefault(payer, []).append((people, amount))
    return shares


def _write(
    session: Session, pledge_id: int, people: Sequence[int], *, who: int, transfer: Transfer, journal_id: int
) -> Money:
    written = ZERO
    for part in in_parts(people):
        own = (*waiting(pledge_id), ArrearsMonth.resident_id.in_(part))
        written += session.scalar(select(func.sum(ArrearsMonth.tariff)).where(*own)) or ZERO
        values = (
            ArrearsMonth.resident_id,
            ArrearsMonth.month,
            literal(transfer.id, ArrearsLine.transfer_id.type),
            literal(who, ArrearsLine.organisation_id.type),
            ArrearsMonth.tariff,
        )
        names = ["resident_id", "month", "transfer_id", "organisation_id", "amount"]
        session.execute(insert(ArrearsLine).from_select(names, select(*values).where(*own)))
        move_months(session, *own, to=ArrearsStatus.FUNDED, also={"funded_by": journal_id})
    return written


def _times(session: Session, resident_id: int) -> int:
    """Count how often months of somebody have been paid so far, so that each payment has a name of its own."""
    asked = select(func.count(ArrearsLine.transfer_id.distinct())).where(ArrearsLine.resident_id == resident_id)
    return session.scalar(asked) or 0


def _entry(reference: str, kind: str, district_id: int, pledge_id: int, arrows: list[Arrow]) -> Entry:
    return Entry(
        reference=reference,
        kind=kind,
        district_id=district_id,
        memo=f"Tunggakan komitmen {pledge_id}",
        occurred_at=clock.now(),
        arrows=arrows,
        document=f"pledge/{pledge_id}",
        contract_id=pledge_id,
    )
