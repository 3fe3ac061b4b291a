"""Which months a pledge pays: whole families of the people it holds, in their order, as far as the reserve reaches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from srikandi.arrears.models import ArrearsMonth, ArrearsStatus
from srikandi.arrears.moves import move_months
from srikandi.arrears.paying.models import ArrearsLine
from srikandi.arrears.pricing import prices
from srikandi.database import in_parts
from srikandi.ledger import Transfer
from srikandi.money import ZERO, Money, total
from srikandi.residents import Resident, ResidentStatus, usable

PROMISED = (ArrearsStatus.PLANNED, ArrearsStatus.FUNDED, ArrearsStatus.SETTLED)


@dataclass(frozen=True)
class Household:
    """People of one family card who owe months, and what they owe together; the lowest place of theirs comes first."""

    place: int
    resident_ids: tuple[int, ...]
    amount: Money


@dataclass(frozen=True)
class PromisedArrears:
    """How far the arrears of a pledge are, in months and rupiah."""

    planned: tuple[int, Money] = (0, ZERO)
    funded: tuple[int, Money] = (0, ZERO)
    settled: tuple[int, Money] = (0, ZERO)

    @property
    def months(self) -> int:
        """All of them."""
        return self.planned[0] + self.funded[0] + self.settled[0]

    @property
    def amount(self) -> Money:
        """What they cost."""
        return total([self.planned[1], self.funded[1], self.settled[1]])


def households_owing(session: Session, places: Mapping[int, int]) -> list[Household]:
    """Give the families of these people (person -> place) that owe months nobody pays yet, by place."""
    found: dict[object, tuple[int, list[int], Money]] = {}
    for part in in_parts(sorted(places)):
        rows = _debts(session, part)
        cards = {card: min(places[who] for who in part if who in held) for card, held in _cards(session, part).items()}
        for who, card, amount in rows:
            key = bytes(card) if card is not None else who
            place = cards.get(key, places.get(who, 0)) if card is not None else places[who]
            before = found.get(key, (place, [], ZERO))
            if who not in before[1]:
                found[key] = (min(before[0], place), [*before[1], who], before[2] + amount)
    return sorted(
        (Household(at, tuple(sorted(who)), sum_) for at, who, sum_ in found.values()), key=lambda one: one.place
    )


def _cards(session: Session, people: Sequence[int]) -> dict[object, set[int]]:
    cards: dict[object, set[int]] = {}
    asked = select(Resident.family_index, Resident.id).where(
        Resident.id.in_(people), Resident.family_index.is_not(None)
    )
    for card, who in session.execute(asked):
        cards.setdefault(bytes(card or b""), set()).add(who)
    return cards


def _debts(session: Session, people: Sequence[int]) -> list[tuple[int, bytes | None, Money]]:
    """Give what each of these people, and each relative on their cards, owes and nobody pays yet."""
    own = select(Resident.family_index).where(Resident.id.in_(people), Resident.family_index.is_not(None))
    asked = (
        select(Resident.id, Resident.family_index, func.sum(prices(session).column()))
        .join(ArrearsMonth, ArrearsMonth.resident_id == Resident.id)
        .where(
            ArrearsMonth.status == ArrearsStatus.OWED,
            Resident.status != ResidentStatus.EXITED,
            usable(),
            or_(Resident.id.in_(people), Resident.family_index.in_(own)),
        )
        .group_by(Resident.id, Resident.family_index)
        .order_by(Resident.id)
    )
    return [(row[0], row[1], row[2]) for row in session.execute(asked)]


def sum_owing(session: Session, people: Select[int]) -> tuple[int, Money]:
    """Count the people who owe among these and their families, and add up what nobody pays yet; people are a query."""
    cards = select(Resident.family_index).where(Resident.id.in_(people), Resident.family_index.is_not(None))
    asked = (
        select(func.count(Resident.id.distinct()), func.sum(prices(session).column()))
        .join(ArrearsMonth, ArrearsMonth.resident_id == Resident.id)
        .where(
            ArrearsMonth.status == ArrearsStatus.OWED,
            Resident.status != ResidentStatus.EXITED,
            usable(),
            or_(Resident.id.in_(people), Resident.family_index.in_(cards)),
        )
    )
    count, amount = session.execute(asked).one()
    return count, amount or ZERO


def plan(session: Session, pledge_id: int, households: Sequence[Household], *, limit: Money) -> int:
    """Promise the months of whole families, the first in order first, while they cost no more than the limit.

    A family the rest cannot pay ends the line: nobody behind it is served before it. A family somebody else has begun
    to pay meanwhile is left out whole. Gives how many months.
    """
    wanted: list[Household] = []
    for one in households:
        if one.amount > limit:
            break
        limit -= one.amount
        wanted.append(one)
    chosen = _still_owing(session, wanted)
    count = 0
    priced = {"pledge_id": pledge_id, "tariff": prices(session).column()}
    for part in in_parts(chosen):
        owed = ArrearsMonth.resident_id.in_(part), ArrearsMonth.status == ArrearsStatus.OWED
        count += move_months(session, *owed, to=ArrearsStatus.PLANNED, also=priced)
    session.expire_all()
    return count


def _still_owing(session: Session, wanted: Sequence[Household]) -> list[int]:
    """Hold the months of these families, in one order, and give whose still cost what was read."""
    sums: dict[int, Money] = {}
    for part in in_parts(sorted(who for one in wanted for who in one.resident_ids)):
        owed = ArrearsMonth.resident_id.in_(part), ArrearsMonth.status == ArrearsStatus.OWED
        asked = select(ArrearsMonth.resident_id, prices(session).column()).where(*owed)
        key = ArrearsMonth.resident_id, ArrearsMonth.month
        for who, amount in session.execute(asked.order_by(*key).with_for_update()):
            sums[who] = sums.get(who, ZERO) + amount
    return [
        who
        for one in wanted
        if total([sums.get(who, ZERO) for who in one.resident_ids]) == one.amount
        for who in one.resident_ids
    ]


def promised_arrears(session: Session, pledge_ids: Sequence[int]) -> dict[int, PromisedArrears]:
    """Give how far the arrears of these pledges are."""
    rows = session.execute(
        select(ArrearsMonth.pledge_id, ArrearsMonth.status, func.count(), func.sum(ArrearsMonth.tariff))
        .where(ArrearsMonth.pledge_id.in_(pledge_ids), ArrearsMonth.status.in_(PROMISED))
        .group_by(ArrearsMonth.pledge_id, ArrearsMonth.status)
    )
    found: dict[int, dict[str, tuple[int, Money]]] = {one: {} for one in pledge_ids}
    for pledge_id, status, count, amount in rows:
        found[pledge_id or 0][status.value] = (count, amount or ZERO)
    return {one: PromisedArrears(**parts) for one, parts in found.items()}


def used_for_arrears(session: Session, pledge_ids: Sequence[int]) -> dict[tuple[int, int], Money]:
    """Give what of each payer's reserve is in months that are funded or settled: (pledge, organisation) -> rupiah."""
    journal = select(Transfer.journal_id).where(Transfer.id == ArrearsLine.transfer_id).scalar_subquery()
    same = (ArrearsLine.resident_id == ArrearsMonth.resident_id) & (ArrearsLine.month == ArrearsMonth.month)
    rows = session.execute(
        select(ArrearsMonth.pledge_id, ArrearsLine.organisation_id, func.sum(ArrearsLine.amount))
        .join(ArrearsLine, same)
        .where(ArrearsMonth.pledge_id.in_(pledge_ids), ArrearsMonth.funded_by == journal)
        .group_by(ArrearsMonth.pledge_id, ArrearsLine.organisation_id)
    )
    return {(pledge_id or 0, who): amount for pledge_id, who, amount in rows}


def waiting(pledge_id: int) -> tuple[ColumnElement[bool], ...]:
    """Name the months of a pledge that wait for money."""
    return ArrearsMonth.pledge_id == pledge_id, ArrearsMonth.status == ArrearsStatus.PLANNED
