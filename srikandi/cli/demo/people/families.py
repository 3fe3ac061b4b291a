"""Families with ages, work and possible identity numbers, spread over the villages of a district."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from srikandi.cli.demo.people.names import LAST, draw_name, draw_origin
from srikandi.places import VillageRow

FIRST_SERIAL = 9001
SERIALS, STEP = 499, 193
"""How many serials a cast has, every other one up to 9998, and how far the next one lies: a prime and less than it."""
WOMAN_ADDS = 40
COAST = frozenset(
    {"Rebo", "Matras", "Jelitik", "Air Anyir", "Penagan", "Deniang", "Pugul", "Gunung Pelawan", "Mantung"}
)
MEN_WORK = ("PETANI LADA", "BURUH HARIAN LEPAS", "PEDAGANG", "PENYADAP KARET", "SOPIR", "TUKANG BANGUNAN", "WIRASWASTA")
WOMEN_WORK = ("MENGURUS RUMAH TANGGA", "PEDAGANG", "BURUH HARIAN LEPAS", "PENJAHIT", "PETANI LADA")
WOMEN_WEIGHTS = (60, 16, 10, 4, 10)
DECILES = (1, 2, 3, 4, 5, 6, 7, None)
DECILE_WEIGHTS = (16, 19, 18, 14, 10, 6, 4, 13)
HAMLETS = ("AIR LAYANG", "TANJUNG", "SIMPANG TIGA", "KAMPUNG LAMA", "BUKIT", "PASIR PUTIH")
STREETS = ("JL. RAYA", "JL. PAHLAWAN", "JL. MELATI", "GG. KELAPA", "JL. PELABUHAN", "JL. DEPATI BARIN", "GG. LADA")
SCHOOL_FROM, GROWN_UP, RESTING = 7, 18, 70
FIRST_CHILD, LAST_CHILD, OLDEST_FATHER, AT_HOME = 19, 41, 44, 24
"""How old a mother is with her first and her last child, a father with his last; until when children stay."""


@dataclass(frozen=True)
class Villager:
    """One invented person as a village list tells of them."""

    family_card: str
    nik: str
    name: str
    birth_on: date
    is_woman: bool
    relation: str
    occupation: str
    address: str
    hamlet: str
    rt: str
    rw: str
    village: VillageRow
    decile: int | None
    is_former_pbi: bool


@dataclass
class _Household:
    village: VillageRow
    card: str
    origin: str
    last: str
    decile: int | None
    is_former_pbi: bool
    house: dict[str, str]
    given: set[str] = field(default_factory=set)
    """Names in use at home: nobody calls two children alike."""


@dataclass
class _Registry:
    """Hands out each number once; in a kecamatan the last four digits tell people and families apart too."""

    draw: Random
    today: date
    first_serial: int
    handed: Counter[str] = field(default_factory=Counter)
    used: set[str] = field(default_factory=set)

    def nik(self, village: VillageRow, birth_on: date, *, is_woman: bool) -> str:
        day = birth_on.day + (WOMAN_ADDS if is_woman else 0)
        return self._next(f"{_digits(village)}{day:02d}{birth_on:%m%y}")

    def family_card(self, village: VillageRow) -> str:
        issued = self.today - timedelta(days=self.draw.randint(400, 5000))
        return self._next(f"{_digits(village)}{issued:%d%m%y}")

    def birth_on(self, age: int) -> date:
        return self.today - timedelta(days=age * 365 + self.draw.randint(20, 300))

    def _next(self, start: str) -> str:
        number = ""
        while not number or number in self.used:
            self.handed[start[:6]] += 1
            number = f"{start}{self.first_serial + 2 * (self.handed[start[:6]] * STEP % SERIALS)}"
        self.used.add(number)
        return number


def families(count: int, *, villages: list[VillageRow], today: date, is_second: bool = False) -> list[list[Villager]]:
    """Give `count` invented people in families, the same on the same day, every village in turn.

    Who draws a second cast has the serials between those of the first, so that no number is given twice.
    """
    first_serial = FIRST_SERIAL + is_second
    registry = _Registry(Random(first_serial), today, first_serial)  # noqa: S311 - an invented family is no secret, and must come again
    found: list[list[Villager]] = []
    left = count
    while left > 0:
        family = list(_family(registry, villages[len(found) % len(villages)]))[:left]
        found.append(family)
        left -= len(family)
    return found


def _family(registry: _Registry, village: VillageRow) -> Iterator[Villager]:
    draw, home = registry.draw, _household(registry, village)
    is_alone = draw.random() < 0.14  # noqa: PLR2004 - widows with their children
    head = mother = draw.randint(24, 64)
    yield _person(registry, home, age=head, is_woman=is_alone, relation="KEPALA KELUARGA")
    if not is_alone:
        mother = max(20, head - draw.randint(-2, 7))
        yield _person(registry, home, age=mother, is_woman=True, relation="ISTRI")
    for age in _children(draw, head=head, mother=mother):
        yield _person(registry, home, age=age, is_woman=draw.random() < 1 / 2, relation="ANAK")
    if draw.random() < 0.08:  # noqa: PLR2004 - a grandmother lives with one family in twelve
        yield _person(registry, home, age=head + draw.randint(19, 26), is_woman=True, relation="ORANG TUA")


def _children(draw: Random, *, head: int, mother: int) -> list[int]:
    """Give the ages of those who live at home, the eldest first, two years and more apart."""
    youngest = max(0, mother - LAST_CHILD, head - OLDEST_FATHER) + draw.randint(0, 1)
    possible = range(youngest, min(AT_HOME, mother - FIRST_CHILD) + 1, 2)
    wanted = draw.choices((0, 1, 2, 3, 4), (18, 30, 30, 16, 6))[0]
    return sorted(draw.sample(possible, min(wanted, len(possible))), reverse=True)


def _household(registry: _Registry, village: VillageRow) -> _Household:
    draw = registry.draw
    origin = draw_origin(draw)
    house = {
        "address": f"{draw.choice(STREETS)} NO. {draw.randint(1, 240)}",
        "hamlet": draw.choice(HAMLETS),
        "rt": f"{draw.randint(1, 12):03d}",
        "rw": f"{draw.randint(1, 5):03d}",
    }
    return _Household(
        village=village,
        card=registry.family_card(village),
        origin=origin,
        last=draw.choice(LAST[origin]),
        decile=draw.choices(DECILES, DECILE_WEIGHTS)[0],
        is_former_pbi=draw.random() < 0.2,  # noqa: PLR2004 - one family in five was dropped from the PBI list
        house=house,
    )


def _person(registry: _Registry, home: _Household, *, age: int, is_woman: bool, relation: str) -> Villager:
    birth_on = registry.birth_on(age)
    return Villager(
        family_card=home.card,
        nik=registry.nik(home.village, birth_on, is_woman=is_woman),
        name=_name(registry.draw, home, is_woman=is_woman),
        birth_on=birth_on,
        is_woman=is_woman,
        relation=relation,
        occupation=_occupation(registry.draw, home.village, age=age, is_woman=is_woman),
        village=home.village,
        decile=home.decile,
        is_former_pbi=home.is_former_pbi,
        **home.house,
    )


def _name(draw: Random, home: _Household, *, is_woman: bool) -> str:
    name = ""
    while not name or name in home.given:
        name = draw_name(draw, home.origin, is_woman=is_woman, last=home.last).upper()
    home.given.add(name)
    return name


def _occupation(draw: Random, village: VillageRow, *, age: int, is_woman: bool) -> str:
    if age < GROWN_UP:
        return "PELAJAR/MAHASISWA" if age >= SCHOOL_FROM else "BELUM/TIDAK BEKERJA"
    if age >= RESTING:
        return "BELUM/TIDAK BEKERJA"
    if is_woman:
        return draw.choices(WOMEN_WORK, WOMEN_WEIGHTS)[0]
    if village.name in COAST and draw.random() < 0.7:  # noqa: PLR2004 - most men of the coast fish
        return "NELAYAN"
    return draw.choice(MEN_WORK)


def _digits(village: VillageRow) -> str:
    return village.subdistrict_code.replace(".", "")
