"""Who on the list may be the person who was nominated, although the number is another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from srikandi import residents
from srikandi.audit import Actor
from srikandi.nominations.models import Nomination
from srikandi.residents import Resident
from srikandi.residents.duplicates import Likeness, Stranger, resembling


@dataclass(frozen=True)
class NearMiss:
    """Somebody of the list who looks like the nominated person, and what speaks for it."""

    resident: Resident
    reasons: frozenset[Likeness]


@dataclass(frozen=True)
class NearMisses:
    """Those this viewer may look at, and how many there are where the viewer doesn't see."""

    seen: Sequence[NearMiss]
    elsewhere: int

    def __bool__(self) -> bool:
        """Is there anybody?"""
        return bool(self.seen) or self.elsewhere > 0


def near_misses(session: Session, nomination: Nomination, *, viewer: Actor) -> NearMisses:
    """Give who looks like the nominated person."""
    stranger = Stranger(
        name_key=residents.name_key(nomination.name),
        birth_on=nomination.birth_on,
        village_code=nomination.village_code,
        nik=nomination.nik.open(nomination.uid),
    )
    found = [NearMiss(*pair) for pair in resembling(session, nomination.district_id, stranger)]
    seen = [one for one in found if _is_seen(one.resident, viewer)]
    return NearMisses(seen, len(found) - len(seen))


def same_number(session: Session, nomination: Nomination, *, viewer: Actor) -> Resident | None:
    """Give the person of the viewer's list who has this number already."""
    mine = residents.visible_to(viewer).where(Resident.nik_index == nomination.nik_index)
    return session.scalar(mine)


def _is_seen(resident: Resident, viewer: Actor) -> bool:
    is_usable = resident.restricted_at is None and resident.erased_at is None
    if viewer.role == "village":
        return is_usable and resident.village_code == viewer.village_code
    return is_usable and resident.district_id in viewer.district_ids
