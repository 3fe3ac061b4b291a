"""What the page of such a file shows, and the report that goes back to whoever sent it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.coverage import LifeMonth, LifeMonthStatus
from srikandi.coverage.succession import UNUSED, VacatedMonth
from srikandi.residents import EXIT_WORDS, Resident, ResidentExit
from srikandi.residents.exits import EXIT_CODES, LEAVES, ExitCode, ExitList, ExitRow, count_decisions, exit_lists
from srikandi.residents.importing import harmless

PAGE = 50
NEWEST = 30
BOM = b"\xef\xbb\xbf"
NOTHING = (0, 0, 0)


@dataclass(frozen=True)
class ListSummary:
    """One file with its rows counted by decision."""

    list: ExitList
    counts: dict[str, int]


@dataclass(frozen=True)
class ExitListRow:
    """One row: what was decided and why, about whom, and what became of the months."""

    row: int
    decision: str
    codes: tuple[str, ...]
    resident_id: int | None
    name: str | None
    reason: str | None
    left_on: date | None
    months: int
    """Life-months left behind."""
    taken: int
    """Of these, those somebody else sits in now."""
    returned: int
    """Of these, those given back as credit."""
    is_undone: bool

    @property
    def waiting(self) -> int:
        """Months nobody sits in."""
        return self.months - self.taken - self.returned


def list_summaries(session: Session, *, viewer: Actor) -> list[ListSummary]:
    """List the newest files of a viewer, with their counts."""
    found = list(session.scalars(exit_lists(viewer).order_by(ExitList.id.desc()).limit(NEWEST)))
    counted = count_decisions(session, [one.id for one in found])
    return [ListSummary(one, counted[one.id]) for one in found]


def counts_of(session: Session, kept: ExitList) -> dict[str, int]:
    """Count the rows of a file by what was decided."""
    return count_decisions(session, [kept.id])[kept.id]


def months_at_stake(session: Session, kept: ExitList) -> int:
    """Count the unused life-months of everybody an accepted row names: what would pass on."""
    leaving = select(ExitRow.resident_id).where(ExitRow.list_id == kept.id, ExitRow.decision.in_(LEAVES))
    unused = LifeMonth.resident_id.in_(leaving), LifeMonth.status.in_(UNUSED)
    return session.scalar(select(func.count()).select_from(LifeMonth).where(*unused)) or 0


def exit_list_rows(
    session: Session, kept: ExitList, *, decision: str | None = None, after: int = 0, size: int | None = PAGE
) -> tuple[list[ExitListRow], int | None]:
    """Give a page of rows in the order of the file; the second value begins the next page. No size: all of them."""
    own = ExitRow.list_id == kept.id, ExitRow.row > after
    left = and_(ResidentExit.list_id == kept.id, ResidentExit.resident_id == ExitRow.resident_id)
    asked = (
        select(ExitRow, Resident.name, ResidentExit.id, ResidentExit.undone_at)
        .outerjoin(Resident, Resident.id == ExitRow.resident_id)
        .outerjoin(ResidentExit, and_(left, ExitRow.decision.in_(LEAVES)))
        .where(*own)
        .order_by(ExitRow.row)
    )
    if decision is not None:
        asked = asked.where(ExitRow.decision == decision)
    rows = session.execute(asked.limit(size + 1) if size else asked).all()
    shown = rows[:size] if size else rows
    became = _became(session, kept)
    found = [_row(said, name, undone_at, became.get(exit_id, NOTHING)) for said, name, exit_id, undone_at in shown]
    return found, shown[-1][0].row if size and len(rows) > size else None


def report_of(session: Session, kept: ExitList, *, translate: Callable[[str], str] = str) -> bytes:
    """Give a CSV with a line per row: decision, why, reason, day, and what became of the months. No number is in it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    titles = ("Baris", "Nama", "Keputusan", "Keterangan", "Alasan", "Sejak", "Jiwa-bulan", "Diteruskan", "Menunggu")
    writer.writerow([translate(title) for title in (*titles, "Kembali sebagai saldo")])
    rows, _ = exit_list_rows(session, kept, size=None)
    for one in rows:
        why = " ".join(translate(EXIT_CODES[ExitCode(code)]) for code in one.codes)
        reason = translate(EXIT_WORDS[one.reason]) if one.reason in EXIT_WORDS else ""
        said = (str(one.row), one.name or "", one.decision, why, reason, str(one.left_on or ""))
        figures = (one.months, one.taken, one.waiting, one.returned)
        writer.writerow([harmless(cell) for cell in said] + [str(count) for count in figures])
    return BOM + text.getvalue().encode()


def _became(session: Session, kept: ExitList) -> dict[int, tuple[int, int, int]]:
    """Give, by exit: months left behind, those somebody sits in now, those given back. A month that slid still counts.

    The seat says so where the month itself has moved on.
    """
    same = and_(
        LifeMonth.district_id == VacatedMonth.district_id,
        LifeMonth.month == VacatedMonth.month,
        LifeMonth.pledge_id == VacatedMonth.pledge_id,
        LifeMonth.seat == VacatedMonth.seat,
    )
    is_back = LifeMonth.status == LifeMonthStatus.RELEASED
    sits = and_(LifeMonth.resident_id.is_not(None), or_(~is_back, LifeMonth.status.is_(None)))
    counts = (
        func.count(),
        func.sum(case((and_(sits, ~is_back), 1), else_=0)),
        func.sum(case((is_back, 1), else_=0)),
    )
    asked = select(VacatedMonth.exit_id, *counts).outerjoin(LifeMonth, same)
    asked = asked.join(ResidentExit, ResidentExit.id == VacatedMonth.exit_id).where(ResidentExit.list_id == kept.id)
    return {row[0]: (row[1], int(row[2]), int(row[3])) for row in session.execute(asked.group_by(VacatedMonth.exit_id))}


def _row(said: ExitRow, name: str | None, undone_at: datetime | None, became: tuple[int, int, int]) -> ExitListRow:
    months, taken, returned = became
    return ExitListRow(
        row=said.row,
        decision=said.decision,
        codes=tuple(said.codes),
        resident_id=said.resident_id,
        name=name,
        reason=said.reason,
        left_on=said.left_on,
        months=months,
        taken=taken,
        returned=returned,
        is_undone=undone_at is not None,
    )
