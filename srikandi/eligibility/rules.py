"""A rule as it is kept: who may be listed, and what points they have; typed, checked, and never a piece of SQL.

What is stored is a document of plain words and numbers. Its canonical bytes are published and hashed into the frozen
list (`docs/fair-order.md`), so nothing here may change how an old document is written.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from srikandi.eligibility.fields import SHAPES, Between, Field, OneOf, YesNo
from srikandi.eligibility.refusals import RuleUnfit

MOST_GROUPS, MOST_CONDITIONS, MOST_PARTS, MOST_WORDS = 6, 12, 40, 400
LONGEST_WORD = 80
MOST_POINTS, MOST_WAITING_POINTS, MOST_WAITING_MONTHS = 1000, 100, 60


class Join(StrEnum):
    """Every one of them, or at least one."""

    ALL = "all"
    ANY = "any"


@dataclass(frozen=True)
class Condition:
    """One thing a person must be: a number between two, one of several words, or yes and no."""

    field: Field
    low: int | None = None
    high: int | None = None
    values: tuple[str, ...] = ()
    is_not: bool = False

    def stored(self) -> dict[str, Any]:
        """Give only what was said."""
        said = {"low": self.low, "high": self.high, "values": sorted(set(self.values)), "not": self.is_not}
        kept = {name: one for name, one in said.items() if one is not None and one is not False and one != []}
        return {"field": str(self.field), **kept}

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Self:
        """Read what is kept."""
        return cls(
            Field(stored["field"]),
            low=stored.get("low"),
            high=stored.get("high"),
            values=tuple(stored.get("values", ())),
            is_not=bool(stored.get("not")),
        )

    def check(self) -> None:
        """Refuse what no person could be, or what says nothing. Raises: RuleUnfit."""
        shape = SHAPES[self.field]
        if isinstance(shape, Between):
            _check_between(self, shape)
        elif isinstance(shape, OneOf):
            _check_words(self, shape)
        _refuse_if(isinstance(shape, YesNo) and (self.values or (self.low, self.high) != (None, None)))


@dataclass(frozen=True)
class Group:
    """Conditions of which all must hold, or any."""

    conditions: tuple[Condition, ...] = ()
    join: Join = Join.ALL

    def stored(self) -> dict[str, Any]:
        """Give what is kept."""
        return {"join": str(self.join), "conditions": [one.stored() for one in self.conditions]}

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Self:
        """Read what is kept."""
        return cls(tuple(Condition.of(one) for one in stored["conditions"]), Join(stored["join"]))


@dataclass(frozen=True)
class Audience:
    """Who may be listed: groups of which all must hold, or any; none at all leaves everybody in.

    `whole_families` lists with each person found everybody on the same family card who may be listed at all.
    """

    groups: tuple[Group, ...] = ()
    join: Join = Join.ALL
    whole_families: bool = False

    def stored(self) -> dict[str, Any]:
        """Give what is kept."""
        families = {"whole_families": True} if self.whole_families else {}
        return {"join": str(self.join), "groups": [one.stored() for one in self.groups], **families}

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Self:
        """Read what is kept."""
        groups = tuple(Group.of(one) for one in stored["groups"])
        return cls(groups, Join(stored["join"]), bool(stored.get("whole_families")))

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition of every group."""
        return tuple(one for group in self.groups for one in group.conditions)


def everybody_who(*conditions: Condition, whole_families: bool = False) -> Audience:
    """Give the audience of those who meet all of these."""
    return Audience((Group(conditions),) if conditions else (), whole_families=whole_families)


@dataclass(frozen=True)
class Part:
    """Points for whoever meets a condition."""

    condition: Condition
    points: int


@dataclass(frozen=True)
class Scoring:
    """Who comes first: points a condition, and points for each full month on the list, up to so many months."""

    parts: tuple[Part, ...] = ()
    waiting_points: int = 0
    waiting_months: int = 0

    def stored(self) -> dict[str, Any]:
        """Give what is kept."""
        parts = [{"condition": one.condition.stored(), "points": one.points} for one in self.parts]
        return {"parts": parts, "waiting": {"points": self.waiting_points, "months": self.waiting_months}}

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Self:
        """Read what is kept."""
        parts = tuple(Part(Condition.of(one["condition"]), one["points"]) for one in stored["parts"])
        return cls(parts, stored["waiting"]["points"], stored["waiting"]["months"])


def usual_scoring() -> Scoring:
    """Give the points of the first published rule: need, then those just dropped, the young and old, and waiting."""
    deciles = [Part(Condition(Field.DECILE, one, one), 5 * (11 - one)) for one in range(1, 11)]
    others = [
        Part(Condition(Field.DECILE_KNOWN, is_not=True), 30),
        Part(Condition(Field.FORMER_PBI), 20),
        Part(Condition(Field.AGE, high=17), 15),
        Part(Condition(Field.AGE, low=60), 15),
        Part(Condition(Field.KIND, values=("reactivation",)), 10),
    ]
    return Scoring((*deciles, *others), waiting_points=1, waiting_months=24)


@dataclass(frozen=True)
class Rule:
    """Who may be listed, and who of them comes first."""

    audience: Audience = Audience()
    scoring: Scoring = usual_scoring()  # noqa: RUF009 - frozen, and the same for all

    def stored(self) -> dict[str, Any]:
        """Give what a pool keeps."""
        return {"audience": self.audience.stored(), "scoring": self.scoring.stored()}

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Self:
        """Read what a pool keeps."""
        return cls(Audience.of(stored["audience"]), Scoring.of(stored["scoring"]))

    def check(self) -> None:
        """Refuse a rule that says nothing, or more than anybody reads. Raises: RuleUnfit."""
        groups, scoring = self.audience.groups, self.scoring
        _refuse_if(len(groups) > MOST_GROUPS or len(scoring.parts) > MOST_PARTS)
        for group in groups:
            _refuse_if(not 1 <= len(group.conditions) <= MOST_CONDITIONS)
        for part in scoring.parts:
            _refuse_if(not 1 <= part.points <= MOST_POINTS)
        _refuse_if(not 0 <= scoring.waiting_points <= MOST_WAITING_POINTS)
        _refuse_if(not 0 <= scoring.waiting_months <= MOST_WAITING_MONTHS)
        for condition in (*self.audience.conditions, *(part.condition for part in scoring.parts)):
            condition.check()


def canonical(stored: Mapping[str, Any]) -> str:
    """Give a stored rule as the bytes that are published and hashed: ASCII JSON, sorted, without blanks, and a LF."""
    return json.dumps(stored, sort_keys=True, separators=(",", ":"), ensure_ascii=True) + "\n"


def fingerprint(stored: Mapping[str, Any]) -> str:
    """Give the SHA-256 of a stored rule, hex."""
    return hashlib.sha256(canonical(stored).encode("ascii")).hexdigest()


def _check_between(said: Condition, shape: Between) -> None:
    ends = [one for one in (said.low, said.high) if one is not None]
    _refuse_if(not ends or bool(said.values) or said.is_not)
    _refuse_if(any(not shape.least <= one <= shape.most for one in ends) or ends != sorted(ends))


def _check_words(said: Condition, shape: OneOf) -> None:
    _refuse_if(not said.values or len(said.values) > MOST_WORDS or (said.low, said.high) != (None, None))
    _refuse_if(any(not 0 < len(one) <= LONGEST_WORD or not one.isprintable() for one in said.values))
    _refuse_if(bool(shape.words) and bool(set(said.values) - set(shape.words)))


def _refuse_if(is_wrong: object) -> None:
    if is_wrong:
        raise RuleUnfit
