"""The branch gives back months that were confirmed for people who had left; their money is the payers' again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy.orm import Session

from srikandi import audit, clock, coverage, pledges
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.coverage import succession
from srikandi.coverage.succession import Note
from srikandi.errors import NotAllowed
from srikandi.pledges import Pledge
from srikandi.programme.certificates import recertify
from srikandi.programme.money import book_credit, fund, reshape_promise
from srikandi.programme.refusals import CreditedBefore, NotCome, NothingToCredit

Wasted = tuple[int, Month, int]
"""Pledge, month and seat."""
WHY = "BPJS Kesehatan mengembalikan bulan yang terkonfirmasi untuk orang yang sudah keluar."


def credit_months(
    session: Session, months: Collection[Wasted], *, document_number: str, stated_on: date, by: Actor
) -> int:
    """Book what BPJS Kesehatan gives back by a paper of its own: all of these months, or none; say how many.

    Each goes from what is prepaid at BPJS to what its payers had committed, and from there to their credit, which pays
    what still waits in that promise. The life-month stays as it was, with its end.
    Raises: coverage.LetterMissing, NotCome, NothingToCredit, CreditedBefore.
    """
    number = " ".join(document_number.split())
    if not number:
        raise coverage.LetterMissing(field="document_number")
    if stated_on > clock.today():
        raise NotCome(field="stated_on")
    if not months:
        raise NothingToCredit(field="months")
    if by.user_id is None:
        raise NotAllowed
    of_pledge = defaultdict[int, set[tuple[Month, int]]](set)
    for pledge_id, month, seat in months:
        of_pledge[pledge_id].add((month, seat))
    note = Note(number, stated_on, by.user_id)
    return sum(_credit(session, one, of_pledge[one], note=note, by=by) for one in sorted(of_pledge))


def _credit(session: Session, pledge_id: int, places: set[tuple[Month, int]], *, note: Note, by: Actor) -> int:
    pledges.pledge_of(session, pledge_id, viewer=by)
    pledge = pledges.locked(session, pledge_id)
    check_wasted(session, pledge, places)
    rows = succession.months_at(pledge.id, places)
    journal = book_credit(session, pledge, rows, document=note.number, by=by)
    count = succession.give_back(session, rows, note=note, journal=journal)
    reshape_promise(session, pledge)
    fund(session, pledge.id, by=by)
    recertify(session, pledge.id, reason=WHY, by=by)
    audit.record(session, "month:credit", pledge, by=by, document=note.number, life_months=count)
    return count


def check_wasted(session: Session, pledge: Pledge, places: set[tuple[Month, int]]) -> None:
    """Refuse months somebody used, and those that were given back before. Raises: CreditedBefore."""
    wasted = succession.wasted_months(session, [pledge.district_id], pledge_id=pledge.id)
    if places - {(one.month, one.seat) for one in wasted}:
        raise CreditedBefore(field="months")
