"""How alike two people's names, birth dates and numbers are, as people mistype them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import lru_cache

from srikandi.i18n import N_


class Likeness(StrEnum):
    """What speaks for two records being one person."""

    SAME_NAME = "same_name"
    SIMILAR_NAME = "similar_name"
    SAME_BIRTH = "same_birth"
    NEAR_BIRTH = "near_birth"
    NIK_ONE_OFF = "nik_one_off"
    SAME_FAMILY = "same_family"
    SAME_VILLAGE = "same_village"


LIKENESS_WORDS: Mapping[Likeness, str] = {
    Likeness.SAME_NAME: N_("nama sama"),
    Likeness.SIMILAR_NAME: N_("nama hampir sama"),
    Likeness.SAME_BIRTH: N_("tanggal lahir sama"),
    Likeness.NEAR_BIRTH: N_("tanggal lahir hampir sama"),
    Likeness.NIK_ONE_OFF: N_("NIK berbeda satu angka atau dua angka bertukar"),
    Likeness.SAME_FAMILY: N_("satu KK"),
    Likeness.SAME_VILLAGE: N_("satu desa"),
}
WEIGHTS: Mapping[Likeness, int] = {
    Likeness.SAME_NAME: 40,
    Likeness.SIMILAR_NAME: 25,
    Likeness.SAME_BIRTH: 20,
    Likeness.NEAR_BIRTH: 10,
    Likeness.NIK_ONE_OFF: 35,
    Likeness.SAME_FAMILY: 20,
    Likeness.SAME_VILLAGE: 10,
}
ENOUGH = 65
"""Less than this is left alone: two women called Siti Aminah in one kecamatan are two women."""
SPELLINGS = (
    ("OE", "U"), ("DJ", "J"), ("TJ", "C"), ("SJ", "S"), ("SY", "S"), ("KH", "H"), ("DH", "D"), ("TH", "T"),
    ("PH", "F"), ("CH", "C"), ("V", "F"), ("Z", "S"), ("Q", "K"), ("Y", "I"), ("X", "S"),
)  # fmt: skip
PROPHET = re.compile(r"\b(?:M[UO]C?HAMM?[AE]D|MUH|MOH|MHD|MOCH|MUCH)\b")
DOUBLED = re.compile(r"(.)\1+")
SHORTEST = 5
"""Shorter names are mistyped too, but then they are other names."""


def weight_of(reasons: frozenset[Likeness]) -> int:
    """Say how much speaks for two records being one person."""
    return sum(WEIGHTS[one] for one in reasons)


def alike(one: str, other: str) -> Likeness | None:
    """Say whether two names are the same, nearly so, or neither."""
    if one == other:
        return Likeness.SAME_NAME
    mine, theirs = sound(one), sound(other)
    if mine == theirs or (min(len(mine), len(theirs)) >= SHORTEST and _one_slip(mine, theirs)):
        return Likeness.SIMILAR_NAME
    return Likeness.SIMILAR_NAME if _shortened(one.split(), other.split()) else None


@lru_cache(maxsize=100_000)
def sound(name: str) -> str:
    """Give a name without what people spell in two ways: MOCHAMMAD DJOEFRI and MUHAMAD JUFRI sound the same."""
    text = PROPHET.sub("M", name)
    for written, spoken in SPELLINGS:
        text = text.replace(written, spoken)
    return DOUBLED.sub(r"\1", text).replace(" ", "")


def near(one: date, other: date) -> bool:
    """Say whether one birth date may be the other mistyped: day and month exchanged, or one digit wrong."""
    if (one.day, one.month, one.year) == (other.month, other.day, other.year):
        return True
    return one != other and is_one_off(f"{one:%d%m%Y}", f"{other:%d%m%Y}")


def is_one_off(one: str, other: str) -> bool:
    """Say whether two numbers differ by one digit, or by two neighbours that changed places."""
    if len(one) != len(other):
        return False
    wrong = [at for at, (mine, theirs) in enumerate(zip(one, other, strict=True)) if mine != theirs]
    if len(wrong) == 1:
        return True
    if len(wrong) != len("ab") or wrong[1] != wrong[0] + 1:
        return False
    first, second = wrong
    return one[first] == other[second] and one[second] == other[first]


def _one_slip(one: str, other: str) -> bool:
    """Say whether one letter is wrong, missing or too many, or two neighbours changed places."""
    if len(one) == len(other):
        return is_one_off(one, other)
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) != 1:
        return False
    at = next((place for place, sign in enumerate(short) if sign != long[place]), len(short))
    return short[at:] == long[at + 1 :]


def _shortened(one: list[str], other: list[str]) -> bool:
    """Say whether one name is the other with words as initials: M RIZKI PRATAMA and MUHAMMAD RIZKI P."""
    if len(one) != len(other) or len(one) == 1:
        return False
    same = sum(mine == theirs for mine, theirs in zip(one, other, strict=True))
    fits = all(
        mine == theirs or (min(len(mine), len(theirs)) == 1 and mine[0] == theirs[0])
        for mine, theirs in zip(one, other, strict=True)
    )
    return fits and same > 0
