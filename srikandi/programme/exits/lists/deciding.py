"""Each row of such a file is decided on its own, with its reasons; a few questions for the whole file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from srikandi import clock
from srikandi.clock import Month
from srikandi.coverage import BatchLine, LifeMonth, LifeMonthStatus
from srikandi.database import in_parts
from srikandi.residents import Resident, ResidentStatus
from srikandi.residents.exits import STILL_HERE, DecidedExit, ExitCode, Reported

A_YEAR = timedelta(days=365)
REJECT, DUPLICATE, WARN, ACCEPT = "reject", "duplicate", "warn", "accept"


@dataclass(frozen=True)
class Known:
    """Somebody of the registry, as far as a report about them is weighed."""

    id: int
    status: ResidentStatus
    name_key: str
    birth_on: date
    last_paid: Month | None


def decide_exits(session: Session, rows: Sequence[Reported], *, district_id: int) -> list[DecidedExit]:
    """Decide every row: accept, warn, reject, or duplicate, which changes nothing."""
    by_nik, by_card = _known(session, rows, district_id)
    seen: set[int] = set()
    decided = []
    for one in rows:
        who = by_nik.get(one.nik_index or b"") or by_card.get(one.card or "")
        found = _decide(one, who, is_second=who is not None and who.id in seen)
        if found.decision in {ACCEPT, WARN} and who is not None:
            seen.add(who.id)
        decided.append(found)
    return decided


def _decide(one: Reported, who: Known | None, *, is_second: bool) -> DecidedExit:
    fault = one.fault or _objection(one, who)
    if fault is not None or who is None:
        return DecidedExit(one.row, REJECT, (fault or ExitCode.UNKNOWN,), who.id if who else None)
    said = (who.id, one.reason, one.left_on)
    if who.status is ResidentStatus.EXITED:
        return DecidedExit(one.row, DUPLICATE, (ExitCode.ALREADY_LEFT,), *said)
    if is_second:
        return DecidedExit(one.row, DUPLICATE, (ExitCode.TWICE,), *said)
    doubts = tuple(_doubts(one, who))
    return DecidedExit(one.row, WARN if doubts else ACCEPT, doubts, *said)


def _objection(one: Reported, who: Known | None) -> ExitCode | None:
    if who is None:
        return ExitCode.UNKNOWN
    if one.name and not _same_name(one.name, who.name_key):
        return ExitCode.NAME_DIFFERS
    if one.reason == STILL_HERE:
        return ExitCode.STILL_HERE
    if one.reason is None:
        return ExitCode.REASON_UNKNOWN
    if one.left_on is None:
        return ExitCode.DATE_WRONG
    return ExitCode.BEFORE_BIRTH if one.left_on < who.birth_on else None


def _doubts(one: Reported, who: Known) -> Iterable[ExitCode]:
    if one.left_on is None:
        return
    if clock.today() - one.left_on > A_YEAR:
        yield ExitCode.LONG_AGO
    if who.last_paid is not None and who.last_paid > Month.of(one.left_on):
        yield ExitCode.PAID_SINCE


def _same_name(typed: str, ours: str) -> bool:
    """Tell whether two spellings can be one person: a word in common, titles and initials forgiven."""
    return bool(set(typed.split()) & set(ours.split())) or typed.replace(" ", "") == ours.replace(" ", "")


def _known(
    session: Session, rows: Sequence[Reported], district_id: int
) -> tuple[Mapping[bytes, Known], Mapping[str, Known]]:
    """Give the people these rows name, by the keyed hash of the NIK and by card number."""
    holders: dict[str, int] = {}
    for part in in_parts(sorted({one.card for one in rows if one.card})):
        cards = BatchLine.district_id == district_id, BatchLine.card_number.in_(part)
        found = session.execute(select(BatchLine.card_number, BatchLine.resident_id).where(*cards))
        holders |= {row[0]: row[1] for row in found if row[0] is not None}
    by_nik: dict[bytes, Known] = {}
    by_id: dict[int, Known] = {}
    for indexes in in_parts(sorted({one.nik_index for one in rows if one.nik_index})):
        by_nik |= dict(_people(session, Resident.nik_index.in_(indexes), district_id))
    for ids in in_parts(sorted(set(holders.values()))):
        by_id |= {one.id: one for _, one in _people(session, Resident.id.in_(ids), district_id)}
    return by_nik, {card: by_id[who] for card, who in holders.items() if who in by_id}


def _people(session: Session, rows: ColumnElement[bool], district_id: int) -> list[tuple[bytes, Known]]:
    paid = select(func.max(LifeMonth.month)).where(
        LifeMonth.resident_id == Resident.id, LifeMonth.status == LifeMonthStatus.ACTIVE
    )
    shown = Resident.nik_index, Resident.id, Resident.status, Resident.name_key, Resident.birth_on
    asked = select(*shown, paid.correlate(Resident).scalar_subquery())
    found = session.execute(asked.where(Resident.district_id == district_id, rows))
    return [(bytes(row[0]), Known(*row[1:])) for row in found]
