"""What pages show of arrears in pledges, and the workbook that goes to BPJS Kesehatan."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from srikandi import audit, residents
from srikandi.arrears import ArrearsMonth, ArrearsStatus, prices
from srikandi.arrears.paying import ArrearsSettlement, sum_owing
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.money import ZERO, Money, total
from srikandi.organisations import Organisation
from srikandi.pledges import LIVE_HOLDS, Hold, Pledge
from srikandi.pools import MemberStatus, PoolMember
from srikandi.residents import Resident

HEADERS = (
    "NO",
    "NO KK",
    "NIK",
    "NAMA",
    "KELAS",
    "BULAN AWAL",
    "BULAN AKHIR",
    "JUMLAH BULAN",
    "TUNGGAKAN",
    "SEKELUARGA",
)
NEWEST = 100


@dataclass(frozen=True)
class SettlementRow:
    """One file in a list."""

    settlement: ArrearsSettlement
    pledge_number: str
    company: str


@dataclass(frozen=True)
class Debt:
    """What one person owes in a file."""

    resident_id: int
    name: str
    care_classes: str
    first: Month
    last: Month
    months: int
    amount: Money
    is_settled: bool


@dataclass(frozen=True)
class SettlementFamily:
    """People on one family card in a file: they are struck off together."""

    people: tuple[Debt, ...]

    @property
    def key(self) -> str:
        """Names the family on a form."""
        return str(self.people[0].resident_id)

    @property
    def amount(self) -> Money:
        """What they owe together."""
        return total([one.amount for one in self.people])

    @property
    def months(self) -> int:
        """How many months that is."""
        return sum(one.months for one in self.people)

    @property
    def is_settled(self) -> bool:
        """Has the branch struck them off?"""
        return all(one.is_settled for one in self.people)


@dataclass(frozen=True)
class HeldOwing:
    """What people of a promise, and their families, owe and nobody pays yet."""

    people: int
    amount: Money


def held_owing(session: Session, pledge: Pledge) -> HeldOwing:
    """Say what the people held for a promise and their families owe and nobody pays yet."""
    held = select(Hold.resident_id).where(Hold.pledge_id == pledge.id, Hold.status.in_(LIVE_HOLDS))
    return HeldOwing(*sum_owing(session, held))


def next_owing(session: Session, pool_id: int, *, lives: int) -> HeldOwing:
    """Say the same of the next people in a pool's order, before anybody is held."""
    listed = PoolMember.pool_id == pool_id, PoolMember.status == MemberStatus.LISTED, PoolMember.place.is_not(None)
    queue = select(PoolMember.resident_id).where(*listed).order_by(PoolMember.place).limit(lives).subquery()
    return HeldOwing(*sum_owing(session, select(queue.c.resident_id)))


def settlement_rows(session: Session, asked: Select[ArrearsSettlement]) -> list[SettlementRow]:
    """List these files, newest first, with the promises they belong to."""
    joined = asked.join(Pledge, Pledge.id == ArrearsSettlement.pledge_id)
    joined = joined.join(Organisation, Organisation.id == Pledge.company_id)
    rows = joined.add_columns(Pledge.number, Organisation.name).order_by(ArrearsSettlement.id.desc()).limit(NEWEST)
    return [SettlementRow(*row) for row in session.execute(rows)]


def families_of(session: Session, settlement: ArrearsSettlement) -> list[SettlementFamily]:
    """List the families of a file, each with its people and what they owe."""
    classes = func.min(ArrearsMonth.care_class), func.max(ArrearsMonth.care_class)
    ends = func.min(ArrearsMonth.month), func.max(ArrearsMonth.month)
    asked = (
        select(
            Resident.family_index, Resident.id, Resident.name, *classes, *ends,
            func.count(), func.sum(ArrearsMonth.tariff), func.max(ArrearsMonth.status),
        )
        .join(ArrearsMonth, ArrearsMonth.resident_id == Resident.id)
        .where(ArrearsMonth.settlement_id == settlement.id)
        .group_by(Resident.family_index, Resident.id, Resident.name)
        .order_by(Resident.name, Resident.id)
    )  # fmt: skip
    found: dict[object, list[Debt]] = {}
    for card, who, name, low, high, first, last, count, amount, status in session.execute(asked):
        words = low if low == high else f"{low}, {high}"
        debt = Debt(who, name, str(words), first, last, count, amount or ZERO, status == ArrearsStatus.SETTLED)
        found.setdefault(bytes(card) if card else who, []).append(debt)
    return [SettlementFamily(tuple(people)) for people in found.values()]


def file_of(session: Session, settlement: ArrearsSettlement, *, by: Actor) -> bytes:
    """Give the workbook with full identities; that it was taken is written down."""
    families = families_of(session, settlement)
    known = residents.identities(session, [one.resident_id for family in families for one in family.people])
    rows = [
        (known[one.resident_id].family_card or "", known[one.resident_id].nik, one, family)
        for family in families
        for one in family.people
    ]
    audit.record(session, "arrears_settlement:download", settlement, by=by)
    return _workbook(settlement.number, rows)


def _workbook(title: str, rows: Sequence[tuple[str, str, Debt, SettlementFamily]]) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False})
    sheet, text = book.add_worksheet(title), book.add_format({"num_format": "@"})
    sheet.write_row(0, 0, HEADERS)
    for number, (card, nik, one, family) in enumerate(rows, 1):
        sheet.write_number(number, 0, number)
        for column, words in enumerate((card, nik, one.name, one.care_classes, str(one.first), str(one.last)), 1):
            sheet.write_string(number, column, words, text)
        for column, count in enumerate((one.months, one.amount.rupiah, family.amount.rupiah), 7):
            sheet.write_number(number, column, count)
    book.close()
    return target.getvalue()


@dataclass(frozen=True)
class WaitingForFile:
    """Paid months of one promise that are in no file yet."""

    pledge: Pledge
    company: str
    months: int
    amount: Money


def waiting_for_file(session: Session, *, viewer: Actor) -> list[WaitingForFile]:
    """List the promises of the viewer's districts with paid months in no file."""
    free = ArrearsMonth.status == ArrearsStatus.FUNDED, ArrearsMonth.settlement_id.is_(None)
    summed = (
        select(ArrearsMonth.pledge_id, func.count().label("months"), func.sum(ArrearsMonth.tariff).label("amount"))
        .where(ArrearsMonth.district_id.in_(viewer.district_ids), *free)
        .group_by(ArrearsMonth.pledge_id)
        .subquery()
    )
    asked = select(Pledge, Organisation.name, summed.c.months, summed.c.amount)
    asked = asked.join(summed, summed.c.pledge_id == Pledge.id).join(Organisation, Organisation.id == Pledge.company_id)
    return [WaitingForFile(*row) for row in session.execute(asked.order_by(Pledge.id))]


@dataclass(frozen=True)
class PledgeOwing:
    """A promise of premiums some of whose people owe months that nobody pays."""

    pledge: Pledge
    company: str
    people: int
    amount: Money


def pledges_owing(session: Session, *, viewer: Actor) -> list[PledgeOwing]:
    """List the promises that hold people whose own arrears nobody pays: their cards cannot become active yet."""
    own = (
        select(Hold.pledge_id, func.count(Hold.resident_id.distinct()).label("people"))
        .add_columns(func.sum(prices(session).column()).label("amount"))
        .join(ArrearsMonth, ArrearsMonth.resident_id == Hold.resident_id)
        .where(ArrearsMonth.district_id.in_(viewer.district_ids), ArrearsMonth.status == ArrearsStatus.OWED)
        .where(Hold.status.in_(LIVE_HOLDS))
        .group_by(Hold.pledge_id)
        .subquery()
    )
    asked = select(Pledge, Organisation.name, own.c.people, own.c.amount).join(own, own.c.pledge_id == Pledge.id)
    asked = asked.join(Organisation, Organisation.id == Pledge.company_id).where(Pledge.ended_at.is_(None))
    return [PledgeOwing(*row) for row in session.execute(asked.order_by(Pledge.id.desc()).limit(NEWEST))]
