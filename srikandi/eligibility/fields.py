"""What a condition may look at in a person, and what shape its answer has."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Field(StrEnum):
    """What is known of a person and their family; a word here stands in stored rules, so none is ever renamed."""

    VILLAGE = "village"
    SUBDISTRICT = "subdistrict"
    AGE = "age"
    SEX = "sex"
    OCCUPATION = "occupation"
    DECILE = "decile"
    DECILE_KNOWN = "decile_known"
    KIND = "kind"
    FORMER_PBI = "former_pbi"
    WAITING = "waiting"
    FAMILY_SIZE = "family_size"
    FAMILY_COVERED = "family_covered"
    ARREARS = "arrears"


@dataclass(frozen=True)
class Between:
    """A whole number from and to, each of which may be open."""

    least: int
    most: int


@dataclass(frozen=True)
class OneOf:
    """One of several words; none listed here means that the district's own data says which there are."""

    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class YesNo:
    """It holds, or it doesn't."""


Shape = Between | OneOf | YesNo

SHAPES: dict[Field, Shape] = {
    Field.VILLAGE: OneOf(),
    Field.SUBDISTRICT: OneOf(),
    Field.AGE: Between(0, 120),
    Field.SEX: OneOf(("L", "P")),
    Field.OCCUPATION: OneOf(),
    Field.DECILE: Between(1, 10),
    Field.DECILE_KNOWN: YesNo(),
    Field.KIND: OneOf(("recruitment", "reactivation")),
    Field.FORMER_PBI: YesNo(),
    Field.WAITING: Between(0, 120),
    Field.FAMILY_SIZE: Between(1, 30),
    Field.FAMILY_COVERED: YesNo(),
    Field.ARREARS: Between(0, 24),
}
