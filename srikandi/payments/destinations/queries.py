"""Questions to destinations and their changes."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.payments.destinations.models import OPEN_CHANGE, DestinationChange, DirectAccount
from srikandi.payments.destinations.refusals import ChangeNotFound
from srikandi.payments.models import BankAccount

PAGE = 30


@dataclass(frozen=True)
class ChangePage:
    """Some changes, newest first, and the id to go on from."""

    rows: tuple[DestinationChange, ...]
    older: int | None


def visible_to(viewer: Actor) -> Select[DestinationChange]:
    """Ask for the changes of the viewer's districts."""
    return select(DestinationChange).where(DestinationChange.district_id.in_(viewer.district_ids))


def change_of(session: Session, change_id: int, *, viewer: Actor) -> DestinationChange:
    """Give a change this viewer may see. Raises: ChangeNotFound."""
    change = session.scalar(visible_to(viewer).where(DestinationChange.id == change_id))
    if change is None:
        raise ChangeNotFound
    return change


def open_changes(session: Session, *, viewer: Actor) -> list[DestinationChange]:
    """List the changes that wait for an approval or for their day, oldest first."""
    return list(session.scalars(visible_to(viewer).where(OPEN_CHANGE).order_by(DestinationChange.id)))


def ended_changes(session: Session, *, viewer: Actor, before: int | None = None) -> ChangePage:
    """Give a page of the changes that took effect or were stopped, newest first."""
    asked = visible_to(viewer).where(~DestinationChange.status.in_(("proposed", "approved")))
    if before is not None:
        asked = asked.where(DestinationChange.id < before)
    rows = session.scalars(asked.order_by(DestinationChange.id.desc()).limit(PAGE + 1)).all()
    return ChangePage(tuple(rows[:PAGE]), rows[PAGE - 1].id if len(rows) > PAGE else None)


def accounts_shown(session: Session, *, viewer: Actor) -> list[BankAccount]:
    """List the accounts of the viewer's districts that payers are told, the one shown first at the top."""
    asked = select(BankAccount).where(BankAccount.district_id.in_(viewer.district_ids), BankAccount.is_active)
    return list(session.scalars(asked.order_by(BankAccount.district_id, in_place())))


def direct_account_of(session: Session, district_id: int) -> DirectAccount | None:
    """Give the virtual account a district's companies are told to pay BPJS Kesehatan by, if there is one."""
    return session.get(DirectAccount, district_id)


def in_place() -> ColumnElement[int]:
    """Order accounts so that one that replaced another stands in its place."""
    return func.coalesce(BankAccount.takes_place_of, BankAccount.id)
