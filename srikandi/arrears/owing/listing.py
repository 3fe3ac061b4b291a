"""Who owes months, by name, a page at a time; no page reads everybody, whether few owe or many.

When few owe, they are put in order; when many do, they are soon met among the names in the order of their index. One
village is gone through whole: it has fewer people than a district has debtors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, select, tuple_, union_all
from sqlalchemy.orm import Session, aliased

from srikandi.arrears.models import UNPAID, ArrearsMonth
from srikandi.arrears.owing.sums import PAGE, Owed, families_owed, owed_by
from srikandi.audit import Actor
from srikandi.database import among, in_parts
from srikandi.residents import Resident, ResidentStatus, visible_to

FEW = 1_000


@dataclass(frozen=True)
class Debtor:
    """Somebody who owes months, and what the family owes: BPJS Kesehatan takes a family's arrears together."""

    resident: Resident
    owed: Owed
    family: Owed
    relatives: int
    """How many of the family owe months, this person among them."""


def debtors(
    session: Session, *, viewer: Actor, village_code: str | None = None, after: int | None = None, size: int = PAGE
) -> tuple[list[Debtor], int | None]:
    """Give a page of people who owe months, by name; the second value begins the next page."""
    asked, place = _asked(session, viewer, village_code)
    if after is not None:
        edge = select(Resident.name_key).where(Resident.id == after).scalar_subquery()
        asked = asked.where(tuple_(*place) > tuple_(func.coalesce(edge, ""), after))
    rows = session.scalars(asked.order_by(*place).limit(size + 1)).all()
    shown = rows[:size]
    return _debtors(session, shown), shown[-1].id if len(rows) > size else None


def how_many_owe(session: Session, *, viewer: Actor, village_code: str | None = None) -> int:
    """Count who owes months: for a file of all of them, never for a page."""
    own = ArrearsMonth.district_id.in_(viewer.district_ids), ArrearsMonth.status.in_(UNPAID)
    asked = visible_to(viewer).where(
        Resident.status != ResidentStatus.EXITED, Resident.id.in_(select(ArrearsMonth.resident_id).where(*own))
    )
    if village_code is not None:
        asked = asked.where(Resident.village_code == village_code)
    return session.scalar(asked.with_only_columns(func.count(Resident.id))) or 0


def _asked(session: Session, viewer: Actor, village_code: str | None) -> tuple[Select[Resident], tuple[Any, Any]]:
    """Ask for those who owe; beside it, what they are in order by."""
    listed = visible_to(viewer).where(Resident.status != ResidentStatus.EXITED)
    if village_code is not None:
        listed = listed.where(Resident.village_code == village_code, _owes())
        return listed, (Resident.name_key.concat(""), Resident.id)
    few = _few(session, viewer)
    if few is None:
        return listed.where(_owes()), (Resident.name_key, Resident.id)
    # Looked up one by one: asked for the people of the district who are among these, SQLite goes through the district.
    who = aliased(Resident)
    is_listed = listed.where(Resident.id == who.id).correlate(who).exists()
    return select(who).where(among(who.id, few), is_listed), (who.name_key, who.id)


def _owes() -> ColumnElement[bool]:
    """Look into one person's months, and no further than the first; never taken for a list of all who owe."""
    own = ArrearsMonth.resident_id == Resident.id, ArrearsMonth.status.in_(UNPAID)
    return select(literal(1)).where(*own).limit(1).correlate(Resident).scalar_subquery().is_not(None)


def _few(session: Session, viewer: Actor) -> list[int] | None:
    """Name all who owe, or nobody when there are many: each status is read in the order of its index, so far only."""
    parts = []
    for status in UNPAID:
        own = ArrearsMonth.district_id.in_(viewer.district_ids), ArrearsMonth.status == status
        some = select(ArrearsMonth.resident_id).where(*own).distinct().order_by(ArrearsMonth.resident_id)
        parts.append(select(some.limit(FEW + 1).subquery()))
    ids = sorted(set(session.scalars(union_all(*parts))))
    return ids if len(ids) <= FEW else None


def _debtors(session: Session, people: Sequence[Resident]) -> list[Debtor]:
    own: dict[int, Owed] = {}
    for part in in_parts([one.id for one in people]):
        own |= owed_by(session, part)
    families: dict[bytes, tuple[Owed, int]] = {}
    for cards in in_parts(sorted({one.family_index for one in people if one.family_index})):
        families |= families_owed(session, cards)
    alone = {one.id: (own.get(one.id, Owed()), 1) for one in people}
    return [
        Debtor(one, own.get(one.id, Owed()), *(families.get(one.family_index or b"") or alone[one.id]))
        for one in people
    ]
