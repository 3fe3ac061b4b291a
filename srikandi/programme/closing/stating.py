"""The branch states a bill: its list is read, matched with the people we know, and compared at once."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import closings, ledger
from srikandi.audit import Actor
from srikandi.closings import PremiumBill
from srikandi.closings.bills import BilledList, StatedBill, read_list
from srikandi.coverage import BatchLine, LineStatus
from srikandi.database import in_parts
from srikandi.places import District
from srikandi.programme.closing.comparison import compare
from srikandi.residents import Resident


@dataclass(frozen=True)
class ListFile:
    """A file of billed people as it was handed in."""

    content: bytes
    filename: str


def state_bill(
    session: Session, district: District, stated: StatedBill, *, file: ListFile | None, by: Actor
) -> PremiumBill:
    """Write a bill of BPJS Kesehatan down and lay it beside the book. A bill of a closed month is a dated correction.

    Raises: closings' BillIncomplete, CorrectionNeedsReason, SameBill, ListUnreadable, ListDamaged.
    """
    people = read_list(file.content, filename=file.filename) if file is not None else None
    whose = known_people(session, district.id, people) if people else {}
    bill = closings.bills.state_bill(session, district, stated, people=people, whose=whose, by=by)
    if not ledger.is_closed(session, district.id, stated.month):
        compare(session, district, stated.month, by=by)
    return bill


def known_people(session: Session, district_id: int, people: BilledList) -> dict[int, int]:
    """Say which rows are residents of this district (row -> resident), by NIK, or else by the card BPJS gave them."""
    by_nik = _by_nik(session, district_id, [one.nik_index for one in people.people if one.nik_index])
    found = {one.row: by_nik[one.nik_index] for one in people.people if one.nik_index in by_nik}
    cards = {one.card: one.row for one in people.people if one.card and one.row not in found}
    return found | {cards[card]: who for card, who in _by_card(session, district_id, list(cards)).items()}


def _by_nik(session: Session, district_id: int, indexes: list[bytes]) -> dict[bytes | None, int]:
    found: dict[bytes | None, int] = {}
    for part in in_parts(indexes):
        own = Resident.district_id == district_id, Resident.nik_index.in_(part)
        found.update(session.execute(select(Resident.nik_index, Resident.id).where(*own)).all())
    return found


def _by_card(session: Session, district_id: int, cards: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in in_parts(cards):
        own = BatchLine.district_id == district_id, BatchLine.status == LineStatus.ACCEPTED
        asked = select(BatchLine.card_number, BatchLine.resident_id).where(*own, BatchLine.card_number.in_(part))
        found.update({card: who for card, who in session.execute(asked) if card is not None})
    return found
