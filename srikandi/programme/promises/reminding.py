"""Reminders: some days before an instalment is due, the day after, and once more; never to somebody who is paying."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import clock, places, pledges
from srikandi.money import Money, total
from srikandi.places import District
from srikandi.pledges import OpenInstalment, PledgeStatus, Reminder, ReminderKind
from srikandi.programme.promises.telling import Ways, write_reminder
from srikandi.programme.promises.under_way import payers_paying

ASKED = (PledgeStatus.APPROVED, PledgeStatus.AGREED, PledgeStatus.RUNNING)
LAST_WEEKS = timedelta(days=30)
"""A second reminder that could not go out for a month is not sent any more: people should speak by then."""


@dataclass(frozen=True)
class Due:
    """What one payer has open on one day, and which reminder it is time for."""

    instalment: OpenInstalment
    kind: ReminderKind
    amount: Money


def remind(session: Session, *, ways: Ways) -> int:
    """Write every reminder whose time has come, each at most once; say how many."""
    return sum(_remind(session, one, ways=ways) for one in places.districts(session))


def due_reminders(session: Session, district: District, *, on: date) -> list[Due]:
    """List the reminders whose time has come on a day and which may go out."""
    rows = [
        row for row in pledges.open_instalments(session, district_id=district.id, at=on) if row.pledge_status in ASKED
    ]
    paying = payers_paying(
        session, district.id, references={row.reference: row.payer_id for row in rows}, at=clock.now()
    )
    found = _timely(session, district, [row for row in rows if row.payer_id not in paying], on=on)
    written = _written(session, [one.instalment.payer_id for one in found])
    return [one for one in found if (one.instalment.payer_id, one.instalment.due_on, one.kind) not in written]


def _remind(session: Session, district: District, *, ways: Ways) -> int:
    today = clock.today(district.zone)
    chosen = due_reminders(session, district, on=today)
    for one in chosen:
        grace = one.instalment.due_on + timedelta(days=places.setting(session, district.id, "grace_days", on=today))
        letters = write_reminder(session, one.instalment, amount=one.amount, kind=one.kind, grace_on=grace, ways=ways)
        session.add(
            Reminder(
                district_id=district.id,
                payer_id=one.instalment.payer_id,
                due_on=one.instalment.due_on,
                kind=one.kind,
                amount=one.amount,
                letters=letters,
            )
        )
    session.flush()
    return len(chosen)


def _timely(session: Session, district: District, rows: Sequence[OpenInstalment], *, on: date) -> list[Due]:
    days = {
        name: timedelta(days=places.setting(session, district.id, name, on=on))
        for name in ("remind_before", "remind_after", "remind_again")
    }
    together = defaultdict[tuple[int, date], list[OpenInstalment]](list)
    for row in rows:
        together[row.payer_id, row.due_on].append(row)
    found = []
    for (_, due_on), same in together.items():
        kind = _kind(due_on, on=on, days=days)
        if kind is not None:
            found.append(Due(same[0], kind, total([row.open for row in same])))
    return found


def _kind(due_on: date, *, on: date, days: dict[str, timedelta]) -> ReminderKind | None:
    """A reminder that could not go out on its day goes out later, while it is still true."""
    again = due_on + days["remind_again"]
    if due_on - days["remind_before"] <= on <= due_on and days["remind_before"]:
        return ReminderKind.BEFORE
    if due_on + days["remind_after"] <= on < again:
        return ReminderKind.AFTER
    return ReminderKind.AGAIN if again <= on < again + LAST_WEEKS else None


def _written(session: Session, payer_ids: Sequence[int]) -> set[tuple[int, date, ReminderKind]]:
    asked = select(Reminder.payer_id, Reminder.due_on, Reminder.kind).where(Reminder.payer_id.in_(payer_ids))
    return {(row[0], row[1], row[2]) for row in session.execute(asked)}
