"""The open bills, indexed so that no line has to be held against each of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from srikandi.money import SEN
from srikandi.payments.references import SIGNS, pack
from srikandi.payments.statements.matching.decisions import Bill

_WORD = re.compile(r"[A-Z0-9]+")
_FORMS = {"PT", "CV", "UD", "PD", "TBK", "PERSERO", "FA", "KOPERASI", "YAYASAN"}
_SENDER_WIDTH = 18
_TELLING = 4


class BillIndex:
    """Finds bills by reference, by a damaged reference, by amount, by virtual account, by company name."""

    def __init__(self, bills: Iterable[Bill]) -> None:
        self.by_signs: dict[str, Bill] = {}
        self.by_amount: dict[int, list[Bill]] = defaultdict(list)
        self.by_va: dict[str, list[Bill]] = defaultdict(list)
        self._by_start: dict[str, list[Bill]] = defaultdict(list)
        self._by_hole: dict[str, list[Bill]] = defaultdict(list)
        self._by_words: dict[tuple[str, ...], list[Bill]] = defaultdict(list)
        self._packed_name: dict[str, str] = {}
        for bill in bills:
            self._add(bill)

    def _add(self, bill: Bill) -> None:
        signs = bill.reference.signs
        self.by_signs[signs] = bill
        self.by_amount[bill.amount_rupiah * SEN].append(bill)
        if bill.va:
            self.by_va[bill.va].append(bill)
        for length in range(1, SIGNS):
            self._by_start[signs[:length]].append(bill)
        self._packed_name[signs] = pack(bill.company)
        for hole in {signs, *_holes(signs)}:
            self._by_hole[hole].append(bill)
        for words in {_key(_core(bill.company)), _key(_core(bill.company[:_SENDER_WIDTH]))} - {()}:
            self._by_words[words].append(bill)

    def starting(self, signs: str) -> list[Bill]:
        """Give the bills whose reference starts with these signs."""
        return self._by_start.get(signs, []) if signs else []

    def near(self, signs: str) -> list[Bill]:
        """Give the bills whose reference becomes these signs by one slip: one wrong, missing or extra, two swapped."""
        holes = (signs, *_holes(signs))
        found = {bill.reference.signs: bill for hole in holes for bill in self._by_hole.get(hole, ())}
        return [bill for meant, bill in found.items() if is_one_slip(meant, signs)]

    def named(self, texts: Sequence[str]) -> list[Bill]:
        """Give the bills of the companies these texts name, also when the bank has cut the name."""
        found: dict[str, Bill] = {}
        for text in texts:
            words = [word for word in _WORD.findall(text.upper()) if word not in _FORMS]
            for key in _keys(words):
                for bill in self._by_words.get(key, ()):
                    found[bill.reference.signs] = bill
        return self._most_exact(found, [pack(text) for text in texts])

    def _most_exact(self, bills: dict[str, Bill], packed: Sequence[str]) -> list[Bill]:
        """Keep the companies whose whole name is there, of these the longest; without one, all that fit so far."""
        whole: dict[str, int] = {}
        for signs in bills:
            name = self._packed_name[signs]
            if name and any(name in text for text in packed):
                whole[signs] = len(name)
        longest = max(whole.values(), default=0)
        return [bills[signs] for signs, length in whole.items() if length == longest] if whole else list(bills.values())


def is_one_slip(meant: str, typed: str) -> bool:
    """Is at most one sign wrong, missing, extra, or are two neighbours swapped?"""
    if len(meant) == len(typed):
        wrong = [place for place in range(len(meant)) if meant[place] != typed[place]]
        if len(wrong) <= 1:
            return True
        first, last = wrong[0], wrong[-1]
        return (
            len(wrong) == len("ab")
            and last == first + 1
            and meant[first] == typed[last]
            and meant[last] == typed[first]
        )
    short, long = sorted((meant, typed), key=len)
    return len(long) - len(short) == 1 and short in _holes(long)


def _holes(signs: str) -> Iterator[str]:
    return (signs[:place] + signs[place + 1 :] for place in range(len(signs)))


def _core(company: str) -> list[str]:
    return [word for word in _WORD.findall(company.upper()) if word not in _FORMS]


def _key(words: Sequence[str]) -> tuple[str, ...]:
    if len(words) > 1:
        return (words[0], words[1])
    return tuple(word for word in words if len(word) >= _TELLING)


def _keys(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    yield from pairwise(words)
    for word in words:
        yield (word,)
