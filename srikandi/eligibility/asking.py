"""A rule as a question to the database: built from typed conditions, one expression however many people there are.

Every expression is true or false, never unknown: what is not known of a person meets no condition.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, not_, or_, select, true
from sqlalchemy.orm import Session, aliased

from srikandi.arrears import months_owed
from srikandi.clock import Month, day_begins
from srikandi.eligibility.fields import Field
from srikandi.eligibility.rules import Audience, Condition, Group, Join, Scoring
from srikandi.places import Village
from srikandi.residents import Resident, ResidentKind, ResidentStatus, usable

LISTABLE = (ResidentStatus.VERIFIED, ResidentStatus.LAPSED)
NOT_HERE = ResidentStatus.EXITED
MOST_OCCUPATIONS = 24


@dataclass(frozen=True)
class Scope:
    """Whose people are asked about, and on which day of that district."""

    district_id: int
    on: date
    zone: str


def may_be_listed(scope: Scope) -> ColumnElement[bool]:
    """Say who may stand on a list at all: verified or lapsed people of the district whose data may be used."""
    return and_(Resident.district_id == scope.district_id, Resident.status.in_(LISTABLE), usable())


def meets(audience: Audience, *, scope: Scope) -> ColumnElement[bool]:
    """Say who meets this."""
    found = _joined(audience.join, [_group(one, scope) for one in audience.groups])
    if not audience.whole_families or not audience.groups:
        return found
    matched = select(Resident.family_index).where(may_be_listed(scope), found, Resident.family_index.is_not(None))
    matched = matched.correlate(None)
    person = aliased(Resident)
    families = select(person.id).where(person.family_index.in_(matched), person.district_id == scope.district_id)
    return or_(found, Resident.id.in_(families))


def points_of(scoring: Scoring, *, scope: Scope) -> list[ColumnElement[int]]:
    """Give a column of points for each part, in the rule's order, and last the points for waiting."""
    parts = [case((_condition(one.condition, scope), one.points), else_=0) for one in scoring.parts]
    return [*parts, _waited(scoring, scope)]


def total_of(scoring: Scoring, *, scope: Scope) -> ColumnElement[int]:
    """Give the sum of all points."""
    total: ColumnElement[int] = literal(0)
    for one in points_of(scoring, scope=scope):
        total = total + one
    return total


def occupations_of(session: Session, district_id: int) -> list[str]:
    """List the occupations most people of a district have, the commonest first, as conditions name them."""
    named = func.upper(Resident.occupation)
    asked = select(named).where(Resident.district_id == district_id, Resident.occupation.is_not(None), usable())
    return list(session.scalars(asked.group_by(named).order_by(func.count().desc(), named).limit(MOST_OCCUPATIONS)))


def _waited(scoring: Scoring, scope: Scope) -> ColumnElement[int]:
    if not scoring.waiting_points or not scoring.waiting_months:
        return literal(0)
    steps = [
        (Resident.registered_at < _waiting_since(scope, months), months * scoring.waiting_points)
        for months in range(scoring.waiting_months, 0, -1)
    ]
    return case(*steps, else_=0)


def _joined(join: Join, said: Sequence[ColumnElement[bool]]) -> ColumnElement[bool]:
    if not said:
        return true()
    return and_(*said) if join is Join.ALL else or_(*said)


def _group(group: Group, scope: Scope) -> ColumnElement[bool]:
    return _joined(group.join, [_condition(one, scope) for one in group.conditions])


def _condition(said: Condition, scope: Scope) -> ColumnElement[bool]:
    if said.field in NUMBERS:
        return NUMBERS[said.field](said, scope)
    found = WORDS[said.field](said, scope)
    return not_(found) if said.is_not else found


def _ends(column: Any, said: Condition) -> ColumnElement[bool]:
    ends = [column.is_not(None)]
    if said.low is not None:
        ends.append(column >= said.low)
    if said.high is not None:
        ends.append(column <= said.high)
    return and_(*ends)


def _age(said: Condition, scope: Scope) -> ColumnElement[bool]:
    ends: list[ColumnElement[bool]] = []
    if said.low is not None:
        ends.append(Resident.birth_on <= _years_before(scope.on, said.low))
    if said.high is not None:
        ends.append(Resident.birth_on > _years_before(scope.on, said.high + 1))
    return and_(*ends)


def _waiting(said: Condition, scope: Scope) -> ColumnElement[bool]:
    ends: list[ColumnElement[bool]] = [true()]
    if said.low:
        ends.append(Resident.registered_at < _waiting_since(scope, said.low))
    if said.high is not None:
        ends.append(Resident.registered_at >= _waiting_since(scope, said.high + 1))
    return and_(*ends)


def _family_size(said: Condition, scope: Scope) -> ColumnElement[bool]:
    """Count who stands on the same family card and has not left; somebody without a card is alone."""
    person = aliased(Resident)
    counted = (
        select(person.family_index)
        .where(person.district_id == scope.district_id, person.family_index.is_not(None), person.status != NOT_HERE)
        .group_by(person.family_index)
        .having(_ends(func.count(), said))
    )
    with_card = and_(Resident.family_index.is_not(None), Resident.family_index.in_(counted))
    alone = (said.low or 1) <= 1
    return or_(with_card, Resident.family_index.is_(None)) if alone else with_card


def _family_covered(_: Condition, scope: Scope) -> ColumnElement[bool]:
    person = aliased(Resident)
    covered = select(person.family_index).where(
        person.district_id == scope.district_id,
        person.status == ResidentStatus.COVERED,
        person.family_index.is_not(None),
    )
    return and_(Resident.family_index.is_not(None), Resident.family_index.in_(covered))


def _subdistrict(said: Condition, _: Scope) -> ColumnElement[bool]:
    return Resident.village_code.in_(select(Village.code).where(Village.subdistrict_code.in_(said.values)))


Saying = Callable[[Condition, Scope], ColumnElement[bool]]
NUMBERS: dict[Field, Saying] = {
    Field.AGE: _age,
    Field.DECILE: lambda said, _: _ends(Resident.decile, said),
    Field.WAITING: _waiting,
    Field.FAMILY_SIZE: _family_size,
    Field.ARREARS: lambda said, _: _ends(months_owed(Resident.id.expression), said),
}
WORDS: dict[Field, Saying] = {
    Field.VILLAGE: lambda said, _: Resident.village_code.in_(said.values),
    Field.SUBDISTRICT: _subdistrict,
    Field.SEX: lambda said, _: Resident.sex.in_(said.values),
    Field.OCCUPATION: lambda said, _: func.upper(func.coalesce(Resident.occupation, "")).in_(said.values),
    Field.DECILE_KNOWN: lambda *_: Resident.decile.is_not(None),
    Field.KIND: lambda said, _: Resident.kind.in_([ResidentKind(one) for one in said.values]),
    Field.FORMER_PBI: lambda *_: Resident.is_former_pbi.is_(True),
    Field.FAMILY_COVERED: _family_covered,
}


def _years_before(day: date, years: int) -> date:
    """Give the last birthday on which somebody born then is this many years old today."""
    month = Month(day.year - years, day.month)
    return month.first_day.replace(day=min(day.day, month.last_day.day))


def _waiting_since(scope: Scope, months: int) -> datetime:
    """Give the moment before which somebody must have come on the list to have waited so many full months."""
    month = Month.of(scope.on) + -months
    after = month.first_day.replace(day=min(scope.on.day, month.last_day.day)) + timedelta(days=1)
    return day_begins(after, zone=scope.zone)
