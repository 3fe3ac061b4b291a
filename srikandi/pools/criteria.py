"""Who belongs in a pool: what is absent does not restrict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from srikandi.places import villages_of
from srikandi.pools.models import MemberStatus, PoolMember
from srikandi.pools.refusals import CriteriaUnfit
from srikandi.residents import Resident, ResidentKind, ResidentStatus, usable

LAST_DECILE = 10
LIVE = (MemberStatus.LISTED, MemberStatus.HELD, MemberStatus.COVERED)


@dataclass(frozen=True)
class Criteria:
    """Villages by code, the poorest deciles, new or reactivated, an occupation, only former PBI."""

    villages: tuple[str, ...] = ()
    decile_max: int | None = None
    kind: ResidentKind | None = None
    occupation: str | None = None
    former_pbi_only: bool = False

    def stored(self) -> dict[str, Any]:
        """Give what the pool keeps: only what restricts."""
        said = asdict(self) | {"villages": sorted(set(self.villages)), "kind": self.kind and str(self.kind)}
        return {name: value for name, value in said.items() if value}

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Self:
        """Read what a pool keeps."""
        kind = stored.get("kind")
        return cls(
            villages=tuple(stored.get("villages", ())),
            decile_max=stored.get("decile_max"),
            kind=ResidentKind(kind) if kind else None,
            occupation=stored.get("occupation"),
            former_pbi_only=bool(stored.get("former_pbi_only")),
        )


def check(session: Session, criteria: Criteria, *, district_id: int) -> None:
    """Refuse criteria that no resident of the district could meet. Raises: CriteriaUnfit."""
    if criteria.decile_max is not None and not 1 <= criteria.decile_max <= LAST_DECILE:
        raise CriteriaUnfit(field="decile_max")
    if set(criteria.villages) - {village.code for village in villages_of(session, district_id)}:
        raise CriteriaUnfit(field="villages")


def matching(criteria: Criteria, *, district_id: int) -> Select[int]:
    """Ask for the ids of a district's residents who may be listed: verified or lapsed, in no pool now, meeting these.

    A person whose decile is unknown meets no decile.
    """
    listed = exists().where(PoolMember.resident_id == Resident.id, PoolMember.status.in_(LIVE))
    asked = select(Resident.id).where(
        Resident.district_id == district_id,
        Resident.status.in_((ResidentStatus.VERIFIED, ResidentStatus.LAPSED)),
        ~listed,
        usable(),
    )
    if criteria.villages:
        asked = asked.where(Resident.village_code.in_(criteria.villages))
    if criteria.decile_max is not None:
        asked = asked.where(Resident.decile <= criteria.decile_max)
    if criteria.kind is not None:
        asked = asked.where(Resident.kind == criteria.kind)
    if criteria.occupation:
        asked = asked.where(Resident.occupation == criteria.occupation)
    if criteria.former_pbi_only:
        asked = asked.where(Resident.is_former_pbi)
    return asked
