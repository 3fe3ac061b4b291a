"""A bill is stated by the branch; what changes is a new version beside the old one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, func, insert, select
from sqlalchemy.orm import Session

from srikandi import audit
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.closings.bills.reading import BilledList
from srikandi.closings.models import PremiumBill, PremiumBillLine
from srikandi.closings.refusals import BillIncomplete, BillUnknown, CorrectionNeedsReason, SameBill
from srikandi.database import in_parts
from srikandi.money import ZERO, Money
from srikandi.places import District
from srikandi.tariffs import Basis


@dataclass(frozen=True)
class StatedBill:
    """What a bill says."""

    month: Month
    segment: Basis
    number: str
    headcount: int
    amount: Money
    due_on: date
    reason: str | None = None
    file_id: int | None = None


def state_bill(
    session: Session,
    district: District,
    stated: StatedBill,
    *,
    people: BilledList | None,
    whose: Mapping[int, int],
    by: Actor,
) -> PremiumBill:
    """Write a bill down, with its list; `whose` says which rows are residents known here (row -> resident).

    Raises: BillIncomplete, CorrectionNeedsReason, SameBill.
    """
    if not stated.number.strip() or stated.headcount < 0 or bool(stated.headcount) is not (stated.amount > ZERO):
        raise BillIncomplete(field="number" if not stated.number.strip() else "amount")
    former = newest_bill(session, district.id, stated.month, stated.segment)
    reason = (stated.reason or "").strip() or None
    if former is not None:
        _check_change(former, stated, people, reason)
    bill = _row(district, stated, people, version=former.version + 1 if former else 1, reason=reason)
    bill.stated_by = by.user_id or 0
    session.add(bill)
    session.flush()
    if people is not None:
        _write_lines(session, bill, people, whose)
    said = [str(bill.month), bill.segment.value, bill.number, bill.headcount, bill.amount.rupiah, bill.listed]
    audit.record(session, "bill:state", bill, by=by, reason=reason, version=bill.version, said=said)
    return bill


def newest_bill(session: Session, district_id: int, month: Month, segment: Basis) -> PremiumBill | None:
    """Give the newest version of a month's bill for a segment."""
    same = PremiumBill.district_id == district_id, PremiumBill.month == month, PremiumBill.segment == segment
    return session.scalar(select(PremiumBill).where(*same).order_by(PremiumBill.version.desc()).limit(1))


def current_bills(district_id: int, month: Month) -> Select[int]:
    """Ask for the ids of the newest bill of each segment of a month."""
    newest = (
        select(PremiumBill.segment, func.max(PremiumBill.version).label("version"))
        .where(PremiumBill.district_id == district_id, PremiumBill.month == month)
        .group_by(PremiumBill.segment)
        .subquery()
    )
    is_newest = and_(newest.c.segment == PremiumBill.segment, newest.c.version == PremiumBill.version)
    own = PremiumBill.district_id == district_id, PremiumBill.month == month
    return select(PremiumBill.id).join(newest, is_newest).where(*own)


def bills_of(session: Session, district_id: int, month: Month) -> list[PremiumBill]:
    """List every version of a month's bills, by segment, the newest first."""
    own = PremiumBill.district_id == district_id, PremiumBill.month == month
    asked = select(PremiumBill).where(*own).order_by(PremiumBill.segment, PremiumBill.version.desc())
    return list(session.scalars(asked))


def bill_of(session: Session, bill_id: int, *, viewer: Actor) -> PremiumBill:
    """Give a bill of the viewer's districts. Raises: BillUnknown."""
    own = PremiumBill.id == bill_id, PremiumBill.district_id.in_(viewer.district_ids)
    found = session.scalar(select(PremiumBill).where(*own))
    if found is None:
        raise BillUnknown
    return found


def _check_change(former: PremiumBill, stated: StatedBill, people: BilledList | None, reason: str | None) -> None:
    if reason is None:
        raise CorrectionNeedsReason(field="reason")
    said = (stated.number.strip(), stated.headcount, stated.amount, stated.due_on, people and people.file_hash)
    if said == (former.number, former.headcount, former.amount, former.due_on, former.list_hash) and not stated.file_id:
        raise SameBill


def _row(
    district: District, stated: StatedBill, people: BilledList | None, *, version: int, reason: str | None
) -> PremiumBill:
    return PremiumBill(
        district_id=district.id,
        month=stated.month,
        segment=stated.segment,
        version=version,
        number=stated.number.strip(),
        headcount=stated.headcount,
        amount=stated.amount,
        due_on=stated.due_on,
        listed=len(people.people) if people else 0,
        list_hash=people.file_hash if people else None,
        file_id=stated.file_id,
        reason=reason if version > 1 else None,
    )


def _write_lines(session: Session, bill: PremiumBill, people: BilledList, whose: Mapping[int, int]) -> None:
    rows = [
        {
            "bill_id": bill.id,
            "line": one.row,
            "nik_index": one.nik_index,
            "card_index": one.card_index,
            "resident_id": whose.get(one.row),
            "covers": one.covers,
            "amount": one.amount,
        }
        for one in people.people
    ]
    for part in in_parts(rows, 5_000):
        session.execute(insert(PremiumBillLine), part)
