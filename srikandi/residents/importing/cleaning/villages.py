"""Which village of the district a row means.

Village names repeat inside a district (Riding Panjang stands in Belinyu and in Merawang), so a village is found by its
sub-district and its name, never by the name alone when two could be meant. Codes in lists of the statistics office are
not those of the ministry, so a code decides only where the name cannot.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from srikandi.residents.importing.cleaning.text import key_of, says_nothing
from srikandi.residents.importing.codes import Code

_KIND = re.compile(r"^\s*(?:desa|ds|kelurahan|kel|kecamatan|kec)\b(?:\s*/\s*\w+\b)?[\s.:]+", re.IGNORECASE)
_CODE_LENGTH = 10


@dataclass(frozen=True, slots=True)
class VillageMatch:
    """The village a row means, or why none can be told; a match may carry a warning."""

    village_code: str | None
    code: Code | None = None


@dataclass
class VillageIndex:
    """The villages of one district, found by sub-district and name as people write them."""

    _by_code: dict[str, str] = field(default_factory=dict)
    _by_place: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    _by_name: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _found: dict[tuple[str, str, str], VillageMatch] = field(default_factory=dict)

    @classmethod
    def of(cls, villages: Iterable[tuple[str, str, str]]) -> VillageIndex:
        """Build the index from (village code, village name, sub-district name)."""
        index = cls()
        for code, name, subdistrict in villages:
            index._by_code[_code_digits(code)] = code
            index._by_place[_place_key(subdistrict)][_place_key(name)] = code
            index._by_name[_place_key(name)].append(code)
        return index

    def find(self, village: str, *, subdistrict: str = "", code: str = "") -> VillageMatch:
        """Give the village a row means; the same three texts always give the same answer, found once."""
        asked = (village, subdistrict, code)
        match = self._found.get(asked)
        if match is None:
            match = self._found[asked] = self._search(village, subdistrict, code)
        return match

    def by_code(self, code: str) -> str | None:
        """Give the village of a code, written with dots, when the district has it."""
        return self._by_code.get(_code_digits(code))

    def has_subdistrict(self, text: str) -> bool:
        """Tell whether a text names a sub-district of the district."""
        return bool(text) and _place_key(text) in self._by_place

    def _search(self, village: str, subdistrict: str, code: str) -> VillageMatch:
        coded = self.by_code(code)
        if says_nothing(village):
            return VillageMatch(coded, None if coded else Code.VILLAGE_MISSING)
        if says_nothing(subdistrict):
            return self._in_district(village, coded)
        return self._in_subdistrict(village, subdistrict)

    def _in_district(self, village: str, coded: str | None) -> VillageMatch:
        codes = self._by_name.get(key_of(village)) or self._by_name.get(_place_key(village), [])
        if coded in codes:
            return VillageMatch(coded)
        if codes:
            return VillageMatch(codes[0]) if len(codes) == 1 else VillageMatch(None, Code.VILLAGE_AMBIGUOUS)
        return _nearest(_place_key(village), self._by_name)

    def _in_subdistrict(self, village: str, subdistrict: str) -> VillageMatch:
        key, is_exact = self._subdistrict(subdistrict)
        names = self._by_place.get(key, {})
        code = names.get(key_of(village)) or names.get(_place_key(village))
        if code is not None:
            return VillageMatch(code, None if is_exact else Code.VILLAGE_FUZZY)
        return _nearest(_place_key(village), {name: [found] for name, found in names.items()})

    def _subdistrict(self, text: str) -> tuple[str, bool]:
        key = _place_key(text)
        if key in self._by_place:
            return key, True
        near = [name for name in self._by_place if is_one_slip_away(key, name)]
        return (near[0], False) if len(near) == 1 else ("", False)


def is_one_slip_away(typed: str, meant: str) -> bool:
    """Tell whether one letter is missing, extra, wrong or has changed places with its neighbour."""
    shorter, longer = sorted((typed, meant), key=len)
    if len(longer) - len(shorter) > 1 or len(shorter) <= 1:
        return False
    start = 0
    while start < len(shorter) and shorter[start] == longer[start]:
        start += 1
    if len(shorter) != len(longer):
        return shorter[start:] == longer[start + 1 :]
    swapped = shorter[:start] + shorter[start : start + 2][::-1] + shorter[start + 2 :]
    return shorter[start + 1 :] == longer[start + 1 :] or swapped == longer


def _nearest(key: str, names: dict[str, list[str]]) -> VillageMatch:
    near = [code for name, codes in names.items() if is_one_slip_away(key, name) for code in codes]
    if len(near) == 1:
        return VillageMatch(near[0], Code.VILLAGE_FUZZY)
    return VillageMatch(None, Code.VILLAGE_AMBIGUOUS if near else Code.VILLAGE_UNKNOWN)


def _place_key(text: str) -> str:
    return key_of(_KIND.sub("", text)) or key_of(text)


def _code_digits(code: str) -> str:
    digits = key_of(code)
    return digits if len(digits) == _CODE_LENGTH and digits.isdigit() else ""
