"""Which months somebody left behind, and which of them are still free when the report was wrong."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, func, insert, literal, or_, select
from sqlalchemy.orm import Session, aliased

from srikandi.coverage.models import LifeMonth, LifeMonthStatus
from srikandi.coverage.succession.models import VacatedMonth
from srikandi.coverage.trail import change
from srikandi.database import among, in_parts
from srikandi.residents.exits import ResidentExit, stands

L = LifeMonthStatus
UNUSED = (L.PLANNED, L.FUNDED, L.SENT)


def note_vacated(session: Session, pledge_id: int, residents: Sequence[int]) -> None:
    """Write down the unused months of people whose exit has been noted, before their seats are freed."""
    names = ["exit_id", "month", "pledge_id", "seat", "district_id", "status"]
    for part in in_parts(residents):
        shown = (
            ResidentExit.id,
            LifeMonth.month,
            LifeMonth.pledge_id,
            LifeMonth.seat,
            LifeMonth.district_id,
            LifeMonth.status,
        )
        left = select(*shown).join(ResidentExit, and_(ResidentExit.resident_id == LifeMonth.resident_id, stands()))
        own = LifeMonth.pledge_id == pledge_id, among(LifeMonth.resident_id, part), LifeMonth.status.in_(UNUSED)
        session.execute(insert(VacatedMonth).from_select(names, left.where(*own)))


def vacated_seats(session: Session, exit_id: int) -> list[tuple[int, int]]:
    """List pledge and seat of everything somebody left behind."""
    asked = select(VacatedMonth.pledge_id, VacatedMonth.seat).where(VacatedMonth.exit_id == exit_id).distinct()
    rows = session.execute(asked.order_by(VacatedMonth.pledge_id, VacatedMonth.seat))
    return [(row[0], row[1]) for row in rows]


def count_vacated(session: Session, exit_ids: Sequence[int]) -> dict[int, int]:
    """Count the months each of these exits left behind."""
    counted = dict[int, int]()
    for part in in_parts(exit_ids):
        asked = select(VacatedMonth.exit_id, func.count()).where(among(VacatedMonth.exit_id, part))
        counted |= {row[0]: row[1] for row in session.execute(asked.group_by(VacatedMonth.exit_id))}
    return counted


def count_free(session: Session, pledge_id: int, seats: Sequence[int], *, resident_id: int) -> int:
    """Count the months in these seats that somebody could sit in again."""
    asked = select(func.count()).select_from(LifeMonth).where(_free(pledge_id, seats, resident_id))
    return session.scalar(asked) or 0


def regain(session: Session, pledge_id: int, seats: Sequence[int], *, resident_id: int) -> int:
    """Seat somebody again in what is still free of their seats; say how many months. Nobody is sent away for it."""
    return change(session, _free(pledge_id, seats, resident_id), reason="regained", resident_id=resident_id)


def _free(pledge_id: int, seats: Sequence[int], resident_id: int) -> ColumnElement[bool]:
    other = aliased(LifeMonth)
    elsewhere = select(literal(1)).where(
        other.month == LifeMonth.month, other.resident_id == resident_id, other.status != L.RELEASED
    )
    empty = or_(LifeMonth.status == L.PLANNED, LifeMonth.status == L.FUNDED)
    own = LifeMonth.pledge_id == pledge_id, LifeMonth.seat.in_(seats), LifeMonth.resident_id.is_(None)
    return and_(*own, empty, ~elsewhere.exists())
