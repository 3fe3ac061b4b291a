"""What is due, as its payer and its district read it: by day, with what is on its way and who was reminded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import clock, pledges
from srikandi.audit import Actor
from srikandi.money import Money, total
from srikandi.pledges import DueStanding, OpenInstalment, Reminder
from srikandi.programme.promises.under_way import payers_paying


@dataclass(frozen=True)
class DueRow:
    """One open instalment and what is known about it."""

    due: OpenInstalment
    is_under_way: bool
    """Money of this payer is on its way."""
    reminded_on: tuple[date, ...]


@dataclass(frozen=True)
class DueList:
    """Everything open on a day."""

    at: date
    rows: list[DueRow]

    def sum_of(self, *standings: DueStanding) -> Money:
        """Add up what is open and stands like this."""
        return total([row.due.open for row in self.rows if row.due.standing in standings])

    @property
    def total(self) -> Money:
        """All that is open."""
        return total([row.due.open for row in self.rows])

    @property
    def late(self) -> Money:
        """What should have come by now."""
        return self.sum_of(DueStanding.GRACE, DueStanding.OVERDUE)

    @property
    def overdue(self) -> Money:
        """What is late beyond its days of grace."""
        return self.sum_of(DueStanding.OVERDUE)

    @property
    def next_row(self) -> DueRow | None:
        """What is due first."""
        return self.rows[0] if self.rows else None


def dues_of(
    session: Session, *, district_id: int, at: date, viewer: Actor | None = None, organisation_id: int | None = None
) -> DueList:
    """List what is open in a district, the first due first: what a viewer may see, or what one organisation pays."""
    found = pledges.open_instalments(session, viewer=viewer, district_id=district_id, at=at)
    rows = [row for row in found if organisation_id in (None, row.organisation_id)]
    references = {row.reference: row.payer_id for row in rows}
    paying = payers_paying(session, district_id, references=references, at=clock.now())
    reminded = _reminded(session, references.values())
    return DueList(
        at, [DueRow(row, row.payer_id in paying, reminded.get((row.payer_id, row.due_on), ())) for row in rows]
    )


def _reminded(session: Session, payer_ids: Iterable[int]) -> dict[tuple[int, date], tuple[date, ...]]:
    asked = select(Reminder).where(Reminder.payer_id.in_(set(payer_ids))).order_by(Reminder.written_at)
    found: dict[tuple[int, date], tuple[date, ...]] = {}
    for row in session.scalars(asked):
        found[row.payer_id, row.due_on] = (*found.get((row.payer_id, row.due_on), ()), row.written_at.date())
    return found
