"""Which thresholds hold on a day, and what a district counted last."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi.places.uhc.models import Tier, UhcFigure, UhcThreshold

NEWEST = 24


def thresholds_on(session: Session, on: date) -> dict[Tier, UhcThreshold]:
    """Give what each tier asks for on a day, the lowest tier first."""
    asked = select(UhcThreshold).where(UhcThreshold.valid_from <= on)
    rows = session.scalars(asked.order_by(UhcThreshold.valid_from, UhcThreshold.id))
    found = {one.tier: one for one in rows}
    return {tier: found[tier] for tier in Tier if tier in found}


def thresholds(session: Session) -> list[UhcThreshold]:
    """List everything tiers ever asked for, the newest first."""
    return list(session.scalars(select(UhcThreshold).order_by(UhcThreshold.valid_from.desc(), UhcThreshold.id.desc())))


def figure_of(session: Session, district_id: int) -> UhcFigure | None:
    """Give the newest count of a whole district."""
    return next(iter(figures_of(session, district_id, limit=1)), None)


def figures_of(session: Session, district_id: int, *, limit: int = NEWEST) -> list[UhcFigure]:
    """List the counts of a whole district, the newest day first, of one day the last one told."""
    asked = select(UhcFigure).where(UhcFigure.district_id == district_id, UhcFigure.subdistrict_code.is_(None))
    return list(session.scalars(asked.order_by(UhcFigure.counted_on.desc(), UhcFigure.id.desc()).limit(limit)))


def subdistrict_figures(session: Session, district_id: int) -> dict[str, UhcFigure]:
    """Give the newest count of each kecamatan that has one, by its code."""
    asked = select(UhcFigure).where(UhcFigure.district_id == district_id, UhcFigure.subdistrict_code.is_not(None))
    rows = session.scalars(asked.order_by(UhcFigure.counted_on, UhcFigure.id))
    return {one.subdistrict_code or "": one for one in rows}
