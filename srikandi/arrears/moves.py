"""Many months somebody owes move at once, and only as the table of moves allows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, update
from sqlalchemy.orm import Session

from srikandi.arrears.models import ARREARS_MOVES, ArrearsMonth, ArrearsStatus

QUIETLY = {"synchronize_session": False}


def move_months(
    session: Session, *months: ColumnElement[bool], to: ArrearsStatus, also: Mapping[str, Any] | None = None
) -> int:
    """Give these months a status, those of them that may have it next; says how many that were."""
    may = ArrearsMonth.status.in_([start for start, end in ARREARS_MOVES if end is to])
    values = {"status": to, **(also or {})}
    changed = session.execute(update(ArrearsMonth).where(*months, may).values(values), execution_options=QUIETLY)
    return int(changed.rowcount) if isinstance(changed, CursorResult) else 0
