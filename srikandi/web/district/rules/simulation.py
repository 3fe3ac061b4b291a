"""What a rule would list, before anybody approves it: how many, who, from where, and what it costs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask_babel import gettext
from werkzeug.exceptions import NotFound

from srikandi import clock, pools, residents
from srikandi.clock import Month
from srikandi.database import current_session
from srikandi.eligibility import Rule
from srikandi.places import VillageRow, district_of, villages_of
from srikandi.pools import Candidate, Simulation
from srikandi.users import Permission
from srikandi.web.district.rules.words import Names, audience_words, names_of, part_words, scoring_rows
from srikandi.web.frame.saying.formats import month_words
from srikandi.web.guard import current_actor, requires

routes = Blueprint("simulation", __name__, url_prefix="/kelompok/<int:pool_id>/simulasi")
MONTHS, MOST_MONTHS, MOST_NUMBER = 6, 24, 1_000_000


@dataclass(frozen=True)
class PlaceRow:
    """A village, or a kecamatan with the sum of its villages."""

    name: str
    inside: str
    """The kecamatan of a village; a kecamatan stands in none."""
    now: int
    change: int

    @property
    def is_whole(self) -> bool:
        """Is this a kecamatan?"""
        return not self.inside


@routes.get("")
@requires(Permission.POOLS_VIEW)
def show(pool_id: int) -> str:
    """Show what a version of a pool's rule lists today."""
    session = current_session()
    pool = pools.pool_of(session, pool_id, viewer=current_actor())
    months, page = _asked("bulan", usual=MONTHS, most=MOST_MONTHS), _asked("hal", usual=1, most=MOST_NUMBER)
    first = Month.of(clock.today(district_of(session, pool.district_id).zone)) + 1
    version = _asked("versi", usual=pool.rule_version, most=MOST_NUMBER)
    found = pools.simulate(session, pool, version=version, page=page, months=first.following(months))
    rows = villages_of(session, pool.district_id)
    return render_template(
        "district/simulation/show.html", pool=pool, found=found, months=months, **_said(found, pool.district_id, rows)
    )


def _said(found: Simulation, district_id: int, rows: list[VillageRow]) -> dict[str, object]:
    names = names_of(district_id)
    before = Rule.of(found.previous.content) if found.previous else None
    return {
        "audience": audience_words(found.rule.audience, names),
        "audience_before": audience_words(before.audience, names) if before else None,
        "scoring": scoring_rows(found.rule.scoring, names),
        "has_other_points": before is not None and before.scoring != found.rule.scoring,
        "reasons": {one.resident.id: _reasons(one, found.rule, names) for one in found.people},
        "cost_rows": [(month_words(month), str(cost)) for month, cost in found.costs.items()],
        "places": list(_places(found, rows)),
        "village_names": {one.code: one.name for one in rows},
        "numbers": {one.resident.id: residents.masked_numbers(one.resident).nik for one in found.people},
    }


def _reasons(one: Candidate, rule: Rule, names: Names) -> str:
    """Say what gave a person points: `Desil 1: 50, menunggu: 7`."""
    *given, waited = one.parts
    said = [f"{part_words(part, names)}: {n}" for part, n in zip(rule.scoring.parts, given, strict=True) if n]
    return "; ".join([*said, *([gettext("Menunggu: %(n)s", n=waited)] if waited else [])])


def _places(found: Simulation, rows: list[VillageRow]) -> Iterator[PlaceRow]:
    counted = {one.village_code: one for one in found.villages}
    for code, name in {one.subdistrict_code: one.subdistrict_name for one in rows}.items():
        inside = [row for row in rows if row.subdistrict_code == code and row.code in counted]
        villages = [
            PlaceRow(row.name, name, one.now, one.now - one.before)
            for row, one in ((row, counted[row.code]) for row in inside)
        ]
        if villages:
            yield PlaceRow(name, "", sum(one.now for one in villages), sum(one.change for one in villages))
            yield from villages


def _asked(name: str, *, usual: int, most: int) -> int:
    typed = request.args.get(name, "")
    if not typed:
        return usual
    if not (typed.isascii() and typed.isdigit()) or not 1 <= int(typed[:10]) <= most:
        raise NotFound
    return int(typed[:10])
