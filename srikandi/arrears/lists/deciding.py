"""Each row of such a list is decided on its own, with its reasons; a few questions for the whole file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import clock
from srikandi.arrears.lists.reading import Reported
from srikandi.arrears.lists.words import ArrearsCode
from srikandi.arrears.models import UNPAID, ArrearsMonth, CareClass
from srikandi.arrears.pricing import Prices, prices
from srikandi.arrears.refusals import ClassNotPriced, PeriodWrong
from srikandi.arrears.stating import MOST_MONTHS, Span, check_span
from srikandi.clock import Month
from srikandi.database import in_parts
from srikandi.residents import Resident, ResidentStatus, usable

REJECT, DUPLICATE, WARN, ACCEPT = "reject", "duplicate", "warn", "accept"
UNREADABLE = {ArrearsCode.MONTHS_WRONG, ArrearsCode.CLASS_WRONG, ArrearsCode.PERIOD_WRONG}
Stands = set[tuple[Month, CareClass]]


@dataclass(frozen=True)
class DecidedArrears:
    """What is to happen with one row."""

    row: int
    decision: str
    codes: tuple[ArrearsCode, ...] = ()
    resident_id: int | None = None
    span: Span | None = None


@dataclass(frozen=True)
class Known:
    """Somebody of the registry, as far as a report about them is weighed."""

    id: int
    status: ResidentStatus
    name_key: str


@dataclass
class Weighing:
    """What is known while the rows of one file are weighed, one after the other."""

    prices: Prices
    this_month: Month
    stands: Mapping[int, Stands]
    said: dict[int, Stands] = field(default_factory=lambda: defaultdict(set))


def decide_arrears(session: Session, rows: Sequence[Reported], *, district_id: int) -> list[DecidedArrears]:
    """Decide every row: accept, warn, reject, or duplicate, which changes nothing."""
    people = _known(session, rows, district_id)
    ids = sorted({one.id for one in people.values()})
    weighing = Weighing(prices(session), Month.of(clock.today()), _standing(session, ids))
    decided = [_decide(one, people.get(one.nik_index or b""), weighing) for one in rows]
    return [_unchanged(one, weighing) for one in decided]


def _decide(one: Reported, who: Known | None, weighing: Weighing) -> DecidedArrears:
    fault = one.fault or _objection(one, who)
    if fault is not None or who is None:
        return DecidedArrears(one.row, REJECT, (fault or ArrearsCode.UNKNOWN,), who.id if who else None)
    span, codes = _span(one)
    if codes and codes[0] in UNREADABLE:
        return DecidedArrears(one.row, REJECT, codes, who.id)
    fault = _unfit(span, weighing) if span else None
    if fault is not None:
        return DecidedArrears(one.row, REJECT, (fault,), who.id)
    months = {(month, span.care_class) for month in span.months} if span else set()
    before = weighing.said.get(who.id)
    if before is not None and _overlap(before, months):
        return DecidedArrears(one.row, DUPLICATE, (ArrearsCode.TWICE,), who.id, span)
    if len(months | (before or set())) > MOST_MONTHS:
        return DecidedArrears(one.row, REJECT, (ArrearsCode.PERIOD_WRONG,), who.id)
    weighing.said[who.id] |= months
    return DecidedArrears(one.row, WARN if codes else ACCEPT, (*codes, *_doubts(one, span, weighing)), who.id, span)


def _overlap(before: Stands, months: Stands) -> bool:
    """Tell whether two rows of one person speak of the same months; "owes nothing" speaks of all of them."""
    return not before or not months or bool({month for month, _ in before} & {month for month, _ in months})


def _span(one: Reported) -> tuple[Span | None, tuple[ArrearsCode, ...]]:
    """Give what is owed: from a first month, or so many months back from the last one; 24 at most."""
    if one.months == 0 and one.first is None:
        return None, (ArrearsCode.OWES_NOTHING,)
    if one.last is None or (one.first is None and one.months is None):
        return None, (ArrearsCode.MONTHS_WRONG,)
    if one.care_class is None:
        return None, (ArrearsCode.CLASS_WRONG,)
    first = one.first or one.last + (1 - (one.months or 1))
    if first > one.last or (one.first is not None and one.months not in {None, one.last - first + 1}):
        return None, (ArrearsCode.PERIOD_WRONG,)
    oldest = one.last + (1 - MOST_MONTHS)
    capped = (ArrearsCode.CAPPED,) if first < oldest else ()
    return Span(max(first, oldest), one.last, one.care_class), capped


def _unfit(span: Span, weighing: Weighing) -> ArrearsCode | None:
    try:
        check_span(span, known=weighing.prices, this_month=weighing.this_month)
    except PeriodWrong:
        return ArrearsCode.PERIOD_WRONG
    except ClassNotPriced:
        return ArrearsCode.NOT_PRICED
    return None


def _objection(one: Reported, who: Known | None) -> ArrearsCode | None:
    if who is None:
        return ArrearsCode.UNKNOWN
    if one.name and not _same_name(one.name, who.name_key):
        return ArrearsCode.NAME_DIFFERS
    return ArrearsCode.HAS_LEFT if who.status is ResidentStatus.EXITED else None


def _doubts(one: Reported, span: Span | None, weighing: Weighing) -> Iterator[ArrearsCode]:
    if one.amount is not None and span is not None:
        ours = weighing.prices.of_months(span.care_class, span.months)
        if ours != one.amount:
            yield ArrearsCode.AMOUNT_DIFFERS


def _unchanged(one: DecidedArrears, weighing: Weighing) -> DecidedArrears:
    """Tell rows apart that say of a person exactly what stands there."""
    who = one.resident_id
    if one.decision not in {ACCEPT, WARN} or who is None:
        return one
    if weighing.said[who] == weighing.stands.get(who, set()):
        return DecidedArrears(one.row, DUPLICATE, (ArrearsCode.SAME,), who, one.span)
    return DecidedArrears(one.row, WARN if one.codes else ACCEPT, one.codes, who, one.span)


def _same_name(typed: str, ours: str) -> bool:
    """Tell whether two spellings can be one person: a word in common, titles and initials forgiven."""
    return bool(set(typed.split()) & set(ours.split())) or typed.replace(" ", "") == ours.replace(" ", "")


def _known(session: Session, rows: Sequence[Reported], district_id: int) -> dict[bytes, Known]:
    found: dict[bytes, Known] = {}
    for part in in_parts(sorted({one.nik_index for one in rows if one.nik_index})):
        asked = select(Resident.nik_index, Resident.id, Resident.status, Resident.name_key)
        here = Resident.district_id == district_id, Resident.nik_index.in_(part), usable()
        found |= {bytes(row[0]): Known(*row[1:]) for row in session.execute(asked.where(*here))}
    return found


def _standing(session: Session, resident_ids: Sequence[int]) -> dict[int, Stands]:
    found: dict[int, Stands] = defaultdict(set)
    for part in in_parts(resident_ids):
        asked = select(ArrearsMonth.resident_id, ArrearsMonth.month, ArrearsMonth.care_class)
        owed = ArrearsMonth.resident_id.in_(part), ArrearsMonth.status.in_(UNPAID)
        for who, month, care_class in session.execute(asked.where(*owed)):
            found[who].add((month, care_class))
    return found
