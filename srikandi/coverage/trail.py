"""The one way a life-month changes: many at once, each leaving its row in the trail."""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, insert, literal, select, update
from sqlalchemy.orm import Session

from srikandi import clock
from srikandi.coverage.models import LIFE_MONTH_MOVES, LifeMonth, LifeMonthChange, LifeMonthStatus

COLUMNS = LifeMonth.__table__.c
KEY = ("district_id", "month", "pledge_id", "seat")


def change(session: Session, rows: ColumnElement[bool], *, reason: str, **values: Any) -> int:
    """Change the life-months of a condition and say how many they were; the trail is written first, from the same rows.

    A plain `status` only takes rows from which that move is legal.
    """
    status = values.get("status")
    if isinstance(status, LifeMonthStatus):
        rows = rows & LifeMonth.status.in_([start for start, end in LIFE_MONTH_MOVES if end is status])
    note(session, rows, reason=reason, **values)
    done = session.execute(
        update(LifeMonth).where(rows).values(values), execution_options={"synchronize_session": False}
    )
    return cast("CursorResult[Any]", done).rowcount


def note(session: Session, rows: ColumnElement[bool], *, reason: str, **values: Any) -> None:
    """Write in the trail what these life-months become."""
    became = (_after(name, values) for name in ("resident_id", "status"))
    shown = (
        *(COLUMNS[name] for name in KEY),
        *became,
        literal(reason, LifeMonthChange.reason.type),
        literal(clock.now(), LifeMonthChange.at.type),
    )
    names = [*KEY, "resident_id", "status", "reason", "at"]
    session.execute(insert(LifeMonthChange).from_select(names, select(*shown).where(rows)))


def _after(name: str, values: dict[str, Any]) -> ColumnElement[Any]:
    if name not in values:
        return COLUMNS[name]
    value = values[name]
    return value if isinstance(value, ColumnElement) else literal(value, COLUMNS[name].type)
