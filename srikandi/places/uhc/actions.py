"""How thresholds and figures come in: always with a source and a day, never over what stood before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.money import Money
from srikandi.places.models import District
from srikandi.places.queries import subdistricts_of
from srikandi.places.uhc.models import Tier, UhcFigure, UhcThreshold
from srikandi.places.uhc.refusals import (
    FigureInFuture,
    FigureUnfit,
    SourceMissing,
    SubdistrictStrange,
    ThresholdUnfit,
)

WHOLE = 10_000
"""Shares are kept in hundredths of a percent."""
MOST_REGISTERED = 2
"""A district may have more people registered than its register of residents counts, but not twice as many."""


@dataclass(frozen=True)
class Way:
    """Shares that together are enough, in hundredths of a percent."""

    active: int
    by_district: int | None = None


@dataclass(frozen=True)
class NewThreshold:
    """What a decree asks for, from which day on."""

    tier: Tier
    valid_from: date
    coverage: int
    ways: tuple[Way, ...]
    source: str
    is_above: bool = False
    forbids_arrears: bool = False


@dataclass(frozen=True)
class SubdistrictCount:
    """How many live in a kecamatan, and how many of them are registered."""

    code: str
    population: int
    registered: int


@dataclass(frozen=True)
class NewFigures:
    """What the newest lists say of a district on a day."""

    counted_on: date
    population: int
    registered: int
    active: int
    by_district: int
    arrears: Money
    source: str
    subdistricts: Sequence[SubdistrictCount] = ()


def ask_for(session: Session, new: NewThreshold, *, by: Actor) -> UhcThreshold:
    """Let a tier ask for this from a day on; what it asked for before stays readable.

    Raises: ThresholdUnfit, SourceMissing.
    """
    check_fit(new)
    kept = UhcThreshold(**columns_of(new), decided_by=by.user_id)
    session.add(kept)
    session.flush()
    said: dict[str, Any] = {"tier": str(new.tier), "valid_from": str(new.valid_from), "ways": kept.ways}
    audit.record(session, "uhc:ask_for", kept, by=by, reason=kept.source, coverage=new.coverage, **said)
    return kept


def columns_of(new: NewThreshold) -> dict[str, Any]:
    """Give what a decree says as both tables keep it. Raises: SourceMissing."""
    ways = [[one.active, one.by_district] for one in new.ways]
    return {**vars(new), "ways": ways, "source": _source(new.source)}


def check_fit(new: NewThreshold) -> None:
    """Refuse what nobody could reach or look up. Raises: ThresholdUnfit, SourceMissing."""
    shares = [new.coverage, *(one.active for one in new.ways), *(one.by_district or WHOLE for one in new.ways)]
    if not new.ways or not all(1 <= share <= WHOLE for share in shares):
        raise ThresholdUnfit(field="coverage")
    if new.is_above and WHOLE in shares[: 1 + len(new.ways)]:
        raise ThresholdUnfit(field="coverage")
    _source(new.source)


def count(session: Session, district: District, new: NewFigures, *, by: Actor) -> UhcFigure:
    """Keep what was counted on a day; of two counts of the same day the later one is believed.

    Raises: FigureInFuture, FigureUnfit, SourceMissing, SubdistrictStrange.
    """
    source = _source(new.source)
    _check(district, new)
    if {one.code for one in new.subdistricts} - subdistricts_of(session, district.id).keys():
        raise SubdistrictStrange
    told: dict[str, Any] = {
        "district_id": district.id,
        "counted_on": new.counted_on,
        "source": source,
        "recorded_by": by.user_id,
    }
    kept = UhcFigure(
        **told,
        population=new.population,
        registered=new.registered,
        active=new.active,
        by_district=new.by_district,
        arrears=new.arrears,
    )
    parts = [
        UhcFigure(**told, subdistrict_code=one.code, population=one.population, registered=one.registered)
        for one in new.subdistricts
    ]
    session.add_all([kept, *parts])
    session.flush()
    said: dict[str, Any] = {"counted_on": str(new.counted_on), "registered": new.registered, "active": new.active}
    audit.record(session, "uhc:count", kept, by=by, reason=source, subdistricts=len(parts), **said)
    return kept


def _source(words: str) -> str:
    if not words.strip():
        raise SourceMissing(field="source")
    return words.strip()


def _check(district: District, new: NewFigures) -> None:
    if new.counted_on > clock.today(district.zone):
        raise FigureInFuture(field="counted_on")
    if new.population <= 0:
        raise FigureUnfit(field="population")
    if not 0 <= new.registered <= new.population * MOST_REGISTERED:
        raise FigureUnfit(field="registered")
    if not 0 <= new.active <= new.registered:
        raise FigureUnfit(field="active")
    if not 0 <= new.by_district <= new.registered:
        raise FigureUnfit(field="by_district")
    if new.arrears.rupiah < 0:
        raise FigureUnfit(field="arrears")
    for one in new.subdistricts:
        if one.population <= 0 or not 0 <= one.registered <= one.population * MOST_REGISTERED:
            raise FigureUnfit(field="subdistricts")
    if new.subdistricts and sum(one.registered for one in new.subdistricts) > new.registered:
        raise FigureUnfit(field="subdistricts")
